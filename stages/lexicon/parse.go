package lexicon

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"strings"
)

// A Format is a file format of lexicons.
type Format uint8

// The formats. All can be read; YAML, Meta, LIWC, SKOS and CSV can be written.
const (
	Unknown    Format = iota
	YAML              // the native one, which is quanteda's
	Meta              // the side file of YAML: all that quanteda does not know
	LIWC              // .dic
	Lexicoder         // .lc3
	Yoshikoder        // .ykd, .lcd
	WordStat          // .cat
	SKOS              // .ttl, Turtle
	CSV               // key,pattern,match,lang,note
)

// FormatOf returns the format that the ending of a file name shows.
func FormatOf(name string) Format {
	if strings.HasSuffix(name, ".meta.yaml") || strings.HasSuffix(name, ".meta.yml") {
		return Meta
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml":
		return YAML
	case ".dic":
		return LIWC
	case ".lc3":
		return Lexicoder
	case ".ykd", ".lcd":
		return Yoshikoder
	case ".cat":
		return WordStat
	case ".ttl":
		return SKOS
	case ".csv":
		return CSV
	}
	return Unknown
}

// MetaName returns the name of the side file of a native lexicon file:
// ir-theory.meta.yaml for ir-theory.yaml.
func MetaName(name string) string {
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + ".meta" + ext
}

// Parse reads a lexicon in the format that the ending of name shows. meta is
// the side file, which may be nil. A mistake in a file is a *[SyntaxError].
func Parse(name string, data, meta []byte) (*Lexicon, error) {
	parse := map[Format]func(string, []byte) (*Lexicon, error){
		YAML: parseYAML, LIWC: parseLIWC, Lexicoder: parseLexicoder, Yoshikoder: parseYoshikoder,
		WordStat: parseWordStat, SKOS: parseSKOS, CSV: parseCSV,
	}[FormatOf(name)]
	if parse == nil {
		return nil, &SyntaxError{Name: name, Msg: "not a lexicon by its name, want .yaml, .dic, .lc3, .ykd, .cat, .ttl or .csv"}
	}
	lex, err := parse(name, data)
	if err != nil || meta == nil {
		return lex, err
	}
	if err := addMeta(lex, MetaName(name), meta); err != nil {
		return nil, err
	}
	return lex, nil
}

// Write writes l in the format f. YAML and Meta together hold all of it; the
// others leave out what they have no place for.
func (l *Lexicon) Write(w io.Writer, f Format) error {
	switch f {
	case YAML:
		return writeYAML(w, l)
	case Meta:
		return writeMeta(w, l)
	case LIWC:
		return writeLIWC(w, l)
	case SKOS:
		return writeSKOS(w, l)
	case CSV:
		return writeCSV(w, l)
	}
	return fmt.Errorf("lexicons are written as .yaml, .meta.yaml, .dic, .ttl or .csv")
}

// ParsePlurals reads broken plurals: on each line a word in citation form, a
// tab, and its plurals, parted by "|". Lines that begin with # are comments.
// name is for errors.
func ParsePlurals(r io.Reader, name string) (map[string][]string, error) {
	plurals := map[string][]string{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimPrefix(strings.TrimRight(lines.Text(), "\r"), "\ufeff")
		if line == "" || line[0] == '#' {
			continue
		}
		word, list, ok := strings.Cut(line, "\t")
		if !ok || word == "" || list == "" {
			return nil, &SyntaxError{name, n, 1, fmt.Sprintf("%q, want a word, a tab and its plurals", line)}
		}
		plurals[word] = append(plurals[word], strings.Split(list, "|")...)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return plurals, nil
}
