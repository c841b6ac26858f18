package segment

import (
	"strings"
	"testing"

	"fusul/stages/text"
)

// sentencesOf returns the sentences of one paragraph, with | between them.
func sentencesOf(s *Segmenter, src string, marks []text.Mark) string {
	var parts []string
	for _, x := range s.appendSentences(nil, src, text.Span{End: len(src)}, 0, marks, false) {
		parts = append(parts, x.Of(src))
	}
	return strings.Join(parts, "|")
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct{ want, reason string }{
		{"ذهب سالم إلى البئر. |ثم عاد منها.", "two full stops"},
		{"من يحرس البئر؟ |الحارس! |نعم.", "question and exclamation marks"},
		{"هذا سطر۔ |وهذا سطر", "the full stop of Urdu, and no stop at the end"},
		{"هل رأيته؟! |لا.", "a run of stops is one"},
		{"بلغ العمق 13.5 مترا. |ثم زاد.", "a decimal point"},
		{"بلغ العمق ١٣.٥ مترا. |ثم زاد.", "a decimal point between Arabic-Indic digits"},
		{"كان ذلك عام 1990. |ثم جاء المطر.", "a stop behind a year"},
		{"وقع ذلك سنة 1911م. |ثم انقطع.", "an era behind a number ends a sentence"},
		{"وقع ذلك سنة 1330 هـ. |ثم انقطع.", "with a space before it too"},
		{"كتب د. سالم إلى م. ناصر رسالة. |فلم يجب.", "titles of persons"},
		{"انظر ص. 15 من الكتاب. |ثم عد.", "the abbreviation of a page"},
		{"عاش في القرن الثالث ق.م. في الجبل. |ومات فيه.", "letters joined by stops"},
		{"اشترى الصوف والتمر إلخ. ولم يدفع. |فغضب التاجر.", "إلخ does not end a sentence"},
		{"رواه J. R. Smith في كتابه. |وهو ثقة.", "initials"},
		{"انظر vol. 2 من السلسلة. |ثم عد.", "a Latin abbreviation"},
		{"العنوان www.example.org هو الموقع. |وهو قديم.", "an address on the web"},
		{"see the end. it goes on. |The next begins.", "a small letter behind a stop"},
		{"شرب أهل القرية.1 |ثم ناموا.2", "the number of a footnote glued to the stop"},
		{"شرب أهل القرية. 1", "... or parted from it, at the end"},
		{"شرب أهل القرية.(1) |ثم ناموا. (2) |ثم قاموا.", "... in brackets"},
		{"شرب أهل القرية.¹ |ثم ناموا.", "... raised"},
		{"شرب أهل القرية. |20 رجلا حضروا.", "a number that begins a sentence"},
		{"شرب أهل القرية. |1949 كان عام الجفاف.", "a year that begins a sentence"},
		{"قال: «لا تقربوا البئر.» |فلم يقربوها.", "a closing quotation mark behind the stop"},
		{"قال: \"لا تقربوا البئر.\" |فلم يقربوها.", "a straight one"},
		{"(هكذا كان الأمر.) |ثم تغير.", "a closing bracket"},
		{"سأل: «من هناك؟»، ثم سكت. |ولم يجبه أحد.", "a comma behind a quoted question goes on"},
		{"صمت طويلا… |ثم تكلم.", "an ellipsis at the end of a word ends"},
		{"صمت … ثم تكلم ... ثم صمت. |ومضى.", "an ellipsis between spaces is a pause"},
		{"١. العنوان الأول من القائمة. |وهكذا.", "an enumerator"},
		{"انتهى الكلام.|وبعده كلام. |ثم لا شيء.", "no space behind the stop"},
		{"... كان يا ما كان. |وهكذا.", "no sentence without a word"},
		{"سطر أول\nيتمه سطر ثان. |وسطر\nآخر.\n", "sentences run over lines"},
	} {
		src := strings.ReplaceAll(tt.want, "|", "")
		if got := sentencesOf(newSegmenter(t), src, nil); got != tt.want {
			t.Errorf("sentences are\n%q, want\n%q (%s)", got, tt.want, tt.reason)
		}
	}
}

func TestSemicolons(t *testing.T) {
	s := newSegmenter(t)
	with := New(Options{Headings: s.words, Abbreviations: s.abbrs, Semicolons: true})
	const want = "جف البئر؛ |فرحل الناس. |ثم عادوا."
	src := strings.ReplaceAll(want, "|", "")
	if got := sentencesOf(with, src, nil); got != want {
		t.Errorf("sentences are %q, want %q", got, want)
	}
	if got, want := sentencesOf(s, src, nil), "جف البئر؛ فرحل الناس. |ثم عادوا."; got != want {
		t.Errorf("sentences are %q, want %q", got, want)
	}
}

// TestSentenceMarks has marks that are no prose: stops within them are none,
// and one behind a stop belongs to the sentence before it.
func TestSentenceMarks(t *testing.T) {
	const src = "شرب القوم [[p. 3. x]] ثم ناموا.[^1] وقاموا."
	mark := func(s string) text.Mark {
		i := strings.Index(src, s)
		return text.Mark{Span: text.Span{Start: i, End: i + len(s)}}
	}
	const want = "شرب القوم [[p. 3. x]] ثم ناموا.[^1] |وقاموا."
	if got := sentencesOf(newSegmenter(t), src, []text.Mark{mark("[[p. 3. x]]"), mark("[^1]")}); got != want {
		t.Errorf("sentences are %q, want %q", got, want)
	}
}

// TestHeadingLines checks that the lines of a heading are sentences.
func TestHeadingLines(t *testing.T) {
	src := "الفصل الأول\nحديث السوق\n" + prose1
	doc := &text.Document{Text: src}
	st := newSegmenter(t).Document(doc)
	if n := st.Paragraphs[0].Sentences.Len(); n != 2 {
		t.Errorf("the heading has %d sentences, want 2", n)
	}
}
