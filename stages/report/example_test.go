package report_test

import (
	"fmt"

	"fusul/stages/report"
)

func ExampleWriteFile() {
	_, err := report.WriteFile("testdata/empty", report.Options{Lang: "en"})
	fmt.Println(err)
	// Output: testdata/empty: no datapackage.json there; it is no output folder of a finished run
}
