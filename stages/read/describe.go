package read

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"fusul/stages/text"
)

// metadataNames are the tables that describe the works beside them.
var metadataNames = []string{"metadata.csv", "metadata.tsv"}

// workColumns are the columns of such a table that say which work a row is
// about, as fieldName writes them, the surest first.
var workColumns = []string{"doc_id", "id", "file", "filename", "file_name", "path", "المعرف", "معرف", "الملف", "ملف", "اسم_الملف"}

// A description is one row of a table that describes works.
type description struct {
	table string // its path
	row   int
	key   string
	field []text.Field
}

// describeBy takes in the table that describes the works in dir, if names has
// one.
func (l *lister) describeBy(dir string, names []string) {
	for _, name := range metadataNames {
		if slices.Contains(names, name) {
			full := path.Join(dir, name)
			if err := l.readDescriptions(full); err != nil {
				l.corpus.Problems = append(l.corpus.Problems, text.Problem{Path: full, Offset: -1, Kind: "metadata", Message: "not used: " + cause(err)})
			}
		}
	}
}

// readDescriptions reads a table that describes works.
func (l *lister) readDescriptions(name string) error {
	in, err := readFile(l.fsys, File{Path: name, Format: Plain}, l.opt)
	if err != nil {
		return err
	}
	d, err := decode(in.String(), "")
	if err != nil {
		return err
	}
	rows, err := newCSVRows(strings.NewReader(d.text), path.Ext(name), l.opt)
	if err != nil {
		return err
	}
	column := ""
	for _, usual := range workColumns {
		if column = findColumn(rows.head, "", []string{usual}); column != "" {
			break
		}
	}
	if column == "" {
		return fmt.Errorf("no column doc_id or file says which work a row is about: %s", quoteList(rows.head, 12))
	}
	l.corpus.Manifests = append(l.corpus.Manifests, text.Source{Path: name, Encoding: d.encoding, SHA256: in.sum(), Bytes: int64(len(in.String()))})
	for {
		row, fields, err := rows.next()
		var bad *rowError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &bad):
			l.corpus.Problems = append(l.corpus.Problems, text.Problem{Path: name, Offset: -1, Kind: "metadata", Message: bad.Error()})
			continue
		case err != nil:
			return err
		}
		about := description{table: name, row: row.Number, key: squash(valueOf(fields, column))}
		for _, f := range fields {
			if f.Name != column {
				about.field = append(about.field, f)
			}
		}
		if about.key != "" {
			l.about = append(l.about, about)
		}
	}
}

// describeWorks joins what the tables say to the works. What corpus.yaml says
// of a work goes before it, and what the work's own file says behind it.
func (l *lister) describeWorks() {
	keys := make(map[string]int) // the works, by each name they go by
	for i, w := range l.corpus.Works {
		names := []string{w.ID}
		if len(w.Files) > 0 && w.Files[0].Row == nil {
			for _, f := range w.Files {
				names = append(names, f.Path, trimTextExt(f.Path), path.Base(f.Path), trimTextExt(path.Base(f.Path)))
			}
		}
		for _, name := range names {
			if k, taken := keys[sameFile(name)]; taken && k != i {
				keys[sameFile(name)] = -1 // of two works: it says nothing
				continue
			}
			keys[sameFile(name)] = i
		}
	}
	for i, w := range l.corpus.Works {
		keys[sameFile(w.ID)] = i
	}
	for _, about := range l.about {
		i := -1
		for _, key := range []string{about.key, path.Join(path.Dir(about.table), about.key)} {
			if k, ok := keys[sameFile(key)]; ok && i < 0 {
				i = k
			}
		}
		if i < 0 {
			l.corpus.Problems = append(l.corpus.Problems, text.Problem{Path: about.table, Offset: -1, Kind: "metadata",
				Message: fmt.Sprintf("row %d: no work is called %q", about.row, about.key)})
			continue
		}
		w := &l.corpus.Works[i]
		var s sheet
		s.setMeta(about.field)
		w.Title, w.Author, w.Meta = cmp.Or(w.Title, s.title), cmp.Or(w.Author, s.author), mergeFields(w.Meta, s.meta)
	}
}
