package lexicon

import "fusul/stages/text"

// Replace returns the words of a text with the names of keys in place of what
// matches, as quanteda's tokens_lookup does: at the first word of a match
// stands its key, or its keys, in the order of [Matcher.Keys]. The words that
// belong to no match are left out if exclusive is set; else they stay as they
// are. matches are those of the tokens, as Match returns them.
func (m *Matcher) Replace(matches []Match, types []*text.Type, tokens []text.Token, exclusive bool) []string {
	var out []string
	end := 0 // of the matches so far
	for i := range tokens {
		for len(matches) > 0 && matches[0].Tokens.From == i {
			out = append(out, m.keys[matches[0].Key].Name())
			end = max(end, matches[0].Tokens.To)
			matches = matches[1:]
		}
		if i >= end && !exclusive {
			out = append(out, types[tokens[i].Type].Form)
		}
	}
	return out
}
