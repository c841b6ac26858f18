package table

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"fusul/stages/text"
)

// Manifest is the name of the file that names all others: a Frictionless
// Data Package.
const Manifest = "datapackage.json"

// A Column is one column of a table, as the data dictionary gives it.
type Column struct {
	Name     string
	Type     string // of Frictionless: string, integer, number, boolean
	Nullable bool
	Unit     string
	En, Ar   string // what it is
}

//go:embed columns.tsv
var dictionary string

// descriptions returns the lines of columns.tsv by table and column.
var descriptions = sync.OnceValue(func() map[[2]string]Column {
	m := map[[2]string]Column{}
	for line := range strings.Lines(dictionary) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) == 5 {
			m[[2]string{f[0], f[1]}] = Column{Name: f[1], Unit: f[2], En: f[3], Ar: f[4]}
		}
	}
	return m
})

// describe returns the dictionary's words on a column of a table; the column
// "-" stands for the table itself.
func describe(table, column string) (Column, bool) {
	d := descriptions()
	if c, ok := d[[2]string{table, column}]; ok {
		return c, true
	}
	c, ok := d[[2]string{"*", column}]
	return c, ok
}

// columns returns the columns as the data dictionary has them. One that it
// does not know is metadata of the corpus.
func (l Layout) columns() ([]Column, error) {
	columns := make([]Column, len(l.leaves))
	for i, f := range l.leaves {
		c, ok := describe(l.Name, f.name)
		if !ok {
			if l.Name != "documents" {
				return nil, fmt.Errorf("table %s: column %q is not in the data dictionary", l.Name, f.name)
			}
			c = Column{En: "Metadata of the corpus.", Ar: "بيانات وصفية من المدونة."}
		}
		c.Name, c.Nullable, c.Type = f.name, f.optional, f.frictionless()
		columns[i] = c
	}
	return columns, nil
}

// An Info says what the tables of a run were made from. It goes into the
// key-value metadata of every table and into datapackage.json. It holds
// hashes and settings only: no times, no names of machines.
type Info struct {
	Version     string // of the program
	CorpusHash  string // over the hashes of all input files; in a part of a table, over those of its works
	LexiconHash string
	PluralsHash string // of the file of plurals; empty without one
	ConfigHash  string
	Config      []text.Field // every setting, by name
}

// Pairs returns i as the metadata of a table.
func (i Info) Pairs() []text.Field {
	return []text.Field{
		{Name: "fusul.version", Value: i.Version},
		{Name: "fusul.schema", Value: Schema},
		{Name: "fusul.corpus_sha256", Value: i.CorpusHash},
		{Name: "fusul.lexicon_sha256", Value: i.LexiconHash},
		{Name: "fusul.plurals_sha256", Value: i.PluralsHash},
		{Name: "fusul.config_sha256", Value: i.ConfigHash},
	}
}

// A File is one finished file of the output.
type File struct {
	Name   string // slash-separated, relative to the output folder
	Table  string // the table that it holds, or part of it; else empty
	Bytes  int64
	SHA256 string
	Rows   int64 // of a table, else 0
}

// The types of datapackage.json (Frictionless Data Package 1.0). What the
// standard does not know stands under names of its own.
type (
	packageJSON struct {
		Name      string         `json:"name"`
		Title     string         `json:"title"`
		Profile   string         `json:"profile"`
		Version   string         `json:"version"`
		Fusul     map[string]any `json:"fusul"`
		Resources []resourceJSON `json:"resources"`
	}
	resourceJSON struct {
		Name          string      `json:"name"`
		Path          any         `json:"path"` // a name, or a list of the names of parts
		Profile       string      `json:"profile"`
		Title         string      `json:"title,omitempty"`
		Description   string      `json:"description,omitempty"`
		DescriptionAr string      `json:"description_ar,omitempty"`
		Format        string      `json:"format"`
		MediaType     string      `json:"mediatype"`
		Encoding      string      `json:"encoding,omitempty"`
		Bytes         int64       `json:"bytes"`
		Hash          string      `json:"hash,omitempty"`
		Rows          *int64      `json:"rows,omitempty"`
		Parts         []partJSON  `json:"parts,omitempty"`
		Schema        *schemaJSON `json:"schema,omitempty"`
	}
	partJSON struct {
		Path  string `json:"path"`
		Bytes int64  `json:"bytes"`
		Hash  string `json:"hash"`
		Rows  int64  `json:"rows"`
	}
	schemaJSON struct {
		Fields        []fieldJSON `json:"fields"`
		MissingValues []string    `json:"missingValues"`
	}
	fieldJSON struct {
		Name          string         `json:"name"`
		Type          string         `json:"type"`
		Unit          string         `json:"unit,omitempty"`
		Description   string         `json:"description"`
		DescriptionAr string         `json:"description_ar"`
		Constraints   map[string]any `json:"constraints,omitempty"`
	}
)

// Package returns datapackage.json. Files are those of the output, the parts
// of a table behind each other; documents are the columns of that table.
func Package(info Info, files []File, documents Layout) (string, error) {
	config := map[string]string{}
	for _, f := range info.Config {
		config[f.Name] = f.Value
	}
	p := packageJSON{
		Name:    PackageName,
		Title:   "Tables of an Arabic text analysis",
		Profile: "data-package",
		Version: Schema + ".0.0",
		Fusul: map[string]any{
			"version":        info.Version,
			"schema":         Schema,
			"corpus_sha256":  info.CorpusHash,
			"lexicon_sha256": info.LexiconHash,
			"plurals_sha256": info.PluralsHash,
			"config_sha256":  info.ConfigHash,
			"config":         config,
		},
	}
	for len(files) > 0 {
		n := 1
		for n < len(files) && files[0].Table != "" && files[n].Table == files[0].Table {
			n++
		}
		r, err := resource(len(p.Resources), files[:n], documents)
		if err != nil {
			return "", err
		}
		p.Resources = append(p.Resources, r)
		files = files[n:]
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(p)
	return b.String(), err
}

// mediaTypes are the formats that an output holds, by ending.
var mediaTypes = map[string]string{
	"parquet": "application/vnd.apache.parquet",
	"txt":     "text/plain",
	"sql":     "application/sql",
	"py":      "text/x-python",
	"R":       "text/x-r-source",
	"ipynb":   "application/x-ipynb+json",
	"json":    "application/json",
	"html":    "text/html",
	"graphml": "application/graphml+xml",
}

// resource describes resource number i: one file, or the parts of a table.
func resource(i int, files []File, documents Layout) (resourceJSON, error) {
	f := files[0]
	ending := f.Name[strings.LastIndexByte(f.Name, '.')+1:]
	r := resourceJSON{
		Name:      strings.ToLower(f.Table),
		Path:      f.Name,
		Profile:   "data-resource",
		Format:    ending,
		MediaType: mediaTypes[ending],
		Bytes:     f.Bytes,
		Hash:      "sha256:" + f.SHA256,
	}
	if f.Table == "" {
		r.Encoding = "utf-8"
		r.Name = fmt.Sprintf("file-%d", i+1) // names of works may be in Arabic, names of resources may not
		return r, nil
	}
	t, _ := describe(f.Table, "-")
	r.Description, r.DescriptionAr = t.En, t.Ar
	r.Rows = &f.Rows
	if f.Name != f.Table+".parquet" {
		r.describeParts(files)
	}
	layout, _ := LayoutOf(f.Table)
	if f.Table == documents.Name {
		layout = documents
	}
	columns, err := layout.columns()
	r.Schema = &schemaJSON{MissingValues: []string{""}}
	for _, c := range columns {
		field := fieldJSON{Name: c.Name, Type: c.Type, Unit: c.Unit, Description: c.En, DescriptionAr: c.Ar}
		if !c.Nullable {
			field.Constraints = map[string]any{"required": true}
		}
		r.Schema.Fields = append(r.Schema.Fields, field)
	}
	return r, err
}

// describeParts makes r the resource of a table in parts.
func (r *resourceJSON) describeParts(files []File) {
	var paths []string
	var bytes, rows int64
	for _, f := range files {
		paths = append(paths, f.Name)
		bytes, rows = bytes+f.Bytes, rows+f.Rows
		r.Parts = append(r.Parts, partJSON{f.Name, f.Bytes, "sha256:" + f.SHA256, f.Rows})
	}
	r.Path, r.Bytes, r.Rows, r.Hash = paths, bytes, &rows, ""
}

// PackageName is the name of every data package that a run writes.
const PackageName = "fusul-output"

// A Contents is what datapackage.json says of an output folder.
type Contents struct {
	Info
	Schema string // version of the row types
	Files  []File // the parts of a table behind each other
}

// ParsePackage reads a datapackage.json that Package made.
func ParsePackage(data []byte) (*Contents, error) {
	var p struct {
		Fusul struct {
			Version string            `json:"version"`
			Schema  string            `json:"schema"`
			Corpus  string            `json:"corpus_sha256"`
			Lexicon string            `json:"lexicon_sha256"`
			Plurals string            `json:"plurals_sha256"`
			Hash    string            `json:"config_sha256"`
			Config  map[string]string `json:"config"`
		} `json:"fusul"`
		Resources []struct {
			Name  string          `json:"name"`
			Path  json.RawMessage `json:"path"`
			Bytes int64           `json:"bytes"`
			Hash  string          `json:"hash"`
			Rows  *int64          `json:"rows"`
			Parts []partJSON      `json:"parts"`
		} `json:"resources"`
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, fmt.Errorf("%s: %w", Manifest, err)
	}
	c := &Contents{Info: Info{Version: p.Fusul.Version, CorpusHash: p.Fusul.Corpus, LexiconHash: p.Fusul.Lexicon,
		PluralsHash: p.Fusul.Plurals, ConfigHash: p.Fusul.Hash}, Schema: p.Fusul.Schema}
	for _, name := range slices.Sorted(maps.Keys(p.Fusul.Config)) {
		c.Config = append(c.Config, text.Field{Name: name, Value: p.Fusul.Config[name]})
	}
	for _, r := range p.Resources {
		name := ""
		if r.Rows != nil {
			name = r.Name
		}
		for _, part := range r.Parts {
			c.Files = append(c.Files, File{part.Path, name, part.Bytes, strings.TrimPrefix(part.Hash, "sha256:"), part.Rows})
		}
		if len(r.Parts) > 0 {
			continue
		}
		f := File{Table: name, Bytes: r.Bytes, SHA256: strings.TrimPrefix(r.Hash, "sha256:")}
		if err := json.Unmarshal(r.Path, &f.Name); err != nil {
			return nil, fmt.Errorf("%s: resource %s: %w", Manifest, r.Name, err)
		}
		if r.Rows != nil {
			f.Rows = *r.Rows
		}
		c.Files = append(c.Files, f)
	}
	for _, f := range c.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Name)) {
			return nil, fmt.Errorf("%s names %q, which is not in its folder", Manifest, f.Name)
		}
	}
	return c, nil
}
