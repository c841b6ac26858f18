package pipeline

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fusul/stages/stats"
	"fusul/stages/table"
)

// A Setting is a setting and the values that a sweep gives it.
type Setting struct {
	Name   string
	Values []string
	Set    func(c *Config, value string) error
}

// A Variant is one run of a sweep.
type Variant struct {
	Name   string            // the settings and their values
	Values map[string]string // by setting
	Out    string
	Rates  map[string]float64 // by key: hits in all works per 10,000 words
	Ranks  map[string]int     // among the keys of its level and parent, from 1
	Topics []string           // the top terms of each topic
}

// A Conclusion is how far one figure moves over the variants of a sweep.
type Conclusion struct {
	Key         string
	Base        float64 // of the first variant
	Low, High   float64 // of all
	First, Last int     // the best and the worst rank
	Moves       map[string]float64
}

// Sweep runs the input once for each way to combine the values of settings,
// the first values first, into folders of their own in cfg.Out.
func Sweep(ctx context.Context, in Input, cfg Config, settings []Setting, progress Progress) ([]Variant, error) {
	variants := []Variant{{Values: map[string]string{}}}
	for _, s := range settings {
		var next []Variant
		for _, v := range variants {
			for _, value := range s.Values {
				w := Variant{Name: strings.TrimPrefix(v.Name+" "+s.Name+"="+value, " "), Values: map[string]string{s.Name: value}}
				for name, x := range v.Values {
					w.Values[name] = x
				}
				next = append(next, w)
			}
		}
		variants = next
	}
	out := cfg.Out
	for i := range variants {
		v := &variants[i]
		c := cfg
		for _, s := range settings {
			if err := s.Set(&c, v.Values[s.Name]); err != nil {
				return nil, err
			}
		}
		c.Out = filepath.Join(out, strings.ReplaceAll(v.Name, " ", ","))
		v.Out = c.Out
		if _, err := Run(ctx, in, c, func(string, int64, int64) {}); err != nil {
			return nil, fmt.Errorf("%s: %w", v.Name, err)
		}
		if err := v.read(); err != nil {
			return nil, err
		}
		progress("variants", int64(i+1), int64(len(variants)))
	}
	return variants, nil
}

// read reads what the variant concludes.
func (v *Variant) read() error {
	hits, words := map[string]int64{}, map[string]int64{}
	for r, err := range table.Rows[table.DictionaryRow](v.Out, "dictionary_counts_by_document") {
		if err != nil {
			return err
		}
		hits[r.KeyPath] += r.N
		words[r.KeyPath] += r.Tokens
	}
	v.Rates, v.Ranks = map[string]float64{}, map[string]int{}
	for key, n := range hits {
		v.Rates[key] = stats.Per10k(n, words[key])
	}
	for key := range hits {
		v.Ranks[key] = 1
		for other, n := range hits {
			if parent(other) == parent(key) && n > hits[key] {
				v.Ranks[key]++
			}
		}
	}
	for r, err := range table.Rows[table.TopicRow](v.Out, "topics") {
		if err != nil {
			return err
		}
		v.Topics = append(v.Topics, r.TopTerms)
	}
	return nil
}

// parent returns the path of the key above.
func parent(path string) string { return path[:max(0, strings.LastIndexByte(path, '.'))] }

// Conclusions tells of each key that has a hit in a variant how far its rate
// and its rank move over all variants, those whose rank moves most first, and
// how much each setting has to do with it: the mean change of the rate, in
// parts of the base, between variants that differ in that setting alone.
func Conclusions(variants []Variant, settings []Setting) []Conclusion {
	var all []Conclusion
	for key, base := range variants[0].Rates {
		c := Conclusion{Key: key, Base: base, Low: base, High: base, First: variants[0].Ranks[key], Last: variants[0].Ranks[key], Moves: map[string]float64{}}
		for _, v := range variants {
			c.Low, c.High = min(c.Low, v.Rates[key]), max(c.High, v.Rates[key])
			c.First, c.Last = min(c.First, v.Ranks[key]), max(c.Last, v.Ranks[key])
		}
		if c.High == 0 {
			continue
		}
		for _, s := range settings {
			c.Moves[s.Name] = move(variants, s.Name, key)
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b Conclusion) int {
		if x, y := a.Last-a.First, b.Last-b.First; x != y {
			return y - x
		}
		if x, y := a.High-a.Low, b.High-b.Low; x != y {
			if x > y {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Key, b.Key)
	})
	return all
}

// move returns the mean difference of the rate of a key between two variants
// that differ in one setting alone, as a share of their mean.
func move(variants []Variant, setting, key string) float64 {
	sum, n := 0.0, 0
	for i := range variants {
		for j := range i {
			if !differOnly(variants[i].Values, variants[j].Values, setting) {
				continue
			}
			a, b := variants[i].Rates[key], variants[j].Rates[key]
			if a+b > 0 {
				sum += 2 * max(a-b, b-a) / (a + b)
			}
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

func differOnly(a, b map[string]string, setting string) bool {
	for name, x := range a {
		if (x != b[name]) != (name == setting) {
			return false
		}
	}
	return true
}

// Alike returns the mean share of the top terms of the topics of a that the
// most similar topic of b has too; 1 where they are the same topics.
func Alike(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	sum := 0.0
	for _, x := range a {
		terms, best := strings.Fields(x), 0.0
		for _, y := range b {
			others, n := strings.Fields(y), 0
			for _, t := range terms {
				if slices.Contains(others, t) {
					n++
				}
			}
			best = max(best, float64(n)/float64(max(1, len(terms))))
		}
		sum += best
	}
	return sum / float64(len(a))
}
