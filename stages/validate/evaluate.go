package validate

import (
	"cmp"
	"slices"
)

// A Report is how right a dictionary is, key by key and over all keys.
type Report struct {
	Coders int
	Keys   []KeyReport
	All    KeyReport // all keys together; its Key is empty
}

// A KeyReport is how right one key is.
type KeyReport struct {
	Key       string
	Items     int // sampled
	Coded     int // coded by every coder, with one voice
	Disputed  int // coded differently; they enter no figure but κ and α
	Confusion     // weighted by the strata, in sentences of the corpus

	Precision, Recall, F1, MCC Estimate
	Kappa                      Estimate // between dictionary and coders
	CoderKappa                 Estimate // between two coders
	Alpha                      Estimate // among all coders

	Wrong  []PatternError // terms that hit where they should not, worst first
	Missed []PatternError // near misses that should have been hits
}

// A PatternError is a term, with a word of the text, that caused errors.
type PatternError struct {
	Pattern string
	Keyword string
	N       int // sampled sentences with it
	Errors  int // of them, those that are wrong
}

// Evaluate compares the codes of one or more coders with the dictionary.
// Sentences that not all coders coded are left out; so are, but for the
// agreement of the coders, those they do not agree on.
func Evaluate(p *Plan, coders ...Codes) *Report {
	r := &Report{Coders: len(coders)}
	var all [strata]tally
	var units [][]bool
	for i, k := range p.Keys {
		e := evaluation{patterns: map[[2]string]*PatternError{}, missed: map[[2]string]*PatternError{}}
		for s := range e.tallies {
			e.tallies[s].size = k.Size[s]
		}
		for j := range p.Items {
			if p.Items[j].Key == k.Key {
				e.add(&p.Items[j], coders)
			}
		}
		r.Keys = append(r.Keys, e.report(k.Key, p.Seed, uint64(i+1)))
		for s, t := range e.tallies {
			all[s].size += t.size
			all[s].n += t.n
			all[s].disputed += t.disputed
		}
		units = append(units, e.units...)
	}
	r.All = overall(r.Keys, all, units, p.Seed)
	return r
}

// An evaluation collects the codes of one key.
type evaluation struct {
	tallies          [strata]tally
	items            int
	units            [][]bool // the codes of each item that all coders coded
	patterns, missed map[[2]string]*PatternError
}

func (e *evaluation) add(x *Item, coders []Codes) {
	e.items++
	var codes []bool
	for _, c := range coders {
		if yes, ok := c[x.ID]; ok {
			codes = append(codes, yes)
		}
	}
	if len(codes) < len(coders) || len(codes) == 0 {
		return
	}
	e.units = append(e.units, codes)
	t := &e.tallies[x.Stratum]
	if slices.Contains(codes, !codes[0]) {
		t.disputed++
		return
	}
	t.n++
	if codes[0] {
		t.yes++
	}
	switch {
	case x.Stratum == Hit:
		blame(e.patterns, x.Finds, !codes[0])
	case x.Stratum == Near:
		blame(e.missed, x.Finds, codes[0])
	}
}

// blame counts a sentence for each of its finds.
func blame(errors map[[2]string]*PatternError, finds []Find, wrong bool) {
	for _, f := range finds {
		id := [2]string{f.Pattern, f.Keyword}
		if errors[id] == nil {
			errors[id] = &PatternError{Pattern: f.Pattern, Keyword: f.Keyword}
		}
		errors[id].N++
		if wrong {
			errors[id].Errors++
		}
	}
}

func (e *evaluation) report(key string, seed, id uint64) KeyReport {
	r := KeyReport{Key: key, Items: e.items, Confusion: confusion(e.tallies)}
	for _, t := range e.tallies {
		r.Coded += int(t.n)
		r.Disputed += t.disputed
	}
	r.Precision, r.Recall = precision(e.tallies[Hit]), recall(e.tallies)
	r.F1 = bootstrap(e.tallies, seed, id, Confusion.F1)
	r.MCC = bootstrap(e.tallies, seed, id, Confusion.MCC)
	r.Kappa = bootstrap(e.tallies, seed, id, Confusion.Kappa)
	r.CoderKappa = bootstrapUnits(e.units, seed, id, coderKappa)
	r.Alpha = bootstrapUnits(e.units, seed, id, Alpha)
	r.Wrong, r.Missed = worst(e.patterns), worst(e.missed)
	return r
}

// coderKappa returns κ of two coders; of one or of three it is not defined.
func coderKappa(units [][]bool) (float64, bool) {
	table := [][]int{{0, 0}, {0, 0}}
	for _, u := range units {
		if len(u) != 2 {
			return 0, false
		}
		table[index(u[0])][index(u[1])]++
	}
	return Cohen(table)
}

func index(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// worst returns those that caused an error, the most first.
func worst(errors map[[2]string]*PatternError) []PatternError {
	var out []PatternError
	for _, e := range errors {
		if e.Errors > 0 {
			out = append(out, *e)
		}
	}
	slices.SortFunc(out, func(a, b PatternError) int {
		return cmp.Or(-cmp.Compare(a.Errors, b.Errors), cmp.Compare(a.N, b.N),
			cmp.Compare(a.Pattern, b.Pattern), cmp.Compare(a.Keyword, b.Keyword))
	})
	return out
}

// overall adds the keys up. Its shares are of the weighted sentences of all
// keys; only agreement has an interval, since the strata of different keys
// share sentences.
func overall(keys []KeyReport, all [strata]tally, units [][]bool, seed uint64) KeyReport {
	var r KeyReport
	for _, k := range keys {
		r.Items, r.Coded, r.Disputed = r.Items+k.Items, r.Coded+k.Coded, r.Disputed+k.Disputed
		r.TP, r.FP, r.FN, r.TN = r.TP+k.TP, r.FP+k.FP, r.FN+k.FN, r.TN+k.TN
	}
	for _, x := range []struct {
		to *Estimate
		f  func() (float64, bool)
	}{
		{&r.Precision, r.Confusion.Precision}, {&r.Recall, r.Confusion.Recall}, {&r.F1, r.Confusion.F1},
		{&r.MCC, r.Confusion.MCC}, {&r.Kappa, r.Confusion.Kappa},
	} {
		x.to.Value, x.to.OK = x.f()
		x.to.OK = x.to.OK && all[Hit].n > 0
	}
	r.CoderKappa = bootstrapUnits(units, seed, 0, coderKappa)
	r.Alpha = bootstrapUnits(units, seed, 0, Alpha)
	return r
}
