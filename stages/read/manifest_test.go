package read

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fusul/stages/text"
)

// manifestExample shows every key of a corpus.yaml.
const manifestExample = `# corpus.yaml: what this folder holds and how to read it.

defaults:                        # for every work that says nothing else
  author: سلمى الكاتبة
  date: 2014                     # text as written, not a number
  encoding: utf-8
  meta:                          # columns of your own
    university: جامعة المثال
    degree: ماجستير

works:
  # A thesis of one file for each chapter, in the order of the text.
  - id: thesis
    title: الأحلاف بعد زوال خصومها
    files:
      - thesis/introduction.txt
      - path: thesis/ch*.txt     # ch2 before ch10
      - {path: thesis/end.md, title: الخاتمة العامة, format: markdown}
    chapters: files              # a chapter each
    meta:
      degree: دكتوراه            # instead of the default
      supervisors: [أول, ثان]    # one column: "أول; ثان"
    exclude:
      - from: شكر وتقدير         # from this line
        until: المقدمة           # to before this one

  # A book in one file, whose headings are given.
  - title: كتاب التجربة          # its id comes from the file: book
    date: "1950"
    files: book.txt
    chapters:
      - line: الفصل الأول        # the whole line
        nth: 2                   # the first is in the table of contents
        title: في الأمن
      - line: 12                 # the twelfth line, where nothing is written
        title: في السلم
      - قائمة المراجع            # a line and no more
    exclude:
      - heading: قائمة المراجع   # to the next chapter here, or the end
      - from: 1                  # the table of contents
        to: 4

  - files: [old.txt]
    author: [كاتب أول, كاتب ثان]
    encoding: windows-1256
`

// manifestFiles is the folder that manifestExample is about.
func manifestFiles() map[string]string {
	return map[string]string{
		"thesis/introduction.txt": "صفحة الغلاف\nشكر وتقدير\nأشكر الجميع.\n\u200Fالمقدمة \u200F\nنص المقدمة.",
		"thesis/ch2.txt":          "الفصل الثاني\nنص.\r\n",
		"thesis/ch10.txt":         "الفصل العاشر\nنص.\n",
		"thesis/end.md":           "# الخاتمة\n\nنص **مهم**.\n",
		"book.txt":                "الفهرس\nالفصل الأول\nقائمة المراجع ..... ٩\n\nمقدمة الكتاب\n\nالفصل  الأول\n\nنص.\n\nنص.\n* * *\nنص.\nقائمة المراجع\nمرجع.\n",
		"old.txt":                 encode("نص قديم في ترميز قديم لا يحتاج إلى تخمين", "windows-1256", false),
		"notes.txt":               "x",
		"cover.png":               "x",
	}
}

// corpusFS makes a file system of files and a corpus.yaml.
func corpusFS(files map[string]string, manifest string) (pairs []string) {
	for name, content := range files {
		pairs = append(pairs, name, content)
	}
	return append(pairs, manifestName, manifest)
}

func TestManifest(t *testing.T) {
	fsys := mapFS(corpusFS(manifestFiles(), manifestExample)...)
	corpus, err := List(fsys, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := ids(corpus), []string{"thesis=thesis/introduction.txt+thesis/ch2.txt+thesis/ch10.txt+thesis/end.md", "book=book.txt", "old=old.txt"}; !slices.Equal(got, want) {
		t.Fatalf("works %q, want %q", got, want)
	}
	var left []string
	for _, p := range corpus.Problems {
		left = append(left, p.Path+": "+p.Message)
	}
	if want := []string{"cover.png: not text: .png", "notes.txt: no work in corpus.yaml names it"}; !slices.Equal(left, want) {
		t.Errorf("left out %q, want %q", left, want)
	}
	if len(corpus.Manifests) != 1 || corpus.Manifests[0].Path != manifestName || len(corpus.Manifests[0].SHA256) != 64 {
		t.Errorf("manifests %v", corpus.Manifests)
	}
	docs := make([]*text.Document, len(corpus.Works))
	for i, w := range corpus.Works {
		if docs[i], err = w.Load(fsys, Options{}); err != nil {
			t.Fatal(err)
		}
		if err := check(docs[i]); err != nil {
			t.Errorf("%s: %v", w.ID, err)
		}
	}
	for i, want := range []string{
		"الأحلاف بعد زوال خصومها/سلمى الكاتبة/date=2014 university=جامعة المثال degree=دكتوراه supervisors=أول; ثان",
		"كتاب التجربة/سلمى الكاتبة/date=1950 university=جامعة المثال degree=ماجستير",
		"/كاتب أول; كاتب ثان/date=2014 university=جامعة المثال degree=ماجستير",
	} {
		d := docs[i]
		var meta []string
		for _, f := range d.Meta {
			meta = append(meta, f.Name+"="+f.Value)
		}
		if got := d.Title + "/" + d.Author + "/" + strings.Join(meta, " "); got != want {
			t.Errorf("%s is %q, want %q", d.ID, got, want)
		}
	}
	for i, want := range [][]string{
		{"صفحة الغلاف|", "الفصل الثاني|", "الفصل العاشر|", "# الخاتمة|الخاتمة العامة"},
		{"الفصل  الأول|في الأمن", "* * *|في السلم", "قائمة المراجع|قائمة المراجع"},
		nil,
	} {
		var got []string
		for _, b := range docs[i].Boundaries {
			end, _ := lineAt(docs[i].Text, b.Offset)
			got = append(got, docs[i].Text[b.Offset:end]+"|"+b.Title)
		}
		if !slices.Equal(got, want) {
			t.Errorf("chapters of %s: %q, want %q", docs[i].ID, got, want)
		}
	}
	for i, want := range []string{
		"شكر وتقدير\nأشكر الجميع.\n",
		"الفهرس\nالفصل الأول\nقائمة المراجع ..... ٩\n\n|قائمة المراجع\nمرجع.\n",
		"",
	} {
		var got []string
		for _, s := range docs[i].Excluded {
			got = append(got, s.Of(docs[i].Text))
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%s leaves out %q, want %q", docs[i].ID, g, want)
		}
	}
	if n := docs[0].Sources[0]; n.End != len(manifestFiles()["thesis/introduction.txt"])+1 || docs[0].Text[n.End-1] != '\n' {
		t.Errorf("the first file spans %v: it must be given the line end that it lacks", n.Span)
	}
	if docs[2].Sources[0].Encoding != "windows-1256" || len(docs[2].Problems) > 0 {
		t.Errorf("old.txt is %s, problems %v", docs[2].Sources[0].Encoding, docs[2].Problems)
	}
}

func TestManifestErrors(t *testing.T) {
	files := manifestFiles()
	for _, c := range []struct{ yaml, want string }{
		{"titel: x", `corpus.yaml:1:1: unknown key "titel"; want one of defaults, works`},
		{"works:\n  - files: book.txt\n    titel: x", `corpus.yaml:3:5: unknown key "titel"; want one of id, title,`},
		{"defaults:\n  id: x", `corpus.yaml:2:3: unknown key "id"`},
		{"works: x", `corpus.yaml:1:8: "works" must be a list`},
		{"works:\n  - x", "corpus.yaml:2:5: want keys with values here"},
		{"works:\n  - id: a", `corpus.yaml:2:7: a work without "files"`},
		{"works:\n  - files: []", `"files" names no file`},
		{"works:\n  - files: ch9.txt", `corpus.yaml:2:12: no file "ch9.txt"`},
		{"works:\n  - files: [book.txt, \"x*.txt\"]", `no file matches "x*.txt"`},
		{"works:\n  - files: ../book.txt", `leads out of the folder`},
		{"works:\n  - files: /book.txt", `leads out of the folder`},
		{"works:\n  - files: thesis\\ch2.txt", `with "/"`},
		{"works:\n  - files: .", `name the files, not the folder`},
		{"works:\n  - files: {path: book.txt, pages: 3}", `unknown key "pages"`},
		{"works:\n  - files: book.txt\n    encoding: koi8", `corpus.yaml:3:5: unknown encoding "koi8"`},
		{"works:\n  - files: book.txt\n    format: word", `unknown format "word"`},
		{"works:\n  - files: book.txt\n    id: a/b", `corpus.yaml:3:5: the id "a/b" cannot be a file name everywhere; "a-b" can`},
		{"works:\n  - files: book.txt\n    id: a\n  - files: old.txt\n    id: A", `corpus.yaml:5:5: the id "A" stands here twice`},
		{"works:\n  - files: [book.txt, old.txt]", `needs an "id" or a "title"`},
		{"works:\n  - {title: x, files: [book.txt, old.txt]}\n  - {title: X, files: [old.txt, book.txt]}", `names two works`},
		{"works:\n  - files: book.txt\n    meta: {n_tokens: 1}", `"n_tokens" cannot name a column; "meta_n_tokens" can`},
		{"works:\n  - files: book.txt\n    meta: {a: {b: c}}", `"a" must be one value`},
		{"works:\n  - files: book.txt\n    chapters: lines", `"chapters" must be a list of lines, or "files"`},
		{"works:\n  - files: book.txt\n    chapters: {line: x}", `"chapters" must be a list`},
		{"works:\n  - files: book.txt\n    chapters: [{title: x}]", `a chapter without a "line"`},
		{"works:\n  - files: book.txt\n    chapters: [{line: x, nth: 0}]", `"nth" must be a number from 1`},
		{"works:\n  - files: book.txt\n    chapters: [0]", `0 is not the number of a line`},
		{"works:\n  - files: book.txt\n    exclude: [{to: x}]", `an exclusion without`},
		{"works:\n  - files: book.txt\n    exclude: [{from: x}]", `"from" needs a "to" or an "until"`},
		{"works:\n  - files: book.txt\n    exclude: [{from: x, to: y, until: z}]", `both say where to end`},
		{"works:\n  - files: book.txt\n    exclude: [{from: x, heading: y}]", `both say where to begin`},
		{"works:\n  - files: book.txt\n    title: *x", "corpus.yaml:3:"},
		{"works:\n  - files: book.txt\n   title: x", "corpus.yaml:3:4: "},
		{"works: [", "corpus.yaml:1:8: "},
		{"a: 1\na: 2", "corpus.yaml:2:1: "},
		{"works:\n---\nworks:", "a second document"},
		{strings.Repeat("[", 1000), "nested deeper than 32"},
		{strings.Repeat("- ", 1000), "nested deeper than 32"},
		{"x: " + strings.Repeat("{a: ", 1000), "nested deeper than 32"},
		{"\xff", "corpus.yaml:#0: invalid UTF-8"},
		{"", ""},
		{"# nothing but this\n", ""},
		{"works:", ""},
	} {
		_, err := List(mapFS(corpusFS(files, c.yaml)...), Options{})
		if got := fmt.Sprint(err); c.want == "" && err != nil || !strings.Contains(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%q:\n got %v\nwant %s", c.yaml, err, c.want)
		}
	}
}

// TestResolveErrors: a line that is not there, or there more than once, is
// said with its place in corpus.yaml.
func TestResolveErrors(t *testing.T) {
	for _, c := range []struct{ rules, want string }{
		{"chapters: [الفصل الثالث]", `corpus.yaml:3:16: no line "الفصل الثالث" in "book.txt"`},
		{"chapters: [قائمة]", `; book.txt has it within line 3`},
		{"chapters: [الفصل الأول]", `the line "الفصل الأول" stands there 2 times (book.txt line 2, book.txt line 7): say which with nth or file`},
		{"chapters: [{line: الفصل الأول, nth: 3}]", `corpus.yaml:3:17: the line "الفصل الأول" stands there 2 times, not 3`},
		{"chapters: [99]", `no line 99 in "book.txt"`},
		{"chapters: [2, {line: الفصل الأول, nth: 1}]", `two chapters of "book" begin at the same line`},
		{"chapters: [{line: الفهرس, file: old.txt}]", `no line "الفهرس" in "old.txt"`},
		{"exclude: [{from: قائمة المراجع, to: الفهرس}]", `no line "الفهرس" in "book.txt" behind the line where it begins`},
	} {
		fsys := mapFS(corpusFS(manifestFiles(), "works:\n  - files: book.txt\n    "+c.rules+"\n")...)
		corpus, err := List(fsys, Options{})
		if err != nil {
			t.Errorf("%s: %v", c.rules, err)
			continue
		}
		if _, err := corpus.Works[0].Load(fsys, Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.rules, err, c.want)
		}
	}
}

// TestResolveMarked: in a marked text lines are compared without their marks,
// and a heading ends at the next of its level.
func TestResolveMarked(t *testing.T) {
	src := "# المقدمة\nالمراجع\n\n# المراجع {#refs}\n\n## عربية\n\nمرجع\n\n# الملاحق\n\nملحق\n"
	yaml := "works:\n  - files: a.md\n    chapters: [{line: الملاحق, title: ملاحق}]\n    exclude: [{heading: المراجع}]\n"
	fsys := mapFS("a.md", src, manifestName, yaml)
	for doc, err := range Documents(fsys, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if len(doc.Excluded) != 1 || doc.Excluded[0].Of(src) != "# المراجع {#refs}\n\n## عربية\n\nمرجع\n\n" {
			t.Errorf("excluded %v", doc.Excluded)
		}
		if len(doc.Boundaries) != 1 || !strings.HasPrefix(src[doc.Boundaries[0].Offset:], "# الملاحق") || doc.Boundaries[0].Title != "ملاحق" {
			t.Errorf("boundaries %v", doc.Boundaries)
		}
	}
}

// TestSecondFile: what is said of the second file of a work has its place in
// the text of the work; and a file that a work names is not left out, though
// files of its kind are.
func TestSecondFile(t *testing.T) {
	fsys := mapFS("a.log", "# نص", "b.md", "# عنوان\n\nحرف \uFFFD ضاع", manifestName, "works: [{id: x, files: [a.log, b.md], chapters: [{line: 3, file: b.md}]}]")
	corpus, err := List(fsys, Options{})
	if err != nil || len(corpus.Problems) > 0 {
		t.Fatalf("%v, %v", corpus.Problems, err)
	}
	doc, err := corpus.Works[0].Load(fsys, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := check(doc); err != nil {
		t.Error(err)
	}
	if p := doc.Problems; len(p) != 1 || p[0].Path != "b.md" || !strings.HasPrefix(doc.Text[p[0].Offset:], "\uFFFD") {
		t.Errorf("problems %v", p)
	}
	if got, want := strings.Join(show(doc), " / "), "p # نص / h1 عنوان / p حرف \uFFFD ضاع"; got != want {
		t.Errorf("blocks %s, want %s: the lines of the plain file are paragraphs", got, want)
	}
	if b := doc.Boundaries; len(b) != 1 || b[0].Title != "حرف \uFFFD ضاع" {
		t.Errorf("boundaries %v", b)
	}
}

// TestNestedManifests: each folder is read as its own corpus.yaml says.
func TestNestedManifests(t *testing.T) {
	fsys := mapFS("a/corpus.yaml", "works:\n  - {id: one, files: x.txt}\n", "a/x.txt", "x", "b/corpus.yaml", "defaults: {author: كاتب}\n",
		"b/y.txt", "y", "b/c/z.txt", "z", "d.txt", "d")
	corpus, err := List(fsys, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := ids(corpus), []string{"one=a/x.txt", "z=b/c/z.txt", "y=b/y.txt", "d=d.txt"}; !slices.Equal(got, want) {
		t.Errorf("works %q, want %q", got, want)
	}
	for i, want := range []string{"", "كاتب", "كاتب", ""} {
		if got := corpus.Works[i].Author; got != want {
			t.Errorf("author of %s is %q, want %q", corpus.Works[i].ID, got, want)
		}
	}
	named, err := List(fsys, Options{}, "a/corpus.yaml")
	if err != nil || len(named.Works) != 1 || named.Works[0].ID != "one" {
		t.Errorf("List(a/corpus.yaml): %v, %v", named, err)
	}
}

// TestManifestSize reads a corpus.yaml of a large library in a moment.
func TestManifestSize(t *testing.T) {
	var b strings.Builder
	b.WriteString("works:\n")
	for i := range 2000 {
		fmt.Fprintf(&b, "  - id: w%d\n    title: عنوان العمل رقم %d [طبعة - ثانية]\n    date: 1%03d\n    files: book.txt\n    meta: {a: 1, b: [x, y]}\n", i, i, i)
	}
	begin := time.Now()
	corpus, err := List(mapFS(corpusFS(manifestFiles(), b.String())...), Options{})
	if err != nil || len(corpus.Works) != 2000 {
		t.Fatalf("%v", err)
	}
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("2000 works took %v", took)
	}
}

// TestCostlyYAML: files on which the parser would work for minutes are refused
// at once, and large ones of good sense are not.
func TestCostlyYAML(t *testing.T) {
	many := func(n int, line string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, line, i)
		}
		return b.String()
	}
	for _, c := range []struct{ src, want string }{
		{many(100_000, "k%d: v\n"), "more than 10000 keys in one mapping"},
		{many(100_000, "k%d:\n  a: 1\n"), "more than 10000 keys in one mapping"},
		{many(50_000, "  \"k%d\": v\n"), "more than 10000 keys in one mapping"},
		{many(100_000, "-\n#%d\n"), "more than 10000 items without a value"},
		{"[" + strings.Repeat(",", 100_000) + "]", "more than 10000 items without a value"},
		{strings.Repeat("[", 1000), "nested deeper than 32"},
		{"a:\n  - " + strings.Repeat("[\n", 1000), "nested deeper than 32"},
		{strings.Repeat("- ", 1000), "nested deeper than 32"},
		{strings.Repeat("? ", 1000), "nested deeper than 32"},
		{"x: " + strings.Repeat("{a: ", 1000), "nested deeper than 32"},
		{many(50_000, "- id: w%d\n  title: [نص]\n"), ""},
		{"title: " + strings.Repeat("نص [ناقص (كذا - ", 1000), ""}, // prose with open brackets
		{"title: " + strings.Repeat("كلمة - كلمة -- ", 1000), ""},
	} {
		begin := time.Now()
		line, msg := costlyYAML(c.src)
		if msg != c.want || (line > 0) != (msg != "") {
			t.Errorf("%.30q…: line %d: %q, want %q", c.src, line, msg, c.want)
		}
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("%.30q…: %v", c.src, took)
		}
	}
}
