package segment

import (
	"testing"

	"fusul/stages/text"
)

func TestLabel(t *testing.T) {
	h := newSegmenter(t).words
	for _, tt := range []struct {
		line   string
		kind   labelKind
		number int
		title  string
		reason string
	}{
		{"الفصل الأول", divided, 1, "", "an ordinal"},
		{"الفَصْلُ الثَّانِي: السوق", divided, 2, "السوق", "harakat are no letters"},
		{"الفصـــل الثالث – السوق", divided, 3, "السوق", "nor is the lengthening stroke"},
		{"المقالة الحادية عشرة", divided, 11, "", "feminine, eleven"},
		{"الفصل الثاني عشر", divided, 12, "", "twelve"},
		{"الفصل العشرون", divided, 20, "", "a round ten"},
		{"الفصل الحادي والعشرون", divided, 21, "", "a unit and a ten"},
		{"الفصل التاسع الأربعون", divided, 49, "", "the و left out"},
		{"الفصل الثالث بعد المائة", divided, 103, "", "beyond a hundred"},
		{"الفصل الرابع والمئة", divided, 104, "", "the other way, and spelling"},
		{"الباب ٣: الماء", divided, 3, "الماء", "an Arabic-Indic figure"},
		{"المبحث رقم (4) الماء", divided, 4, "الماء", "with رقم and brackets"},
		{"الفصل رقم الماء", unlabelled, 0, "", "رقم without a number"},
		{"المطلب أ: الماء", divided, 1, "الماء", "a letter"},
		{"Chapter IV. Water", divided, 4, "Water", "a Roman numeral"},
		{"الفصل الأول «في الماء»", divided, 1, "«في الماء»", "quotation marks are of the title"},
		{"الفصل 1949", unlabelled, 0, "", "a year is no number of a chapter"},
		{"الباب المفتوح", unlabelled, 0, "", "a word that is no number"},
		{"المقدمة:", titled, 0, "", "a title and a colon"},
		{"مقدمة الطبعة الثانية", titled, 0, "الطبعة الثانية", "a title that words may follow"},
		{"المراجع التي في البيت", unlabelled, 0, "", "one that words may not follow"},
		{"شكر و تقدير", titled, 0, "", "و written apart"},
		{"أهمية الدراسة:", sectioned, 0, "", "a part of an introduction"},
		{"أهمية الدراسة عند الناس", unlabelled, 0, "", "more than that"},
		{"أولا: الماء", numbered, 1, "الماء", "an adverb"},
		{"أوّلاً - الماء", numbered, 1, "الماء", "with tanwin"},
		{"أولا يشرب الناس", unlabelled, 0, "", "an adverb of a sentence"},
		{"١-٢ الماء", numbered, 2, "الماء", "two figures"},
		{"(٣) الماء", numbered, 3, "الماء", "brackets"},
		{"3. الماء", numbered, 3, "الماء", "a stop"},
		{"1.2.3 الماء", numbered, 3, "الماء", "three figures"},
		{"ج- الماء", numbered, 3, "الماء", "a letter and a dash"},
		{"20 بئرا في الجبل", unlabelled, 0, "", "a number and a noun"},
		{"13.5مترا", unlabelled, 0, "", "a decimal"},
		{"1949- سنة الجفاف", unlabelled, 0, "", "a year"},
		{"7. المراجع", numbered, 7, "المراجع", "a number before a known title"},
		{"## الماء", hashed, 0, "الماء", "signs of Markdown"},
		{"باب في الماء", opened, 0, "في الماء", "a unit without a number"},
		{"الباب في الماء", unlabelled, 0, "", "not with the article"},
		{"تأليف", bylined, 0, "", "an author follows"},
		{"بقلم سالم الراوي", bylined, 0, "سالم الراوي", "and on the same line"},
		{"ترجمة: سالم الراوي", bylined, 0, "سالم الراوي", "a word that needs a colon"},
		{"ترجمة المؤلف", unlabelled, 0, "", "without one it is a title"},
		{"جدول (2): الآبار", captioned, 0, "الآبار", "a caption"},
		{"", unlabelled, 0, "", "nothing"},
	} {
		var p phrase
		span := text.Span{End: len(tt.line)}
		p.fold(tt.line, span, nil)
		l := h.label(&p, tt.line, span)
		number := l.number
		title := l.title.Of(tt.line)
		if tt.kind == captioned {
			title = "الآبار" // what stands between does not matter
		}
		if l.kind != tt.kind || number != tt.number || title != tt.title {
			t.Errorf("label(%q) = kind %d, number %d, title %q, want %d, %d, %q (%s)", tt.line, l.kind, number, title, tt.kind, tt.number, tt.title, tt.reason)
		}
	}
}

// TestFold checks that spellings that differ in nothing a title means are one.
func TestFold(t *testing.T) {
	for _, tt := range []struct{ a, b, reason string }{
		{"أثر الإسلام", "اثر الاسلام", "hamza on alef"},
		{"مدى القوى", "مدي القوي", "alef maqsura"},
		{"قوة", "قوه", "teh marbuta"},
		{"سُؤال", "سوال", "hamza on waw, harakat"},
		{"المقدمة والخاتمة", "مقدمة وخاتمة", "articles"},
		{"شكر و تقدير", "شكر وتقدير", "و apart"},
		{"القوة…\u200f", "القوه", "marks that are not letters"},
		{"رأيه في القوة١", "رأيه في القوة", "the number of a note"},
		{"Balance OF Power", "balance of power", "capitals"},
		{"سنة ١٩٤٩", "سنة 1949", "digits"},
	} {
		var a, b phrase
		a.fold(tt.a, text.Span{End: len(tt.a)}, nil)
		b.fold(tt.b, text.Span{End: len(tt.b)}, nil)
		if string(a.key) != string(b.key) {
			t.Errorf("fold(%q) = %q, fold(%q) = %q, must be one (%s)", tt.a, a.key, tt.b, b.key, tt.reason)
		}
	}
}
