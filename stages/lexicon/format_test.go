package lexicon

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fusul/stages/lexicon/paradigm"
)

// shape returns the keys and patterns of l, a line for each.
func shape(l *Lexicon) string {
	var b strings.Builder
	for i := range l.Keys {
		k := &l.Keys[i]
		var patterns []string
		for _, e := range k.Entries {
			patterns = append(patterns, e.Pattern)
		}
		fmt.Fprintf(&b, "%s: %s\n", k.Name(), strings.Join(patterns, ", "))
	}
	return b.String()
}

func TestParseFormats(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"a.yaml", "peace: [سلام, صلح]\nwar:\n  __: [حرب]\n  cold:\n    - حرب باردة\n    - \"cold war*\"\n",
			"peace: سلام, صلح\nwar: حرب\nwar.cold: حرب باردة, cold war*\n"},
		{"a.yml", "\ufeff# a comment\npeace: سلام\n", "peace: سلام\n"}, // one pattern without a list; a byte-order mark
		{"a.yaml", "", ""},
		{"a.yaml", "empty: []\n", "empty: \n"},
		{"a.dic", "%\n1\tpeace\n2\twar\n\t3\tcold\n%\nسلام\t1\nحرب\t2\nحرب باردة\t02\t3\n",
			"peace: سلام\nwar: حرب, حرب باردة\nwar.cold: حرب باردة\n"},
		{"a.dic", "%\n1 peace\n%\nنزع سلاح 1\nworld war 2\t1\n", "peace: نزع سلاح, world war 2\n"}, // spaces for tabs
		{"a.lc3", "+السلام\nصلح\n\n+حرب\nقتال\nمعركة\n", "السلام: صلح\nحرب: قتال, معركة\n"},
		{"a.ykd", `<?xml version="1.0"?><dictionary><cnode name="d"><cnode name="peace"><pnode name="سلام"/></cnode>` +
			`<cnode name="war"><pnode name="حرب"/><cnode name="cold"><pnode name="حرب باردة"/></cnode></cnode></cnode></dictionary>`,
			"peace: سلام\nwar: حرب\nwar.cold: حرب باردة\n"},
		{"a.cat", "PEACE\n\tسلام (1)\nWAR\n\tحرب (1)\n\tCOLD\n\t\tحرب_باردة (0.5)\n\tمعركة (1)\n",
			"PEACE: سلام\nWAR: حرب, معركة\nWAR.COLD: حرب باردة\n"},
		{"a.csv", "pattern,key\nسلام,peace\n\"حرب باردة\",war.cold\n", "peace: سلام\nwar: \nwar.cold: حرب باردة\n"},
		{"a.ttl", `@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://example.org/> .
:war a skos:Concept ; skos:prefLabel "حرب"@ar, "war"@en ; skos:hiddenLabel "حروب"@ar .
:cold skos:broader :war ; # a concept by what is said of it
   skos:altLabel "حرب باردة"@ar .`,
			"war: حرب, war, حروب\nwar.cold: حرب باردة\n"},
	} {
		lex, err := Parse(tt.name, []byte(tt.in), nil)
		if err != nil {
			t.Errorf("Parse(%s, %q): %v", tt.name, tt.in, err)
			continue
		}
		if got := shape(lex); got != tt.want {
			t.Errorf("Parse(%s, %q) =\n%swant\n%s", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"a.yaml", "power: [قوة, نفوذ]\npower: [بأس]\n", `a.yaml:2:1: mapping key "power" already defined at [1:1]`},
		{"a.yaml", "power:\n  - قوة\n  - no\n", "a.yaml:3:5: no is not a string in YAML; write it in quotes"},
		{"a.yaml", "power: [1949]\n", "a.yaml:1:9: 1949 is not a string in YAML; write it in quotes"},
		{"a.yaml", "power:\n  - {a: b}\n", "a.yaml:2:5: a map, want a pattern"},
		{"a.yaml", "power:\n  - قوة\n  - قوة\n", `a.yaml:3:5: pattern "قوة" stands twice in key "power"`},
		{"a.yaml", "U.S.: [أمريكا]\n", `a.yaml:1:1: key "U.S." has a ".", which stands between the names of a path`},
		{"a.yaml", "[قوة]\n", "a.yaml:1:1: a list, want a map of keys"},
		{"a.yaml", "a: &x [قوة]\nb: *x\n", "a.yaml:1:4: Anchor, want only maps, lists and strings"},
		{"a.yaml", "a: [" + strings.Repeat("[", 400), "a.yaml:1:260: more than 32 levels"},
		{"a.dic", "قوة\t1\n", `a.dic:1:1: "قوة\t1" before the first %`},
		{"a.dic", "%\n1\tpower\n", "a.dic:3:1: no second line with %, want the categories between two"},
		{"a.dic", "%\n1\tpower\n%\nقوة\t7\n", `a.dic:4:8: pattern "قوة" is of category 7, which is not defined`},
		{"a.dic", "%\n1\tpower\n%\nقوة\n", `a.dic:4:7: pattern "قوة" has no category`},
		{"a.lc3", "قوة\n", `a.lc3:1:1: pattern "قوة" before the first category`},
		{"a.lc3", "+power\n\xff\n", "a.lc3:2:1: not UTF-8; save the file as UTF-8"},
		{"a.cat", "قوة (1)\n", `a.cat:1:1: pattern "قوة" without a category`},
		{"a.ykd", "<dictionary><cnode>", "a.ykd:1:20: unexpected EOF"},
		{"a.ykd", "<html/>", "a.ykd:1:1: no <dictionary>"},
		{"a.csv", "key,pattern,weight\n", `a.csv:1:13: unknown column "weight", want key,pattern,match,lang,note`},
		{"a.csv", "key,pattern,match\npower,قوة,stem\n", `a.csv:2:14: no way of matching "stem", want one of lexeme, clitic, surface, glob, regex`},
		{"a.csv", "key,pattern\npower,\"قوة\n", "a.csv:2:15: extraneous or missing \" in quoted-field"},
		{"a.ttl", "<a> <b> \"قوة\n\" .", "a.ttl:1:13: no \" before the end of the line"},
		{"a.ttl", "x:a x:b x:c .", `a.ttl:1:4: prefix "x" is not defined`},
		{"a.xls", "", "a.xls: not a lexicon by its name, want .yaml, .dic, .lc3, .ykd, .cat, .ttl or .csv"},
	} {
		_, err := Parse(tt.name, []byte(tt.in), nil)
		if err == nil || err.Error() != tt.want {
			t.Errorf("Parse(%s, %.40q): %v, want %s", tt.name, tt.in, err, tt.want)
		}
	}
}

func TestParseMeta(t *testing.T) {
	const native = "power: [قوة]\npeople:\n  waltz: [والتز, كينيث والتز]\n"
	lex, err := Parse("a.yaml", []byte(native), []byte(`
title: {ar: معجم, en: lexicon}
version: 1
words:
  قوة: {pos: noun, plural: [قوى]}
keys:
  people: {pos: name}
  people.waltz:
    label: {ar: والتز, en: Waltz}
    source: Waltz 1979
    exclude: ["السيد *"]
    entries:
      كينيث  والتز: {pos: [name, name], window: 1, variants: [كينيث وولتز], match: lexeme}
`))
	if err != nil {
		t.Fatal(err)
	}
	k := lex.Key("people.waltz")
	want := Entry{Pattern: "كينيث والتز", POS: []paradigm.POS{paradigm.Name, paradigm.Name}, Window: 1,
		Variants: []string{"كينيث وولتز"}, By: ByLexeme}
	if !reflect.DeepEqual(k.Entries[1], want) {
		t.Errorf("entry = %+v, want %+v", k.Entries[1], want)
	}
	if lex.Version != "1" || lex.Title.En != "lexicon" || lex.Key("people").POS != paradigm.Name ||
		!slices.Equal(k.Source, []string{"Waltz 1979"}) || !slices.Equal(lex.Words[0].Plural, []string{"قوى"}) {
		t.Errorf("side file read as %+v", lex)
	}
}

func TestParseMetaErrors(t *testing.T) {
	for _, tt := range []struct{ meta, want string }{
		{"titel: x\n", `a.meta.yaml:1:1: unknown field "titel", want one of title, version, licence, note, source, match, words, keys`},
		{"keys:\n  force: {note: x}\n", `a.meta.yaml:2:3: the lexicon has no key "force"`},
		{"keys:\n  power:\n    entries:\n      نفوذ: {pos: noun}\n", `a.meta.yaml:4:7: key "power" has no pattern "نفوذ"`},
		{"keys:\n  power:\n    entries:\n      قوة: {pos: noon}\n", `a.meta.yaml:4:18: no part of speech "noon", want one of noun, adj, nisba, verb, fixed, name`},
		{"keys:\n  power:\n    entries:\n      قوة: {pos: [noun, adj]}\n", "a.meta.yaml:4:18: 2 parts of speech for 1 words"},
		{"keys:\n  power:\n    entries:\n      قوة: {window: many}\n", `a.meta.yaml:4:21: window is "many", want a number from 0 to 20`},
		{"words:\n  قوة عظمى: {}\n", `a.meta.yaml:2:3: "قوة عظمى" is more than one word`},
		{"keys: [a]\n", "a.meta.yaml:1:7: a list, want a map"},
	} {
		_, err := Parse("a.yaml", []byte("power: [قوة]\n"), []byte(tt.meta))
		if err == nil || err.Error() != tt.want {
			t.Errorf("meta %q: %v, want %s", tt.meta, err, tt.want)
		}
	}
}

// full is a lexicon with something in every field.
func full() *Lexicon {
	return &Lexicon{
		Title: Label{Ar: "معجم", En: "a \"lexicon\""}, Version: "1", Licence: "Apache-2.0", Note: "no: one\ntwo", Source: []string{"x", "y"},
		By:    ByClitic,
		Words: []Word{{"قوة", paradigm.Noun, []string{"قوى"}, []string{"قو"}, nil}, {"ردع", paradigm.Verb, nil, nil, []string{"يردع"}}},
		Keys: []Key{
			{Path: []string{"power"}, Label: Label{Ar: "القوة"}, Note: "- note", Source: []string{"z"}, By: ByLexeme, POS: paradigm.Noun,
				Exclude: []string{"بقوة"}, Entries: []Entry{
					{Pattern: "قوة", Label: Label{En: "power"}, Note: "n", Source: []string{"s"}, By: BySurface, POS: []paradigm.POS{paradigm.Noun},
						Plural: []string{"قوى"}, Forms: []string{"قو"}, Exclude: []string{"* القانون"}, Variants: []string{"قوه"}, Lang: "ar"},
					{Pattern: "ردع", POS: []paradigm.POS{paradigm.Verb}, Present: []string{"يردع"}},
					{Pattern: "*power*"}, {Pattern: "no"}, {Pattern: "1949"}, {Pattern: "a: b # c"}, {Pattern: "'x'"},
				}},
			{Path: []string{"power", "soft"}, Entries: []Entry{
				{Pattern: "قوة ناعمة", POS: []paradigm.POS{paradigm.Noun, paradigm.Adjective}, Window: 2}}},
			{Path: []string{"none"}},
		},
	}
}

func TestWriteNative(t *testing.T) {
	var yaml, meta bytes.Buffer
	lex := full()
	if err := lex.Write(&yaml, YAML); err != nil {
		t.Fatal(err)
	}
	if err := lex.Write(&meta, Meta); err != nil {
		t.Fatal(err)
	}
	got, err := Parse("a.yaml", yaml.Bytes(), meta.Bytes())
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, &yaml, &meta)
	}
	if !reflect.DeepEqual(got, lex) {
		t.Errorf("read back as\n%+v\nwant\n%+v\nfrom\n%s\n%s", got, lex, &yaml, &meta)
	}
}

func TestWriteOtherFormats(t *testing.T) {
	for _, name := range []string{"a.dic", "a.ttl", "a.csv"} {
		lex := full()
		if name == "a.csv" {
			lex.Keys = lex.Keys[:2] // a key without patterns has no row
		}
		var b bytes.Buffer
		if err := lex.Write(&b, FormatOf(name)); err != nil {
			t.Fatal(err)
		}
		got, err := Parse(name, b.Bytes(), nil)
		if err != nil {
			t.Errorf("%s: %v in\n%s", name, err, &b)
			continue
		}
		if shape(got) != shape(lex) {
			t.Errorf("%s read back as\n%swant\n%sfrom\n%s", name, shape(got), shape(lex), &b)
		}
	}
}

func TestParsePlurals(t *testing.T) {
	got, err := ParsePlurals(strings.NewReader("# words\nقوة\tقوى\r\nحلف\tأحلاف|حلوف\n\n"), "p.tsv")
	want := map[string][]string{"قوة": {"قوى"}, "حلف": {"أحلاف", "حلوف"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("ParsePlurals = %v, %v, want %v", got, err, want)
	}
	if _, err := ParsePlurals(strings.NewReader("قوة قوى\n"), "p.tsv"); err == nil || !strings.HasPrefix(err.Error(), "p.tsv:1:1: ") {
		t.Errorf("a line without a tab: %v, want p.tsv:1:1: …", err)
	}
}

// shared returns the path of a file beside the repository, or skips the test.
func shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("../shared is absent: %v", err)
	}
	return path
}
