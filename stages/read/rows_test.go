package read

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/parquet-go/parquet-go"

	"fusul/stages/text"
)

// works lists and loads all works of fsys and writes each as a line:
// identifier, title, author, metadata, text.
func works(t *testing.T, fsys fs.FS, opt Options) (lines []string, problems []text.Problem) {
	t.Helper()
	corpus, err := List(fsys, opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range corpus.Works {
		doc, err := w.Load(fsys, opt)
		if err != nil {
			t.Fatal(err)
		}
		if err := check(doc); err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprintf("%s|%s|%s", doc.ID, doc.Title, doc.Author)
		for _, f := range doc.Meta {
			line += fmt.Sprintf("|%s=%s", f.Name, f.Value)
		}
		lines = append(lines, line+"|"+doc.Text)
		problems = append(problems, doc.Problems...)
	}
	return lines, append(corpus.Problems, problems...)
}

// essay is a text long enough for its encoding to be found, in one line.
var essay = strings.ReplaceAll(strings.Join(prose, " "), "\r", "")

func TestTables(t *testing.T) {
	csv := "المعرف,العنوان,المؤلف,سنة النشر,النص\nأ,أول,سعيد,2014,\"" + essay + "\nسطر ثان، وفيه \"\"اقتباس\"\"\"\nب,ثان,,2015,نص قصير\n"
	want := []string{
		"أ|أول|سعيد|المعرف=أ|سنة_النشر=2014|" + essay + "\nسطر ثان، وفيه \"اقتباس\"",
		"ب|ثان||المعرف=ب|سنة_النشر=2015|نص قصير",
	}
	jsonl := `{"id":"أ","title":"أول","year":2014,"tags":["س","ع"],"free":true,"none":null,"text":"نص\nوسطر"}` + "\n\n" +
		`{"text":"بلا معرف","deep":{"a":[1]}}` + "\r\n"
	for _, c := range []struct {
		name, file, raw string
		opt             Options
		want            []string
	}{
		{"comma", "w.csv", csv, Options{}, want},
		{"byte order mark and CRLF", "w.csv", "\uFEFF" + strings.ReplaceAll(csv, "\n", "\r\n"), Options{},
			[]string{strings.ReplaceAll(want[0], "\r\n", "\n"), want[1]}},
		{"semicolon", "w.csv", strings.ReplaceAll(csv, ",", ";"), Options{}, want},
		{"tab", "w.tsv", strings.ReplaceAll(csv, ",", "\t"), Options{}, want},
		{"windows-1256", "w.csv", encode(csv, "windows-1256", false), Options{}, want},
		{"UTF-16 of Excel", "w.csv", encode(strings.ReplaceAll(csv, ",", "\t"), nameUTF16LE, true), Options{}, want},
		{"JSON Lines", "w.jsonl", jsonl, Options{}, []string{
			"أ|أول||id=أ|year=2014|tags=س; ع|free=true|نص\nوسطر",
			`w-2|||deep={"a":[1]}|بلا معرف`,
		}},
		{"JSON array", "w.json", " [" + strings.Replace(strings.TrimSpace(jsonl), "\n\n", ",\n", 1) + "]\n", Options{}, []string{
			"أ|أول||id=أ|year=2014|tags=س; ع|free=true|نص\nوسطر",
			`w-2|||deep={"a":[1]}|بلا معرف`,
		}},
		{"asked for", "w.csv", "a,b\nنص,رقم\n", Options{TextField: "a", IDField: "b"}, []string{"رقم|||b=رقم|نص"}},
		{"the same identifier twice", "w.csv", "id,text\nس,أول\nس,ثان\n", Options{}, []string{"س|||id=س|أول", "س-2|||id=س|ثان"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			plain := mapFS(c.file, c.raw)
			for where, fsys := range map[string]fs.FS{"folder": plain, "zip": zipOf(t, plain)} {
				got, _ := works(t, fsys, c.opt)
				if fmt.Sprint(got) != fmt.Sprint(c.want) {
					t.Errorf("%s: works are\n%q, want\n%q", where, got, c.want)
				}
			}
		})
	}
}

// zipOf packs fsys, so that its files cannot be read from within.
func zipOf(t *testing.T, fsys fstest.MapFS) fs.FS {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if err := z.AddFS(fsys); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestParquetTable(t *testing.T) {
	type row struct {
		Text  string   `parquet:"text"`
		Year  int32    `parquet:"year"`
		Rate  *float64 `parquet:"rate,optional"`
		Good  bool     `parquet:"good"`
		Day   int32    `parquet:"day,date"`
		Words []string `parquet:"words,list"`
	}
	rate := 1.5
	var b bytes.Buffer
	w := parquet.NewGenericWriter[row](&b)
	if _, err := w.Write([]row{{"نص أول", 2014, &rate, true, 16071, []string{"س"}}, {"نص ثان", 1999, nil, false, 0, nil}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"w-1|||year=2014|rate=1.5|good=true|day=2014-01-01|نص أول",
		"w-2|||year=1999|good=false|day=1970-01-01|نص ثان",
	}
	plain := mapFS("w.parquet", b.String())
	for where, fsys := range map[string]fs.FS{"folder": plain, "zip": zipOf(t, plain)} {
		if got, _ := works(t, fsys, Options{}); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: works are\n%q, want\n%q", where, got, want)
		}
	}
	for cut := range b.Len() {
		fsys := mapFS("w.parquet", b.String()[:cut])
		var bad *SyntaxError
		if _, err := List(fsys, Options{}, "w.parquet"); !errors.As(err, &bad) {
			t.Fatalf("cut at %d: %v, want a SyntaxError", cut, err)
		}
	}
}

func TestTableErrors(t *testing.T) {
	small := Options{MaxCell: 100, MaxColumns: 3}
	for _, c := range []struct {
		file, raw string
		opt       Options
		want      string
	}{
		{"w.csv", "", Options{}, "the table is empty"},
		{"w.csv", "a,b\n1,2\n", Options{}, `no column is called text, body, content or النص; name the one that holds the text with --text-field, or text_field in corpus.yaml: "a", "b"`},
		{"w.csv", "a,b\n1,2\n", Options{TextField: "c"}, `no column is called "c"`},
		{"w.csv", "a,text\n1,2\n", Options{IDField: "c"}, `no column is called "c"`},
		{"w.csv", "a,b,c,text\n1,2,3,4\n", small, "4 columns, more than 3 (limit MaxColumns)"},
		{"w.csv", "text\n\"" + strings.Repeat("نص ", 100), small, "a row of more than 100 bytes (limit MaxCell), or a quotation mark that is never closed"},
		{"w.jsonl", `{"text":"` + strings.Repeat("x", 200) + `"}`, small, "a row of more than 100 bytes (limit MaxCell)"},
		{"w.jsonl", "[1]\n", Options{}, "not JSON Lines (one object a line), nor an array of objects: not an object"},
		{"w.jsonl", `{"text":"x"`, Options{}, "not JSON Lines (one object a line): it does not end"},
		{"w.json", "[{\"text\":\"x\"}", Options{}, "broken JSON behind object 1"},
		{"w.json", `[{"text":"` + strings.Repeat("x", 200) + `"}]`, small, "an object of more than 100 bytes (limit MaxCell)"},
		{"w.parquet", "text", Options{}, "broken Parquet"},
		{"w.csv", "PAR1....", Options{}, "this is a Parquet table"},
	} {
		_, err := List(mapFS(c.file, c.raw), c.opt, c.file)
		var bad *SyntaxError
		if !errors.As(err, &bad) || bad.Name != c.file || !strings.Contains(bad.Msg, c.want) {
			t.Errorf("%s %.20q: error is %v, want %s", c.file, c.raw, err, c.want)
		}
	}
	got, problems := works(t, mapFS("w.jsonl", "{\"text\":\"أول\"}\n{\n{\"text\":\"\"}\n{\"text\":\"رابع\"}\n"), Options{})
	if len(got) != 2 || len(problems) != 2 || problems[0].Message != "row 2: it does not end" || problems[1].Message != `row 3: nothing in the column "text"` {
		t.Errorf("works are %q, problems %v; want rows 1 and 4, and a problem of each other", got, problems)
	}
}

func TestMetadataTable(t *testing.T) {
	got, problems := works(t, mapFS(
		"metadata.csv", "الملف;العنوان;الجامعة;السنة\nأ.txt;رسالة أولى;القاهرة;2014\nب;رسالة ثانية;بغداد;2015\nغائب;;;\n",
		"أ.txt", "نص أول", "ب.txt", "نص ثان", "ج.txt", "نص ثالث",
	), Options{})
	want := []string{
		"أ|رسالة أولى||الجامعة=القاهرة|السنة=2014|نص أول",
		"ب|رسالة ثانية||الجامعة=بغداد|السنة=2015|نص ثان",
		"ج|||نص ثالث",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("works are\n%q, want\n%q", got, want)
	}
	if len(problems) != 1 || problems[0].Message != `row 3: no work is called "غائب"` {
		t.Errorf("problems are %v, want one of row 3", problems)
	}
	// corpus.yaml goes before the table.
	got, _ = works(t, mapFS(
		"corpus.yaml", "works:\n- {id: x, title: من الوصف, meta: {year: 1}, files: a.txt}\n- files: rows.csv\n  text_field: t\n  meta: {kind: row}\n",
		"metadata.csv", "doc_id,title,year,place\nx,من الجدول,2,هنا\nr1,صف,3,هناك\n",
		"a.txt", "نص", "rows.csv", "doc_id,t\nr1,نص الصف\n",
	), Options{})
	want = []string{"x|من الوصف||year=1|place=هنا|نص", "r1|صف||kind=row|year=3|place=هناك|نص الصف"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("works are\n%q, want\n%q", got, want)
	}
}
