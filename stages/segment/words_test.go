package segment

import (
	"io/fs"
	"strings"
	"testing"

	"fusul/corpus"
	"fusul/stages/text"
)

func TestParseHeadings(t *testing.T) {
	h, err := ParseHeadings(strings.NewReader("# comment\n\n[division 5]\nالفصل # and why\n[heading intro open]\nالمقدمة\n[ordinal]\n1 الأول\n"), "list")
	if err != nil {
		t.Fatal(err)
	}
	s := New(Options{Headings: h})
	doc := &text.Document{Text: "مقدمة عامة\n" + prose1 + "الفصل الأول\n" + prose2 + "الخاتمة\n" + prose1}
	want := "body 1 مقدمة عامة\nbody 1 الفصل الأول\n" // الخاتمة is not in the list
	if got := outlineOf(t, s, doc); got != want {
		t.Errorf("outline is\n%swant\n%s", got, want)
	}
}

// TestNoWords checks that a Segmenter without lists works.
func TestNoWords(t *testing.T) {
	doc := &text.Document{Title: "حكايات", Text: "الفصل الأول\n" + prose1 + "د. سالم حارس البئر.\n"}
	if got, want := outlineOf(t, New(Options{}), doc), "body 1 حكايات\n"; got != want {
		t.Errorf("outline is\n%swant\n%s", got, want)
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"الفصل\n", `list:1: "الفصل" stands before the first section`},
		{"[]\n", `list:1: section without a name`},
		{"\n[chapters]\n", `list:2: unknown section ["chapters"]`},
		{"[division]\n", `list:1: section division needs a rank and may have a part`},
		{"[division high]\n", `list:1: rank is "high", must be 1 to 9`},
		{"[division 5 middle]\n", `list:1: unknown part "middle"`},
		{"[opening]\n", `list:1: section ["opening"] needs a rank`},
		{"[opening 12]\n", `list:1: rank is "12", must be 1 to 9`},
		{"[heading]\n", `list:1: section heading needs a part and may have the word open`},
		{"[heading middle]\n", `list:1: unknown part "middle"`},
		{"[byline shut]\n", `list:1: section byline may have the word open`},
		{"[ordinal]\nالأول 1\n", `list:2: value is "الأول", must be 1 to 999`},
		{"[section]\n...\n", `list:2: "..." has 0 words, must have 1 to 5`},
		{"[section]\nا ب ج د ه ح\n", `list:2: "ا ب ج د ه ح" has 6 words, must have 1 to 5`},
	} {
		if _, err := ParseHeadings(strings.NewReader(tt.in), "list"); err == nil || err.Error() != tt.want {
			t.Errorf("ParseHeadings(%q): %v, want %s", tt.in, err, tt.want)
		}
	}
	const in, want = "[abbr]\nد\n", `list:1: unknown section ["abbr"]`
	if _, err := ParseAbbreviations(strings.NewReader(in), "list"); err == nil || err.Error() != want {
		t.Errorf("ParseAbbreviations(%q): %v, want %s", in, err, want)
	}
}

// TestListsHaveNoDoubles checks that no two lines of a section of the embedded
// lists are the same phrase: spelling variants need not be listed.
func TestListsHaveNoDoubles(t *testing.T) {
	for _, name := range []string{"headings.txt", "abbreviations.txt"} {
		b, err := fs.ReadFile(corpus.Words, name)
		if err != nil {
			t.Fatal(err)
		}
		var seen map[string]string
		for line := range strings.Lines(string(b)) {
			line, _, _ = strings.Cut(strings.TrimSpace(line), "#")
			if head, ok := strings.CutPrefix(line, "["); ok && !strings.HasPrefix(head, "heading") || seen == nil {
				seen = map[string]string{}
			}
			if strings.HasPrefix(line, "[") || line == "" {
				continue
			}
			var p phrase
			p.fold(line, text.Span{End: len(line)}, nil)
			if other, ok := seen[string(p.key)]; ok {
				t.Errorf("%s: %q and %q are one phrase", name, other, line)
			}
			seen[string(p.key)] = line
		}
	}
}
