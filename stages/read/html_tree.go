package read

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"fusul/stages/text"
)

// The tree of an HTML page is built here and not by html.Parse: that opens
// formatting anew in every paragraph, up to 512 elements deep, so that a small
// page can fill the memory; it does not know the empty elements of XHTML; and
// nothing of what it mends matters to the text.

// A node is an element of a page, or a stretch of its text.
type node struct {
	tag    string // in small letters; empty for text
	attrs  []html.Attribute
	text   string
	at     int  // its place in the order of the page
	inNote bool // it is a note, or in one
	parent *node
	kids   []*node
}

// attr returns the value of an attribute.
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// hasAttr reports whether an attribute is there.
func (n *node) hasAttr(name string) bool {
	for _, a := range n.attrs {
		if a.Key == name {
			return true
		}
	}
	return false
}

// classed reports whether one of the words of the attribute, such as the
// classes of an element, is one of the names.
func (n *node) classed(attribute string, names ...string) bool {
	for word := range strings.FieldsSeq(n.attr(attribute)) {
		for _, name := range names {
			if strings.EqualFold(word, name) {
				return true
			}
		}
	}
	return false
}

// all yields n and all nodes in it, in order.
func (n *node) all(yield func(*node) bool) { n.each(yield) }

func (n *node) each(yield func(*node) bool) bool {
	if !yield(n) {
		return false
	}
	for _, k := range n.kids {
		if !k.each(yield) {
			return false
		}
	}
	return true
}

// words returns the text in n, white space folded.
func (n *node) words() string {
	var b strings.Builder
	for k := range n.all {
		switch {
		case k.tag == "":
			b.WriteString(k.text)
		case blockTags[k.tag] || k.tag == "br":
			b.WriteByte(' ')
		}
	}
	return squash(b.String())
}

// within returns the nearest element around n, or n itself, of one of the tags.
func (n *node) within(tags ...string) *node {
	for ; n != nil; n = n.parent {
		for _, tag := range tags {
			if n.tag == tag {
				return n
			}
		}
	}
	return nil
}

// set makes a set of the words of s.
func set(s string) map[string]bool {
	m := map[string]bool{}
	for word := range strings.FieldsSeq(s) {
		m[word] = true
	}
	return m
}

var (
	// blockTags are the elements that begin a line of their own.
	blockTags = set(`address article aside blockquote body caption center dd details dialog dir div dl dt
		fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre
		section summary table tbody td tfoot th thead tr ul`)

	// voidTags have no content.
	voidTags = set(`area base basefont br col embed frame hr img input link meta param source track wbr`)

	// formatTags say only how their content looks, and are no part of the tree.
	formatTags = set(`abbr acronym b big cite code dfn em font i kbd nobr q s samp small strike strong tt u var html`)

	// scopes are the elements beyond which an end tag closes nothing.
	scopes = set(`table td th caption body`)
)

// parseTree builds the tree of a page. In XHTML an element may be empty.
func parseTree(src string, xhtml bool, opt Options) (*node, error) {
	z := html.NewTokenizer(strings.NewReader(src))
	z.AllowCDATA(xhtml)
	b := treeBuilder{root: &node{tag: "body"}, tags: map[string]int{}, opt: opt}
	b.open = b.root
	for {
		switch z.Next() {
		case html.ErrorToken:
			if err := z.Err(); err != io.EOF {
				return nil, &SyntaxError{Offset: -1, Msg: "broken HTML: " + err.Error(), Err: err}
			}
			return b.root, nil
		case html.TextToken:
			b.text(string(z.Text()))
		case html.StartTagToken:
			t := z.Token()
			b.start(t)
		case html.SelfClosingTagToken:
			t := z.Token()
			if b.start(t); xhtml {
				z.NextIsNotRawText()
				b.end(t.Data)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(string(name))
		}
		if b.err != nil {
			return nil, b.err
		}
	}
}

// A treeBuilder builds a tree.
type treeBuilder struct {
	root  *node
	open  *node          // the innermost open element
	tags  map[string]int // how many elements of a tag are open
	heads int            // ... of all tags of headings
	depth int
	count int
	opt   Options
	err   error
}

// text adds a stretch of text.
func (b *treeBuilder) text(s string) {
	b.tally(len(s))
	b.open.kids = append(b.open.kids, &node{text: s, parent: b.open})
}

// start opens an element.
func (b *treeBuilder) start(t html.Token) {
	tag := t.Data
	if i := strings.LastIndexByte(tag, ':'); i >= 0 { // o:p of Word, xhtml:p
		tag = tag[i+1:]
	}
	if formatTags[tag] {
		return
	}
	if tag == "body" {
		b.root.attrs = append(b.root.attrs, t.Attr...)
		return
	}
	b.imply(tag)
	size := 0
	for _, a := range t.Attr {
		size += attrSize + len(a.Val)
	}
	b.tally(size)
	n := &node{tag: tag, attrs: t.Attr, at: b.count, parent: b.open}
	b.open.kids = append(b.open.kids, n)
	if voidTags[tag] {
		return
	}
	b.open = n
	b.tags[tag]++
	if headLevel(tag) > 0 {
		b.heads++
	}
	if b.depth++; b.depth > b.opt.MaxNesting {
		b.err = &SyntaxError{Offset: -1, Msg: fmt.Sprintf("elements nest deeper than %d (limit MaxNesting)", b.opt.MaxNesting)}
	}
}

// tally counts an element or a stretch of text, with what it holds in bytes.
func (b *treeBuilder) tally(size int) {
	if err := b.opt.budget.spend(nodeSize + size); err != nil {
		b.err = err
	}
	if b.count++; b.count > b.opt.MaxElements {
		b.err = &SyntaxError{Offset: -1, Msg: fmt.Sprintf("more than %d elements and stretches of text (limit MaxElements)", b.opt.MaxElements)}
	}
}

// imply closes what an element of this tag ends without saying so.
func (b *treeBuilder) imply(tag string) {
	switch tag {
	case "li":
		b.close("ul ol menu dir", "li")
	case "dt", "dd":
		b.close("dl", "dt", "dd")
	case "td", "th":
		b.close("table tr", "td", "th")
	case "tr":
		b.close("table", "tr")
	case "tbody", "thead", "tfoot":
		b.close("table", "tbody", "thead", "tfoot")
	case "option":
		b.close("select", "option")
	}
	if blockTags[tag] {
		b.close("table td th caption li dd dt div section article blockquote aside button", "p")
	}
	if heading := headLevel(tag); heading > 0 && headLevel(b.open.tag) > 0 {
		b.up()
	}
}

// close closes the innermost open element of one of the tags, with what is
// open in it, unless one of the bounds stands between.
func (b *treeBuilder) close(bounds string, tags ...string) {
	if !slices.ContainsFunc(tags, func(tag string) bool { return b.tags[tag] > 0 }) {
		return
	}
	for n := b.open; n != b.root; n = n.parent {
		for _, tag := range tags {
			if n.tag == tag {
				for b.open != n {
					b.up()
				}
				b.up()
				return
			}
		}
		for bound := range strings.FieldsSeq(bounds) {
			if n.tag == bound {
				return
			}
		}
	}
}

// up closes the innermost open element.
func (b *treeBuilder) up() {
	b.tags[b.open.tag]--
	if headLevel(b.open.tag) > 0 {
		b.heads--
	}
	b.open = b.open.parent
	b.depth--
}

// end closes an element by its end tag; one that is not open is passed over.
func (b *treeBuilder) end(tag string) {
	if i := strings.LastIndexByte(tag, ':'); i >= 0 {
		tag = tag[i+1:]
	}
	if formatTags[tag] || voidTags[tag] || b.tags[tag] == 0 && (headLevel(tag) == 0 || b.heads == 0) {
		return
	}
	for n := b.open; n != b.root; n = n.parent {
		if n.tag == tag || headLevel(n.tag) > 0 && headLevel(tag) > 0 {
			for b.open != n {
				b.up()
			}
			b.up()
			return
		}
		if scopes[n.tag] && !scopes[tag] && !tableTags[tag] {
			return
		}
	}
}

// tableTags are the elements of a table, whose end tags close cells.
var tableTags = set("table tbody thead tfoot tr")

// headLevel returns the level of a heading by its tag, or 0.
func headLevel(tag string) int {
	if len(tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6' {
		return int(tag[1] - '0')
	}
	return 0
}

// pageProblem returns a problem of the page as a whole.
func pageProblem(kind, msg string) text.Problem {
	return text.Problem{Offset: -1, Kind: kind, Message: msg}
}
