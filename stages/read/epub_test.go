package read

import (
	"fmt"
	"testing"
)

// book makes an EPUB of the pages, whose names are 1.xhtml, 2.xhtml, ...
func book(t *testing.T, nav string, linear string, pages ...string) string {
	t.Helper()
	opf := `<package><metadata xmlns:dc="` + dublinCore + `"><dc:title>كتاب</dc:title><dc:creator>أول</dc:creator><dc:creator>ثان</dc:creator><dc:subject>س</dc:subject><dc:subject>ص</dc:subject></metadata><manifest><item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/>`
	spine := ""
	parts := []string{"META-INF/container.xml", epubRoot, "n.xhtml", `<html><body><nav epub:type="toc"><ol>` + nav + `</ol></nav></body></html>`}
	for i, page := range pages {
		opf += fmt.Sprintf(`<item id="p%d" href="%d.xhtml" media-type="application/xhtml+xml"/>`, i+1, i+1)
		spine += fmt.Sprintf(`<itemref idref="p%d" linear="%s"/>`, i+1, map[bool]string{true: "yes", false: "no"}[linear[i] == 'y'])
		parts = append(parts, fmt.Sprintf("%d.xhtml", i+1), "<html><body>"+page+"</body></html>")
	}
	opf += `</manifest><spine>` + spine + `<itemref idref="p1"/></spine></package>`
	return bundleOf(t, append(parts, "a.opf", opf)...)
}

func TestEPUB(t *testing.T) {
	entry := func(href, title string) string { return `<li><a href="` + href + `">` + title + `</a></li>` }
	for _, tt := range []struct {
		name, nav, linear string
		pages             []string
		want              string
	}{
		{"the order of the spine, what stands outside last, no page twice", "", "yny", []string{"<p>أ</p>", "<p>ب</p>", "<p>ج</p>"}, "P أ\nP ج\nP ب\n"},
		{"notes on another page", "", "yn", []string{`<p>نص<a href="2.xhtml#a" epub:type="noteref">1</a></p>`, `<p id="a">حاشية</p>`}, "P نص{note 1}\nN1 حاشية\n"},
		{"titles of the contents where pages have no heading", entry("1.xhtml", "الفصل الأول") + entry("2.xhtml#x", "الفصل الثاني") + entry("3.xhtml", "Section 3"), "yyy",
			[]string{`<p>١</p><p>الفصل الأول</p><p>نص</p>`, `<p>تمهيد</p><p id="x">الفصل الثاني:</p><p>نص</p>`, `<p>نص</p>`},
			"P ١\nH1 الفصل الأول\nP نص\nP تمهيد\nH1 الفصل الثاني:\nP نص\nP نص\n"},
		{"a heading that is a picture", entry("1.xhtml", "الفصل الأول"), "y", []string{`<img alt=""/><p>نص</p>`}, "H1 الفصل الأول\nP نص\n"},
		{"where pages have headings these stand", entry("1.xhtml", "غيره"), "y", []string{`<h2>فصل</h2><p>نص</p>`}, "H2 فصل\nP نص\n"},
		{"the title page, contents in the spine, asides", "", "yy", []string{`<h1>كتاب</h1><nav epub:type="toc"><ol><li>فصل</li></ol></nav>`, `<h1>فصل</h1><aside>جانب</aside><header>رأس</header>`}, "P كتاب\nL فصل\nH1 فصل\nP جانب\nP رأس\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := readContainer(t, EPUB, book(t, tt.nav, tt.linear, tt.pages...))
			if got := outlineOfDoc(doc); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
			if got, want := fmt.Sprint(doc.Title, " ", doc.Author, doc.Meta), "كتاب أول، ثان[{subject س; ص}]"; got != want {
				t.Errorf("metadata %s, want %s", got, want)
			}
		})
	}
}

// TestNCX reads the table of contents of EPUB 2.
func TestNCX(t *testing.T) {
	point := func(title, src, in string) string {
		return `<navPoint><navLabel><text>` + title + `</text></navLabel><content src="` + src + `"/>` + in + `</navPoint>`
	}
	src := `<ncx><head/><docTitle><text>كتاب</text></docTitle><navMap>` + point("أ", "1.xhtml", point("ب", "1.xhtml#x", "")) + point("ج", "d/2.xhtml", "") + `</navMap></ncx>`
	entries, err := ncxEntries("e/t.ncx", src, must(t, Options{}))
	want := "[{أ e/1.xhtml  1} {ب e/1.xhtml x 2} {ج e/d/2.xhtml  1}]"
	if got := fmt.Sprint(entries); got != want || err != nil {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}
