package lexicon_test

import (
	"fmt"

	"fusul/stages/lexicon"
	"fusul/stages/text"
	"fusul/stages/tokenise"
)

func Example() {
	lex, err := lexicon.Parse("ir.yaml",
		[]byte("power: [قوة, قوة عظمى]\nsecurity: [أمن قومي]\n"),
		[]byte("words:\n  قوة: {plural: [قوى]}\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	matcher, err := lex.Compile(lexicon.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}

	src := "تخشى القوى العظمى على أمنها القومي."
	tokens := tokenise.Append(nil, src, text.Span{End: len(src)}, nil)
	var types []*text.Type
	for i := range tokens {
		tokens[i].Type = int32(i)
		types = append(types, &text.Type{Form: tokens[i].Of(src), Kind: tokens[i].Kind})
	}
	for _, m := range matcher.Match(nil, types, tokens, []text.Range{{To: len(tokens)}}) {
		fmt.Println(matcher.Keys()[m.Key].Name(), m.Of(src), "|", m.Rule, "|", m.Split)
	}
	// Output:
	// power القوى العظمى | plural.broken citation | القوى العظمى
	// security أمنها القومي | citation citation | أمن+ها القومي
}

func ExampleLexicon_Expand() {
	words, _ := (&lexicon.Lexicon{}).Expand("سياسة", lexicon.Options{})
	for _, f := range words[0].Forms {
		fmt.Printf("%s %v [%v]\n", f.Text, f.Rule, f.Admits)
	}
	// Output:
	// سياسة citation [ال, ب ك, ل, pronoun]
	// سياست before-pronoun [ب ك, ل, pronoun always]
	// سياسات plural.feminine [ال, ب ك, ل, pronoun]
	// سياستان dual [ال, ب ك, ل]
	// سياستين dual [ال, ب ك, ل]
	// سياستا dual.construct [pronoun]
	// سياستي dual.construct [ب ك, ل, pronoun]
}
