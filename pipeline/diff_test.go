package pipeline

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestDiff compares runs with two versions of a dictionary: the changed keys
// are named, and no others.
func TestDiff(t *testing.T) {
	dir := t.TempDir()
	version := func(name, yaml string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(yaml), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	run := func(name, lexicon string, in Input) string {
		out := filepath.Join(dir, name)
		if _, err := Run(t.Context(), in, Config{Out: out, Lexicon: lexicon, Topics: "none", Stats: "basic", NoReport: true}, quiet); err != nil {
			t.Fatal(err)
		}
		return out
	}
	one := version("one.yaml", "theory:\n  realism: [قوة, حلف]\n  idealism: [سلام]\nactor: [دولة]\nold: [ردع]\n")
	two := version("two.yaml", "theory:\n  realism: [قوة, حلف, نظام]\n  idealism: [سلام]\nactor: [دولة]\nnew: [أمن]\n")
	a, b := run("a", one, library(nil)), run("b", two, library(nil))
	changes, err := Diff(a, b)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string][]string{}
	for _, c := range changes {
		named[c.What] = append(named[c.What], c.Name)
	}
	slices.Sort(named["dictionary"])
	if got := strings.Join(named["dictionary"], " "); got != "new old theory.realism" {
		t.Errorf("changed keys of the dictionary: %s", got)
	}
	slices.Sort(named["hits"])
	if got := strings.Join(named["hits"], " "); got != "new old theory theory.realism" { // theory has the hits of realism
		t.Errorf("changed hits: %s", got)
	}
	if len(named["input"])+len(named["word"])+len(named["setting"]) > 0 {
		t.Errorf("changes that nobody made: %v", named)
	}
	if same, err := Diff(a, run("again", one, library(nil))); err != nil || len(same) > 0 {
		t.Errorf("two runs of the same: %v %v", same, err)
	}
	longer := func(f fstest.MapFS) { f["03.txt"].Data = append(f["03.txt"].Data, "وكلمة أخيرة.\n"...) }
	changes, err = Diff(a, run("longer", one, library(longer)))
	if err != nil || changes[0].What != "input" || changes[0].Name != "03" {
		t.Errorf("a longer work: %v %v", changes, err)
	}
}

func TestSweep(t *testing.T) {
	if testing.Short() {
		t.Skip("a grid of runs")
	}
	settings := []Setting{
		{Name: "mode", Values: []string{"strict", "recall"}, Set: func(c *Config, v string) error { c.Mode = v; return nil }},
		{Name: "profile", Values: []string{"ir", "none"}, Set: func(c *Config, v string) error { c.Profile = v; return nil }},
	}
	variants, err := Sweep(t.Context(), library(nil), Config{Out: t.TempDir(), Topics: "none", Stats: "basic", NoReport: true}, settings, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if len(variants) != 4 || variants[0].Name != "mode=strict profile=ir" || variants[3].Name != "mode=recall profile=none" {
		t.Fatalf("%d variants, the first %q", len(variants), variants[0].Name)
	}
	found := Conclusions(variants, settings)
	if len(found) == 0 {
		t.Fatal("no conclusions")
	}
	for _, c := range found {
		if c.Low > c.Base || c.Base > c.High || c.First > c.Last || c.Moves["profile"] != 0 && c.Low == c.High {
			t.Errorf("%+v makes no sense", c)
		}
		if c.Moves["profile"] > 0 {
			t.Errorf("the profile of counted words moves the dictionary hits of %s", c.Key)
		}
	}
	if got := Alike([]string{"ا ب", "ت ث"}, []string{"ب ا", "ت ج"}); got != 0.75 {
		t.Errorf("Alike = %g, want 0.75", got)
	}
}
