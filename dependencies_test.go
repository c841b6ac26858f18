package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// allowed is every module that the program may be made of, and what for. A
// library that brings others answers for them.
var allowed = map[string]string{
	"github.com/alecthomas/kong":          "the command line",
	"github.com/blevesearch/snowballstem": "Snowball stems of Arabic",
	"github.com/goccy/go-yaml":            "settings and dictionaries",
	"github.com/gofrs/flock":              "the lock of an output folder",
	"github.com/klauspost/compress":       "Parquet; the data of the report",
	"github.com/klippa-app/go-pdfium":     "PDF",
	"github.com/kljensen/snowball":        "Snowball stems of words in Latin script",
	"github.com/parquet-go/parquet-go":    "Parquet",
	"github.com/tetratelabs/wazero":       "PDF: PDFium runs in it, without C",
	"github.com/vbauerster/mpb/v8":        "progress bars",
	"github.com/xuri/excelize/v2":         "tables as Excel",
	"golang.org/x/net":                    "HTML and EPUB; Excel",
	"golang.org/x/text":                   "encodings, Unicode normalisation",

	"github.com/VividCortex/ewma":            "of mpb",
	"github.com/acarl005/stripansi":          "of mpb",
	"github.com/andybalholm/brotli":          "of parquet-go",
	"github.com/clipperhouse/uax29/v2":       "of mpb: the width of letters",
	"github.com/google/uuid":                 "of parquet-go and go-pdfium",
	"github.com/jolestar/go-commons-pool/v2": "of go-pdfium",
	"github.com/mattn/go-runewidth":          "of mpb",
	"github.com/parquet-go/bitpack":          "of parquet-go",
	"github.com/parquet-go/jsonlite":         "of parquet-go",
	"github.com/pierrec/lz4/v4":              "of parquet-go",
	"github.com/richardlehane/mscfb":         "of excelize",
	"github.com/richardlehane/msoleps":       "of excelize",
	"github.com/tiendc/go-deepcopy":          "of excelize",
	"github.com/twpayne/go-geom":             "of parquet-go",
	"github.com/vbauerster/cupwriter":        "of mpb",
	"github.com/xuri/efp":                    "of excelize",
	"github.com/xuri/nfp":                    "of excelize",
	"golang.org/x/crypto":                    "of excelize: workbooks with a password",
	"golang.org/x/sys":                       "of flock, parquet-go and wazero",
	"google.golang.org/protobuf":             "of parquet-go",
}

// allowedInTests is what tests may need besides.
var allowedInTests = map[string]string{
	"github.com/rogpeppe/go-internal": "scripts of the command line",
	"golang.org/x/tools":              "of go-internal",
	"pgregory.net/rapid":              "properties",
}

// The program runs without a network and is one that a reader can know: what
// is new in it must be named here. Drivers of clusters and clouds are modules
// of their own.
func TestDependencies(t *testing.T) {
	found := map[string]bool{}
	for _, system := range []string{"linux", "darwin", "windows"} {
		for _, m := range modules(t, system, ".") {
			found[m] = true
			if allowed[m] == "" {
				t.Errorf("on %s the program needs %s, which is not allowed", system, m)
			}
		}
	}
	for _, m := range modules(t, "linux", "-test", "./...") {
		if allowed[m] == "" && allowedInTests[m] == "" {
			t.Errorf("the tests need %s, which is not allowed", m)
		}
		if allowedInTests[m] != "" {
			found[m] = true
		}
	}
	if len(found) != len(allowed)+len(allowedInTests) {
		for _, list := range []map[string]string{allowed, allowedInTests} {
			for m := range list {
				if !found[m] {
					t.Errorf("%s is allowed, but nothing needs it", m)
				}
			}
		}
	}
}

// modules returns the modules of all packages that some packages need, but for
// fusul itself and the standard library.
func modules(t *testing.T, system string, packages ...string) []string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}"}, packages...)...)
	cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{"fusul": true}
	var list []string
	for _, m := range strings.Fields(string(out)) {
		if !seen[m] {
			seen[m] = true
			list = append(list, m)
		}
	}
	return list
}
