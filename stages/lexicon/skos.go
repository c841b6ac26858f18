package lexicon

import (
	"bufio"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
)

const (
	skosNS = "http://www.w3.org/2004/02/skos/core#"
	dctNS  = "http://purl.org/dc/terms/"
	rdfsNS = "http://www.w3.org/2000/01/rdf-schema#"
)

// A concept is a skos:Concept.
type concept struct {
	iri      string
	broader  []turtleTerm
	name     string // skos:notation, or what the IRI ends in
	label    Label
	note     string
	source   []string
	patterns []turtleTerm
	key      int // -1 before it is made
	open     bool
}

// parseSKOS reads a thesaurus in SKOS and Turtle. Each concept is a key below
// its broader concept; its labels, preferred, alternative and hidden, are the
// patterns.
func parseSKOS(name string, data []byte) (*Lexicon, error) {
	triples, err := parseTurtle(name, data)
	if err != nil {
		return nil, err
	}
	r := skosReader{builder: builder{name: name, lex: &Lexicon{}}, concepts: map[string]*concept{}}
	for _, t := range triples {
		r.declare(t)
	}
	for _, t := range triples {
		r.statement(t)
	}
	for _, iri := range r.order {
		r.make(r.concepts[iri])
	}
	return r.lexicon()
}

type skosReader struct {
	builder
	concepts map[string]*concept
	order    []string
	scheme   string
}

// declare notes that the subject of t is a concept, if t shows that.
func (r *skosReader) declare(t triple) {
	local, isSKOS := strings.CutPrefix(t.predicate, skosNS)
	switch {
	case t.predicate == rdfType && t.object.value == skosNS+"ConceptScheme":
		r.scheme = t.subject
		return
	case t.predicate == rdfType && t.object.value == skosNS+"Concept":
	case isSKOS && slices.Contains([]string{"broader", "narrower", "prefLabel", "altLabel", "hiddenLabel", "topConceptOf"}, local):
		if t.subject == r.scheme {
			return
		}
	default:
		return
	}
	if r.concepts[t.subject] == nil {
		r.concepts[t.subject] = &concept{iri: t.subject, name: localName(t.subject), key: -1}
		r.order = append(r.order, t.subject)
	}
}

// localName returns what an IRI ends in.
func localName(iri string) string {
	name := iri[strings.LastIndexAny(iri, "/#:")+1:]
	if plain, err := url.PathUnescape(name); err == nil {
		return plain
	}
	return name
}

func (r *skosReader) statement(t triple) {
	if t.subject == r.scheme {
		r.ofScheme(t)
		return
	}
	c := r.concepts[t.subject]
	if c == nil {
		return
	}
	switch t.predicate {
	case skosNS + "broader":
		c.broader = append(c.broader, t.object)
	case skosNS + "narrower":
		if n := r.concepts[t.object.value]; n != nil {
			up := t.object
			up.value = c.iri
			if !slices.ContainsFunc(n.broader, func(b turtleTerm) bool { return b.value == c.iri }) {
				n.broader = append(n.broader, up)
			}
		}
	case skosNS + "prefLabel":
		c.label.set(t.object)
		c.patterns = append(c.patterns, t.object)
	case rdfsNS + "label":
		c.label.set(t.object)
	case skosNS + "altLabel", skosNS + "hiddenLabel":
		c.patterns = append(c.patterns, t.object)
	case skosNS + "notation":
		c.name = t.object.value
	case skosNS + "scopeNote", skosNS + "note", skosNS + "definition":
		c.note = strings.TrimSpace(c.note + " " + t.object.value)
	case dctNS + "source":
		c.source = append(c.source, t.object.value)
	}
}

// ofScheme takes what is said of the whole thesaurus.
func (r *skosReader) ofScheme(t triple) {
	switch t.predicate {
	case dctNS + "title", rdfsNS + "label", skosNS + "prefLabel":
		r.lex.Title.set(t.object)
	case dctNS + "license":
		r.lex.Licence = t.object.value
	case dctNS + "source":
		r.lex.Source = append(r.lex.Source, t.object.value)
	case dctNS + "description":
		r.lex.Note = t.object.value
	}
}

// set takes a literal as the label of its language, if it has none yet.
func (l *Label) set(t turtleTerm) {
	switch {
	case t.lang == "ar" || t.lang == "" && isArabic(t.value):
		if l.Ar == "" {
			l.Ar = t.value
		}
	case t.lang == "en" || t.lang == "":
		if l.En == "" {
			l.En = t.value
		}
	}
}

// make makes the key of c, below that of its broader concept.
func (r *skosReader) make(c *concept) int {
	if c.key >= 0 || r.err != nil {
		return c.key
	}
	parent := -1
	c.open = true
	for i, b := range c.broader {
		up := r.concepts[b.value]
		switch {
		case up == nil:
			r.problem(b.line, b.col, "broader concept <%s> is not in the file", b.value)
		case i > 0:
			r.problem(b.line, b.col, "second broader concept <%s> left out", b.value)
		case up.open:
			r.fail(b.line, b.col, "<%s> is broader than itself", b.value)
			return -1
		default:
			parent = r.make(up)
		}
	}
	c.open = false
	if r.err != nil {
		return -1
	}
	line, col := 0, 0
	if len(c.patterns) > 0 {
		line, col = c.patterns[0].line, c.patterns[0].col
	}
	var added bool
	if c.key, added = r.foreignKey(parent, c.name, line, col); !added {
		r.fail(line, col, "two concepts with the name %q", c.name)
		return -1
	}
	k := &r.lex.Keys[c.key]
	k.Note, k.Source = c.note, c.source
	if c.label != (Label{}) {
		k.Label = c.label
	}
	for _, p := range c.patterns {
		if e := r.addOnce(c.key, p.value, p.line, p.col); e != nil {
			e.Lang = p.lang
		}
	}
	return c.key
}

// writeSKOS writes l as a thesaurus. A label that is no pattern of its key is
// written as rdfs:label, since the SKOS labels are patterns when read.
func writeSKOS(w io.Writer, l *Lexicon) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "@prefix skos: <%s> .\n@prefix dct: <%s> .\n@prefix rdfs: <%s> .\n@prefix : <urn:fusul:lexicon:> .\n\n", skosNS, dctNS, rdfsNS)
	fmt.Fprint(out, ":scheme a skos:ConceptScheme")
	writeLabel(out, "dct:title", l.Title)
	writeLiteral(out, "dct:license", l.Licence, "")
	for _, s := range l.Source {
		writeLiteral(out, "dct:source", s, "")
	}
	writeLiteral(out, "dct:description", l.Note, "")
	fmt.Fprint(out, " .\n")
	ids := map[string]int{}
	for i := range l.Keys {
		k := &l.Keys[i]
		ids[k.Name()] = i
		fmt.Fprintf(out, "\n:k%d a skos:Concept ; skos:inScheme :scheme", i)
		writeLiteral(out, "skos:notation", k.Path[len(k.Path)-1], "")
		if parent, ok := ids[parentName(k)]; ok && len(k.Path) > 1 {
			fmt.Fprintf(out, " ;\n  skos:broader :k%d", parent)
		}
		writeConcept(out, k)
		fmt.Fprint(out, " .\n")
	}
	return out.Flush()
}

func writeConcept(out *bufio.Writer, k *Key) {
	writeLabel(out, "rdfs:label", k.Label)
	for _, e := range k.Entries {
		writeLiteral(out, "skos:altLabel", e.Pattern, langOf(e))
	}
	writeLiteral(out, "skos:scopeNote", k.Note, "")
	for _, s := range k.Source {
		writeLiteral(out, "dct:source", s, "")
	}
}

func writeLabel(out *bufio.Writer, predicate string, l Label) {
	writeLiteral(out, predicate, l.Ar, "ar")
	writeLiteral(out, predicate, l.En, "en")
}

func writeLiteral(out *bufio.Writer, predicate, value, lang string) {
	if value == "" {
		return
	}
	fmt.Fprintf(out, " ;\n  %s \"%s\"", predicate, turtleEscaper.Replace(value))
	if lang != "" {
		fmt.Fprintf(out, "@%s", lang)
	}
}

var turtleEscaper = strings.NewReplacer("\\", "\\\\", "\"", "\\\"", "\n", "\\n", "\r", "\\r", "\t", "\\t")
