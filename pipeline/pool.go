package pipeline

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"fusul/pipeline/store"
	"fusul/stages/table"
)

// A pool drives the steps of a job on this machine: shards on several
// goroutines, what they make in an output folder.
type pool struct {
	ctx      context.Context
	job      *Job
	folder   *store.Folder
	progress Progress
}

// run does the steps and puts their results in place.
func (p *pool) run() (*Summary, error) {
	shards, reused, err := p.mapShards()
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(shards))
	for i, u := range shards {
		keys[i] = u.Key()
	}
	reduced := map[string]*store.Unit{}
	for _, some := range [][]string{{ofDocuments, ofWords, ofLemmas}, {ofTopics}} { // the model fits on all workers by itself
		reduce := func(partition string) (*store.Unit, error) { return p.reduce(partition, keys, shards) }
		i := 0
		for u, err := range ordered(p.ctx, p.job.cfg.Workers, items(some), reduce) {
			if err != nil {
				return nil, err
			}
			reduced[some[i]] = u
			i++
		}
	}
	joined, err := p.join(shards, reduced[ofWords])
	if err != nil {
		return nil, err
	}
	all := slices.Concat(shards, joined)
	for _, partition := range Partitions {
		all = append(all, reduced[partition])
	}
	sum, err := p.summary(reduced)
	if err != nil {
		return nil, err
	}
	sum.Shards, sum.Reused = len(shards), reused
	sum.Files, err = p.assemble(all, sum)
	return sum, err
}

// items yields the items of a list.
func items[T any](list []T) func(yield func(T, error) bool) {
	return func(yield func(T, error) bool) {
		for _, x := range list {
			if !yield(x, nil) {
				return
			}
		}
	}
}

// ownFile says which files of a unit become results as they are.
func ownFile(name string) bool {
	base, _ := strings.CutSuffix(name, ".parquet")
	return largeTables[base] || strings.HasPrefix(name, "text/")
}

// unit returns the unit of a key, which make makes unless an earlier run did.
func (p *pool) unit(key string, make func(out Sink) error) (*store.Unit, bool, error) {
	if u, ok := p.folder.Unit(key); ok {
		return u, true, nil
	}
	d, err := p.folder.Draft(key, ownFile)
	if err != nil {
		return nil, false, err
	}
	if err := make(d.Put); err != nil {
		d.Drop()
		return nil, false, err
	}
	u, err := d.Finish()
	if err != nil {
		d.Drop()
	}
	return u, false, err
}

// mapShards maps all shards, and counts those that were there already.
func (p *pool) mapShards() (units []*store.Unit, reused int, err error) {
	type mapped struct {
		unit   *store.Unit
		reused bool
	}
	one := func(s Shard) (m mapped, err error) {
		files, err := p.job.fileHashes(s)
		if err != nil {
			return m, err
		}
		m.unit, m.reused, err = p.unit(p.job.key(s, files), func(out Sink) error {
			return p.job.mapFiles(p.ctx, s, files, out)
		})
		return m, err
	}
	shards := p.job.Shards()
	done := int64(0)
	for m, err := range ordered(p.ctx, p.job.cfg.Workers, items(shards), one) {
		if err != nil {
			return nil, 0, err
		}
		done += shards[len(units)].Size
		if m.reused {
			reused++
		}
		units = append(units, m.unit)
		p.progress("works", done, p.job.total)
	}
	return units, reused, nil
}

// keyOf returns the key of what is made from others.
func keyOf(parts ...any) string {
	h := sha256.New()
	_ = json.NewEncoder(h).Encode(parts) // a hash takes all that is written
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// reduce reduces one partition of the shards' blocks.
func (p *pool) reduce(partition string, keys []string, shards []*store.Unit) (*store.Unit, error) {
	key := keyOf("reduce", partition, keys, p.job.list.Manifests, p.job.list.Problems)
	u, _, err := p.unit(key, func(out Sink) error {
		blocks := make([]io.Reader, len(shards))
		for i, s := range shards {
			block, err := s.Open(blockName(partition))
			if err != nil {
				return err
			}
			defer block.Close()
			blocks[i] = block
		}
		return p.job.Reduce(p.ctx, partition, blocks, out, p.progress)
	})
	return u, err
}

// join joins the counts of all shards with the vocabulary.
func (p *pool) join(shards []*store.Unit, words *store.Unit) ([]*store.Unit, error) {
	block, err := words.Read(vocabularyFile)
	if err != nil {
		return nil, err
	}
	v, err := ReadVocabulary(block)
	if err != nil {
		return nil, err
	}
	one := func(s *store.Unit) (*store.Unit, error) {
		u, _, err := p.unit(keyOf("join", s.Key(), words.Key()), func(out Sink) error {
			words, err := s.Read(blockName(ofWords))
			if err != nil {
				return err
			}
			counts, err := s.Read("counts")
			if err != nil {
				return err
			}
			return p.job.Join(p.ctx, words, counts, v, out)
		})
		return u, err
	}
	var joined []*store.Unit
	for u, err := range ordered(p.ctx, p.job.cfg.Workers, items(shards), one) {
		if err != nil {
			return nil, err
		}
		joined = append(joined, u)
		p.progress("counts", int64(len(joined)), int64(len(shards)))
	}
	return joined, nil
}

// summary puts the summaries of the partitions together.
func (p *pool) summary(reduced map[string]*store.Unit) (*Summary, error) {
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
	sum.Topics, sum.Choice = topics.Topics, topics.Choice
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

// assemble makes the result of the units, in the order of their tables' rows,
// and puts it in place.
func (p *pool) assemble(units []*store.Unit, sum *Summary) ([]table.File, error) {
	r, err := p.folder.Result()
	if err != nil {
		return nil, err
	}
	info := p.job.worker.info()
	info.CorpusHash, info.Config = sum.CorpusHash, p.job.cfg.Fields()
	inParts := p.job.total >= partsFrom
	var documents table.Layout
	for _, name := range table.TableNames() {
		if p.ctx.Err() != nil {
			return nil, context.Cause(p.ctx)
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
	slices.SortFunc(r.Files, func(a, b table.File) int { return strings.Compare(a.Name, b.Name) })
	manifest, err := table.Package(info, r.Files, documents)
	if err != nil {
		return nil, err
	}
	if err := writeText(r, table.Manifest, manifest); err != nil {
		return nil, err
	}
	return r.Files, r.Commit()
}

// has reports whether a unit has a file.
func has(u *store.Unit, name string) bool { return slices.Contains(u.Names(), name) }

// keepParts makes the files of a table its parts, as they are.
func keepParts(r *store.Result, units []*store.Unit, name string) error {
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
func writeOne(r *store.Result, units []*store.Unit, name string, info table.Info) (table.Layout, error) {
	layout, _ := table.LayoutOf(name)
	var parts []*store.Unit
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
func writeRest(r *store.Result, units []*store.Unit, inParts bool) error {
	for _, u := range units {
		for _, name := range u.Names() {
			if strings.HasPrefix(name, "text/") {
				if err := r.Keep(u, name, table.File{Name: name}); err != nil {
					return err
				}
			}
		}
		graph, err := u.Read("network.graphml")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = writeText(r, "network.graphml", string(graph))
		}
		if err != nil {
			return err
		}
	}
	for _, name := range []string{"queries.sql", "starter.py", "starter.R"} {
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
func writeText(r *store.Result, name, content string) error {
	return r.Write(table.File{Name: name}, func(w io.Writer) (int64, error) {
		_, err := io.WriteString(w, content)
		return 0, err
	})
}
