package segment

import (
	"strings"
	"testing"

	"fusul/stages/text"
)

func TestContents(t *testing.T) {
	long := prose1 + prose2 + prose1
	for _, tt := range []struct{ name, src, want string }{
		{"titles without a heading word, with page numbers", "المحتويات\nأهل الدور ..... 3\nأهل السوق ..... 9\nأهل القضاء ..... 15\n" +
			"أهل الدور\n" + long + "أهل السوق\n" + long + "أهل القضاء\n" + long, `
contents 1 المحتويات
body 1 أهل الدور
body 1 أهل السوق
body 1 أهل القضاء
`},
		{"page numbers without a leader, and slips of spelling", "فهرس\nأهل الدور القديمه 3\nأسواق القرى الجبلية 9\nقضاة السوق واحكامهم 15\n" +
			"أهل الدور القديمة\n" + long + "أسواق القري الجبليه\n" + long + "قضاة السوق وأحكامهم\n" + long, `
contents 1 فهرس
body 1 أهل الدور القديمة
body 1 أسواق القري الجبليه
body 1 قضاة السوق وأحكامهم
`},
		{"titles are sections below a numbered chapter", "المحتويات\nالفصل الأول: القرية ..... 1\nأهل الدور ..... 3\nأهل السوق ..... 9\nالفصل الثاني: المدينة ..... 15\nأهل الأسوار ..... 16\n" +
			"الفصل الأول: القرية\nأهل الدور\n" + long + "أهل السوق\n" + long + "الفصل الثاني: المدينة\nأهل الأسوار\n" + long, `
contents 1 المحتويات
body 1 الفصل الأول: القرية
    أهل الدور
    أهل السوق
body 1 الفصل الثاني: المدينة
    أهل الأسوار
`},
		{"no title of its own, at the beginning", "أهل الدور\nأهل السوق\nأهل القضاء\nأهل الأسوار\n\n" +
			"أهل الدور\n\n" + long + "\nأهل السوق\n\n" + long + "\nأهل القضاء\n\n" + long + "\nأهل الأسوار\n\n" + long, `
contents 1 
body 1 أهل الدور
body 1 أهل السوق
body 1 أهل القضاء
body 1 أهل الأسوار
`},
		{"at the end", "أهل الدور\n" + long + "أهل السوق\n" + long + "أهل القضاء\n" + long + "الفهرس\nأهل الدور ..... 3\nأهل السوق ..... 9\nأهل القضاء ..... 15\n", `
body 1 أهل الدور
body 1 أهل السوق
body 1 أهل القضاء
contents 1 الفهرس
`},
		{"a list in the body that announces what follows is none", "المقدمة\n" + long + long + long + "أهل الدور\nأهل السوق\nأهل القضاء\nأهل الأسوار\n" + long +
			"أهل الدور\n" + long + "أهل السوق\n" + long + "أهل القضاء\n" + long + "أهل الأسوار\n" + long, `
body 1 المقدمة
`},
		{"a title page between two tables of contents, and the first heading after it",
			"أهل الدور\nأهل السوق\nأهل الدور\nأهل السوق\nحكايات القرية\nحكايات القرية\nتأليف\nزيد بن مالك\nأهل الدور\n" + long + "أهل السوق\n" + long, `
contents 1 
front 1 حكايات القرية
body 1 أهل الدور
body 1 أهل السوق
`},
		{"a preface without a heading behind the title page", "حكايات القرية\nتأليف: زيد بن مالك\n" + long + long + "الفصل الأول\n" + long, `
front 1 حكايات القرية
body 1 حكايات
body 1 الفصل الأول
`},
		{"a list of figures is no list of headings", "المحتويات\nأهل الدور ..... 3\nأهل السوق ..... 9\nقائمة الأشكال\nشكل (1): الدور ..... 4\n" +
			"أهل الدور\n" + long + "شكل (1): الدور\n" + long + "أهل السوق\n" + long, `
contents 1 المحتويات
body 1 أهل الدور
body 1 أهل السوق
`},
		{"the same title in two volumes", "الجزء الأول\nأهل الدور\nأهل السوق\nالجزء الثاني\nأهل الدور\nأهل القضاء\n\n" +
			"الجزء الأول\n\nأهل الدور\n\n" + long + "\nأهل السوق\n\n" + long + "\nالجزء الثاني\n\nأهل الدور\n\n" + long + "\nأهل القضاء\n\n" + long, `
contents 1 
body 1 الجزء الأول: أهل الدور
body 2 أهل السوق
body 1 الجزء الثاني: أهل الدور
body 2 أهل القضاء
`},
		{"the name of a chapter in prose is no heading", "المحتويات\nأهل الدور ..... 3\nأهل السوق ..... 9\nأهل القضاء ..... 15\n" +
			"أهل الدور\n" + long + "كان أهل السوق ينامون نهارا.\nأهل السوق\n" + long + "أهل القضاء\n" + long, `
contents 1 المحتويات
body 1 أهل الدور
body 1 أهل السوق
body 1 أهل القضاء
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := outlineOf(t, newSegmenter(t), &text.Document{Title: "حكايات", Text: tt.src})
			if want := strings.TrimPrefix(tt.want, "\n"); got != want {
				t.Errorf("outline is\n%swant\n%s", got, want)
			}
		})
	}
}

func TestLeader(t *testing.T) {
	for _, tt := range []struct {
		in, title string
		page      int
		led       bool
	}{
		{"المقدمة ........ 12", "المقدمة", 12, true},
		{"المقدمة……١٢", "المقدمة", 12, true},
		{"المقدمة\t12", "المقدمة", 12, true},
		{"المقدمة    12", "المقدمة", 12, true},
		{"المقدمة 12", "المقدمة 12", 12, false}, // a number may be part of a title
		{"سنة 1949", "سنة 1949", 1949, false},
		{"المقدمة", "المقدمة", 0, false},
		{"........ 12", "........ 12", 12, false},
	} {
		title, page, led := cutLeader(tt.in)
		if title != tt.title || page != tt.page || led != tt.led {
			t.Errorf("cutLeader(%q) = %q, %d, %v, want %q, %d, %v", tt.in, title, page, led, tt.title, tt.page, tt.led)
		}
	}
}

func TestSimilar(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"اثمان ماء في سنوات جفاف", "اثمان مياه في سنوات جفاف", true}, // two letters in 24
		{"كلمه شكر", "كلمه شكر واجبه", true},                          // words left out at the end
		{"سوق", "سور", false}, // too short for slips
		{"اهل سوق قديم", "اهل قضاء جديد", false},
		{"ماء", "ماء وهواء وتراب ونار", false},
	} {
		if got := similar([]byte(tt.a), []byte(tt.b)); got != tt.want {
			t.Errorf("similar(%q, %q) = %v, want %v", tt.a, tt.b, got, tt.want)
		}
		if got := similar([]byte(tt.b), []byte(tt.a)); got != tt.want {
			t.Errorf("similar(%q, %q) = %v, want %v", tt.b, tt.a, got, tt.want)
		}
	}
}
