package report

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"fusul/stages/table"
)

// Caps say what a file leaves out of a corpus too large for it.
type Caps struct {
	Works    int    `json:"works"`    // works shown by chapter
	OfWorks  int    `json:"of_works"` //
	Texts    int    `json:"texts"`    // works whose text can be read
	Passages int    `json:"passages"` // passages shown
	Of       int64  `json:"of"`       // passages there are
	PerKey   int    `json:"per_key"`  // at most, of each work and key of the second level; 0 where all are shown
	Seed     uint64 `json:"seed"`     // that they are drawn with

	texts map[string]bool
}

// A stratum is the passages of one work and key of the second level.
type stratum struct{ doc, key string }

func stratumOf(doc, key string) stratum {
	parts := strings.SplitN(key, ".", 3)
	return stratum{doc, strings.Join(parts[:min(2, len(parts))], ".")}
}

// choose returns the works that are shown by chapter, and what is left out;
// nil if nothing is.
func (o *Output) choose(opt Options) ([]string, *Caps, error) {
	seed, _ := strconv.ParseUint(o.info.Config["seed"], 10, 64)
	caps := &Caps{OfWorks: len(o.docs), Seed: seed, texts: map[string]bool{}}
	var works []string
	var room = opt.Text
	for _, d := range o.docs[:min(opt.Works, len(o.docs))] {
		works = append(works, d.id)
		if d.bytes <= room {
			room -= d.bytes
			caps.texts[d.id] = true
		}
	}
	caps.Works, caps.Texts = len(works), len(caps.texts)
	type match struct {
		Doc     string `parquet:"doc_id"`
		KeyPath string `parquet:"key_path"`
	}
	sizes := map[stratum]int{}
	err := each(o, "matches", func(m *match) {
		caps.Of++
		if slices.Contains(works, m.Doc) {
			sizes[stratumOf(m.Doc, m.KeyPath)]++
		}
	})
	caps.PerKey, caps.Passages = level(sizes, opt.Passages)
	if caps.Works == caps.OfWorks && caps.Texts == caps.Works && int64(caps.Passages) == caps.Of {
		return works, nil, err
	}
	return works, caps, err
}

// level returns the most passages that each stratum may have so that there
// are at most total, or 0 if all may stay; and how many that makes.
func level(sizes map[stratum]int, total int) (most, sum int) {
	all := make([]int, 0, len(sizes))
	for _, n := range sizes {
		all = append(all, n)
		sum += n
	}
	if sum <= total {
		return 0, sum
	}
	slices.Sort(all)
	for i, n := range all { // the strata below fit whole
		if rest := len(all) - i; n*rest > total {
			most = max(1, total/rest)
			break
		}
		total -= n
	}
	sum = 0
	for _, n := range all {
		sum += min(n, most)
	}
	return most, sum
}

// sample keeps at most most rows of each stratum, in their order: those with
// the smallest hashes of their place, so that the draw depends on nothing but
// the seed.
func sample(rows []table.MatchRow, most int, seed uint64) []table.MatchRow {
	if most == 0 {
		return rows
	}
	type drawn struct {
		row  int
		hash uint64
	}
	strata := map[stratum][]drawn{}
	for i := range rows {
		s := stratumOf(rows[i].Doc, rows[i].KeyPath)
		strata[s] = append(strata[s], drawn{i, ticket(&rows[i], seed)})
	}
	keep := make([]bool, len(rows))
	for _, s := range strata {
		slices.SortFunc(s, func(a, b drawn) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.row, b.row)) })
		for _, d := range s[:min(most, len(s))] {
			keep[d.row] = true
		}
	}
	var kept []table.MatchRow
	for i := range rows {
		if keep[i] {
			kept = append(kept, rows[i])
		}
	}
	return kept
}

// ticket is the number with which a passage is drawn.
func ticket(m *table.MatchRow, seed uint64) uint64 {
	h := fnv.New64a()
	b := binary.BigEndian.AppendUint64(nil, seed)
	b = binary.BigEndian.AppendUint64(b, uint64(m.Start))
	h.Write(append(append(append(b, m.Doc...), 0), m.KeyPath...))
	x := h.Sum64() // FNV mixes its last bytes badly; this is the finish of splitmix64
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
