package command

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"fusul/pipeline"
	"fusul/stages/clitic"
	"fusul/stages/lexicon"
	"fusul/stages/normalise"
	"fusul/stages/read"
	"fusul/stages/table"
	"fusul/stages/translit"
)

// A wordMaker makes an output line of one word.
type wordMaker func(word string) string

// eachWord calls f on the first column of every line of r and writes what it
// returns, a line each. An empty line stays empty.
func eachWord(r io.Reader, w io.Writer, f wordMaker) error {
	out := bufio.NewWriter(w)
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 64<<10), 16<<20)
	for in.Scan() {
		word, _, _ := strings.Cut(in.Text(), "\t")
		word = strings.TrimSpace(strings.TrimPrefix(word, "\ufeff"))
		if word != "" {
			word = f(word)
		}
		if _, err := fmt.Fprintln(out, word); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	return out.Flush()
}

type tokensCommand struct {
	inputFlags
	Types    bool   `help:"Read words from standard input, one a line, and print each with its split."`
	Scheme   string `help:"Clitic split: atb, d3 or none." enum:"atb,d3,none" default:"atb"`
	Margin   bool   `help:"With --types: print the runner-up too, and how sure the split is (natural logarithm of the odds)."`
	Profile  string `help:"Normalisation of token_norm: none, light, ir or match." enum:"none,light,ir,match" default:"ir"`
	Translit string `help:"Print Arabic in Latin letters: bw (Buckwalter), safebw or hsb." enum:",bw,safebw,hsb" default:""`
	Format   string `help:"tsv or jsonl." enum:"tsv,jsonl" default:"tsv"`
}

// Help is shown under tokens --help.
func (*tokensCommand) Help() string {
	return `Examples:
  fusul tokens thesis/                              every token with its split, lemma, stems and place
  echo "وللمؤسسات" | fusul tokens --types            one word: و+ل+لمؤسسات
  fusul tokens --types --scheme d3 --margin < words.txt
  fusul tokens thesis/ --translit bw                in Buckwalter's letters`
}

// Run prints tokens.
func (c *tokensCommand) Run(e *env) error {
	latin := func(s string) string { return s }
	if c.Translit != "" {
		scheme, err := translit.Parse(c.Translit)
		if err != nil {
			return err
		}
		latin = scheme.Encode
	}
	if c.Types {
		return c.types(e, latin)
	}
	in, err := c.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	cfg := pipeline.Config{Profile: c.Profile, Scheme: c.Scheme, Topics: "none"}
	_, analyses, err := pipeline.Analyses(e.ctx, in, cfg, &lexicon.Lexicon{})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(e.stdout)
	defer out.Flush()
	if c.Format == "tsv" {
		fmt.Fprintln(out, "chapter_id\tsent_id\ttoken\tkind\ttoken_norm\tsegments\tlemma\tstem\tstart_byte\tend_byte")
	}
	for a, err := range analyses {
		if bad := (*read.SyntaxError)(nil); errors.As(err, &bad) {
			e.say("skipped: %v", bad)
			continue
		}
		if err != nil {
			return err
		}
		for _, t := range a.Tokens() {
			if err := c.print(out, t, latin); err != nil {
				return err
			}
		}
	}
	return nil
}

// print writes one token.
func (c *tokensCommand) print(w io.Writer, t table.TokenRow, latin func(string) string) error {
	token, norm, segments, lemma, stem := latin(t.Token), latin(t.Norm), latin(t.Segments), latin(t.Lemma), latin(t.Stem)
	if c.Format == "tsv" {
		_, err := fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%d\n",
			t.Chapter, t.Sentence, token, t.Kind, norm, segments, lemma, stem, t.Start, t.End)
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(map[string]any{
		"doc_id": t.Doc, "chapter_id": t.Chapter, "sent_id": t.Sentence, "token": token, "kind": t.Kind, "token_norm": norm,
		"segments": segments, "lemma": lemma, "stem": stem, "start_byte": t.Start, "end_byte": t.End,
	})
}

// types splits the words of standard input.
func (c *tokensCommand) types(e *env, latin func(string) string) error {
	splitter, err := clitic.Default()
	if err != nil {
		return err
	}
	scheme, err := clitic.ParseScheme(c.Scheme)
	if err != nil {
		return err
	}
	light := normalise.Light()
	return eachWord(e.stdin, e.stdout, func(word string) string {
		split := splitter.Split(light.Word(word))
		line := latin(word) + "\t" + latin(split.Segments(scheme))
		if c.Margin {
			line += fmt.Sprintf("\t%s\t%.2f", latin(split.RunnerUp.Segments(split.Word, scheme)), split.Margin)
		}
		return line
	})
}

type normaliseCommand struct {
	Profile  string `help:"none, light, ir or match." enum:"none,light,ir,match" default:"ir"`
	Translit string `help:"Write the result in Latin letters: bw (Buckwalter), safebw or hsb." enum:",bw,safebw,hsb" default:""`
	From     string `help:"Read words in Latin letters: bw, safebw or hsb." enum:",bw,safebw,hsb" default:""`
}

// Help is shown under normalise --help.
func (*normaliseCommand) Help() string {
	return `Reads words from standard input, one a line.

Examples:
  echo "المُؤَسَّسَةُ" | fusul normalise --profile light     المؤسسة
  echo "أوروبا" | fusul normalise --translit bw          AwrwbA
  echo "Amn" | fusul normalise --from bw --profile none  امن`
}

// Run folds and transliterates words.
func (c *normaliseCommand) Run(e *env) error {
	profile, err := normalise.Parse(c.Profile)
	if err != nil {
		return err
	}
	decode, encode := same, same
	if c.From != "" {
		s, err := translit.Parse(c.From)
		if err != nil {
			return err
		}
		decode = s.Decode
	}
	if c.Translit != "" {
		s, err := translit.Parse(c.Translit)
		if err != nil {
			return err
		}
		encode = s.Encode
	}
	return eachWord(e.stdin, e.stdout, func(word string) string { return encode(profile.Word(decode(word))) })
}

func same(s string) string { return s }
