package read

import (
	"strings"
)

// Furniture is what stands on a page around its text: menus, headers, footers,
// asides. An element is taken for it if its tag or its role says so, or if its
// name does and most of its letters are links; never if it holds the notes, or
// the greater part of the text.

// mute are the elements whose content no one reads.
var mute = set(`script style template head title meta link noscript iframe object svg canvas audio video
	form button select input textarea map datalist`)

// furnitureNames are parts of the classes and identifiers of furniture.
var furnitureNames = []string{
	"menu", "navbar", "navigation", "breadcrumb", "sidebar", "side-bar", "share", "social", "cookie", "advert",
	"related", "pagination", "pager", "skip-link", "toolbar", "site-header", "site-footer", "masthead", "comments", "newsletter",
}

// hidden reports whether n is not shown.
func (n *node) hidden() bool {
	if n.hasAttr("hidden") || n.attr("aria-hidden") == "true" {
		return true
	}
	style := strings.ToLower(strings.ReplaceAll(n.attr("style"), " ", ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// furniture reports whether n is no part of the text of its page. Of nested
// elements with the name of furniture the outermost is judged.
func furniture(n *node, judged bool) bool {
	switch n.attr("role") {
	case "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar":
		return !n.holdsNotes()
	}
	switch n.tag {
	case "nav":
		return n.attr("role") != "doc-toc"
	case "aside":
		return !n.holdsNotes()
	case "footer":
		return n.within("blockquote") == nil && !n.holdsNotes()
	case "header":
		return n.parent.within("article", "section", "main", "header") == nil && !n.holdsHeading()
	case "div":
		if title := n.attr("title"); title == "header" || title == "footer" {
			return true // of the pages of LibreOffice
		}
	}
	if !judged && blockTags[n.tag] && named(n) {
		linked, all := n.linkShare(false)
		return 2*linked > all && !n.holdsNotes()
	}
	return false
}

// named reports whether the class or the identifier of n is one of furniture.
func named(n *node) bool {
	s := strings.ToLower(n.attr("class") + " " + n.attr("id"))
	if s == " " {
		return false
	}
	for _, name := range furnitureNames {
		if strings.Contains(s, name) {
			return true
		}
	}
	return false
}

// holdsNotes reports whether there are notes in n.
func (n *node) holdsNotes() bool {
	for k := range n.all {
		if role := k.attr("role"); strings.HasPrefix(role, "doc-") && role != "doc-pagebreak" || isNoteElement(k) ||
			k.classed("class", "footnote", "footnotes", "endnotes", "notes") || strings.HasPrefix(k.attr("id"), "sdfootnote") {
			return true
		}
	}
	return false
}

// holdsHeading reports whether the first heading of a page is in n, and no
// menu.
func (n *node) holdsHeading() bool {
	found := false
	for k := range n.all {
		if k.tag == "nav" {
			return false
		}
		found = found || k.tag == "h1"
	}
	return found
}

// linkShare returns the bytes of the text in n, and how many are in links; n
// may stand in one.
func (n *node) linkShare(in bool) (linked, all int) {
	in = in || n.tag == "a"
	if n.tag == "" {
		all = len(strings.TrimSpace(n.text))
		if in {
			linked = all
		}
	}
	for _, k := range n.kids {
		l, a := k.linkShare(in)
		linked, all = linked+l, all+a
	}
	return linked, all
}

// content returns the element that holds the text of a page: the one main
// element, where it has the greater part of the words, or else the body. It
// also returns what stands outside.
func content(root *node) (*node, []string) {
	var main *node
	for n := range root.all {
		if n.tag == "main" || n.attr("role") == "main" {
			if main != nil {
				return root, nil
			}
			main = n
		}
	}
	if main == nil {
		return root, nil
	}
	inside, all := len(main.words()), 0
	for _, k := range root.kids {
		if !mute[k.tag] {
			all += len(k.words())
		}
	}
	if 2*inside < all {
		return root, nil
	}
	var outside []string
	for n := main; n != root; n = n.parent {
		for _, k := range n.parent.kids {
			if words := k.words(); k != n && !mute[k.tag] && words != "" {
				outside = append(outside, words)
			}
		}
	}
	return main, outside
}
