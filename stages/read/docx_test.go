package read

import (
	"fmt"
	"strings"
	"testing"

	"fusul/stages/text"
)

// outlineOfDoc writes the blocks of doc, one a line: the letter of the kind,
// the level of a heading or the label of a note, and the text, in which calls
// of notes and page breaks are shown.
func outlineOfDoc(doc *text.Document) string {
	var b strings.Builder
	marks := doc.Marks
	for _, block := range doc.Blocks {
		b.WriteByte("PHQVNTLCR"[block.Kind])
		if block.Level > 0 {
			fmt.Fprint(&b, block.Level)
		}
		b.WriteString(block.Label + " ")
		at := block.Start
		for len(marks) > 0 && marks[0].Start <= block.End {
			m := marks[0]
			marks = marks[1:]
			b.WriteString(doc.Text[at:max(at, m.Start)])
			if m.Kind == text.Markup {
				fmt.Fprintf(&b, "[%s]", m.Of(doc.Text))
				at = max(at, m.End)
				continue
			}
			fmt.Fprintf(&b, "{%s%s}", map[text.MarkKind]string{text.PageBreak: "page ", text.NoteAnchor: "note "}[m.Kind], m.Label)
			at = max(at, m.End)
		}
		if at < block.End {
			b.WriteString(doc.Text[at:block.End])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// readContainer reads data as a file of the format.
func readContainer(t *testing.T, f Format, data string) *text.Document {
	t.Helper()
	doc, err := (Work{ID: "w", Files: []File{{Path: "a", Format: f}}}).Load(mapFS("a", data), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := check(doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

const docxStylesXML = `<w:styles xmlns:w="` + wordSpace + `">
<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="عنوان 2"/></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="العنوان ٣"/></w:style>
<w:style w:type="paragraph" w:styleId="bab"><w:name w:val="باب الرسالة"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="plain1"><w:name w:val="كالعنوان"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="حلقة"/><w:basedOn w:val="loop"/></w:style>
<w:style w:type="paragraph" w:styleId="num1"><w:name w:val="فصل مرقم"/><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="num2"><w:name w:val="مبحث مرقم"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="hid"><w:name w:val="مخفي"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>`

const docxListsXML = `<w:numbering xmlns:w="` + wordSpace + `">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="arabicAbjad"/><w:lvlText w:val="%2-"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="ordinalText"/><w:pStyle w:val="num1"/><w:lvlText w:val="الفصل %1:"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:isLgl/><w:pStyle w:val="num2"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>`

const docxNotesXML = `<w:footnotes xmlns:w="` + wordSpace + `"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> حاشية أولى</w:t></w:r></w:p><w:p><w:r><w:t>وتتمتها</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>حاشية ثانية</w:t></w:r></w:p></w:footnote></w:footnotes>`

const docxEndnotesXML = `<w:endnotes xmlns:w="` + wordSpace + `"><w:endnote w:id="1"><w:p><w:r><w:t>تعليق</w:t></w:r></w:p></w:endnote></w:endnotes>`

// p makes a paragraph of DOCX: its properties and its text.
func p(properties, s string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr>` + r(s) + `</w:p>`
}

// r makes a run.
func r(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }

// style makes the property that gives a paragraph its style.
func style(id string) string { return `<w:pStyle w:val="` + id + `"/>` }

// item makes the property that makes a paragraph an item of a list.
func item(list, level string) string {
	return `<w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr>`
}

func TestDOCX(t *testing.T) {
	call := func(id string) string { return `<w:r><w:footnoteReference w:id="` + id + `"/></w:r>` }
	field := func(instruction, result string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + instruction + `</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
			r(result) + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	box := func(s string) string { return `<w:txbxContent>` + p("", s) + `</w:txbxContent>` }
	for _, tt := range []struct{ name, body, want string }{
		{"headings by style, by its names in Arabic, and by outline level",
			p(style("1"), "أول") + p(style("2"), "ثان") + p(style("a3"), "ثالث") + p(style("bab"), "باب") + p(style("plain1"), "نص") + p(`<w:outlineLvl w:val="3"/>`, "رابع") + p(style("1")+`<w:outlineLvl w:val="9"/>`, "نص") + p(style("loop"), "نص"),
			"H1 أول\nH2 ثان\nH3 ثالث\nH1 باب\nP نص\nH4 رابع\nP نص\nP نص\n"},
		{"numbers of headings", p(style("num1"), "المفهوم") + p(style("num2"), "اللغة") + p(style("num2"), "الاصطلاح") + p(style("num1"), "التطبيق") + p(style("num2"), "الحالة"),
			"H1 الفصل الأول: المفهوم\nH2 1.1 اللغة\nH2 1.2 الاصطلاح\nH1 الفصل الثاني: التطبيق\nH2 2.1 الحالة\n"},
		{"numbers of lists", p(item("1", "0"), "س") + p(item("1", "1"), "ص") + p(item("1", "1"), "ع") + p(item("1", "0"), "ل") + p(item("3", "0"), "م") + p(item("4", "0"), "ن") + p(item("0", "0"), "ه"),
			"P [1)]س\nP [أ-]ص\nP [ب-]ع\nP [2)]ل\nP م\nP [7)]ن\nP ه\n"},
		{"notes behind their paragraph, or behind the table", `<w:p>` + r("نص") + call("1") + r(" ثم") + call("2") + `<w:r><w:endnoteReference w:id="1"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p>` + r("خلية") + call("1") + `</w:p></w:tc><w:tc>` + p("", "أخرى") + `</w:tc></w:tr></w:tbl>`,
			"P نص{note 1} ثم{note 2}{note i}\nN1 حاشية أولى\nوتتمتها\nN2 حاشية ثانية\nNi تعليق\nT خلية{note 3}\tأخرى\n"},
		{"accepted text of tracked changes", `<w:p>` + r("بقي ") + `<w:del><w:r><w:delText>حُذف</w:delText></w:r></w:del><w:ins>` + r("أُضيف") + `</w:ins><w:moveFrom>` + r("نُقل") + `</w:moveFrom><w:moveTo>` + r(" وصل") + `</w:moveTo></w:p>` +
			p(`<w:rPr><w:del/></w:rPr>`, "أول ") + p("", "وثان"),
			"P بقي أُضيف وصل\nP أول وثان\n"},
		{"a text box once, behind its paragraph", `<w:p>` + r("قبل") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>` + box("إطار") + `</w:drawing></mc:Choice><mc:Fallback><w:pict>` + box("إطار") + `</w:pict></mc:Fallback></mc:AlternateContent></w:r>` + r(" وبعد") + `</w:p>`,
			"P قبل وبعد\nP إطار\n"},
		{"fields: results without instructions, contents as such", `<w:p>` + r("ص ") + field(" PAGEREF _x ", "12") + `</w:p>` + `<w:p>` + field(` TOC \o "1-3" `, "الفصل الأول\t3") + `</w:p>` + `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + p("", "المحتويات") + `</w:sdtContent></w:sdt>` + p(style("toc1"), "فهرس 4") + `<w:p><w:fldSimple w:instr=" SEQ x ">` + r("5") + `</w:fldSimple></w:p>`,
			"P ص 12\nL الفصل الأول 3\nL المحتويات\nL فهرس 4\nP 5\n"},
		{"tables row by row, headings in them, frames", `<w:tbl><w:tr><w:tc>` + p("", "أ") + `</w:tc><w:tc>` + p("", "ب") + `</w:tc></w:tr><w:tr><w:tc>` + p("", "ج") + p("", "د") + `</w:tc><w:tc>` + p("", "ه") + `</w:tc></w:tr><w:tr><w:tc>` + p(style("1"), "عنوان") + `</w:tc></w:tr></w:tbl><w:tbl><w:tr><w:tc>` + p("", "مؤطر") + p("", "كله") + `</w:tc></w:tr></w:tbl>`,
			"T أ\tب\nج\nد\nه\nH1 عنوان\nP مؤطر\nP كله\n"},
		{"breaks, symbols and hyphens", `<w:p>` + r("سطر") + `<w:r><w:br/></w:r>` + r("آخر") + `<w:r><w:tab/><w:sym w:font="Wingdings" w:char="F0B7"/><w:noBreakHyphen/><w:softHyphen/></w:r>` + r("x") + `<w:r><w:br w:type="page"/></w:r></w:p>` + p("", "صفحة"),
			"P سطر\nآخر\t\uf0b7\u2011\u00adx{page 2}\nP صفحة\n"},
		{"hidden text and prompts are left out, links and controls read", `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>مخفي</w:t></w:r><w:r><w:rPr><w:rStyle w:val="hid"/></w:rPr><w:t>مخفي</w:t></w:r><w:hyperlink>` + r("رابط") + `</w:hyperlink><w:sdt><w:sdtContent>` + r(" تحكم") + `</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + r("انقر هنا") + `</w:sdtContent></w:sdt></w:p>`,
			"P رابط تحكم\n"},
		{"captions", p(style("cap"), "جدول 1"), "C جدول 1\n"},
		{"formulas", `<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>`, "P x=1\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := readContainer(t, DOCX, bundleOf(t, "word/document.xml", wordHead+tt.body+wordFoot, "word/styles.xml", docxStylesXML,
				"word/numbering.xml", docxListsXML, "word/footnotes.xml", docxNotesXML, "word/endnotes.xml", docxEndnotesXML))
			if got := outlineOfDoc(doc); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

// TestDOCXPages: where Word has noted its pages, these are counted and not the
// breaks besides.
func TestDOCXPages(t *testing.T) {
	body := p("", "أ") + `<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>ب</w:t></w:r></w:p>`
	doc := readContainer(t, DOCX, bundleOf(t, "word/document.xml", wordHead+body+wordFoot))
	if got, want := outlineOfDoc(doc), "P أ\nP {page 2}ب\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestDOCXMetadata: the paragraphs of the style Title go before the metadata,
// and parts may have other names than usual.
func TestDOCXMetadata(t *testing.T) {
	doc := readContainer(t, DOCX, bundleOf(t,
		"_rels/.rels", `<Relationships><Relationship Type="http://x/officeDocument" Target="/w/main.xml"/></Relationships>`,
		"w/main.xml", wordHead+p(style("t"), "عنوان الرسالة")+p("", "نص")+wordFoot,
		"w/_rels/main.xml.rels", `<Relationships><Relationship Type="http://x/styles" Target="look.xml"/></Relationships>`,
		"w/look.xml", docxStylesXML,
		"docProps/core.xml", `<cp:coreProperties xmlns:cp="x" xmlns:dc="`+dublinCore+`"><dc:title>بسم الله</dc:title><dc:creator>باحث</dc:creator><cp:keywords>حلف؛ ردع</cp:keywords></cp:coreProperties>`))
	if got, want := fmt.Sprint(doc.Title, doc.Author, doc.Meta), "عنوان الرسالةباحث[{meta_title بسم الله} {keywords حلف؛ ردع}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestContainerErrors: what is refused, and why.
func TestContainerErrors(t *testing.T) {
	deep := strings.Repeat("<w:ins>", 600)
	bomb := `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>`
	for _, tt := range []struct {
		f          Format
		data, want string
	}{
		{DOCX, "نص", "not a file of its kind"},
		{DOCX, bundleOf(t, "xl/workbook.xml", "x"), `not a Word document: it has no part "word/document.xml"`},
		{DOCX, bundleOf(t, "word/document.xml", wordHead), `part "word/document.xml": broken XML in line 1`},
		{DOCX, bundleOf(t, "word/document.xml", bomb+wordHead+wordFoot), "declares XML entities"},
		{DOCX, bundleOf(t, "word/document.xml", wordHead+p("", "&b;")+wordFoot), "broken XML"},
		{DOCX, bundleOf(t, "word/document.xml", wordHead+deep), "limit MaxNesting"},
		{DOCX, bundleOf(t, "word/document.xml", "<a/>"), `its root is the element "a"`},
		{DOCX, bundleOf(t, "../x", "x", "word/document.xml", wordHead+wordFoot), "leads out of the archive"},
		{ODT, bundleOf(t, "content.xml", odtHead+odtFoot, "META-INF/manifest.xml", "<encryption-data/>"), "protected by a password"},
		{ODT, bundleOf(t, "content.xml", `<office:document-content xmlns:office="`+odtOffice+`"><office:body><office:spreadsheet/></office:body></office:document-content>`), "not a text of OpenDocument"},
		{HTML, strings.Repeat("<div>", 600), "limit MaxNesting"},
		{EPUB, bundleOf(t, "META-INF/container.xml", epubRoot), `not a book in EPUB: it has no part "a.opf"`},
		{EPUB, bundleOf(t, "META-INF/container.xml", epubRoot, "a.opf", "<package/>"), "names no page"},
		{EPUB, bundleOf(t, "META-INF/container.xml", epubRoot, "META-INF/encryption.xml", `<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><CipherData><CipherReference URI="text/1.xhtml"/></CipherData></EncryptedData></encryption>`), "encrypted (DRM)"},
	} {
		_, err := (Work{ID: "w", Files: []File{{Path: "a", Format: tt.f}}}).Load(mapFS("a", tt.data), Options{})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %.60q: %v, want %q", tt.f, tt.data, err, tt.want)
		}
	}
	for _, tt := range []struct {
		opt  Options
		want string
	}{
		{Options{MaxPart: 100}, "limit MaxPart"},
		{Options{MaxElements: 3}, "limit MaxElements"},
		{Options{MaxNesting: 3}, "limit MaxNesting"},
		{Options{MaxFiles: 1}, "limit MaxFiles"},
	} {
		data := bundleOf(t, "word/document.xml", wordHead+p("", "نص")+wordFoot, "x", "")
		_, err := (Work{ID: "w", Files: []File{{Path: "a", Format: DOCX}}}).Load(mapFS("a", data), tt.opt)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: %v, want %q", tt.opt, err, tt.want)
		}
	}
}
