package lexicon

import (
	"slices"
	"testing"
)

// traps is a lexicon of the terms that the traps of ARABIC.md §4 are about.
const traps = `
realism: [واقعية, واقعي]
behaviouralism: [سلوكية, سلوكي]
idealism: [مثالية, مثالي]
security: [أمن]
power: [قوة]
powers: [قوى]
dependency: [تبعية]
polarity: [أحادي القطبية]
moment: [آن]
people:
  waltz: [وولتز]
  machiavelli: [ميكافلي]
  hobbes: [هوبز]
`

const trapsMeta = `
words:
  قوة: {plural: [قوى]}
keys:
  people: {pos: name}
`

func TestTraps(t *testing.T) {
	lex := lexiconOf(t, traps, trapsMeta)
	for _, tt := range []struct {
		why, text string
		want      []string
	}{
		{"forms of واقع and واقعة are not the doctrine",
			"كانت واقعة مؤلمة، وهذه الواقعة غيرت الواقع، فنظر الناس إلى واقعها.", nil},
		{"the doctrine and its people",
			"ردت الواقعية على خصومها، ورأى الواقعيون أن للواقعيين حججا بواقعيتهم.",
			[]string{"realism:الواقعية", "realism:الواقعيون", "realism:للواقعيين", "realism:بواقعيتهم"}},
		{"a doctrine without its ي is a misspelling, which only tolerance accepts",
			"كتب بعض الواقعين مقالا.", nil},
		{"behaviour is not behaviouralism",
			"تغير السلوك، وظهر الاتجاه السلوكي.", []string{"behaviouralism:السلوكي"}},
		{"examples are not idealism",
			"ضرب أمثالا، ومثال ذلك كثير، أما المثالية فغائبة.", []string{"idealism:المثالية"}},
		{"letters of أمن inside other words",
			"الخطر كامن، وجاء متزامنا معه، بالتزامن مع الأزمة.", nil},
		{"security, with its hamza left out too",
			"حفظ الامن، وأمنها، ولأمن الدول.", []string{"security:الامن", "security:وأمنها", "security:ولأمن"}},
		{"the strong are not the powers",
			"غلب القوي الضعيف، وتنافست القوى.", []string{"power:القوى", "powers:القوى"}},
		{"rules and laws are not power",
			"وضعت القواعد والقوانين، وبقيت القوة والقوات.", []string{"power:القوة", "power:والقوات"}},
		{"an adverb is not dependency",
			"سار تبعا لذلك، وزادت التبعية.", []string{"dependency:التبعية"}},
		{"ى for ي, as Egyptians write",
			"نظام أحادى القطبية، والنظام الأحادي القطبية.", []string{"polarity:أحادى القطبية", "polarity:الأحادي القطبية"}},
		{"a name that begins with و",
			`يرى "وولتز" ذلك، ويرى وولتز غيره، ووولتز أيضا.`, []string{"people.waltz:وولتز", "people.waltz:وولتز", "people.waltz:ووولتز"}},
		{"a conjunction inside the quotation mark, and one outside",
			`كتب “وميكافلي" كتابا، و"هوبز" كتابا.`, []string{"people.machiavelli:وميكافلي", "people.hobbes:هوبز"}},
		{"a function word without its hamza is not آن",
			"قال ان الوقت حان، وانه قريب.", nil},
		{"آن as it is cited",
			"في آن واحد.", []string{"moment:آن"}},
	} {
		if got := found(t, lex, Options{}, tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q gives %q, want %q", tt.why, tt.text, got, tt.want)
		}
	}
}

func TestTolerance(t *testing.T) {
	lex := lexiconOf(t, "realism: [واقعي]\noffice: [مسؤول]\nbody: [هيئة]\nthought: [فكرة]\npowers: [قوى]\neconomy: [اقتصاد]\nend: [انتهاء]")
	for _, tt := range []struct {
		why, text string
		want      []string
	}{
		{"one missing ي", "بعض الواقعين", []string{"realism:الواقعين"}},
		{"not two", "الواقعن", nil},
		{"a hamza left out", "مسول، المسوول", []string{"office:مسول", "office:المسوول"}},
		{"a hamza invented", "الإقتصاد", []string{"economy:الإقتصاد"}},
		{"the final hamza", "انتها", []string{"end:انتها"}},
		{"ه for ة, which all modes take", "فكره", []string{"thought:فكره"}},
		{"ي for ى", "القوي العظمى", []string{"powers:القوي"}},
		{"another word", "واقع، سؤال", nil},
	} {
		if got := found(t, lex, Options{Tolerant: true, Mode: Recall}, tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q gives %q, want %q", tt.why, tt.text, got, tt.want)
		}
	}
	if got := found(t, lex, Options{}, "بعض الواقعين، مسول، الإقتصاد"); got != nil {
		t.Errorf("without tolerance: %q, want nothing", got)
	}
}
