package read

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// notes are the notes of the pages of a work and the links between them and
// their calls.
type notes struct {
	ids    map[string]*node // all elements with a name, by file and name
	calls  map[*node]*node  // from a call to its note
	bodies map[*node]string // the notes, with their labels
	back   map[*node]bool   // links from notes to their calls
	order  []*node          // the notes in the order of their calls
}

// newNotes returns no notes.
func newNotes() notes {
	return notes{map[string]*node{}, map[*node]*node{}, map[*node]string{}, map[*node]bool{}, nil}
}

// index enters the names of a page. Those of all pages must be known before
// the links are followed.
func (s *notes) index(file string, root *node) {
	for n := range root.all {
		n.inNote = isNoteElement(n) || n.parent != nil && n.parent.inNote
		for _, a := range n.attrs {
			if a.Key == "id" || a.Key == "name" && n.tag == "a" {
				if key := file + "#" + a.Val; s.ids[key] == nil && a.Val != "" {
					s.ids[key] = n
				}
			}
		}
	}
}

// link finds the calls of notes on a page.
func (s *notes) link(file string, root *node) {
	var links []*node
	for n := range root.all {
		if n.tag == "a" && n.hasAttr("href") {
			links = append(links, n)
		}
	}
	for _, n := range links {
		target := s.target(file, n)
		if target == nil || n.inNote || !s.isCall(file, n, target) {
			continue
		}
		body := bodyOf(target)
		if body == nil || contains(body, n) {
			continue
		}
		s.calls[n] = body
		if _, known := s.bodies[body]; !known {
			s.bodies[body] = labelOfCall(n.words(), len(s.order)+1)
			s.order = append(s.order, body)
			s.markBack(file, body)
		}
	}
}

// target returns the element that a link leads to.
func (s *notes) target(file string, n *node) *node {
	href := n.attr("href")
	if !strings.Contains(href, "#") {
		return nil
	}
	to, id := resolve(file, href)
	if id == "" {
		return nil
	}
	return s.ids[to+"#"+id]
}

// isNoteElement reports whether n says that it is a note.
func isNoteElement(n *node) bool {
	return n.attr("role") == "doc-footnote" || n.attr("role") == "doc-endnote" ||
		n.classed("epub:type", "footnote", "endnote", "rearnote")
}

// isCall reports whether a link to target is the call of a note: it says so,
// or its target does, or it is a number that leads to what stands behind it and
// leads back. (In a book the pages are not told apart here: a number that leads
// to another page and is led back from there is a call wherever it stands.)
func (s *notes) isCall(file string, n, target *node) bool {
	switch {
	case n.attr("role") == "doc-backlink", n.classed("class", "footnote-back", "sdfootnotesym", "sdendnotesym"):
		return false
	case n.attr("role") == "doc-noteref", n.classed("epub:type", "noteref"), n.classed("class", "footnote-ref", "noteref", "sdfootnoteanc", "sdendnoteanc"):
		return true
	}
	shown := strings.Trim(n.words(), "[](){}«»\u00a0 .")
	const longest = 4 // runes: a number, a letter, stars
	if shown == "" || utf8.RuneCountInString(shown) > longest {
		return false
	}
	if isNoteElement(target) {
		return true
	}
	if strings.Trim(shown, "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹*†‡§¶") != "" && !noteName(n.attr("href")) {
		return false
	}
	body := bodyOf(target)
	if _, known := s.bodies[body]; known {
		return true // called again
	}
	return body != nil && (noteName(n.attr("href")) || s.leadsBack(file, body, n)) && n.at < target.at
}

// noteName reports whether the name that a link leads to is one that programs
// give to notes: fn1, _ftn2, footnote-3, cite_note-4.
func noteName(href string) bool {
	_, id, _ := strings.Cut(href, "#")
	id = strings.ToLower(strings.TrimLeft(id, "_"))
	if strings.Contains(id, "ref") {
		return false
	}
	for _, name := range []string{"fn", "ftn", "edn", "footnote", "endnote", "note", "cite_note"} {
		if rest, ok := strings.CutPrefix(id, name); ok && strings.Trim(rest, "0123456789-_.:") == "" {
			return true
		}
	}
	return false
}

// leadsBack reports whether a link in body leads to n or to what n stands in.
func (s *notes) leadsBack(file string, body, n *node) bool {
	const longest = 1000 // nodes
	seen := 0
	for k := range body.all {
		if seen++; seen > longest {
			break
		}
		if k.tag == "a" && k.hasAttr("href") && s.isAround(s.target(file, k), n) {
			return true
		}
	}
	return false
}

// isAround reports whether n is a, or stands in it, or beside it in a line.
func (s *notes) isAround(a, n *node) bool {
	if a == nil {
		return false
	}
	if contains(a, n) && (a.tag == "a" || a.tag == "sup" || a.tag == "span") {
		return true
	}
	return a.parent == n.parent && a.tag == "a" || a.parent == n
}

// markBack marks what is in a note, and the links in it that lead back to its
// call.
func (s *notes) markBack(file string, body *node) {
	for k := range body.all {
		k.inNote = true
		if k.tag != "a" || !k.hasAttr("href") {
			continue
		}
		role := k.attr("role") == "doc-backlink" || k.classed("class", "footnote-back", "sdfootnotesym", "sdendnotesym")
		short := utf8.RuneCountInString(k.words()) <= 5
		if role || short && s.target(file, k) != nil {
			s.back[k] = true
		}
	}
}

// bodyOf returns the paragraph, item or division that the note is whose name
// the target carries.
func bodyOf(target *node) *node {
	n := target
	for n != nil && (!blockTags[n.tag] || headLevel(n.tag) > 0 && n != target) {
		n = n.parent
	}
	if n == nil || n.tag == "body" || n.tag == "section" && n != target || headLevel(n.tag) > 0 || n.tag == "table" {
		return nil
	}
	if up := n.parent; n.tag == "p" && up != nil && (up.tag == "div" || up.tag == "li" || up.tag == "aside" || up.tag == "dd") && onlyBlock(up, n) {
		return up
	}
	return n
}

// onlyBlock reports whether nothing but k is in n.
func onlyBlock(n, k *node) bool {
	const most = 100 // children: a division with more is no note
	if len(n.kids) > most {
		return false
	}
	for _, kid := range n.kids {
		if kid != k && (kid.tag != "" || strings.TrimFunc(kid.text, blank) != "") {
			return false
		}
	}
	return true
}

// contains reports whether n is a or stands in it.
func contains(a, n *node) bool {
	for ; n != nil; n = n.parent {
		if n == a {
			return true
		}
	}
	return false
}

// labelOfCall returns the label of a note whose call shows s.
func labelOfCall(s string, nth int) string {
	if s = strings.Trim(s, "[](){} "); s == "" {
		return strconv.Itoa(nth)
	}
	return s
}

// unescape resolves the escapes in an address; one that is broken stays.
func unescape(s string) string {
	if t, err := url.PathUnescape(s); err == nil {
		return t
	}
	return s
}
