package read

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"fusul/stages/text"
)

// show writes the blocks of doc, one a line: kind, level, text without marks.
func show(doc *text.Document) []string {
	var lines []string
	for _, b := range doc.Blocks {
		kind := [...]string{"p", "h", "q", "v", "n", "t"}[b.Kind]
		if b.Level > 0 {
			kind += string(rune('0' + b.Level))
		}
		lines = append(lines, kind+" "+plainText(doc.Text, b.Span, doc.Marks))
	}
	return lines
}

const oldOpenITI = `######OpenITI#


{
    "BookURI": "1400Katib.Kitab",
    "BookCats": "history",
    "BookID": 12,
    "BookTitle": "كتاب التجربة",
    "AuthorNam": "كاتب أول :: كاتب ثان",
    "EditorNam": "None"
}


#META#Header#End#


المقدمة` + "\u200F" + `


# | المقدمة 


سطر أول من الفقرة
وسطر ثان منها.

فقرة أخرى.
` + "\r\n" + `# | الفصل الأول` + "\r\n\r\n" + `نص الفصل.
`

func TestOldOpenITI(t *testing.T) {
	doc := load(t, "1400Katib.Kitab.Test1-ara1", oldOpenITI)
	want := []string{"p المقدمة", "h1 المقدمة", "p سطر أول من الفقرة وسطر ثان منها.", "p فقرة أخرى.", "h1 الفصل الأول", "p نص الفصل."}
	if got := show(doc); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("blocks:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if doc.Text != oldOpenITI {
		t.Error("the text was changed")
	}
	if doc.Title != "كتاب التجربة" || doc.Author != "كاتب أول، كاتب ثان" {
		t.Errorf("title %q, author %q", doc.Title, doc.Author)
	}
	wantMeta := []text.Field{{Name: "book_uri", Value: "1400Katib.Kitab"}, {Name: "book_cats", Value: "history"}, {Name: "book_id", Value: "12"}}
	if len(doc.Meta) != 3 || doc.Meta[0] != wantMeta[0] || doc.Meta[1] != wantMeta[1] || doc.Meta[2] != wantMeta[2] {
		t.Errorf("meta %v, want %v", doc.Meta, wantMeta)
	}
	if m := doc.Marks[0]; m.Kind != text.Header || !strings.HasSuffix(m.Of(doc.Text), headerEnd) {
		t.Errorf("first mark is %d %q, want the header", m.Kind, m.Of(doc.Text))
	}
	for _, b := range doc.Blocks {
		if s := b.Of(doc.Text); strings.TrimFunc(s, blank) != s {
			t.Errorf("block %q has blanks at its ends", s)
		}
	}
}

// longUnit is an entry that is no name, though a paragraph follows it.
var longUnit = strings.TrimSpace(strings.Repeat("شرح يطول ويطول ", 20))

var newOpenITI = `######OpenITI#

#META# 000.BookURI	:: 0500Muallif.Kitab
#META# 010.AuthorNAME	:: مؤلف قديم
#META# 011.AuthorDIED	:: 500
#META# 020.BookTITLE	:: كتاب قديم
#META# 025.BookLANG	:: NODATA
#META#Header#End#

### |EDITOR|
# كلام المحقق لا كلام المؤلف PageV01P003
### | باب في السفر PageV01P004
# خرج القوم من المدينة ms001 قبل طلوع
~~الشمس ثم نزلوا PageV01P005
~~على الماء.
PageV01P006
~~ومكثوا يومين.
# وقال الشاعر:
# يا ليل طل %~% أو لا تطل
### || فصل في الرجوع
سطر بلا علامة
وسطر يليه

وفقرة بعد بياض
# [المجلد الأول]
عنوان بلا علامة
# نص تحته
### $BIO_MAN$ - 12 - فلان بن فلان
~~الكوفي
# ولد @YB510 سنة عشر في @TOP02 مدينة بعيدة.
### $ كلمة: شرحها طويل في هذا السطر
### $ ` + longUnit + `
# فقرة ثانية
### @ RAW وفيها كان كذا
#~:letter:
# $RWY$ حدثنا فلان @MATN@ قال: كتب إلى a.b@c.org كتابا @USR@CAT_SUB@ .
#$#FROM مكان #$#TOWA مكان #$#DIST مرحلة
`

func TestNewOpenITI(t *testing.T) {
	doc := load(t, "x.mARkdown", newOpenITI)
	want := []string{
		"p كلام المحقق لا كلام المؤلف",
		"h1 باب في السفر",
		"p خرج القوم من المدينة قبل طلوع الشمس ثم نزلوا على الماء. ومكثوا يومين.", // a page turns within it
		"p وقال الشاعر:",
		"v يا ليل طل أو لا تطل",
		"h2 فصل في الرجوع",
		"p سطر بلا علامة وسطر يليه",
		"p وفقرة بعد بياض",
		"p [المجلد الأول]",
		"p عنوان بلا علامة", // not of the paragraph that a tag began
		"p نص تحته",
		"h3 - 12 - فلان بن فلان الكوفي", // the name of a unit, since a paragraph follows
		"p ولد سنة عشر في مدينة بعيدة.",
		"p كلمة: شرحها طويل في هذا السطر", // the unit itself
		"p " + longUnit,                   // too long for a name
		"p فقرة ثانية",
		"p وفيها كان كذا",
		"p حدثنا فلان قال: كتب إلى a.b@c.org كتابا .", // an address of mail is no tag
		"p مكان مكان مرحلة",
	}
	if got := show(doc); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("blocks:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if doc.Title != "كتاب قديم" || doc.Author != "مؤلف قديم" {
		t.Errorf("title %q, author %q", doc.Title, doc.Author)
	}
	if len(doc.Meta) != 2 || doc.Meta[1] != (text.Field{Name: "author_died", Value: "500"}) {
		t.Errorf("meta %v, want book_uri and author_died", doc.Meta)
	}
	if len(doc.Excluded) != 1 || !strings.Contains(doc.Excluded[0].Of(doc.Text), "المحقق") || strings.Contains(doc.Excluded[0].Of(doc.Text), "السفر") {
		t.Errorf("excluded %v, want the editor's section", doc.Excluded)
	}
	if len(doc.Problems) != 1 || doc.Problems[0].Kind != "structure" {
		t.Errorf("problems %v, want the editor's section reported", doc.Problems)
	}
	var labels []string
	for _, m := range doc.Marks {
		if m.Kind == text.PageEnd || m.Kind == text.Milestone {
			labels = append(labels, m.Label)
		}
	}
	if got, want := strings.Join(labels, " "), "V01P003 V01P004 ms001 V01P005 V01P006"; got != want {
		t.Errorf("pages and milestones %q, want %q", got, want)
	}
}

func TestOpenITITags(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string // what is marked, joined by |
		why  string
	}{
		{"قال PageV01P005 ثم", "PageV01P005", "a page"},
		{"قالPageV01P005ثم", "PageV01P005", "a page without spaces"},
		{"PageV00P030a و", "PageV00P030a", "a side of a leaf"},
		{"PageVM3P003", "PageVM3P003", "a volume with a letter"},
		{"PageBegV01P002", "PageBegV01P002", "the begin of a page"},
		{"PageVP", "", "no numbers"},
		{"Page 5", "", "a word"},
		{"ms0012 x", "ms0012", "a milestone"},
		{"items12", "", "within a word"},
		{"Milestone300", "Milestone300", "an old milestone"},
		{"شطر %~% شطر", "%~%", "a verse"},
		{"شطر % % شطر", "% %", "an older sign of verse"},
		{"5 % من", "", "a per cent sign"},
		{"@YD597 مات", "@YD597", "a year"},
		{"@USR@CAT_SUB@ نص", "@USR@CAT_SUB@", "an open tag"},
		{"@PER$0310Tabari@12 و", "@PER$0310Tabari@12", "a tag with a range"},
		{"قال #PER$0310Tabari و", "#PER$0310Tabari", "a tag with a hash sign"},
		{"someone@EXAMPLE.org", "", "mail"},
		{"@twitter", "", "a small letter"},
		{"NoteV01P012N03 و", "NoteV01P012N03", "a note"},
	} {
		src := "######OpenITI#\n#META#Header#End#\n\n" + c.in
		p, _ := parseOpenITI(src, Options{})
		var got []string
		for _, m := range p.marks[1:] {
			got = append(got, m.Of(src))
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("marks of %q = %q, want %q: %s", c.in, g, c.want, c.why)
		}
	}
}

func TestOpenITIHeads(t *testing.T) {
	for _, c := range []struct {
		src, head string
		problems  int
		why       string
	}{
		{"######OpenITI#\n\n#META#Header#End#\nنص", "######OpenITI#\n\n#META#Header#End#", 0, "whole"},
		{"#####OpenITI#\n#META# A :: b\n\nنص", "#####OpenITI#\n#META# A :: b", 1, "no end"},
		{"######OpenITI#\n{\n\"A\": \"b\"\n}\nنص", "######OpenITI#\n{\n\"A\": \"b\"\n}", 1, "no end, JSON"},
		{"######OpenITI#\n{\n\"A\": \"b\n#META#Header#End#\nنص", "######OpenITI#\n{\n\"A\": \"b\n#META#Header#End#", 1, "broken JSON"},
		{"######OpenITI#\n\"قال\" نص", "######OpenITI#", 1, "a quotation is no JSON"},
		{"######OpenITI#", "######OpenITI#", 1, "nothing else"},
	} {
		p, _ := parseOpenITI(c.src, Options{})
		if got := p.marks[0].Of(c.src); got != c.head || p.marks[0].Kind != text.Header {
			t.Errorf("head of %q = %q, want %q: %s", c.src, got, c.head, c.why)
		}
		if len(p.problems) != c.problems {
			t.Errorf("problems of %q = %v, want %d", c.src, p.problems, c.problems)
		}
	}
}

func TestFieldName(t *testing.T) {
	for in, want := range map[string]string{
		"BookURI": "book_uri", "AuthorDIED": "author_died", "BookTITLEalt": "book_titlealt",
		"سنة النشر": "سنة_النشر", "Title": "meta_title", "n tokens": "meta_n_tokens",
		"date": "date", "--": "meta", "ISBN13": "isbn13",
	} {
		if got := fieldName(in); got != want {
			t.Errorf("fieldName(%q) = %q, want %q", in, got, want)
		}
		if again := fieldName(want); again != want {
			t.Errorf("fieldName(%q) = %q: not idempotent", want, again)
		}
	}
}

// TestBooks reads the 14 books: every marked head must be a heading.
func TestBooks(t *testing.T) {
	dir := shared(t, "data", "books")
	head := regexp.MustCompile(`(?m)^# \|(.*)$`)
	heads := 0
	for doc, err := range Documents(os.DirFS(dir), Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if err := check(doc); err != nil {
			t.Errorf("%s: %v", doc.ID, err)
		}
		var got []string
		for _, b := range doc.Blocks {
			if b.Kind == text.Heading {
				got = append(got, b.Of(doc.Text))
			}
		}
		want := head.FindAllStringSubmatch(doc.Text, -1)
		if len(got) != len(want) {
			t.Fatalf("%s: %d headings, want %d", doc.ID, len(got), len(want))
		}
		for i := range want {
			if w := strings.TrimFunc(want[i][1], blank); got[i] != w {
				t.Errorf("%s: heading %d is %q, want %q", doc.ID, i, got[i], w)
			}
		}
		heads += len(got)
		if doc.Title == "" || doc.Author == "" || len(doc.Meta) == 0 {
			t.Errorf("%s: title %q, author %q, %d columns of metadata", doc.ID, doc.Title, doc.Author, len(doc.Meta))
		}
		if len(doc.Problems) > 0 {
			t.Errorf("%s: problems %v, want none", doc.ID, doc.Problems)
		}
		if doc.ID != doc.Sources[0].Path {
			t.Errorf("id %q, want the name %q", doc.ID, doc.Sources[0].Path)
		}
	}
	if heads != 625 {
		t.Errorf("%d heads in all, want 625 (grep -c '^# |')", heads)
	}
}

// TestThesis reads the thesis: plain text, nothing marked, nothing odd.
func TestThesis(t *testing.T) {
	dir := shared(t, "corpus", "nato-thesis")
	for doc, err := range Documents(os.DirFS(dir), Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if err := check(doc); err != nil {
			t.Error(err)
		}
		if doc.ID != "introduction" || doc.Blocks != nil || doc.Marks != nil || doc.Problems != nil || doc.Sources[0].Encoding != nameUTF8 {
			t.Errorf("id %q, %d blocks, %d marks, problems %v, encoding %q", doc.ID, len(doc.Blocks), len(doc.Marks), doc.Problems, doc.Sources[0].Encoding)
		}
	}
}
