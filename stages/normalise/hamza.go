package normalise

import "strings"

// Hamzas. Writers drop the hamza of an alef far more often than they invent
// one: الامن is written for الأمن, and ان for أن, إن and آن. So a bare alef in
// a text may stand for any alef of a term, while a hamza that is written must
// be the term's own. That relation is no equality (أن and إن both agree with
// ان, but not with each other), so folding cannot express it, and the profile
// Match keeps hamzas. A matcher files its terms under BareAlef(p.Word(term)),
// looks a word up under BareAlef(p.Word(word)), and asks HamzaAgrees of what
// it finds.

// BareAlef returns s with أ إ آ written as ا. It returns s itself, and
// allocates nothing, if there are none.
func BareAlef(s string) string {
	return Profile{Alef: true}.Word(s)
}

// HamzaAgrees reports whether the word text, as it was written, can be a
// spelling of term: whether they are equal but for places where text has a
// bare alef and term has أ, إ or آ. Both are folded under the same profile.
func HamzaAgrees(text, term string) bool {
	if len(text) != len(term) {
		return false
	}
	for i := 0; i < len(text); i++ {
		if text[i] == term[i] {
			continue
		}
		// All four alefs are the lead byte of ا and one more byte.
		if i == 0 || text[i-1] != alefLead || text[i] != bareAlef || strings.IndexByte(hamzaAlefs, term[i]) < 0 {
			return false
		}
	}
	return true
}

// The four alefs share their first byte.
const (
	alefLead   = 0xd8
	bareAlef   = 0xa7           // ا is D8 A7
	hamzaAlefs = "\xa3\xa5\xa2" // أ إ آ
)
