package segment

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"fusul/stages/text"
)

// newSegmenter returns a Segmenter with the embedded lists.
func newSegmenter(t testing.TB) *Segmenter {
	t.Helper()
	s, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// outlineOf returns the chapters and sections of doc, one a line: a chapter as
// its part, level and title, a section indented by its level.
func outlineOf(t testing.TB, s *Segmenter, doc *text.Document) string {
	t.Helper()
	st := s.Document(doc)
	if err := check(doc, st); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, c := range st.Chapters {
		fmt.Fprintf(&b, "%v %d %s\n", c.Part, c.Level, c.Title)
		for i := c.Sections.From; i < c.Sections.To; i++ {
			if sec := st.Sections[i]; sec.Level > c.Level {
				fmt.Fprintf(&b, "%s%s\n", strings.Repeat("  ", sec.Level), sec.Title)
			}
		}
	}
	return b.String()
}

// A paragraph of prose as one line, and of two lines of print.
const (
	prose1 = "جلس الشيخ في ظل الجدار يروي لأحفاده ما رآه في أسفاره البعيدة، وكان الأحفاد يصغون إليه ولا يملون، " +
		"فإذا سكت سألوه المزيد، وإذا تكلم سكنوا كأن على رؤوسهم الطير، حتى يمضي النهار وتميل الشمس إلى المغيب.\n"
	prose2 = "ولم تكن القرية كبيرة، غير أن سوقها كانت مقصد الناس من كل جهة، يحملون إليها الصوف والتمر ويعودون " +
		"بالملح والقماش، وكان للسوق قاض يفصل بين المتخاصمين فلا يخرج أحد من عنده إلا راضيا أو صامتا.\n"
	wrapped = "خرج التاجر من المدينة قبل طلوع الشمس وقد حمل على دوابه من البضائع ما\n" +
		"يكفي لرحلة طويلة، ثم نظر وراءه فرأى الأسوار تصغر شيئا فشيئا حتى غابت\n" +
		"عن عينيه، فعلم أن الطريق قد بدأ حقا وأن العودة لن تكون قريبة.\n\n"
)

func TestOutline(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"no heading: one chapter with the title of the work", prose1 + prose2, `
body 1 حكايات
`},
		{"named headings on lines of their own", "المقدمة:\n" + prose1 + "الخاتمة\n" + prose2, `
body 1 المقدمة
body 1 الخاتمة
`},
		{"a sentence about a chapter is prose", "المقدمة\n" + prose1 +
			"أما الفصل الثاني: فسوف يناقش أحوال السوق وأهلها.\n" +
			"الفصل الثالث: يتناول القضاء في القرية\n" +
			"وصولا إلى الفصل الأخير في هذه الحكاية: الذي سيروي خبر الرحلة.\n" + prose2, `
body 1 المقدمة
`},
		{"a label and its title on the next line", "الفصل الأول\nحديث الجدار\n" + prose1 + "الفصل الثاني:\nحديث السوق\n" + prose2, `
body 1 الفصل الأول: حديث الجدار
body 1 الفصل الثاني: حديث السوق
`},
		{"levels of chapters and sections",
			"الباب الأول: القرية\nالفصل الأول: الدور\nالمبحث الأول: الجدار\n" + prose1 +
				"المطلب الأول: الظل\n" + prose1 + "المبحث الثاني: السقف\n" + prose2 +
				"الفصل الثاني: السوق\n" + prose2 + "الباب الثاني: المدينة\nالفصل الأول: الأسوار\n" + prose1, `
body 1 الباب الأول: القرية
body 2 الفصل الأول: الدور
      المبحث الأول: الجدار
        المطلب الأول: الظل
      المبحث الثاني: السقف
body 2 الفصل الثاني: السوق
body 1 الباب الثاني: المدينة
body 2 الفصل الأول: الأسوار
`},
		{"without higher divisions مبحث is a chapter", "المقدمة\n" + prose1 + "المبحث الأول: الدور\n" + prose1 + "المبحث الثاني: السوق\n" + prose2 + "الخاتمة\n" + prose1, `
body 1 المقدمة
body 1 المبحث الأول: الدور
body 1 المبحث الثاني: السوق
body 1 الخاتمة
`},
		{"an introduction and a conclusion within a chapter are sections of it",
			"الفصل الأول: القرية\nتمهيد\n" + prose1 + "المبحث الأول: الدور\n" + prose1 + "خاتمة\n" + prose2 + "الفصل الثاني: السوق\n" + prose2, `
body 1 الفصل الأول: القرية
    تمهيد
    المبحث الأول: الدور
    خاتمة
body 1 الفصل الثاني: السوق
`},
		{"front and back matter",
			"الإهداء\nإلى أهل القرية جميعا.\nشكر وتقدير\n" + prose1 + "الملخص\n" + prose2 + "المقدمة\n" + prose1 +
				"الفصل الأول: السوق\n" + prose2 + "ملخص الفصل الأول\n" + prose1 + "الفصل الثاني: الدور\n" + prose2 +
				"الخاتمة\n" + prose1 + "قائمة المصادر والمراجع\nالمراجع العربية\n" + prose2 + "الملاحق\nالملحق الأول: خريطة القرية\n" + prose1, `
front 1 الإهداء
front 1 شكر وتقدير
abstract 1 الملخص
body 1 المقدمة
body 1 الفصل الأول: السوق
    ملخص الفصل الأول
body 1 الفصل الثاني: الدور
body 1 الخاتمة
bibliography 1 قائمة المصادر والمراجع
    المراجع العربية
appendix 1 الملاحق
    الملحق الأول: خريطة القرية
`},
		{"parts of an introduction, and numbered sections in it", "المقدمة\n" + prose1 + "أهمية الدراسة:\n" + prose2 +
			"أولا: حديث الدور\n" + prose1 + prose1 + "ثانيا: حديث السوق\n" + prose2 + prose2, `
body 1 المقدمة
    أهمية الدراسة
      أولا: حديث الدور
      ثانيا: حديث السوق
`},
		{"numbers alone make the chapters of an article",
			"1. الدور\n" + prose1 + prose1 + "1.1 الجدار\n" + prose2 + prose1 + "1.2 السقف\n" + prose2 + prose1 + "2. السوق\n" + prose2, `
body 1 1. الدور
    1.1 الجدار
    1.2 السقف
body 1 2. السوق
`},
		{"items of a list are no headings", "المقدمة\n" + prose1 + "١- الصوف\n٢- التمر\n٣- الملح\n" + prose2 + "القسم الأول:\nالصوف الأبيض.\nالقسم الثاني:\nالصوف الأسود.\nالقسم الثالث:\nالصوف المخلوط.\n" +
			strings.Repeat(prose1, 20), `
body 1 المقدمة
`},
		{"a list of the chapters to come is no headings", "المقدمة\n" + prose1 + "وفيها ما يأتي:\nالمقدمة\nالفصل الأول: الدور\nالفصل الثاني: السوق\nالخاتمة\n" + prose2 +
			"الفصل الأول: الدور\n" + prose1 + prose2 + "الفصل الثاني: السوق\n" + prose2 + prose1 + "الخاتمة\n" + prose1, `
body 1 المقدمة
body 1 الفصل الأول: الدور
body 1 الفصل الثاني: السوق
body 1 الخاتمة
`},
		{"bulleted lines and questions are no headings, a bulleted known title is", "· المقدمة:\n" + prose1 + "· الصوف والتمر\n· الملح والقماش\nمن أين يأتي القماش؟\n" + prose2, `
body 1 المقدمة
`},
		{"running heads are dropped", "الفصل الأول: الدور\n" + prose1 + "الفصل الأول: الدور\n" + prose2 + "الفصل الأول: الدور 12\n" + prose1 + "الفصل الأول\n" + prose1 + "الفصل الثاني: السوق\n" + prose2, `
body 1 الفصل الأول: الدور
body 1 الفصل الثاني: السوق
`},
		{"ordinals of every form", "الفصل الحادي عشر\n" + prose1 + "الفصل الثاني والعشرون: السوق\n" + prose1 + "المقالة الرابعة عشرة\n" + prose1 + "فصل 3: الملح\n" + prose1 +
			"الفصل (٤)\n" + prose1 + "الفصل الخامس بعد المائة\n" + prose1 + "Chapter IV: Salt\n" + prose1 + "الفصل الأخير\n" + prose1, `
body 1 الفصل الحادي عشر
body 1 الفصل الثاني والعشرون: السوق
body 1 المقالة الرابعة عشرة
body 1 فصل 3: الملح
body 1 الفصل (٤)
body 1 الفصل الخامس بعد المائة
body 1 Chapter IV: Salt
body 1 الفصل الأخير
`},
		{"marks of a lightweight markup in plain text", "# الدور\n" + prose1 + "## الجدار\n" + prose1 + "# السوق\n" + prose2, `
body 1 الدور
    الجدار
body 1 السوق
`},
		{"a classical book: باب with no number", prose1 + "\nباب في ذكر السوق وأهلها\n\n" + prose1 + prose1 + "\nباب ما جاء في الملح\n\n" + prose2 + prose2, `
body 1 حكايات
body 1 باب في ذكر السوق وأهلها
body 1 باب ما جاء في الملح
`},
		{"words that only look like headings", "المقدمة\n" + prose1 + "الباب العالي\n" + prose2 + "الفصل بين السلطات\n" + prose1 + "القسم الأكبر من أهل القرية\n" + prose2, `
body 1 المقدمة
`},
		{"a short line between paragraphs is a section", strings.Repeat(wrapped, 3) + "حديث السوق\n\n" + strings.Repeat(wrapped, 3) + "الفصل الأول\n\n" + wrapped +
			"حديث الملح\n\n" + strings.Repeat(wrapped, 3), `
body 1 حكايات
    حديث السوق
body 1 الفصل الأول
    حديث الملح
`},
		{"more white space than between paragraphs sets a chapter off", strings.Repeat(wrapped, 5) + "\n\n\nحديث السوق\n\n\n\n" + strings.Repeat(wrapped, 5) + "\n\n\nحديث الملح\n\n\n\n" + strings.Repeat(wrapped, 5), `
body 1 حكايات
body 1 حديث السوق
body 1 حديث الملح
`},
		{"a title right below the label, before wrapped prose", strings.Repeat(wrapped, 2) + "الفصل الأول\nحديث السوق\n" + strings.Repeat(wrapped, 2) + "الفصل الثاني\n" + strings.Repeat(wrapped, 2), `
body 1 حكايات
body 1 الفصل الأول: حديث السوق
body 1 الفصل الثاني
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

// Runes are counted as the standard library does.
func TestCountRunes(t *testing.T) {
	const s = "aبéج€د😀 هـ\u064b\u200fx، قالَ"
	for from := range s {
		for to := range s {
			if from <= to && countRunes(s[from:to]) != utf8.RuneCountInString(s[from:to]) {
				t.Errorf("%q has %d runes", s[from:to], countRunes(s[from:to]))
			}
		}
	}
}
