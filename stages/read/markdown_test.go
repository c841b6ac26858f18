package read

import (
	"strings"
	"testing"

	"fusul/stages/text"
)

func TestMarkdownBlocks(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string // as show writes them, joined by " / "
		why  string
	}{
		{"# المقدمة\nنص أول\nنص ثان\n\nنص ثالث", "h1 المقدمة / p نص أول نص ثان / p نص ثالث", "lines are wrapped, a blank line parts"},
		{"## عنوان ##\n### آخر {#id .x}\n", "h2 عنوان / h3 آخر", "closing signs and attributes are marks"},
		{"#وسم ليس عنوانا", "p #وسم ليس عنوانا", "no space, no heading"},
		{"####### سبعة", "p ####### سبعة", "seven are too many"},
		{"#", "h1 ", "an empty heading"},
		{"العنوان\n=======\nالفرعي\n---\nنص", "h1 العنوان / h2 الفرعي / p نص", "underlined headings"},
		{"نص\n\n---\n\nنص", "p نص / p نص", "a rule"},
		{"> اقتباس أول\n> يتبعه\n\nنص", "q اقتباس أول يتبعه / p نص", "a quotation"},
		{"> > في اقتباس", "q في اقتباس", "a quotation in one"},
		{"- بند\n- بند ثان\n  يتبع\n* ثالث\n1. رابع\n2) خامس", "p بند / p بند ثان يتبع / p ثالث / p رابع / p خامس", "items of lists"},
		{"ولد سنة\n1985. ثم مات", "p ولد سنة 1985. ثم مات", "a year at the start of a line is no item"},
		{"- [x] تم\n- [ ] لم يتم", "p تم / p لم يتم", "tasks"},
		{"-بند", "p -بند", "a sign without a space"},
		{"```\nشعر\n  أول\n```\nنص", "p شعر / p أول / p نص", "a code block is text"},
		{"نص[^1] آخر\n\n[^1]: حاشية\n    تتبعها\n\n    وفقرة منها\n\nنص", "p نص آخر / n حاشية تتبعها / n وفقرة منها / p نص", "footnotes"},
		{"[x]: https://example.org \"t\"\n\nنص", "p نص", "an address"},
		{"[تنبيه]: هذا كلام", "p [تنبيه]: هذا كلام", "words are no address"},
		{"| أ | ب |\n|---|---|\n| ج | د |\n\nنص", "t أ ب ج د / p نص", "a table"},
		{"أ | ب\n--|--\nج | د\nنص", "t أ ب ج د / p نص", "a table without outer bars ends where bars do"},
		{"قال | كذا", "p قال | كذا", "a bar alone"},
		{"````\n```\nشعر\n````\nنص", "p ``` / p شعر / p نص", "a longer fence"},
		{"- بند\n\nنص سنة\n1985. ثم", "p بند / p نص سنة 1985. ثم", "no list behind the paragraph that ended it"},
		{"سطر\r\nيتبعه\r\rنص", "p سطر يتبعه / p نص", "CR LF is one line end, two CR are two"},
		{"<div dir=\"rtl\">\n\nنص<br>\n\n</div>", "p نص", "tags"},
		{"<!-- ملاحظة\n\nطويلة -->\nنص", "p نص", "a comment over paragraphs"},
		{"<!-- قصيرة --> نص", "p نص", "text behind a comment"},
		{"<script>\nvar x\n\n</script>\nنص", "p نص", "a script"},
		{"<!-- بلا نهاية\n\nنص", "p <!-- بلا نهاية / p نص", "a comment that does not end is text"},
		{"::: note\nنص\n:::", "p نص", "a division"},
		{"\u200Fنص\u200F\r\n\r\n\u200F# عنوان\u200F", "p نص / h1 عنوان", "directional marks and CR LF"},
	} {
		doc := load(t, "a.md", c.in)
		if got := strings.Join(show(doc), " / "); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s: %s", c.in, got, c.want, c.why)
		}
	}
}

func TestMarkdownInline(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string // the words left
		why  string
	}{
		{"هذا **مهم** جدا", "هذا مهم جدا", "strong"},
		{"*مائل* و_مائل_ و __قوي__ و ***كلاهما***", "مائل و_مائل_ و قوي و كلاهما", "every emphasis; _ opens not within a word"},
		{"3 * 4 * 5", "3 * 4 * 5", "not at a word"},
		{"نجمة* وحدها", "نجمة* وحدها", "no partner"},
		{"snake_case_name", "snake_case_name", "within a word"},
		{"~~محذوف~~ و H~2~O", "محذوف و H~2~O", "struck out"},
		{"`رمز` و ``a`b``", "رمز و a`b", "code"},
		{"`بلا نهاية", "`بلا نهاية", "a backquote alone"},
		{"[نص](https://x.org/a_(b) \"عنوان\") بعده", "نص بعده", "a link with brackets in its address"},
		{"![صورة](a.png)", "صورة", "a picture"},
		{"[نص][1] و [آخر]", "نص و [آخر]", "a reference; brackets alone are text"},
		{"<https://x.org> و <a@b.org>", "https://x.org و a@b.org", "addresses stay"},
		{"أ<br/>ب <span style=\"x\">ج</span>", "أب ج", "tags"},
		{"1 < 2 > 1", "1 < 2 > 1", "no tags"},
		{"أ&nbsp;ب &amp; &#1575; & وحدها", "أب & وحدها", "entities"},
		{`\*ليس مائلا\*`, "*ليس مائلا*", "escapes"},
		{"قال [@doe99, ص 3] كذا[^حاشية-1].", "قال كذا.", "a citation and the call of a note"},
		{"نص [خاص]{.smallcaps} هنا", "نص خاص هنا", "attributes"},
		{"نص <!-- سر --> هنا", "نص هنا", "a comment in a line"},
		{"**قوي *ومائل* فيه**", "قوي ومائل فيه", "one in the other"},
	} {
		doc := load(t, "a.md", c.in)
		if len(doc.Blocks) != 1 {
			t.Errorf("%q: %d blocks", c.in, len(doc.Blocks))
			continue
		}
		if got := plainText(doc.Text, text.Span{End: len(doc.Text)}, doc.Marks); got != c.want {
			t.Errorf("%q leaves %q, want %q: %s", c.in, got, c.want, c.why)
		}
	}
	doc := load(t, "a.md", "أ[^1] ب[^س]")
	if len(doc.Marks) != 2 || doc.Marks[0].Kind != text.NoteAnchor || doc.Marks[0].Label != "1" || doc.Marks[1].Label != "س" {
		t.Errorf("marks %+v, want two calls of notes", doc.Marks)
	}
}

func TestFrontMatter(t *testing.T) {
	doc := load(t, "a.md", "---\ntitle: \"عنوان: فرعي\"\nauthor:\n  - أول\n  - ثان\ndate: 2014-05\npath: x\nnested: {a: 1}\n---\n# فصل\n")
	if doc.Title != "عنوان: فرعي" || doc.Author != "أول; ثان" {
		t.Errorf("title %q, author %q", doc.Title, doc.Author)
	}
	if len(doc.Meta) != 2 || doc.Meta[0] != (text.Field{Name: "date", Value: "2014-05"}) || doc.Meta[1].Name != "meta_path" {
		t.Errorf("meta %v", doc.Meta)
	}
	if len(doc.Problems) != 1 || !strings.Contains(doc.Problems[0].Message, "line 8") {
		t.Errorf("problems %v, want the key of line 8", doc.Problems)
	}
	if doc.Marks[0].Kind != text.Header || len(doc.Blocks) != 1 {
		t.Errorf("marks %v, blocks %v", doc.Marks, doc.Blocks)
	}
	for _, c := range []struct{ in, title, problem string }{
		{"---\ntitle: [x\n---\nنص", "", "the head is not YAML: line "},
		{"---\nنص\n\nنص", "", ""},                        // a rule
		{"# الرسالة\n\n## فصل\n\n## فصل", "الرسالة", ""}, // the only heading of its level
		{"# فصل\n\n# فصل", "", ""},
		{"## فصل\n\n# فصل", "", ""},
	} {
		doc := load(t, "a.md", c.in)
		problem := ""
		if len(doc.Problems) > 0 {
			problem = doc.Problems[0].Message
		}
		if doc.Title != c.title || !strings.HasPrefix(problem, c.problem) || c.problem == "" && problem != "" {
			t.Errorf("%q: title %q, problem %q, want %q, %q", c.in, doc.Title, problem, c.title, c.problem)
		}
	}
}

// TestMarkdownLinear reads texts that would take hours if any sign were looked
// for again and again.
func TestMarkdownLinear(t *testing.T) {
	const n = 200_000
	for _, s := range []string{"[", "![", "*a ", "_a", "`a``b", "<", "<!--", "<!-- \n\n", "{#", "&", "> ", "- ", "[^", "[@", "](", "a|", "***", "\\", "~~a", "---\n", "# ", "<script>\n", "|-|\n", "[a](", "**a*", "(["} {
		load(t, "a.md", strings.Repeat(s, n/len(s)))
	}
}
