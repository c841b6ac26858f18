package table

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/parquet-go/parquet-go"
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

// columnsOf returns the columns of the table name. A column that the
// dictionary does not know is metadata of the corpus.
func columnsOf(name string, schema *parquet.Schema) ([]Column, error) {
	var columns []Column
	for _, f := range schema.Fields() {
		c, ok := describe(name, f.Name())
		if !ok {
			if name != "documents" {
				return nil, fmt.Errorf("table %s: column %q is not in the data dictionary", name, f.Name())
			}
			c = Column{En: "Metadata of the corpus.", Ar: "بيانات وصفية من المدونة."}
		}
		c.Name, c.Nullable = f.Name(), f.Optional()
		switch f.Type().Kind() {
		case parquet.Boolean:
			c.Type = "boolean"
		case parquet.Int32, parquet.Int64:
			c.Type = "integer"
		case parquet.Double:
			c.Type = "number"
		default:
			c.Type = "string"
		}
		columns = append(columns, c)
	}
	return columns, nil
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
		Path          string      `json:"path"`
		Profile       string      `json:"profile"`
		Title         string      `json:"title,omitempty"`
		Description   string      `json:"description,omitempty"`
		DescriptionAr string      `json:"description_ar,omitempty"`
		Format        string      `json:"format"`
		MediaType     string      `json:"mediatype"`
		Encoding      string      `json:"encoding,omitempty"`
		Bytes         int64       `json:"bytes"`
		Hash          string      `json:"hash"`
		Rows          *int64      `json:"rows,omitempty"`
		Schema        *schemaJSON `json:"schema,omitempty"`
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

// marshalPackage returns datapackage.json.
func marshalPackage(info Info, files []File) (string, error) {
	config := map[string]string{}
	for _, f := range info.Config {
		config[f.Name] = f.Value
	}
	p := packageJSON{
		Name:    "fusul-output",
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
	for i, f := range files {
		p.Resources = append(p.Resources, resource(i, f))
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
	"json":    "application/json",
	"html":    "text/html",
	"graphml": "application/graphml+xml",
}

// resource describes file number i.
func resource(i int, f File) resourceJSON {
	base, ending := f.Name, ""
	if dot := strings.LastIndexByte(f.Name, '.'); dot >= 0 {
		base, ending = f.Name[:dot], f.Name[dot+1:]
	}
	r := resourceJSON{
		Name:      strings.ToLower(base),
		Path:      f.Name,
		Profile:   "data-resource",
		Format:    ending,
		MediaType: mediaTypes[ending],
		Bytes:     f.Bytes,
		Hash:      "sha256:" + f.SHA256,
	}
	if ending != "parquet" {
		r.Encoding = "utf-8"
		r.Name = fmt.Sprintf("file-%d", i+1) // names of works may be in Arabic, names of resources may not
		return r
	}
	t, _ := describe(base, "-")
	r.Description, r.DescriptionAr = t.En, t.Ar
	r.Rows = &f.Rows
	r.Schema = &schemaJSON{MissingValues: []string{""}}
	for _, c := range f.Fields {
		field := fieldJSON{Name: c.Name, Type: c.Type, Unit: c.Unit, Description: c.En, DescriptionAr: c.Ar}
		if !c.Nullable {
			field.Constraints = map[string]any{"required": true}
		}
		r.Schema.Fields = append(r.Schema.Fields, field)
	}
	return r
}
