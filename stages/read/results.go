package read

import (
	"encoding/json"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// The names by which results of this program are known.
const (
	outputName     = "datapackage.json"
	unfinishedName = ".fusul" // beside results, and where a run was killed
	journalName    = unfinishedName + "/commit.json"
)

// mostOutput is the largest list of results that is read.
const mostOutput = 64 << 20

// results marks the files in dir that are results of a run, so that they are
// not read as works, and reports whether there are any. Those of a run that was
// killed while it put them in their places are named in its journal.
func (l *lister) results(dir string) bool {
	if known, ok := l.outputs[dir]; ok {
		return known
	}
	var names []string
	if data := l.small(path.Join(dir, outputName)); strings.Contains(string(data[:min(len(data), 256)]), `"fusul-output"`) {
		names = append(resultNames(data), outputName)
	}
	var journal struct{ Place, Remove []string }
	if json.Unmarshal(l.small(path.Join(dir, journalName)), &journal) == nil {
		names = slices.Concat(names, journal.Place, journal.Remove)
	}
	if len(names) > 0 {
		names = append(names, "report.html", "csv", "jsonl", "xlsx") // the last three are where tables are exported to
	}
	for _, name := range names {
		l.own[path.Join(dir, name)] = true
	}
	l.outputs[dir] = len(names) > 0
	return len(names) > 0
}

// resultNames returns the files that a datapackage.json names.
func resultNames(data []byte) []string {
	var p struct {
		Resources []struct {
			Path  any
			Parts []struct{ Path string }
		}
	}
	_ = json.Unmarshal(data, &p) // what can be read of it counts
	var names []string
	for _, r := range p.Resources {
		if name, ok := r.Path.(string); ok {
			names = append(names, name)
		}
		for _, part := range r.Parts {
			names = append(names, part.Path)
		}
	}
	return names
}

// small returns the content of a small file, or nothing.
func (l *lister) small(name string) []byte {
	f, err := l.fsys.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostOutput))
	if err != nil {
		return nil
	}
	return data
}

// onlyResults reports whether there is nothing in dir but results.
func (l *lister) onlyResults(dir string) bool {
	err := fs.WalkDir(l.fsys, dir, func(name string, e fs.DirEntry, err error) error {
		switch l.count++; {
		case name == dir:
			return nil
		case hidden(path.Base(name)), l.own[name]:
			if err == nil && e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case err != nil, !e.IsDir(), l.count > l.opt.MaxFiles:
			return fs.ErrExist
		}
		return nil
	})
	return err == nil
}
