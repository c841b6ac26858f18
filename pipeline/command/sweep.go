package command

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"fusul/pipeline"
)

type sweepCommand struct {
	inputFlags
	pipeline.Config
	Vary []string `help:"A setting and its values, the usual one first; once for each setting." sep:"none" placeholder:"NAME=A,B"`
}

// Help is shown under sweep --help.
func (*sweepCommand) Help() string {
	return `Runs once for each way to combine the values and says how far each conclusion moves:
the rate and the rank of every key, which setting moves it, and how alike the topics
stay. Each run keeps its tables in a folder of its own within --out.

Examples:
  fusul sweep thesis/ --out sweep --vary profile=ir,light,none --vary mode=strict,recall
  fusul sweep thesis/ --out sweep --vary topics=5,10,15 --vary seed=1,2,3 --vary chunk=200,300`
}

// Run runs the grid and prints how far the conclusions move.
func (c *sweepCommand) Run(e *env) error {
	settings, err := varied(c.Vary)
	if err != nil {
		return err
	}
	in, err := c.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	bars := newBars(e)
	variants, err := pipeline.Sweep(e.ctx, in, c.Config, settings, bars.progress)
	bars.wait()
	if err != nil {
		return err
	}
	fmt.Fprint(e.stdout, "key\tper_10k\tlow\thigh\trank\trank_low\trank_high")
	for _, s := range settings {
		fmt.Fprintf(e.stdout, "\tby_%s", s.Name)
	}
	fmt.Fprintln(e.stdout)
	for _, x := range pipeline.Conclusions(variants, settings) {
		fmt.Fprintf(e.stdout, "%s\t%.2f\t%.2f\t%.2f\t%d\t%d\t%d", e.isolate(x.Key), x.Base, x.Low, x.High, variants[0].Ranks[x.Key], x.First, x.Last)
		for _, s := range settings {
			fmt.Fprintf(e.stdout, "\t%.3f", x.Moves[s.Name])
		}
		fmt.Fprintln(e.stdout)
	}
	for _, v := range variants[1:] {
		if len(v.Topics) > 0 && !e.quiet {
			e.say("%s: %.0f %% of the topics' terms are those of %s", v.Name, 100*pipeline.Alike(v.Topics, variants[0].Topics), variants[0].Name)
		}
	}
	return nil
}

// varied reads settings of the form name=a,b.
func varied(list []string) ([]pipeline.Setting, error) {
	if len(list) == 0 {
		return nil, &usageError{"nothing to vary: give --vary NAME=A,B"}
	}
	var settings []pipeline.Setting
	for _, s := range list {
		name, values, ok := strings.Cut(s, "=")
		field, known := settingField(name)
		if !ok || values == "" || !known {
			return nil, &usageError{fmt.Sprintf("--vary %s: want the name of a setting, =, and values parted by commas", s)}
		}
		settings = append(settings, pipeline.Setting{Name: name, Values: strings.Split(values, ","), Set: func(c *pipeline.Config, value string) error {
			return setField(reflect.ValueOf(c).Elem().Field(field), name, value)
		}})
	}
	return settings, nil
}

// settingField returns the field of a setting that a sweep may vary.
func settingField(name string) (int, bool) {
	t := reflect.TypeFor[pipeline.Config]()
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("yaml") == name && name != "out" && name != "workers" {
			return i, true
		}
	}
	return 0, false
}

// setField sets a setting to a value as it is written.
func setField(f reflect.Value, name, value string) error {
	var err error
	switch f.Kind() {
	case reflect.String:
		f.SetString(value)
	case reflect.Bool:
		var b bool
		b, err = strconv.ParseBool(value)
		f.SetBool(b)
	case reflect.Int:
		var n int64
		n, err = strconv.ParseInt(value, 10, 64)
		f.SetInt(n)
	case reflect.Uint64:
		var n uint64
		n, err = strconv.ParseUint(value, 10, 64)
		f.SetUint(n)
	}
	if err != nil {
		return &usageError{fmt.Sprintf("--vary %s: %q is no value of it", name, value)}
	}
	return nil
}
