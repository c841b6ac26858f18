package pipeline

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"fusul/stages/table"
)

// summary puts the summaries of the partitions together.
func summary(reduced map[string]Unit) (*Summary, error) {
	var all [2]Summary
	for i, partition := range []string{ofDocuments, ofTopics} {
		data, err := reduced[partition].Read("summary.json")
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, &all[i]); err != nil {
			return nil, err
		}
	}
	sum, topics := &all[0], &all[1]
	sum.Topics, sum.Choice, sum.TopicWords, sum.Trained = topics.Topics, topics.Choice, topics.TopicWords, topics.Trained
	sum.Problems += topics.Problems
	return sum, nil
}

// largeTables are those that a large corpus has in parts.
var largeTables = map[string]bool{
	"tokens": true, "matches": true, "paragraphs": true,
	"token_counts": true, "token_counts_by_section": true, "token_counts_by_document": true,
}

// partsFrom is the size of input, in bytes, from which large tables are in
// parts: below it, one file is not too long to load.
var partsFrom int64 = 64 << 20

//go:embed starter
var starters embed.FS

// Assemble makes the files of the result of the units of all steps, in the
// order of their tables' rows: what Map, JoinShard and InferShard made, each by
// shard, and what Reduce made, by partition. What the last two steps over shards
// made is all in joined.
func (j *Job) Assemble(ctx context.Context, shards, joined []Unit, reduced map[string]Unit, r Result) (*Summary, error) {
	units := slices.Concat(shards, joined)
	for _, partition := range Partitions {
		units = append(units, reduced[partition])
	}
	sum, err := summary(reduced)
	if err != nil {
		return nil, err
	}
	sums, err := j.topicTables(sum, joined, reduced[ofTopics])
	if err != nil {
		return nil, err
	}
	units = append(units, sums)
	info := j.worker.info()
	info.CorpusHash, info.Config = sum.CorpusHash, j.cfg.Fields()
	inParts := j.total >= partsFrom
	var documents table.Layout
	for _, name := range table.TableNames() {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if inParts && largeTables[name] {
			err = keepParts(r, units, name)
		} else {
			var layout table.Layout
			if layout, err = writeOne(r, units, name, info); name == "documents" {
				documents = layout
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if err := writeRest(r, units, inParts); err != nil {
		return nil, err
	}
	files := slices.SortedFunc(slices.Values(r.List()), func(a, b table.File) int { return strings.Compare(a.Name, b.Name) })
	manifest, err := table.Package(info, files, documents)
	if err == nil {
		err = writeText(r, table.Manifest, manifest)
	}
	sum.Files = r.List()
	return sum, err
}

// has reports whether a unit has a file.
func has(u Unit, name string) bool { return slices.Contains(u.Names(), name) }

// keepParts makes the files of a table its parts, as they are.
func keepParts(r Result, units []Unit, name string) error {
	n := 0
	for _, u := range units {
		if !has(u, name+".parquet") {
			continue
		}
		data, err := u.Read(name + ".parquet")
		if err != nil {
			return err
		}
		groups, err := table.Groups(data)
		if err != nil {
			return err
		}
		as := table.File{Name: fmt.Sprintf("%s/part-%05d.parquet", name, n), Table: name}
		for _, g := range groups {
			as.Rows += g.Rows
		}
		if err := r.Keep(u, name+".parquet", as); err != nil {
			return err
		}
		n++
	}
	if n == 0 {
		_, err := writeOne(r, nil, name, table.Info{})
		return err
	}
	return nil
}

// writeOne writes a table as one file of all row groups.
func writeOne(r Result, units []Unit, name string, info table.Info) (table.Layout, error) {
	layout, _ := table.LayoutOf(name)
	var parts []Unit
	for _, u := range units {
		if has(u, name+".parquet") {
			parts = append(parts, u)
		}
	}
	if name == "documents" && len(parts) > 0 {
		data, err := parts[0].Read(name + ".parquet")
		if err == nil {
			layout, err = table.LayoutIn(name, data)
		}
		if err != nil {
			return layout, err
		}
	}
	err := r.Write(table.File{Name: name + ".parquet", Table: name}, func(w io.Writer) (int64, error) {
		f, err := table.NewFileWriter(w, layout)
		if err != nil {
			return 0, err
		}
		for _, u := range parts {
			data, err := u.Read(name + ".parquet")
			if err != nil {
				return 0, err
			}
			groups, err := table.Groups(data)
			if err != nil {
				return 0, err
			}
			for _, g := range groups {
				if err := f.Add(g); err != nil {
					return 0, err
				}
			}
		}
		return f.Close(info)
	})
	return layout, err
}

// writeRest adds the files that are no tables.
func writeRest(r Result, units []Unit, inParts bool) error {
	for _, u := range units {
		for _, name := range u.Names() {
			if strings.HasPrefix(name, "text/") {
				if err := r.Keep(u, name, table.File{Name: name}); err != nil {
					return err
				}
			}
		}
		for _, name := range []string{"network.graphml", ModelFile} {
			content, err := u.Read(name)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err == nil {
				err = writeText(r, name, string(content))
			}
			if err != nil {
				return err
			}
		}
	}
	for _, name := range []string{"queries.sql", "starter.py", "starter.R", "starter.ipynb"} {
		data, err := starters.ReadFile("starter/" + name)
		if err != nil {
			return err
		}
		content := string(data)
		for t := range largeTables {
			if inParts && name == "queries.sql" {
				content = strings.ReplaceAll(content, "'"+t+".parquet'", "'"+t+"/*.parquet'")
			}
		}
		if err := writeText(r, name, content); err != nil {
			return err
		}
	}
	return nil
}

// writeText adds a file of text.
func writeText(r Result, name, content string) error {
	return r.Write(table.File{Name: name}, func(w io.Writer) (int64, error) {
		_, err := io.WriteString(w, content)
		return 0, err
	})
}
