package pdf_test

import (
	"fmt"
	"os"
	"path/filepath"

	"fusul/stages/read/pdf"
	"fusul/stages/text"
)

// The headings of a PDF, and what page each is on.
func ExampleFile_Flow() {
	raw, err := os.ReadFile("../testdata/pdf/libreoffice.pdf")
	if err != nil {
		fmt.Println(err)
		return
	}
	cache, _ := os.UserCacheDir()
	engine := &pdf.Engine{CacheDir: filepath.Join(cache, "fusul")}
	defer engine.Close()
	file, err := engine.Read(string(raw), pdf.Limits{Pages: 100})
	if err != nil {
		fmt.Println(err)
		return
	}
	flow := file.Flow(file.Lines())
	for _, b := range flow.Blocks {
		if b.Kind == text.Heading {
			fmt.Println(b.Level, b.Of(flow.Text))
		}
	}
	// Output: 1 المقدمة
}
