package report_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fusul/pipeline"
	"fusul/stages/read"
	"fusul/stages/report"
	"fusul/stages/table"
)

// run analyses files and returns the output folder.
func run(t *testing.T, files map[string]string) string {
	t.Helper()
	in, out := t.TempDir(), t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(in, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	src, err := read.Open(read.Options{}, nil, in)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	cfg := pipeline.Config{Out: out, Topics: "2", Iterations: 20, Seeds: 1}
	if _, err := pipeline.Run(context.Background(), pipeline.Input{Input: src}, cfg, func(string, int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	return out
}

// page returns the report of an output folder.
func page(t *testing.T, out string, opt report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Write(out, &b, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var block = regexp.MustCompile(`<script type="application/gzip" class="block">([^<]*)</script>`)

// A blockData is what a block of the page holds.
type blockData struct {
	Doc    string                         `json:"doc_id"`
	Packs  []string                       `json:"packs"`
	Caps   *report.Caps                   `json:"caps"`
	Tables map[string]map[string][]any    `json:"tables"`
	Text   *struct{ Text, Kind []string } `json:"text"`
}

// blocks returns the data of a page.
func blocks(t *testing.T, page string) []blockData {
	t.Helper()
	var all []blockData
	for _, m := range block.FindAllStringSubmatch(page, -1) {
		raw, err := base64.StdEncoding.DecodeString(m[1])
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.UseNumber()
		var b blockData
		if err := dec.Decode(&b); err != nil {
			t.Fatal(err)
		}
		all = append(all, b)
	}
	return all
}

// rowsOf returns the rows of a table as strings of their values in the
// columns names, each with how often it occurs.
func rowsOf(t *testing.T, dir, name string, names []string) map[string]int {
	t.Helper()
	c, err := table.OpenCells(dir, name)
	if err != nil {
		t.Fatal(err)
	}
	place := map[string]int{}
	for i, n := range c.Columns {
		place[n] = i
	}
	rows := map[string]int{}
	for row, err := range c.Each() {
		if err != nil {
			t.Fatal(err)
		}
		var values []any
		for _, n := range names {
			i, ok := place[n]
			if !ok {
				t.Fatalf("%s has no column %s", name, n)
			}
			values = append(values, row[i])
		}
		rows[key(t, values)]++
	}
	return rows
}

// key is the JSON of values: numbers as the page has them.
func key(t *testing.T, values []any) string {
	t.Helper()
	data, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// added are the columns that the page has and the table has not: where a
// keyword stands in the text of its paragraph.
var added = map[string]bool{"from": true, "to": true}

// checkData checks that every row of the page is a row of its table, and none
// is there twice.
func checkData(t *testing.T, out string, all []blockData) (rows, numbers int) {
	t.Helper()
	for i, b := range all {
		for name, columns := range b.Tables {
			var names []string
			for n := range columns {
				if !added[n] {
					names = append(names, n)
				}
			}
			if len(names) == 0 || len(columns[names[0]]) == 0 {
				continue
			}
			have := rowsOf(t, out, name, names)
			for r := range columns[names[0]] {
				var values []any
				for _, n := range names {
					values = append(values, columns[n][r])
					if _, ok := columns[n][r].(json.Number); ok {
						numbers++
					}
				}
				k := key(t, values)
				if have[k] == 0 {
					t.Fatalf("block %d: the row %s of %s is not in the table", i, k, name)
				}
				have[k]--
				rows++
			}
		}
	}
	return rows, numbers
}

const small = `الفصل الأول: الواقعية

يرى الواقعيون أن القوة هي لغة السياسة الدولية، وأن توازن القوى يحفظ السلام بين الدول.
ويقول مورغنثاو إن المصلحة الوطنية تعرف بالقوة، وإن الدولة تسعى إلى القوة.

الفصل الثاني: الليبرالية

وترى الليبرالية أن التعاون ممكن، وأن المؤسسات الدولية تخفف الفوضى بين الدول.
والديمقراطيات لا تحارب الديمقراطيات، وهذا هو السلام الديمقراطي.
`

// TestNumbers walks the data of the page: every row, and so every number that
// a figure can show, is that of its table.
func TestNumbers(t *testing.T) {
	out := run(t, map[string]string{"a.txt": small, "b.txt": strings.ReplaceAll(small, "مورغنثاو", "كيوهان")})
	all := blocks(t, page(t, out, report.Options{}))
	if len(all) != 3 || all[0].Caps != nil {
		t.Fatalf("%d blocks and caps %v, want the corpus and two works, whole", len(all), all[0].Caps)
	}
	rows, numbers := checkData(t, out, all)
	if rows < 300 || numbers < 2000 {
		t.Errorf("only %d rows with %d numbers were checked", rows, numbers)
	}
	for _, b := range all[1:] {
		if len(b.Tables["matches"]["keyword"]) == 0 {
			t.Errorf("%s has no passages", b.Doc)
		}
	}
}

// TestKeywordsInText checks that the places of the keywords in the text are
// those of the keywords.
func TestKeywordsInText(t *testing.T) {
	out := run(t, map[string]string{"a.txt": small + "\nقال 𝄞 الواقعيون: القوة 😀 هي القوة.\n"})
	b := blocks(t, page(t, out, report.Options{}))[1]
	paras := map[string]string{}
	data := b.Text
	m := b.Tables["matches"]
	for i, text := range data.Text {
		paras[fmt.Sprint(i+1)] = text
	}
	for i := range m["keyword"] {
		text := utf16of(paras[fmt.Sprint(m["para_id"][i])])
		from, to := number(t, m["from"][i]), number(t, m["to"][i])
		if from < 0 || to > len(text) || text16(text[from:to]) != m["keyword"][i] {
			t.Errorf("keyword %q is not at %d to %d", m["keyword"][i], from, to)
		}
	}
}

// TestCaps checks that a sample keeps its cap, says so, and depends on
// nothing but the seed.
func TestCaps(t *testing.T) {
	files := map[string]string{}
	for i := range 6 {
		files[fmt.Sprintf("w%d.txt", i)] = strings.Repeat(small, 3)
	}
	out := run(t, files)
	opt := report.Options{Passages: 40, Works: 5, Text: 12_000}
	first := page(t, out, opt)
	if first != page(t, out, opt) {
		t.Error("two reports of the same tables differ")
	}
	all := blocks(t, first)
	caps := all[0].Caps
	if caps == nil || caps.Works != 5 || caps.OfWorks != 6 || caps.PerKey == 0 || caps.Passages > 60 || int64(caps.Passages) >= caps.Of {
		t.Fatalf("caps %+v", caps)
	}
	passages, texts := 0, 0
	for _, b := range all[1:] {
		passages += len(b.Tables["matches"]["keyword"])
		if b.Text != nil {
			texts++
		}
	}
	if passages != caps.Passages || texts != caps.Texts {
		t.Errorf("%d passages and %d texts, caps say %+v", passages, texts, caps)
	}
	checkData(t, out, all)
}

// TestHostile checks that nothing of a corpus stands in the page but in its
// data, which is base64.
func TestHostile(t *testing.T) {
	evil := `الفصل الأول: </script><script>alert(1)</script>

القوة <img src=x onerror=alert(2)> javascript:alert(3) "' ` + "\u202eالواقعية\u202c {{.}} ${1} <!-- ]]> \u2028" + `
`
	out := run(t, map[string]string{"<b>evil.txt": evil, "long.txt": strings.Repeat("ق", 1<<20) + " القوة\n"})
	p := page(t, out, report.Options{})
	clean := page(t, run(t, map[string]string{"a.txt": small, "b.txt": small}), report.Options{})
	strip := func(s string) string { return block.ReplaceAllString(s, "") }
	if strip(p) != strip(clean) {
		t.Error("the page of a hostile corpus differs from that of another outside of its data")
	}
	if !strings.Contains(fmt.Sprint(blocks(t, p)[1:]), "onerror=alert(2)") && !strings.Contains(fmt.Sprint(blocks(t, p)), "alert") {
		t.Error("the hostile text is not in the data")
	}
}

// TestPolicy checks that the page's policy names the hashes of the script and
// the style that it holds, and allows nothing else.
func TestPolicy(t *testing.T) {
	p := page(t, run(t, map[string]string{"a.txt": small}), report.Options{Lang: "en"})
	policy := html.UnescapeString(regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(p)[1])
	for what, re := range map[string]string{"script-src": `(?s)<script>(.*?)</script>`, "style-src": `(?s)<style>(.*?)</style>`} {
		found := regexp.MustCompile(re).FindAllStringSubmatch(p, -1)
		if len(found) != 1 {
			t.Fatalf("%d %s elements", len(found), what)
		}
		sum := sha256.Sum256([]byte(found[0][1]))
		if want := what + " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %q", policy, want)
		}
	}
	for _, want := range []string{"default-src 'none'", "connect-src 'none'", "base-uri 'none'", "form-action 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %q", policy, want)
		}
	}
	if regexp.MustCompile(`(?i)\son[a-z]+=|unsafe-|https?://`).MatchString(block.ReplaceAllString(regexp.MustCompile(`(?s)<(script|style)>.*?</`).ReplaceAllString(p, ""), "")) {
		t.Error("an inline handler, an unsafe source or an address in the page")
	}
	if !strings.Contains(p, `<html lang="en" dir="ltr">`) {
		t.Error("the page is not in English")
	}
}

// TestUnfinished checks that a folder without a manifest has no report.
func TestUnfinished(t *testing.T) {
	dir := t.TempDir()
	if _, err := report.WriteFile(dir, report.Options{}); err == nil || !strings.Contains(err.Error(), "datapackage.json") {
		t.Errorf("error %v, want one that names the manifest", err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}
