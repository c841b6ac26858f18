package read

import (
	"archive/zip"
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bundleOf makes a zip of pairs of name and content, uncompressed, so that a
// fuzzer sees what it changes.
func bundleOf(t testing.TB, pairs ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: pairs[i], Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	wordHead = `<?xml version="1.0"?><w:document xmlns:w="` + wordSpace + `" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="` + mathSpace + `"><w:body>`
	wordFoot = `</w:body></w:document>`
	odtHead  = `<?xml version="1.0"?><office:document-content xmlns:office="` + odtOffice + `" xmlns:text="` + odtText + `" xmlns:table="` + odtTable + `" xmlns:draw="` + odtDraw + `" xmlns:style="` + odtStyle + `"><office:body><office:text>`
	odtFoot  = `</office:text></office:body></office:document-content>`
	epubRoot = `<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>`
)

// fuzzContainer reads data in the given format: a sound document, or an error
// that names the file.
func fuzzContainer(t *testing.T, f Format, data string) {
	fsys := mapFS("a", data)
	opt := Options{MaxPart: 1 << 20, MaxElements: 100_000, MaxNesting: 100, MaxFile: 1 << 22}
	doc, err := (Work{ID: "w", Files: []File{{Path: "a", Format: f}}}).Load(fsys, opt)
	if err != nil {
		var bad *SyntaxError
		if !errors.As(err, &bad) || bad.Name != "a" || bad.Msg == "" {
			t.Fatalf("%v", err)
		}
		return
	}
	if err := check(doc); err != nil {
		t.Fatalf("%v in %q", err, data)
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add(wordHead+`<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>نص</w:t><w:footnoteReference w:id="2"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>x</w:t><w:br w:type="page"/><w:fldChar w:fldCharType="end"/></w:r></w:p>`+wordFoot,
		`<w:styles xmlns:w="`+wordSpace+`"><w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="1"/></w:style></w:styles>`,
		`<w:numbering xmlns:w="`+wordSpace+`"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`,
		`<w:footnotes xmlns:w="`+wordSpace+`"><w:footnote w:id="2"><w:p><w:r><w:t>حاشية</w:t></w:r></w:p></w:footnote></w:footnotes>`)
	f.Add(wordHead+`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve"> y </w:t></w:r></w:ins></w:p><w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent><w:sym w:char="F0B7"/><w:tab/></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p></w:sdtContent></w:sdt>`+wordFoot, "", "", "")
	f.Fuzz(func(t *testing.T, document, styles, numbering, notes string) {
		fuzzContainer(t, DOCX, bundleOf(t, "word/document.xml", document, "word/styles.xml", styles, "word/numbering.xml", numbering, "word/footnotes.xml", notes))
	})
}

func FuzzODT(f *testing.F) {
	f.Add(odtHead+`<text:h text:outline-level="1">عنوان</text:h><text:list text:style-name="L1"><text:list-item text:start-value="3"><text:p>بند<text:s text:c="9"/><text:tab/></text:p></text:list-item></text:list><text:p>نص<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>حاشية</text:p></text:note-body></text:note><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>`+odtFoot,
		`<office:document-styles xmlns:office="`+odtOffice+`" xmlns:style="`+odtStyle+`" xmlns:text="`+odtText+`"><office:styles><style:style style:name="P1" style:family="paragraph" style:parent-style-name="P1"/><text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style><text:outline-style><text:outline-level-style text:level="1" style:num-format="أ"/></text:outline-style></office:styles></office:document-styles>`)
	f.Fuzz(func(t *testing.T, content, styles string) {
		fuzzContainer(t, ODT, bundleOf(t, "content.xml", content, "styles.xml", styles))
	})
}

func FuzzHTML(f *testing.F) {
	f.Add(`<!doctype html><meta charset=utf-8><title>ع</title><nav>قائمة</nav><h1>عنوان</h1><p>نص<a href="#fn1" id=r>1</a><ol start=3><li>بند<li value=7>آخر</ol><table><tr><td>a<td>b</table><blockquote>قول</blockquote><div id=fn1><a href="#r">1</a> حاشية</div><pre>a
b</pre>x<br><br>y`)
	f.Add(`<?xml version="1.0"?><html><body><title/><p>a<![CDATA[b]]></p><aside epub:type="footnote" id="a">c</aside><span epub:type="pagebreak" title="3"/></body></html>`)
	f.Fuzz(func(t *testing.T, page string) { fuzzContainer(t, HTML, page) })
}

func FuzzEPUB(f *testing.F) {
	f.Add(`<package><metadata xmlns:dc="`+dublinCore+`"><dc:title>ع</dc:title></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="x" href="t.ncx" media-type="application/x-dtbncx+xml"/></manifest><spine toc="x"><itemref idref="a"/><itemref idref="n" linear="no"/></spine></package>`,
		`<html xmlns="http://www.w3.org/1999/xhtml"><body><p id="s">الفصل</p><p>نص<a epub:type="noteref" href="n.xhtml#f">1</a></p></body></html>`,
		`<html><nav epub:type="toc"><ol><li><a href="a.xhtml#s">الفصل</a></li></ol></nav><p id="f">حاشية</p></html>`,
		`<ncx><navMap><navPoint><navLabel><text>الفصل</text></navLabel><content src="a.xhtml"/></navPoint></navMap></ncx>`)
	f.Fuzz(func(t *testing.T, opf, page, nav, ncx string) {
		fuzzContainer(t, EPUB, bundleOf(t, "META-INF/container.xml", epubRoot, "a.opf", opf, "a.xhtml", page, "n.xhtml", nav, "t.ncx", ncx))
	})
}

// TestDamaged cuts every file of testdata/office off at many places and
// changes bytes of it: each is a sound document or an error with its name.
func TestDamaged(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, name := range officeFiles {
		raw, err := os.ReadFile(filepath.Join("testdata", "office", name))
		if err != nil {
			t.Fatal(err)
		}
		f := formatNamed(strings.TrimPrefix(filepath.Ext(name), "."))
		for cut := 0; cut < len(raw); cut += 509 {
			fuzzContainer(t, f, string(raw[:cut]))
		}
		for range 50 {
			damaged := bytes.Clone(raw)
			for range 1 + random.IntN(8) {
				damaged[random.IntN(len(damaged))] ^= byte(1 << random.IntN(8))
			}
			fuzzContainer(t, f, string(damaged))
		}
	}
}
