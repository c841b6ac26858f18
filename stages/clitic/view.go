package clitic

import (
	"slices"
	"strings"
)

// A view is what the ranker sees of a word: the ways to cut it, and what
// speaks for each. It is used again for the next word.
type view struct {
	counts    *Counts
	functions wordSet
	word      string
	bare      []byte // word, folded
	whole     uint8  // the level of word
	readings  []reading
	cuts      []reading // of the readings that cut word in the same places, one
	spelt     []byte    // the hosts of evidences
}

// open makes v a view of word, of at most maxWord bytes.
func (v *view) open(word string) {
	v.word = word
	v.bare = append(v.bare[:0], word...)
	fold(v.bare)
	v.whole = v.counts.level(hashOf(v.bare))
	v.readings = table().readings(v.readings[:0], word)
	v.cuts, v.spelt = v.cuts[:0], v.spelt[:0]
	for i, r := range v.readings {
		if !slices.ContainsFunc(v.cuts, r.sameCut) && !v.isPossessedArticle(r) {
			v.cuts = append(v.cuts, v.choose(v.readings[i:]))
		}
	}
	if parts, ok := table().settled(word); ok {
		v.settle(parts)
	}
}

// settle leaves of the cuts the one that gives these parts, if there is one.
func (v *view) settle(parts string) {
	for _, r := range v.cuts {
		if r.candidate(v.word).Segments(v.word, ATB) == parts {
			v.cuts = append(v.cuts[:0], r)
			return
		}
	}
}

// free appends to dst the free host of r, folded.
func (v *view) free(dst []byte, r reading) []byte {
	from := len(dst)
	dst = appendFree(dst, r, v.bare)
	if r.tail != "" {
		fold(dst[from:]) // إلى
	}
	return dst
}

// freeHash returns the hash of the free host of r, folded.
func (v *view) freeHash(r reading) hash {
	var buf [maxWord + 8]byte
	return hashOf(v.free(buf[:0], r))
}

// choose returns the reading that stands for all of readings that cut the word
// as the first one does: the one for whose free host, or for whose article,
// the counts speak. A word is cut in the same places whatever it answers.
func (v *view) choose(readings []reading) reading {
	var buf, articles [4]reading
	plain, definite := buf[:0], articles[:0]
	for _, r := range readings {
		switch {
		case !r.sameCut(readings[0]):
		case r.article:
			definite = append(definite, r)
		default:
			plain = append(plain, r)
		}
	}
	switch {
	case len(definite) == 0:
		return v.restore(plain)
	case len(plain) == 0:
		return definite[0]
	case plain[0].proclitics&For != 0:
		return v.behindLam(plain[0], definite)
	case v.isOneWord(plain[0], definite[0]):
		return plain[0]
	}
	return definite[0]
}

// restore returns the reading whose free host occurs most often.
func (v *view) restore(readings []reading) reading {
	best, most := readings[0], 0
	if len(readings) == 1 {
		return best
	}
	for _, r := range readings {
		// An unknown host stands for what the table restores: its ت for ة.
		if n := v.met(r); n > most || n == most && !v.isVerb(r) {
			best, most = r, n
		}
	}
	return best
}

// met returns how often the free host of r occurs, with the article and
// without.
func (v *view) met(r reading) int {
	h := v.freeHash(r)
	return v.counts.count(h) + v.counts.count(article.then(h))
}

// isVerb reports whether r can only be a verb, so that the ت of an unknown
// host is no ة.
func (v *view) isVerb(r reading) bool {
	return r.proclitics&Will != 0 || r.enclitic.String() == "ني"
}

// isOneWord reports whether the ال of a host is rather part of it, as in
// التزام, than the article: if the host is met with what cannot stand before
// or behind an article more often than without its ال or behind the ل that
// swallows an alef.
func (v *view) isOneWord(plain, definite reading) bool {
	rest := v.freeHash(definite)
	return v.wholly(v.freeHash(plain)) > v.counts.count(rest)+v.counts.count(lamLam.then(rest))
}

// wholly returns how often a host that begins with ال is met with what cannot
// stand before or behind an article (لالتزام، الالتزام، التزامها).
func (v *view) wholly(h hash) int {
	n := v.counts.count(forLam.then(h)) + v.counts.count(article.then(h))
	for _, p := range unmistakable {
		n += v.counts.count(h.then(p.hash))
	}
	return n
}

// isPossessedArticle reports whether r has a pronoun behind a host whose ال is
// the article, for which للـ stands more often than for an ال of its own. No word
// has both: الدوله is a hasty الدولة.
func (v *view) isPossessedArticle(r reading) bool {
	if r.enclitic == 0 || r.head+r.tail != "" || !strings.HasPrefix(v.word[r.pre:], alef+lam) {
		return false
	}
	bare := r
	bare.pre += len(alef + lam)
	return bare.pre < len(v.word)-r.suf && v.counts.count(lamLam.then(v.freeHash(bare))) > v.wholly(v.freeHash(r))
}

// behindLam chooses what a word with the particle ل has of an article: one
// that is written (للحكومة), one lost in the host's own lam (للغة), or none.
// A host that is hardly ever definite (ليبيا) has none.
func (v *view) behindLam(plain reading, articles []reading) reading {
	best, most := plain, v.counts.count(v.freeHash(plain))/100
	for _, r := range articles {
		if c := v.counts.count(article.then(v.freeHash(r))); c > most {
			best, most = r, c
		}
	}
	return best
}

// The hashes of what stands before a host.
var (
	article = hashOf("ال")
	forLam  = hashOf("ل")
	lamLam  = hashOf("لل")
)

// unmistakable are pronouns that are no ending of a noun; a final ه may be a
// hasty ة.
var unmistakable = affixList(true, "ها", "هم", "نا")
