package read

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestHTML(t *testing.T) {
	for _, tt := range []struct{ name, page, want string }{
		{"paragraphs, with and without end tags", `<p>أول<p>ثان<div>ثالث</div>رابع<br>سطر<br><br>خامس`, "P أول\nP ثان\nP ثالث\nP رابع\nسطر\nP خامس\n"},
		{"headings", `<h1>باب</h1><h2>فصل<br>تتمة</h2><h3><a href="x">مبحث</a></h3><div role="heading" aria-level="4">مطلب</div><h2> </h2>`, "H1 باب\nH2 فصل\nتتمة\nH3 مبحث\nH4 مطلب\n"},
		{"white space and entities", "<p> أ\n <b>ب</b>&nbsp;ج &amp; &quot;د&quot; &#1607; </p><pre>أ\n  ب</pre>", "P أ ب\u00a0ج & \"د\" ه\nP أ\n  ب\n"},
		{"lists", `<ol><li>س<ol type="a"><li>ص</ol><li>ع</ol><ol start="5" reversed><li>ل<li value="9">م</ol><ul><li>ن</ul><dl><dt>ه<dd>و</dl>`, "P [1.]س\nP [a.]ص\nP [2.]ع\nP [5.]ل\nP [9.]م\nP ن\nP ه\nP و\n"},
		{"tables", `<table><caption>جدول</caption><tr><th>أ<th>ب<tr><td>ج<td>د<br>ه</table><table><tr><td><h2>عنوان</h2><p>نص</table>`, "C جدول\nT أ\tب\nج\nد\nه\nH2 عنوان\nP نص\n"},
		{"quotations and verse", `<figure><img><figcaption>شكل</figcaption></figure><blockquote><p>قول<p>آخر</blockquote><div class="poem"><p>صدر<br>عجز</div>`, "C شكل\nQ قول\nQ آخر\nV صدر\nعجز\n"},
		{"notes as pandoc and EPUB have them", `<p>نص<a href="#f1" role="doc-noteref"><sup>1</sup></a>.<p>آخر<section role="doc-endnotes"><ol><li id="f1" role="doc-endnote"><p>حاشية <a href="#r" role="doc-backlink">↩</a></ol></section>`, "P نص{note 1}.\nN1 حاشية\nP آخر\n"},
		{"notes as Word has them", `<p>نص<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a> تتمة<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> حاشية</p></div>`, "P نص{note 1} تتمة\nN1 حاشية\n"},
		{"notes as people write them", `<p>نص<sup><a href="#a" id="b">٣</a></sup>.<p>آخر<a href="#a">٣</a><p id="a"><a href="#b">٣</a> حاشية`, "P نص{note ٣}.\nN٣ حاشية\nP آخر{note ٣}\n"},
		{"a note that nothing calls, links that call none", `<p>انظر <a href="#k">الفصل</a> و<a href="#k">2</a><aside role="doc-footnote">حاشية</aside><h2 id="k">الفصل</h2>`, "P انظر الفصل و2\nN حاشية\nH2 الفصل\n"},
		{"furniture", `<header><nav>قائمة</nav>شعار</header><div class="main-menu"><a href=x>رابط</a></div><div id="sidebar-text">نص طويل بلا روابط</div><article><header><h1>عنوان</h1></header><p>نص<script>x</script><span hidden>مخفي</span><span style="display: none">مخفي</span></p><aside>إعلان</aside></article><footer>حقوق</footer>`, "P نص طويل بلا روابط\nH1 عنوان\nP نص\n"},
		{"the main element", `<div>خارج</div><main><header>رأس</header><p>نص طويل في المتن</main><div>خارج</div>`, "P رأس\nP نص طويل في المتن\n"},
		{"directions", `<p dir="rtl">أ <bdo dir="ltr">abc</bdo> <bdi>ب</bdi>`, "P أ abc ب\n"},
		{"XHTML", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x"/></head><body><a id="x"/><p>أ<![CDATA[<ب>]]></p></body></html>`, "P أ<ب>\n"},
		{"pages of the printed book", `<p>أ <span role="doc-pagebreak" aria-label="12"></span>ب</p>`, "P أ {page 12}ب\n"},
		{"wrong nesting", `<p><b>أ<i>ب</b>ج</i><div>د</p></div></section><td>ه`, "P أبج\nP د\nP ه\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := outlineOfDoc(readContainer(t, HTML, tt.page)); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

// TestHTMLHead reads what the head of a page says.
func TestHTMLHead(t *testing.T) {
	doc := readContainer(t, HTML, `<title>فصل في الردع - مجلة السياسة</title><meta name="author" content="باحث"><meta name="keywords" content="ردع"><h1>فصل في الردع</h1><footer>حقوق النشر</footer>`)
	if got, want := fmt.Sprint(doc.Title, doc.Author, doc.Meta), "فصل في الردعباحث[{keywords ردع}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(doc.Problems) != 1 || !strings.Contains(doc.Problems[0].Message, "left out 2 words") {
		t.Errorf("problems %v", doc.Problems)
	}
}

// TestCharset: a page is read in the encoding that it declares, or, where its
// bytes speak against that, in the one they are in.
func TestCharset(t *testing.T) {
	const s = "تقوم هذه الدراسة على فرضية مفادها أن الأحلاف الدولية تبقى بعد زوال الخصم لأن المؤسسات لها قيمة في ذاتها"
	for _, tt := range []struct{ declared, as string }{
		{"windows-1256", "windows-1256"}, {"iso-8859-6", "iso-8859-6"}, {"utf-8", "utf-8"},
		{"", "windows-1256"}, {"utf-8", "windows-1256"}, {"iso-8859-1", "windows-1256"}, {"no-such", "utf-8"},
		{"utf-8", "utf-16le"},
	} {
		for _, meta := range []string{`<meta charset="` + tt.declared + `">`, `<META http-equiv=Content-Type content="text/html; charset=` + tt.declared + `">`} {
			page := "<html><head>" + meta + "</head><body><p>" + s
			doc := readContainer(t, HTML, encode(page, tt.as, tt.as == "utf-16le"))
			if strings.TrimSpace(doc.Text) != s || doc.Sources[0].Encoding != tt.as {
				t.Errorf("declared %q, is %s: read as %s: %q", tt.declared, tt.as, doc.Sources[0].Encoding, doc.Text)
			}
		}
	}
}

// TestHTMLBounded: pages made to make a parser work for ever or fill the
// memory take no longer than others of their size.
func TestHTMLBounded(t *testing.T) {
	var fonts strings.Builder
	for i := range 400 {
		fmt.Fprintf(&fonts, "<span id=%d>", i)
	}
	var links strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&links, `<a id=r%d href="#n">%d</a>`, i, i%100)
	}
	for name, page := range map[string]string{
		"formatting that is never closed": fonts.String() + strings.Repeat("<p>x", 20_000),
		"many calls of one long note":     `<p>` + links.String() + `<div id=n>` + strings.Repeat("<p>x", 20_000) + `</div>`,
		"end tags of what is not open":    strings.Repeat("<ul>", 400) + strings.Repeat("</p></div>", 50_000),
		"names of furniture":              strings.Repeat("<div class=menu>", 400) + strings.Repeat("<b>x</b>", 20_000),
		"cells":                           "<table>" + strings.Repeat("<td>", 50_000),
	} {
		begin := time.Now()
		_, err := parseHTML(page, must(t, Options{}))
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("%s: %v, %v", name, took, err)
		}
	}
}

// TestOfficeBounded is TestHTMLBounded for word processors.
func TestOfficeBounded(t *testing.T) {
	run := `<w:r><w:t xml:space="preserve"> </w:t></w:r><w:r><w:br w:type="column"/></w:r>`
	name := strings.Repeat("x", 100_000)
	styles := `<w:styles xmlns:w="` + wordSpace + `"><w:style w:styleId="s"><w:name w:val="` + name + `"/></w:style></w:styles>`
	for what, data := range map[string]string{
		"blank runs":          bundleOf(t, "word/document.xml", wordHead+"<w:p>"+strings.Repeat(run, 50_000)+"</w:p>"+wordFoot),
		"the name of a style": bundleOf(t, "word/document.xml", wordHead+strings.Repeat(p(style("s"), "x"), 20_000)+wordFoot, "word/styles.xml", styles),
		"one note called often": bundleOf(t, "word/document.xml", wordHead+"<w:p>"+strings.Repeat(`<w:r><w:footnoteReference w:id="1"/></w:r>`, 50_000)+"</w:p>"+wordFoot,
			"word/footnotes.xml", `<w:footnotes xmlns:w="`+wordSpace+`"><w:footnote w:id="1">`+p("", name)+`</w:footnote></w:footnotes>`),
	} {
		begin := time.Now()
		x, err := parseDOCX(data, must(t, Options{}))
		if took := time.Since(begin); took > 20*time.Second || len(x.text) > len(data) || err != nil {
			t.Errorf("%s: %v, %d bytes, %v", what, took, len(x.text), err)
		}
	}
}

// must returns opt with its defaults.
func must(t *testing.T, opt Options) Options {
	t.Helper()
	opt, err := opt.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	return opt
}
