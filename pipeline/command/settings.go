package command

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"

	"fusul/pipeline"
)

// defaultConfig is the settings file that is read where it lies in the
// current folder.
const defaultConfig = "fusul.yaml"

// settings are the values of a configuration file, by their flags' names. A
// flag on the command line wins.
type settings struct{ values map[string]any }

// load reads the file that args name with --config, or fusul.yaml if there is
// one.
func (s *settings) load(args []string) error {
	name, given := defaultConfig, false
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--config="); ok {
			name, given = v, true
		} else if (a == "--config" || a == "-c") && i+1 < len(args) {
			name, given = args[i+1], true
		} else if v, ok := strings.CutPrefix(a, "-c"); ok && v != "" && !strings.HasPrefix(a, "--") {
			name, given = strings.TrimPrefix(v, "="), true
		}
		if a == "--" {
			break
		}
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && !given {
		return nil
	}
	if err != nil {
		return err
	}
	var known struct {
		pipeline.Config `yaml:",inline"`
		Limits          map[string]int64 `yaml:"limits"`
	}
	dec := yaml.NewDecoder(bytes.NewReader(data), yaml.DisallowUnknownField())
	if err := dec.Decode(&known); err != nil && len(bytes.TrimSpace(data)) > 0 {
		return fmt.Errorf("%s: %s", name, yaml.FormatError(err, false, false))
	}
	var values map[string]any
	if err := yaml.Unmarshal(data, &values); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	s.values = map[string]any{}
	fields := reflect.TypeFor[pipeline.Config]()
	for i := range fields.NumField() {
		f := fields.Field(i)
		if v, ok := values[f.Tag.Get("yaml")]; ok {
			s.values[f.Tag.Get("yaml")] = v
		}
	}
	var limits []string
	for _, name := range slices.Sorted(maps.Keys(known.Limits)) {
		limits = append(limits, fmt.Sprintf("%s=%d", name, known.Limits[name]))
	}
	if len(limits) > 0 {
		s.values["limit"] = strings.Join(limits, ";")
	}
	return nil
}

// Validate is part of kong.Resolver.
func (s *settings) Validate(*kong.Application) error { return nil }

// Resolve is part of kong.Resolver: it returns the value of a flag.
func (s *settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if v, ok := s.values[strings.ReplaceAll(flag.Name, "-", "_")]; ok {
		return fmt.Sprint(v), nil
	}
	return nil, nil
}
