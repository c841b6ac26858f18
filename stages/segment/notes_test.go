package segment

import (
	"strings"
	"testing"

	"fusul/stages/text"
)

func TestPlainNotes(t *testing.T) {
	body := "الفصل الأول\n\nهذا نص يحيل إلى مرجع(1) ثم إلى آخر (2) ويمضي في كلامه حتى ينتهي.\n\n"
	arabic := strings.ReplaceAll(strings.ReplaceAll(body, "(1)", "(١)"), "(2)", "(٢)")
	for _, c := range []struct{ name, src, want string }{
		{"below a rule", body + "_________\n(1) انظر الكتاب الأول.\n(2) انظر الكتاب الثاني.\n\nنص الصفحة التالية.\n", "1 2"},
		{"below a rule, with other digits", arabic + "-----\n١- انظر الكتاب.\n٢- انظر غيره.\n", "1 2"},
		{"glued digits", strings.ReplaceAll(body, "(1)", "1") + "ــــــــ\n1. انظر الكتاب.\n", "1"},
		{"before a chapter", body + "(1) انظر الكتاب الأول.\n\n(2) انظر الكتاب الثاني.\n\nالفصل الثاني\n\nنص آخر هنا.\n", "1 2"},
		{"before a page", body + "(1) انظر الكتاب الأول.\n\n(2) انظر الكتاب الثاني.\n\n\fنص آخر هنا.\n", "1 2"},
		{"at the end", body + "(1) انظر الكتاب الأول.\n\n(2) انظر الكتاب الثاني.\n", "1 2"},
		{"a list is none", "الفصل الأول\n\nللنظرية أسباب عدة:\n\n(1) السبب الأول.\n\n(2) السبب الثاني.\n\nالفصل الثاني\n\nنص.\n", ""},
		{"a list below a rule is none", "الفصل الأول\n\nللنظرية أسباب عدة:\n\n-----\n1- السبب الأول.\n2- السبب الثاني.\n", ""},
		{"a list in the text is none", body + "(1) السبب الأول.\n\n(2) السبب الثاني.\n\nثم يمضي النص في كلامه عن غير ذلك من الأسباب.\n", ""},
		{"a year is none", "قامت الحرب في عام 1914م وانتهت(1).\n\n-----\n1914 سنة الحرب.\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := &text.Document{Text: c.src}
			st := newSegmenter(t).Document(doc)
			if err := check(doc, st); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range st.Paragraphs {
				if p.Kind == text.Note {
					got = append(got, p.Label)
				}
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("notes are %q, want %q", s, c.want)
			}
		})
	}
}
