package read

import (
	"fmt"
	"strings"
	"testing"

	"fusul/stages/text"
)

// teiOf puts a body into a TEI file.
func teiOf(body string) string {
	return `<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>عنوان</title>
<author>فلان</author><author>علان</author></titleStmt><publicationStmt><publisher>دار</publisher><date when="2014-05">أيار</date></publicationStmt>
</fileDesc></teiHeader><text><body>` + body + `</body></text></TEI>`
}

// blocksOf writes the blocks of a document: kind, level or label, words; calls
// of notes and pages stand in brackets.
func blocksOf(doc *text.Document) string {
	var parts []string
	for _, b := range doc.Blocks {
		s := b.Of(doc.Text)
		for i := len(doc.Marks) - 1; i >= 0; i-- {
			m := doc.Marks[i]
			if b.Start <= m.Start && m.End <= b.End {
				s = s[:m.Start-b.Start] + map[text.MarkKind]string{text.NoteAnchor: "[" + m.Label + "]", text.PageBreak: "{" + m.Label + "}"}[m.Kind] + s[m.End-b.Start:]
			}
		}
		head := b.Kind.String()
		if b.Level > 0 {
			head += fmt.Sprint(b.Level)
		}
		if b.Label != "" {
			head += "(" + b.Label + ")"
		}
		parts = append(parts, head+": "+strings.ReplaceAll(s, "\n", " / "))
	}
	return strings.Join(parts, " | ")
}

func TestTEI(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"divisions", `<div><head>أول</head><p>نص</p><div><head>ثان</head><p>نص
   آخر</p></div></div><div><head>ثالث</head></div>`,
			"heading1: أول | paragraph: نص | heading2: ثان | paragraph: نص آخر | heading1: ثالث"},
		{"numbered divisions", `<div1><head>أول</head><div2><head>ثان</head><p>نص</p></div2></div1>`,
			"heading1: أول | heading2: ثان | paragraph: نص"},
		{"notes", `<p>نص<note n="1" place="foot"><p>حاشية</p><p>تتمة</p></note> بقية<note>ثانية</note>.</p><p>نص</p>`,
			"paragraph: نص[1] بقية[2]. | note(1): حاشية / تتمة | note(2): ثانية | paragraph: نص"},
		{"notes at the end", `<p>نص<ref type="noteAnchor" target="#n7">7</ref> بقية</p><div><note xml:id="n7">حاشية</note></div>`,
			"paragraph: نص[n7] بقية | note(n7): حاشية"},
		{"verse", `<lg><l>صدر</l><l>عجز</l></lg><l>بيت</l><p>نص <q>قول</q> نص</p>`,
			"verse: صدر / عجز | verse: بيت | paragraph: نص قول نص"},
		{"quotations", `<quote><p>أول</p><p>ثان</p></quote><p>قال <quote>كذا</quote> ومضى</p>`,
			"quotation: أول | quotation: ثان | paragraph: قال كذا ومضى"},
		{"pages", `<pb n="5"/><p>نص<pb n="6"/>آخر كل<pb n="7" break="no"/>مة</p>`,
			"paragraph: {5}نص{6} آخر كل{7}مة"},
		{"choices", `<p>في <choice><sic>الكاتب</sic><corr>الكتاب</corr></choice> <choice><reg>هذا</reg><orig>هاذا</orig></choice> <choice><abbr>ص</abbr><expan>صلى</expan></choice> <app><rdg>غ</rdg><lem>ل</lem></app> <del>م</del><add>ز</add></p>`,
			"paragraph: في الكتاب هذا صلى ل ز"},
		{"lists and tables", `<list><head>قائمة</head><item>أول</item><item>ثان<list><item>تحته</item></list></item></list><table><head>جدول</head><row><cell>أ</cell><cell>ب</cell></row><row><cell>ج</cell><cell>د</cell></row></table><p>نص</p>`,
			"caption: قائمة | paragraph: أول | paragraph: ثان | paragraph: تحته | table: جدول / أ\tب / ج\tد | paragraph: نص"},
		{"figure", `<figure><graphic url="a.png"/><head>شكل</head><figDesc>وصف</figDesc></figure>`,
			"caption: شكل | caption: وصف"},
		{"words in a division", `<div>نص <p>فقرة</p> بعدها</div>`, "paragraph: نص | paragraph: فقرة | paragraph: بعدها"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := load(t, "a.xml", teiOf(c.body))
			if got := blocksOf(doc); got != c.want {
				t.Errorf("blocks are\n%s, want\n%s", got, c.want)
			}
			if got := fmt.Sprint(doc.Title, "|", doc.Author, "|", doc.Meta); got != "عنوان|فلان; علان|[{publisher دار} {date 2014-05}]" {
				t.Errorf("metadata are %s", got)
			}
		})
	}
}

func TestTEIErrors(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{`<?xml version="1.0"?><TEI ><text><body><p>نص`, "a.tei: "},
		{`<?xml version="1.0"?><other/>`, "this is XML"},
		{`<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY a "نص">]><TEI >&a;</TEI>`, "XML entities"},
		{`<TEI >` + strings.Repeat("<div>", 3000), "limit MaxNesting"},
	} {
		fsys := mapFS("a.tei", c.raw)
		_, err := (Work{ID: "w", Files: []File{{Path: "a.tei"}}}).Load(fsys, Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40q: error is %v, want %s", c.raw, err, c.want)
		}
	}
}
