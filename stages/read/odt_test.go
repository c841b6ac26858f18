package read

import (
	"fmt"
	"testing"
)

const odtStylesXML = `<office:document-styles xmlns:office="` + odtOffice + `" xmlns:style="` + odtStyle + `" xmlns:text="` + odtText + `" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"><office:styles>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"/>
<style:style style:name="عنوان" style:family="paragraph"/>
<style:style style:name="اقتباس" style:family="paragraph"/>
<style:style style:name="حلقة" style:family="paragraph" style:parent-style-name="حلقة"/>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/>
<style:style style:name="P2" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="أ, ب, ج, ..." style:num-suffix="-"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" loext:num-list-format="الفصل %1%:" style:num-format="1"/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>
</office:styles></office:document-styles>`

func TestODT(t *testing.T) {
	para := func(s string) string { return `<text:p>` + s + `</text:p>` }
	note := func(n, class string) string {
		return `<text:note text:note-class="` + class + `"><text:note-citation>` + n + `</text:note-citation><text:note-body>` + para("حاشية "+n) + para("تتمة") + `</text:note-body></text:note>`
	}
	cell := func(s string) string { return `<table:table-cell>` + s + `</table:table-cell>` }
	for _, tt := range []struct{ name, body, want string }{
		{"headings and their numbers", `<text:h text:outline-level="1">المفهوم</text:h><text:h text:outline-level="2">اللغة</text:h><text:h text:outline-level="1" text:is-list-header="true">المراجع</text:h><text:h text:outline-level="1">التطبيق</text:h><text:p text:style-name="P1">بالنمط</text:p><text:p text:style-name="حلقة">نص</text:p>`,
			"H1 الفصل 1: المفهوم\nH2 1.1 اللغة\nH1 المراجع\nH1 الفصل 2: التطبيق\nH2 بالنمط\nP نص\n"},
		{"lists", `<text:list text:style-name="L1" xml:id="a"><text:list-header>` + para("رأس") + `</text:list-header><text:list-item>` + para("س") + para("بلا رقم") + `<text:list><text:list-item>` + para("ص") + `</text:list-item></text:list></text:list-item></text:list>` +
			`<text:list text:style-name="L2"><text:list-item>` + para("نقطة") + `</text:list-item></text:list><text:list text:style-name="L1" text:continue-list="a"><text:list-item>` + para("ع") + `</text:list-item><text:list-item text:start-value="9">` + para("ل") + `</text:list-item></text:list><text:list text:style-name="L1"><text:list-item>` + para("م") + `</text:list-item></text:list>`,
			"P رأس\nP [1.]س\nP بلا رقم\nP [أ-]ص\nP نقطة\nP [2.]ع\nP [9.]ل\nP [1.]م\n"},
		{"notes behind their paragraph, or behind the table", para("نص"+note("1", "footnote")+" ثم"+note("i", "endnote")) + `<table:table><table:table-row>` + cell(para("خلية"+note("2", "footnote"))) + cell(para("أخرى")) + `</table:table-row></table:table>`,
			"P نص{note 1} ثم{note i}\nN1 حاشية 1\nتتمة\nNi حاشية i\nتتمة\nT خلية{note 2}\tأخرى\nN2 حاشية 2\nتتمة\n"},
		{"deleted text, comments and hidden text are left out", `<text:tracked-changes><text:changed-region><text:deletion>` + para("حُذف") + `</text:deletion></text:changed-region></text:tracked-changes><text:p>بقي<text:change/><office:annotation>` + para("تعليق") + `</office:annotation><text:span text:style-name="T1">مخفي</text:span><text:span> ظاهر</text:span><text:placeholder>اكتب هنا</text:placeholder></text:p>`,
			"P بقي ظاهر\n"},
		{"white space", `<text:p>  أ
   ب<text:s text:c="3"/>ج<text:tab/>د<text:line-break/>ه </text:p>`, "P أ ب   ج\tد\nه\n"},
		{"text boxes behind their paragraph, frames between", para(`قبل<draw:frame><draw:text-box>`+para("إطار")+`</draw:text-box></draw:frame> وبعد`) + `<draw:frame><draw:text-box>` + para("حر") + `</draw:text-box></draw:frame>` + para("آخر"),
			"P قبل وبعد\nP إطار\nP حر\nP آخر\n"},
		{"contents, sections, quotations, pages", `<text:table-of-content><text:table-of-content-source>` + para("لا") + `</text:table-of-content-source><text:index-body><text:index-title>` + para("المحتويات") + `</text:index-title>` + para("الأول<text:tab/>3") + `</text:index-body></text:table-of-content><text:section text:display="none">` + para("مخفي") + `</text:section><text:section><text:p text:style-name="اقتباس">قول</text:p></text:section><text:p text:style-name="P2">صفحة<text:soft-page-break/> أخرى</text:p>`,
			"L المحتويات\nL الأول\t3\nQ قول\nP {page 2}صفحة{page 3} أخرى\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := readContainer(t, ODT, bundleOf(t, "content.xml", odtHead+tt.body+odtFoot, "styles.xml", odtStylesXML))
			if got := outlineOfDoc(doc); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

// TestFlatODT reads the form of ODT that is one XML file, by its first bytes.
func TestFlatODT(t *testing.T) {
	doc := load(t, "a.fodt", `<?xml version="1.0"?><office:document xmlns:office="`+odtOffice+`" xmlns:text="`+odtText+`" xmlns:dc="`+dublinCore+`"><office:meta><dc:title>عنوان</dc:title><dc:creator>باحث</dc:creator></office:meta><office:body><office:text><text:p text:style-name="Title">عنوان</text:p><text:p>نص</text:p></office:text></office:body></office:document>`)
	if got, want := fmt.Sprint(doc.Title, doc.Author, doc.Meta, outlineOfDoc(doc)), "عنوانباحث[]P عنوان\nP نص\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
