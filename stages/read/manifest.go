package read

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"slices"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"fusul/stages/text"
)

// A manifest is one corpus.yaml while it is followed.
type manifest struct {
	*lister
	name     string // its path
	dir      string // its folder
	defaults Work   // what its works share
	encoding string
	format   Format
	named    map[string]bool // files that a work names
}

// manifest adds the works that the corpus.yaml name tells of.
func (l *lister) manifest(name string) error {
	was := l.opt // which the manifest may change for its own works
	defer func() { l.opt = was }()
	in, err := readFile(l.fsys, File{Path: name, Format: Plain}, l.opt)
	if err != nil {
		return err
	}
	d, err := decode(in.String(), nameUTF8)
	if err != nil {
		var bad *SyntaxError
		if errors.As(err, &bad) {
			bad.Name = name
		}
		return err
	}
	sum := sha256.Sum256([]byte(in.String()))
	l.corpus.Manifests = append(l.corpus.Manifests, text.Source{
		Path: name, Encoding: nameUTF8, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(in.String())),
	})
	m := &manifest{lister: l, name: name, dir: path.Dir(name), encoding: l.opt.Encoding, format: l.opt.Format, named: make(map[string]bool)}
	m.defaults.Manifest = name
	l.describeBy(m.dir, namesIn(l.fsys, m.dir))
	node, err := parseYAML(name, d.text)
	if err != nil {
		return err
	}
	return m.follow(node)
}

// follow adds the works of the document node.
func (m *manifest) follow(node ast.Node) error {
	var works ast.Node
	if node != nil {
		pairs, err := mapping(m.name, node)
		if err != nil {
			return err
		}
		for _, p := range pairs {
			switch p.key {
			case "defaults":
				err = m.setDefaults(p)
			case "works":
				works = p.value
			default:
				err = m.unknown(p, "defaults, works")
			}
			if err != nil {
				return err
			}
		}
	}
	if _, null := works.(*ast.NullNode); null || works == nil {
		return m.allFiles()
	}
	list, ok := works.(*ast.SequenceNode)
	if !ok {
		return placeError(m.name, works.GetToken(), `"works" must be a list: lines that begin with "- "`)
	}
	for _, n := range list.Values {
		if err := m.work(n); err != nil {
			return err
		}
	}
	return m.leftOver()
}

// unknown is the error for a key that is not one of keys.
func (m *manifest) unknown(p pair, keys string) error {
	return placeError(m.name, p.at, "unknown key %q; want one of %s", p.key, keys)
}

// setDefaults takes in what holds for all works.
func (m *manifest) setDefaults(p pair) error {
	pairs, err := mapping(m.name, p.value)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		switch p.key {
		case "encoding":
			m.encoding, err = m.encodingOf(p)
		case "format":
			m.format, err = m.formatOf(p)
		case "text_field":
			m.opt.TextField, err = scalarOf(m.name, p)
		case "id_field":
			m.opt.IDField, err = scalarOf(m.name, p)
		case "author", "date", "meta":
			_, err = m.describe(&m.defaults, p)
		default:
			err = m.unknown(p, "author, date, encoding, format, meta, text_field, id_field")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// describe takes in a key that says what a work is, and reports whether p was
// one.
func (m *manifest) describe(w *Work, p pair) (bool, error) {
	var err error
	switch p.key {
	case "title":
		w.Title, err = scalarOf(m.name, p)
	case "author":
		w.Author, err = joined(m.name, p)
	case "date":
		err = m.addField(w, p, "date")
	case "meta":
		var pairs []pair
		if pairs, err = mapping(m.name, p.value); err != nil {
			return true, err
		}
		for _, p := range pairs {
			if err = m.addField(w, p, p.key); err != nil {
				return true, err
			}
		}
	default:
		return false, nil
	}
	return true, err
}

// addField sets one column of metadata. Its name must be one that it can have
// in the tables, since the user will look for it there.
func (m *manifest) addField(w *Work, p pair, name string) error {
	if clean := fieldName(name); clean != name {
		return placeError(m.name, p.at, "%q cannot name a column; %q can", name, clean)
	}
	value, err := joined(m.name, p)
	if err != nil {
		return err
	}
	w.Meta = slices.Clone(w.Meta) // works share their defaults
	for i := range w.Meta {
		if w.Meta[i].Name == name {
			w.Meta[i].Value = value
			return nil
		}
	}
	w.Meta = append(w.Meta, text.Field{Name: name, Value: value})
	return nil
}

// encodingOf returns the encoding that p names.
func (m *manifest) encodingOf(p pair) (string, error) {
	given, err := scalarOf(m.name, p)
	name := encodingNamed(given)
	if err == nil && name == "" {
		err = placeError(m.name, p.at, "unknown encoding %q; want one of %s", given, encodingNames)
	}
	return name, err
}

// formatOf returns the format that p names.
func (m *manifest) formatOf(p pair) (Format, error) {
	name, err := scalarOf(m.name, p)
	if err == nil && (name == "" || !Format(name).valid()) {
		err = placeError(m.name, p.at, "unknown format %q; want one of %s", name, formatNames)
	}
	return Format(name), err
}

// work adds the work of one entry of the list.
func (m *manifest) work(n ast.Node) error {
	e, err := m.entryOf(n)
	if err != nil {
		return err
	}
	w := e.work
	if e.files == nil {
		return placeError(m.name, n.GetToken(), `a work without "files"`)
	}
	if w.Files, err = m.files(*e.files, e.encoding, e.format); err != nil {
		return err
	}
	for _, f := range w.Files {
		w.Size += f.Size
		if f.Format == "" {
			f.Format = tableFormat(f.Path)
		}
		if f.Format.isTable() {
			return m.tableWork(w, e, f, n)
		}
	}
	if err := m.rules(&w, e.chapters, e.exclude); err != nil {
		return err
	}
	if err := m.nameWork(&w, n.GetToken()); err != nil {
		return err
	}
	m.corpus.Works = append(m.corpus.Works, w)
	return nil
}

// tableWork adds the works of the table f, which share what the entry e says.
func (m *manifest) tableWork(w Work, e workEntry, f File, n ast.Node) error {
	switch {
	case len(w.Files) > 1:
		return placeError(m.name, n.GetToken(), "%q holds a work in each row: it needs an entry of its own", f.Path)
	case w.ID != "" || w.Title != "" || e.chapters != nil || e.exclude != nil:
		return placeError(m.name, n.GetToken(), "%q holds a work in each row: id, title, chapters and exclude cannot be said of all", f.Path)
	}
	was := m.opt
	defer func() { m.opt = was }()
	m.opt.TextField, m.opt.IDField = cmp.Or(e.textField, was.TextField), cmp.Or(e.idField, was.IDField)
	return m.table(f.Path, f, w)
}

// A workEntry is one entry of the list of works, its files and rules not yet
// looked at: they need what stands behind them.
type workEntry struct {
	work                     Work
	encoding                 string
	format                   Format
	textField, idField       string
	files, chapters, exclude *pair
}

// entryOf takes in the keys of an entry.
func (m *manifest) entryOf(n ast.Node) (workEntry, error) {
	e := workEntry{work: m.defaults, encoding: m.encoding, format: m.format}
	pairs, err := mapping(m.name, n)
	if err != nil {
		return e, err
	}
	for i, p := range pairs {
		known := false
		if known, err = m.describe(&e.work, p); !known {
			switch p.key {
			case "id":
				e.work.ID, err = m.idOf(p)
			case "encoding":
				e.encoding, err = m.encodingOf(p)
			case "format":
				e.format, err = m.formatOf(p)
			case "text_field":
				e.textField, err = scalarOf(m.name, p)
			case "id_field":
				e.idField, err = scalarOf(m.name, p)
			case "files":
				e.files = &pairs[i]
			case "chapters":
				e.chapters = &pairs[i]
			case "exclude":
				e.exclude = &pairs[i]
			default:
				err = m.unknown(p, "id, title, author, date, meta, files, encoding, format, text_field, id_field, chapters, exclude")
			}
		}
		if err != nil {
			return e, err
		}
	}
	return e, nil
}

// idOf returns an identifier that a person chose. It is not changed in
// silence, since other tables may refer to it.
func (m *manifest) idOf(p pair) (string, error) {
	id, err := scalarOf(m.name, p)
	if err != nil {
		return "", err
	}
	if clean := cleanID(id); clean != id {
		return "", placeError(m.name, p.at, "the id %q cannot be a file name everywhere; %q can", id, clean)
	}
	for _, w := range m.corpus.Works {
		if sameFile(w.ID) == sameFile(id) {
			return "", placeError(m.name, p.at, "the id %q stands here twice", id)
		}
	}
	return id, nil
}

// nameWork gives a work of several files an identifier of its title. A work of
// one file may wait for the names of all others.
func (m *manifest) nameWork(w *Work, at *token.Token) error {
	if w.ID != "" || len(w.Files) == 1 {
		return nil
	}
	if w.Title == "" {
		return placeError(m.name, at, `a work of %d files needs an "id" or a "title"`, len(w.Files))
	}
	w.ID = cleanID(w.Title)
	taken := func(id string) bool {
		return slices.ContainsFunc(m.corpus.Works, func(v Work) bool { return sameFile(v.ID) == sameFile(id) })
	}
	if taken(w.ID) {
		return placeError(m.name, at, `the title %q names two works: give them an "id"`, w.Title)
	}
	return nil
}

// allFiles adds every file of the folder as a work with the defaults.
func (m *manifest) allFiles() error {
	before := len(m.corpus.Works)
	encoding := m.opt.Encoding
	m.opt.Encoding = m.encoding // of tables, which are looked into
	err := m.rest()
	m.opt.Encoding = encoding
	if err != nil {
		return err
	}
	for i := before; i < len(m.corpus.Works); i++ {
		w := &m.corpus.Works[i]
		if w.Manifest != "" {
			continue // of a manifest further down
		}
		w.Manifest, w.Author, w.Meta = m.name, m.defaults.Author, m.defaults.Meta
		for k := range w.Files {
			if w.Files[k].Row != nil {
				continue
			}
			w.Files[k].Encoding, w.Files[k].Format = m.encoding, m.format
		}
	}
	return nil
}

// leftOver reports the files of the folder that no work names.
func (m *manifest) leftOver() error {
	works, problems := len(m.corpus.Works), len(m.corpus.Problems)
	if err := m.rest(); err != nil {
		return err
	}
	reported := m.corpus.Problems[problems:]
	m.corpus.Problems = m.corpus.Problems[:problems]
	for _, p := range reported {
		if !m.named[p.Path] {
			m.corpus.Problems = append(m.corpus.Problems, p)
		}
	}
	kept := m.corpus.Works[:works]
	for _, w := range m.corpus.Works[works:] {
		if w.Manifest != "" {
			kept = append(kept, w) // of a manifest further down
		} else if name := w.Files[0].Path; !m.named[name] {
			m.named[name] = true
			m.skip(name, "no work in "+m.name+" names it")
		}
	}
	m.corpus.Works = kept
	return nil
}

// namesIn returns the names of the entries of a folder.
func namesIn(fsys fs.FS, dir string) []string {
	entries, _ := fs.ReadDir(fsys, dir) // an error is met again when the folder is listed
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}

// rest lists the folder of the manifest as if the manifest were not there.
func (m *manifest) rest() error {
	entries, err := fs.ReadDir(m.fsys, m.dir)
	if err != nil {
		return err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return naturalCompare(a.Name(), b.Name()) })
	for _, e := range entries {
		if e.Name() == manifestName {
			continue
		}
		if err := m.entry(path.Join(m.dir, e.Name()), e, 0); err != nil {
			return err
		}
	}
	return nil
}
