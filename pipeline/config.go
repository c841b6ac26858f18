package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"fusul/stages/text"
)

// Config is all that a run is told. The zero value of a field means its
// default. The yaml names are those of fusul.yaml and of the flags.
type Config struct {
	Out      string `yaml:"out" help:"Folder for the results." default:"out"`
	Lexicon  string `yaml:"lexicon" help:"Dictionary file; the built-in one of international-relations theory if empty." default:""`
	Workers  int    `yaml:"workers" help:"Goroutines that analyse; 0 means one for each processor. The results do not depend on it." default:"0"`
	Memory   int    `yaml:"memory" help:"Megabytes of memory that a run tries to stay within, by collecting garbage more often. The results do not depend on it." default:"1200"`
	Fresh    bool   `yaml:"fresh" help:"Compute everything anew, whatever earlier runs have finished." default:"false"`
	NoReport bool   `yaml:"no_report" help:"Write no report.html." default:"false"`
	Strict   bool   `yaml:"strict" help:"Stop at the first bad file instead of reporting it and going on." default:"false"`

	Encoding string `yaml:"encoding" kong:"-" help:"Encoding of the input where detection fails." default:""`
	Repair   bool   `yaml:"repair" kong:"-" help:"Mend texts whose letters are damaged, which are refused else." default:"false"`
	Profile  string `yaml:"profile" help:"Normalisation of the words that are counted: none, light, ir or match." default:"ir"`
	Scheme   string `yaml:"scheme" help:"Clitic split: atb, d3 or none." default:"atb"`
	Notes    string `yaml:"notes" help:"Words of footnotes and endnotes: exclude them from all counts, include them, or count only them." default:"exclude"`
	Segment  string `yaml:"segment" help:"Text without headings: whole, or texttiling." default:"whole"`
	Mode     string `yaml:"mode" help:"Lexicon matching: strict (the likeliest split must agree) or recall (any split)." default:"strict"`
	Tolerant bool   `yaml:"tolerant" help:"Match words with one small spelling error too." default:"false"`
	Plurals  string `yaml:"plurals" help:"File of broken plurals of dictionary words: word, tab, plurals parted by |." default:""`
	Scope    string `yaml:"nested_scope" name:"nested-scope" aliases:"scope" help:"Longest match wins within a key, or within the whole dictionary: key or dictionary." default:"key"`
	Context  int    `yaml:"context" help:"Words of context before and after a hit." default:"10"`
	Adapt    bool   `yaml:"adapt" help:"Count the corpus first, to split its words better." default:"false"`

	Stats string `yaml:"stats" help:"Comparing tables (keyness, dispersion, collocations and so on): full, or basic for none of them." default:"full"`

	Topics      string `yaml:"topics" help:"Number of topics; size chooses by the size of the corpus, auto by fitting many, none fits none." default:"size"`
	Seeded      string `yaml:"seeded" help:"Dictionary key whose sub-keys seed a topic each, such as theory; the other topics are free." default:""`
	Iterations  int    `yaml:"iterations" help:"Passes of the topic sampler over the corpus; 0 means 1000, or fewer for a large corpus." default:"0"`
	Seeds       int    `yaml:"seeds" help:"Topic models fitted from different seeds, the best by held-out likelihood kept; 0 means 3, or 1 for a large corpus." default:"0"`
	Seed        uint64 `yaml:"seed" help:"Seed of everything random." default:"1"`
	TopicsTrain int    `yaml:"topics_train" name:"topics-train" help:"Words that topics are trained on: where the units of the model have more, a sample of so many of them, drawn by the seed; the shares of all units are then inferred." default:"3000000"`
	Chunk       int    `yaml:"chunk" help:"Words of a topic unit: longer sections are cut into chunks of about this length." default:"300"`
}

// perRun names the settings that do not change what a run computes, or that
// name a file whose hash is kept instead.
var perRun = map[string]bool{"out": true, "lexicon": true, "plurals": true, "workers": true, "fresh": true, "memory": true, "no_report": true}

// withDefaults returns c with its zero fields filled, or the first field that
// is wrong.
func (c Config) withDefaults() (Config, error) {
	c.fill()
	if c.Workers == 0 {
		c.Workers = runtime.GOMAXPROCS(0)
	}
	return c, c.check()
}

// fill sets the zero fields of c to the defaults of their tags.
func (c *Config) fill() {
	v := reflect.ValueOf(c).Elem()
	for i := range v.NumField() {
		f, def := v.Field(i), v.Type().Field(i).Tag.Get("default")
		if !f.IsZero() || def == "" {
			continue
		}
		switch f.Kind() {
		case reflect.String:
			f.SetString(def)
		case reflect.Int:
			n, _ := strconv.Atoi(def)
			f.SetInt(int64(n))
		case reflect.Uint64:
			n, _ := strconv.Atoi(def)
			f.SetUint(uint64(n))
		}
	}
}

// check names the first field whose value is not allowed.
func (c Config) check() error {
	oneOf := func(name, value string, allowed ...string) error {
		for _, a := range allowed {
			if value == a {
				return nil
			}
		}
		return &ConfigError{name, fmt.Sprintf("is %q, must be one of %s", value, strings.Join(allowed, ", "))}
	}
	within := func(name string, value, low, high int) error {
		if value < low || value > high {
			return &ConfigError{name, fmt.Sprintf("is %d, must be from %d to %d", value, low, high)}
		}
		return nil
	}
	for _, err := range []error{
		within("workers", c.Workers, 1, 1024),
		within("memory", c.Memory, 64, 1<<30),
		oneOf("profile", c.Profile, "none", "light", "ir", "match"),
		oneOf("scheme", c.Scheme, "atb", "d3", "none"),
		oneOf("notes", c.Notes, "exclude", "include", "only"),
		oneOf("segment", c.Segment, "whole", "texttiling"),
		oneOf("mode", c.Mode, "strict", "recall"),
		oneOf("stats", c.Stats, "full", "basic"),
		oneOf("nested_scope", c.Scope, "key", "dictionary"),
		within("context", c.Context, 1, 100),
		c.checkTopics(),
		within("iterations", c.Iterations, 0, 1_000_000),
		within("seeds", c.Seeds, 0, 100),
		within("topics_train", c.TopicsTrain, 1000, 1<<31-1),
		within("chunk", c.Chunk, 20, 1_000_000),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// The largest number of topics that a run may ask for.
const maxTopics = 2000

// checkTopics says whether the number of topics is one, or one of the words
// that stand for it.
func (c Config) checkTopics() error {
	switch c.Topics {
	case "size", "auto", "none":
		return nil
	}
	if k, err := strconv.Atoi(c.Topics); err != nil || k < 2 || k > maxTopics {
		return &ConfigError{"topics", fmt.Sprintf("is %q, must be a number from 2 to %d, size, auto or none", c.Topics, maxTopics)}
	}
	return nil
}

// A ConfigError is a setting that is not allowed: a misuse, not a failure.
type ConfigError struct{ Name, Msg string }

func (e *ConfigError) Error() string { return e.Name + " " + e.Msg }

// Fields returns the settings that decide what a run computes, by name.
func (c Config) Fields() []text.Field {
	var fields []text.Field
	v := reflect.ValueOf(c)
	for i := range v.NumField() {
		if name := v.Type().Field(i).Tag.Get("yaml"); !perRun[name] {
			fields = append(fields, text.Field{Name: name, Value: fmt.Sprint(v.Field(i))})
		}
	}
	return fields
}

// hash returns the hash of the settings that decide what a run computes.
func (c Config) hash() string { return configHash(c.Fields()) }

// configHash returns the hash of settings, whatever their order.
func configHash(fields []text.Field) string {
	sorted := slices.SortedFunc(slices.Values(fields), func(a, b text.Field) int { return strings.Compare(a.Name, b.Name) })
	h := sha256.New()
	for _, f := range sorted {
		fmt.Fprintf(h, "%s=%s\n", f.Name, f.Value)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Flags adds a flag for each setting, which c holds the default of, to a set of
// the standard library's.
func (c *Config) Flags(set *flag.FlagSet) {
	v := reflect.ValueOf(c).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, help := strings.ReplaceAll(f.Tag.Get("yaml"), "_", "-"), f.Tag.Get("help")
		switch p := v.Field(i).Addr().Interface().(type) {
		case *string:
			set.StringVar(p, name, *p, help)
		case *int:
			set.IntVar(p, name, *p, help)
		case *uint64:
			set.Uint64Var(p, name, *p, help)
		case *bool:
			set.BoolVar(p, name, *p, help)
		}
	}
}

// WriteYAML writes c as a commented fusul.yaml.
func (c Config) WriteYAML(w io.Writer) error {
	v := reflect.ValueOf(c)
	for i := range v.NumField() {
		f := v.Type().Field(i)
		value := fmt.Sprint(v.Field(i))
		if v.Field(i).Kind() == reflect.String {
			value = strconv.Quote(value)
		}
		if _, err := fmt.Fprintf(w, "# %s\n%s: %s\n\n", f.Tag.Get("help"), f.Tag.Get("yaml"), value); err != nil {
			return err
		}
	}
	return nil
}

// Garbage is how much a run allocates before garbage is collected, in percent
// of what is in use: docs/performance.md has the figures.
const Garbage = 200

// Defaults returns the configuration of a run that is told nothing.
func Defaults() Config {
	var c Config
	c.fill()
	return c
}
