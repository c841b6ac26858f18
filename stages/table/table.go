// Package table writes and reads the tables of a run. It is the only
// importer of the Parquet library, but for package read, which reads tables of
// works.
//
// Nothing appears under its final name until Commit: the files are written
// beside their place, flushed to the disk and renamed, datapackage.json last.
// A reader that finds datapackage.json can trust every file it names.
package table

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"fusul/stages/text"
)

// rowGroup is the largest number of rows of a row group: small enough to
// scan in memory, large enough that dictionaries pay.
const rowGroup = 1 << 19

// staging is the folder within the output that holds unfinished files.
const staging = ".unfinished"

// A Set is the tables of one run.
type Set struct {
	Chapters           *Table[ChapterRow]
	Sections           *Table[SectionRow]
	Paragraphs         *Table[ParagraphRow]
	Notes              *Table[NoteRow]
	Tokens             *Table[TokenRow]
	TokenCounts        *Table[CountRow]
	TokenCountsSection *Table[CountRow]
	TokenCountsDoc     *Table[CountRow]
	Vocab              *Table[VocabRow]
	Lengths            *Table[LengthRow]
	Matches            *Table[MatchRow]
	Dictionary         *Table[DictionaryRow]
	DictionarySection  *Table[DictionaryRow]
	DictionaryDoc      *Table[DictionaryRow]
	DictionaryKeys     *Table[KeyRow]
	Topics             *Table[TopicRow]
	TopicTerms         *Table[TermRow]
	DocTopics          *Table[GammaRow]
	KSearch            *Table[SearchRow]
	Problems           *Table[ProblemRow]
	Keyness            *Table[KeynessRow]
	Dispersion         *Table[DispersionRow]
	Collocations       *Table[CollocationRow]
	Cooccurrence       *Table[CooccurrenceRow]
	Diversity          *Table[DiversityRow]
	Readability        *Table[ReadabilityRow]
	Similarity         *Table[SimilarityRow]
	Clusters           *Table[ClusterRow]
	Ngrams             *Table[NgramRow]
	Profiles           *Table[ProfileRow]
	Progression        *Table[ProgressionRow]
	Typical            *Table[TypicalRow]

	dir   string
	made  bool // Create made the folder
	open  []closer
	files []File // every finished file, in the order of its making
	done  bool
}

// An Info says what the tables of a run were made from. It goes into the
// key-value metadata of every table and into datapackage.json. It holds
// hashes and settings only: no times, no names of machines.
type Info struct {
	Version     string // of the program
	CorpusHash  string // over the hashes of all input files
	LexiconHash string
	PluralsHash string // of the file of plurals; empty without one
	ConfigHash  string
	Config      []text.Field // every setting, by name
}

// Schema is the version of the row types. It changes when a column does.
const Schema = "1"

// A File is one finished file of the output.
type File struct {
	Name   string // slash-separated, relative to the output folder
	Bytes  int64
	SHA256 string
	Rows   int64 // of a table, else 0
	Fields []Column
}

// closer is what Commit needs of a table, whatever its row type.
type closer interface {
	finish(info Info) (File, error)
	abort()
}

// Create begins the tables of a run in the folder dir, which is made if it
// does not exist.
func Create(dir string) (*Set, error) {
	_, statErr := os.Stat(dir)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	tmp := filepath.Join(dir, staging)
	if err := os.RemoveAll(tmp); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(tmp, "text"), 0o777); err != nil {
		return nil, err
	}
	s := &Set{dir: dir, made: errors.Is(statErr, fs.ErrNotExist)}
	var err error
	s.Chapters = newTable[ChapterRow](s, "chapters", &err)
	s.Sections = newTable[SectionRow](s, "sections", &err)
	s.Paragraphs = newTable[ParagraphRow](s, "paragraphs", &err)
	s.Notes = newTable[NoteRow](s, "notes", &err)
	s.Tokens = newTable[TokenRow](s, "tokens", &err)
	s.TokenCounts = newTable[CountRow](s, "token_counts", &err)
	s.TokenCountsSection = newTable[CountRow](s, "token_counts_by_section", &err)
	s.TokenCountsDoc = newTable[CountRow](s, "token_counts_by_document", &err)
	s.Vocab = newTable[VocabRow](s, "vocab", &err)
	s.Lengths = newTable[LengthRow](s, "doc_lengths", &err)
	s.Matches = newTable[MatchRow](s, "matches", &err)
	s.Dictionary = newTable[DictionaryRow](s, "dictionary_counts", &err)
	s.DictionarySection = newTable[DictionaryRow](s, "dictionary_counts_by_section", &err)
	s.DictionaryDoc = newTable[DictionaryRow](s, "dictionary_counts_by_document", &err)
	s.DictionaryKeys = newTable[KeyRow](s, "dictionary_keys", &err)
	s.Topics = newTable[TopicRow](s, "topics", &err)
	s.TopicTerms = newTable[TermRow](s, "topic_terms", &err)
	s.DocTopics = newTable[GammaRow](s, "doc_topics", &err)
	s.KSearch = newTable[SearchRow](s, "k_search", &err)
	s.Problems = newTable[ProblemRow](s, "problems", &err)
	s.Keyness = newTable[KeynessRow](s, "keyness", &err)
	s.Dispersion = newTable[DispersionRow](s, "dispersion", &err)
	s.Collocations = newTable[CollocationRow](s, "collocations", &err)
	s.Cooccurrence = newTable[CooccurrenceRow](s, "cooccurrence", &err)
	s.Diversity = newTable[DiversityRow](s, "diversity", &err)
	s.Readability = newTable[ReadabilityRow](s, "readability", &err)
	s.Similarity = newTable[SimilarityRow](s, "similarity", &err)
	s.Clusters = newTable[ClusterRow](s, "clusters", &err)
	s.Ngrams = newTable[NgramRow](s, "ngrams", &err)
	s.Profiles = newTable[ProfileRow](s, "profiles", &err)
	s.Progression = newTable[ProgressionRow](s, "progression", &err)
	s.Typical = newTable[TypicalRow](s, "typical_sentences", &err)
	if err != nil {
		s.Abort()
		return nil, err
	}
	return s, nil
}

// WriteFile adds a file that is no table, such as text/thesis.txt.
func (s *Set) WriteFile(name, content string) error {
	path := filepath.Join(s.dir, staging, filepath.FromSlash(name))
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = f.WriteString(content)
	if err = closeSynced(f, err); err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(content))
	s.files = append(s.files, File{Name: name, Bytes: int64(len(content)), SHA256: hex.EncodeToString(sum[:])})
	return nil
}

// Commit finishes every table, writes the manifest and moves all files to
// their final names, the manifest last. It returns the files of the output.
func (s *Set) Commit(info Info) ([]File, error) {
	if s.done {
		return nil, fmt.Errorf("commit: the tables are finished already")
	}
	defer s.Abort()
	for len(s.open) > 0 {
		f, err := s.open[0].finish(info)
		if err != nil {
			return nil, err
		}
		s.open = s.open[1:]
		s.files = append(s.files, f)
	}
	sort.Slice(s.files, func(i, j int) bool { return s.files[i].Name < s.files[j].Name })
	manifest, err := marshalPackage(info, s.files)
	if err != nil {
		return nil, err
	}
	if err := s.WriteFile(Manifest, manifest); err != nil {
		return nil, err
	}
	if err := s.move(); err != nil {
		return nil, err
	}
	s.done = true
	return s.files, nil
}

// move renames every file to its final name. The old manifest goes first, so
// that no manifest ever names files of two runs, and with it the texts that it
// names; files that are not ours stay.
func (s *Set) move() error {
	manifest := filepath.Join(s.dir, Manifest)
	old, err := os.ReadFile(manifest)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	if err := os.Remove(manifest); err != nil && !os.IsNotExist(err) {
		return err
	}
	var p packageJSON
	if json.Unmarshal(old, &p) == nil {
		for _, r := range p.Resources {
			if strings.HasPrefix(r.Path, "text/") && filepath.IsLocal(r.Path) {
				os.Remove(filepath.Join(s.dir, filepath.FromSlash(r.Path))) // it may be gone already
			}
		}
	}
	if err := os.MkdirAll(filepath.Join(s.dir, "text"), 0o777); err != nil {
		return err
	}
	for _, f := range s.files {
		name := filepath.FromSlash(f.Name)
		if err := os.Rename(filepath.Join(s.dir, staging, name), filepath.Join(s.dir, name)); err != nil {
			return err
		}
	}
	return syncDir(s.dir)
}

// Abort removes what is unfinished, and the folder if Create made it and
// nothing was committed. After Commit it only removes the empty staging
// folder.
func (s *Set) Abort() {
	for _, t := range s.open {
		t.abort()
	}
	s.open = nil
	os.RemoveAll(filepath.Join(s.dir, staging))
	if s.made && !s.done {
		os.Remove(s.dir)
	}
}

// A Table is one Parquet file being written.
type Table[Row any] struct {
	name string
	f    *os.File
	sum  hash.Hash
	size counter
	w    *parquet.GenericWriter[Row]
	rows int64
}

// newTable opens the table name of s. It does nothing where *err is set, so
// that a list of tables reads as a list.
func newTable[Row any](s *Set, name string, err *error) *Table[Row] {
	if *err != nil {
		return nil
	}
	t, e := openTable[Row](s, name)
	*err = e
	return t
}

func openTable[Row any](s *Set, name string, options ...parquet.WriterOption) (*Table[Row], error) {
	f, err := os.Create(filepath.Join(s.dir, staging, name+".parquet"))
	if err != nil {
		return nil, err
	}
	t := &Table[Row]{name: name, f: f, sum: sha256.New()}
	options = append(options,
		parquet.Compression(&zstd.Codec{Level: zstd.SpeedDefault}),
		parquet.MaxRowsPerRowGroup(rowGroup),
		parquet.CreatedBy("fusul", Schema, "")) // the default names the library, so its upgrade would change every file
	t.w = parquet.NewGenericWriter[Row](io.MultiWriter(f, t.sum, &t.size), options...)
	s.open = append(s.open, t)
	return t, nil
}

// Write appends rows to the table.
func (t *Table[Row]) Write(rows []Row) error {
	n, err := t.w.Write(rows)
	t.rows += int64(n)
	if err != nil {
		return fmt.Errorf("table %s: %w", t.name, err)
	}
	return nil
}

// finish completes the file and reports it.
func (t *Table[Row]) finish(info Info) (File, error) {
	for _, kv := range info.pairs() {
		t.w.SetKeyValueMetadata(kv.Name, kv.Value)
	}
	err := t.w.Close()
	if err = closeSynced(t.f, err); err != nil {
		return File{}, fmt.Errorf("table %s: %w", t.name, err)
	}
	columns, err := columnsOf(t.name, t.w.Schema())
	return File{
		Name:   t.name + ".parquet",
		Bytes:  int64(t.size),
		SHA256: hex.EncodeToString(t.sum.Sum(nil)),
		Rows:   t.rows,
		Fields: columns,
	}, err
}

func (t *Table[Row]) abort() { t.f.Close() }

// pairs returns i as the metadata of a table.
func (i Info) pairs() []text.Field {
	return []text.Field{
		{Name: "fusul.version", Value: i.Version},
		{Name: "fusul.schema", Value: Schema},
		{Name: "fusul.corpus_sha256", Value: i.CorpusHash},
		{Name: "fusul.lexicon_sha256", Value: i.LexiconHash},
		{Name: "fusul.plurals_sha256", Value: i.PluralsHash},
		{Name: "fusul.config_sha256", Value: i.ConfigHash},
	}
}

// counter counts the bytes written through it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// closeSynced flushes f to the disk and closes it. It returns err, if that is
// set, or its own.
func closeSynced(f *os.File, err error) error {
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// syncDir makes renames in dir last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !strings.Contains(err.Error(), "invalid argument") { // some file systems cannot
		return err
	}
	return nil
}
