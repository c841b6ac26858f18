package lexicon

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"fusul/stages/lexicon/paradigm"
)

// writeYAML writes the keys and patterns of l, as quanteda reads them.
func writeYAML(w io.Writer, l *Lexicon) error {
	out := bufio.NewWriter(w)
	for i := range l.Keys {
		k := &l.Keys[i]
		indent := strings.Repeat("  ", len(k.Path)-1)
		fmt.Fprintf(out, "%s%s:", indent, yamlString(k.Path[len(k.Path)-1]))
		parent := i+1 < len(l.Keys) && isBelow(l.Keys[i+1].Path, k.Path)
		switch {
		case len(k.Entries) == 0 && !parent:
			fmt.Fprint(out, " []\n")
			continue
		case parent && len(k.Entries) > 0:
			indent += "  "
			fmt.Fprintf(out, "\n%s%s:", indent, here)
		}
		fmt.Fprintln(out)
		for _, e := range k.Entries {
			fmt.Fprintf(out, "%s  - %s\n", indent, yamlString(e.Pattern))
		}
	}
	return out.Flush()
}

// isBelow reports whether path leads through parent.
func isBelow(path, parent []string) bool {
	return len(path) > len(parent) && slices.Equal(path[:len(parent)], parent)
}

// yamlString writes s so that every YAML reader takes it for this string.
func yamlString(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f || r >= 0x80 && r <= 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || !strconv.IsPrint(r) && r <= 0xffff:
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// isPlain reports whether s needs no quotes: words of letters, the first of
// which YAML has no use for.
func isPlain(s string) bool {
	if s == "" || notString(s) || s != strings.TrimSpace(s) || strings.Contains(s, "  ") {
		return false
	}
	for i, r := range s {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= 'ء' && r <= 'ي', r == '_':
		case i > 0 && (r >= '0' && r <= '9' || r == ' ' || r == '*' || r == '?'):
		default:
			return false
		}
	}
	return true
}

// writeMeta writes the side file of l.
func writeMeta(w io.Writer, l *Lexicon) error {
	m := metaWriter{out: bufio.NewWriter(w)}
	m.label("title", l.Title)
	m.text("version", l.Version)
	m.text("licence", l.Licence)
	m.texts("source", l.Source)
	m.text("note", l.Note)
	m.text("match", l.By.String())
	if len(l.Words) > 0 {
		m.open("words")
		for _, x := range l.Words {
			m.open(x.Citation)
			m.text("pos", x.POS.String())
			m.texts("plural", x.Plural)
			m.texts("forms", x.Forms)
			m.texts("present", x.Present)
			m.close()
		}
		m.close()
	}
	m.open("keys")
	for i := range l.Keys {
		m.key(&l.Keys[i])
	}
	m.close()
	return m.out.Flush()
}

// A metaWriter writes nested maps. A map is only opened when something is
// written into it.
type metaWriter struct {
	out     *bufio.Writer
	pending []string // names of maps that are open but not yet written
	depth   int      // of the maps that are written
}

func (m *metaWriter) open(name string) { m.pending = append(m.pending, name) }

func (m *metaWriter) close() {
	if len(m.pending) > 0 {
		m.pending = m.pending[:len(m.pending)-1]
		return
	}
	m.depth--
}

func (m *metaWriter) field(name, value string) {
	for _, p := range m.pending {
		fmt.Fprintf(m.out, "%s%s:\n", strings.Repeat("  ", m.depth), yamlString(p))
		m.depth++
	}
	m.pending = m.pending[:0]
	fmt.Fprintf(m.out, "%s%s: %s\n", strings.Repeat("  ", m.depth), name, value)
}

func (m *metaWriter) text(name, s string) {
	if s != "" {
		m.field(name, yamlString(s))
	}
}

func (m *metaWriter) texts(name string, list []string) {
	if len(list) == 0 {
		return
	}
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = yamlString(s)
	}
	m.field(name, "["+strings.Join(quoted, ", ")+"]")
}

func (m *metaWriter) label(name string, l Label) {
	if l == (Label{}) {
		return
	}
	m.open(name)
	m.text("ar", l.Ar)
	m.text("en", l.En)
	m.close()
}

func (m *metaWriter) key(k *Key) {
	m.open(k.Name())
	m.label("label", k.Label)
	m.text("note", k.Note)
	m.texts("source", k.Source)
	m.text("match", k.By.String())
	m.text("pos", k.POS.String())
	m.texts("exclude", k.Exclude)
	m.open("entries")
	for _, e := range k.Entries {
		m.entry(e)
	}
	m.close()
	m.close()
}

func (m *metaWriter) entry(e Entry) {
	m.open(e.Pattern)
	m.label("label", e.Label)
	m.poses(e.POS)
	m.texts("plural", e.Plural)
	m.texts("forms", e.Forms)
	m.texts("present", e.Present)
	m.texts("exclude", e.Exclude)
	m.texts("variants", e.Variants)
	if e.Window > 0 {
		m.field("window", strconv.Itoa(e.Window))
	}
	m.text("match", e.By.String())
	m.text("lang", e.Lang)
	m.text("note", e.Note)
	m.texts("source", e.Source)
	m.close()
}

func (m *metaWriter) poses(pos []paradigm.POS) {
	if len(pos) == 1 {
		m.text("pos", pos[0].String())
		return
	}
	var names []string
	for _, p := range pos {
		names = append(names, p.String())
	}
	m.texts("pos", names)
}

// writeLIWC writes a LIWC dictionary: the categories, tabs making the
// hierarchy, and each pattern once with all its categories.
func writeLIWC(w io.Writer, l *Lexicon) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "%")
	ids := map[string][]string{} // of each pattern
	var order []string
	for i := range l.Keys {
		k := &l.Keys[i]
		id := strconv.Itoa(i + 1)
		fmt.Fprintf(out, "%s%s\t%s\n", strings.Repeat("\t", len(k.Path)-1), id, k.Path[len(k.Path)-1])
		for _, e := range k.Entries {
			if ids[e.Pattern] == nil {
				order = append(order, e.Pattern)
			}
			ids[e.Pattern] = append(ids[e.Pattern], id)
		}
	}
	fmt.Fprintln(out, "%")
	for _, p := range order {
		fmt.Fprintf(out, "%s\t%s\n", p, strings.Join(ids[p], "\t"))
	}
	return out.Flush()
}
