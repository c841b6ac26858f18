package read

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"fusul/stages/text"
)

// manifestName is the file that says how a folder is to be read.
const manifestName = "corpus.yaml"

// List returns the works that patterns name in fsys. A pattern is the path of
// a file or a folder, or a glob ([path.Match]); without one it is all of fsys.
// A folder is taken with all folders in it, files in natural order; one that
// holds a corpus.yaml is read as that says, and so is a corpus.yaml given by
// name.
func List(fsys fs.FS, opt Options, patterns ...string) (*Corpus, error) {
	return list(fsys, opt, patterns, nil)
}

// list is List for an input of which problems are known already.
func list(fsys fs.FS, opt Options, patterns []string, problems []text.Problem) (*Corpus, error) {
	opt, err := opt.withDefaults()
	if err != nil {
		return nil, err
	}
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	l := newLister(fsys, opt)
	l.corpus.Problems = slices.Clone(problems)
	for _, p := range patterns {
		if err := l.pattern(p); err != nil {
			return nil, err
		}
	}
	if len(l.corpus.Works) == 0 {
		return nil, l.nothing(patterns)
	}
	nameWorks(l.corpus.Works)
	l.describeWorks()
	return &l.corpus, nil
}

// A lister gathers the works of one list.
type lister struct {
	fsys   fs.FS
	opt    Options
	corpus Corpus
	seen   map[string]bool // files that stand in a work of their own
	count  int             // entries looked at
	about  []description   // what tables say of works

	outputs map[string]bool // folders looked at: whether there are results in them
	own     map[string]bool // results of runs, which are no works
}

func newLister(fsys fs.FS, opt Options) *lister {
	return &lister{fsys: fsys, opt: opt, seen: map[string]bool{}, outputs: map[string]bool{}, own: map[string]bool{}}
}

// nothing says that an input holds no work, and what it holds instead.
func (l *lister) nothing(patterns []string) error {
	what := "no file to read"
	if len(patterns) > 1 || patterns[0] != "." {
		what += " in " + quoteList(patterns, 3)
	}
	if len(l.own) > 0 {
		what += " but the results of a run"
	}
	if p := l.corpus.Problems; len(p) > 0 {
		return fmt.Errorf("%s; left out: %s: %s (%d in all)", what, showName(p[0].Path), p[0].Message, len(p))
	}
	return errors.New(what)
}

// pattern adds what p names.
func (l *lister) pattern(p string) error {
	if !fs.ValidPath(p) {
		return &SyntaxError{Name: p, Offset: -1, Msg: "not a path inside the input"}
	}
	info, err := fs.Stat(l.fsys, p)
	if err == nil {
		return l.named(p, info)
	}
	if !strings.ContainsAny(p, `*?[`) || errors.Is(err, fs.ErrPermission) {
		return err
	}
	names, err := fs.Glob(l.fsys, p)
	if err != nil {
		return fmt.Errorf("pattern %q: %w", p, err)
	}
	if len(names) == 0 {
		return fmt.Errorf("no file matches %q", p)
	}
	slices.SortFunc(names, naturalCompare)
	for _, name := range names {
		if l.results(path.Dir(name)); hidden(path.Base(name)) || l.own[name] {
			continue
		}
		info, err := fs.Stat(l.fsys, name)
		if err != nil {
			l.skip(name, cause(err))
			continue
		}
		if err := l.matched(name, info); err != nil {
			return err
		}
	}
	return nil
}

// named adds a file or folder that was asked for by name. What cannot be read
// is then an error and not a thing left out.
func (l *lister) named(name string, info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return l.folder(name, 0)
	case !info.Mode().IsRegular():
		return &SyntaxError{Name: name, Offset: -1, Msg: fmt.Sprintf("is %s, not a file", kindOf(info.Mode()))}
	case path.Base(name) == manifestName:
		return l.manifest(name)
	}
	if why := unread(name); why != "" && l.opt.Format == "" {
		return &SyntaxError{Name: name, Offset: -1, Msg: why}
	}
	return l.file(name, info.Size())
}

// matched adds a file or folder that a glob or a folder gave.
func (l *lister) matched(name string, info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return l.folder(name, 1)
	case !info.Mode().IsRegular():
		l.skip(name, fmt.Sprintf("is %s, not a file", kindOf(info.Mode())))
	case unread(name) != "" && l.opt.Format == "":
		l.skip(name, unread(name))
	default:
		var bad *SyntaxError
		if err := l.file(name, info.Size()); errors.As(err, &bad) {
			l.skip(name, bad.Msg) // a table that holds no works
		} else if err != nil {
			return err
		}
	}
	return nil
}

// folder adds all files in dir and below.
func (l *lister) folder(dir string, depth int) error {
	if depth > l.opt.MaxDepth {
		return &SyntaxError{Name: dir, Offset: -1, Msg: fmt.Sprintf("folders nest deeper than %d (limit MaxDepth)", l.opt.MaxDepth)}
	}
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		if depth == 0 {
			return err
		}
		l.skip(dir, cause(err))
		return nil
	}
	if l.count += len(entries); l.count > l.opt.MaxFiles {
		return &SyntaxError{Name: dir, Offset: -1, Msg: fmt.Sprintf("more than %d entries (limit MaxFiles)", l.opt.MaxFiles)}
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	// A run into a folder of works leaves its results among them: a folder that
	// was named is read but for them. One that was found is the output of a run,
	// most likely of this one the last time, about which there is nothing to say.
	if l.results(dir) && depth > 0 {
		if !l.onlyResults(dir) {
			l.skip(dir, "the results of a run, and other files: name the folder itself to have these read")
		}
		return nil
	}
	if slices.Contains(names, manifestName) {
		return l.manifest(path.Join(dir, manifestName))
	}
	l.describeBy(dir, names)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return naturalCompare(a.Name(), b.Name()) })
	for _, e := range entries {
		if err := l.entry(path.Join(dir, e.Name()), e, depth); err != nil {
			return err
		}
	}
	return nil
}

// entry adds one entry of a folder. A symbolic link to a file is followed;
// one to a folder is not, so that no loop is walked.
func (l *lister) entry(name string, e fs.DirEntry, depth int) error {
	switch {
	case hidden(e.Name()), slices.Contains(metadataNames, e.Name()), l.own[name]:
		return nil
	case !utf8.ValidString(e.Name()):
		l.skip(name, "its name is not UTF-8")
		return nil
	case e.IsDir():
		return l.folder(name, depth+1)
	}
	info, err := e.Info()
	if err == nil && e.Type()&fs.ModeSymlink != 0 {
		info, err = fs.Stat(l.fsys, name)
		if err == nil && info.IsDir() {
			l.skip(name, "a symbolic link to a folder is not followed")
			return nil
		}
	}
	if err != nil {
		l.skip(name, cause(err))
		return nil
	}
	return l.matched(name, info)
}

// file adds the work that one file is, or those in its rows, once.
func (l *lister) file(name string, size int64) error {
	if l.seen[name] {
		return nil
	}
	l.seen[name] = true
	f := File{Path: name, Encoding: l.opt.Encoding, Format: l.opt.Format, Size: size}
	if f.Format == "" {
		f.Format = tableFormat(name)
	}
	if f.Format.isTable() {
		return l.table(name, f, Work{})
	}
	l.corpus.Works = append(l.corpus.Works, Work{Files: []File{f}, Size: size})
	return nil
}

// skip records that name is left out.
func (l *lister) skip(name, why string) {
	l.corpus.Problems = append(l.corpus.Problems, skipped(name, why))
}

// skipped is the problem of a file that is left out.
func skipped(name, why string) text.Problem {
	return text.Problem{Path: strings.ToValidUTF8(name, "\uFFFD"), Offset: -1, Kind: "skipped", Message: why}
}

// cause returns the message of a file system error without the path, which
// the reader of a [text.Problem] sees beside it.
func cause(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// kindOf names what is neither a file nor a folder.
func kindOf(m fs.FileMode) string {
	switch {
	case m.IsDir():
		return "a folder"
	case m&fs.ModeNamedPipe != 0:
		return "a pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeSymlink != 0:
		return "a symbolic link"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}

// hidden reports whether name is one of those that programs leave behind and
// no person means: they are passed over without a word.
func hidden(name string) bool {
	switch name {
	case "__MACOSX", "Thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

// unread says why a file of this name is not read, by its ending; empty if it
// may be. Any other ending, and none, may be text: the content decides.
func unread(name string) string {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	switch ext {
	case "doc", "rtf", "tex",
		"xls", "xlsx", "ods", "ppt", "pptx",
		"yaml", "yml", "toml", "ini", "bib", "log", "py", "r", "js", "css", "sh", "go":
		return fmt.Sprintf("files of the kind .%s are not read", ext)
	case "zip", "gz", "tgz", "bz2", "xz", "zst", "tar", "7z", "rar":
		return "an archive in a folder is not opened: name it as an input, or unpack it"
	case "png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp", "webp", "svg", "ico", "heic",
		"mp3", "mp4", "m4a", "wav", "avi", "mov", "ttf", "otf", "woff", "woff2",
		"exe", "dll", "so", "bin", "dat", "db", "sqlite", "iso":
		return fmt.Sprintf("not text: .%s", ext)
	}
	return ""
}
