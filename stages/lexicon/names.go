package lexicon

import (
	"slices"
	"strings"

	"fusul/stages/lexicon/paradigm"
)

// Names returns the words of the terms that the lexicon says are names, with
// their variants, each once, in the order of the lexicon. A splitter that is
// told of them does not take the first letter of والتز for a conjunction.
func (l *Lexicon) Names() []string {
	var names []string
	seen := map[string]bool{}
	inherited := map[string]paradigm.POS{}
	for i := range l.Keys {
		k := &l.Keys[i]
		pos := k.POS
		if pos == paradigm.Unknown {
			pos = inherited[parentName(k)]
		}
		inherited[k.Name()] = pos
		for _, e := range k.Entries {
			given := e.POS
			if len(given) == 0 {
				given = []paradigm.POS{pos}
			}
			if !slices.Equal(slices.Compact(slices.Clone(given)), []paradigm.POS{paradigm.Name}) {
				continue
			}
			for _, pattern := range append([]string{e.Pattern}, e.Variants...) {
				for _, word := range strings.Fields(pattern) {
					if !seen[word] {
						seen[word] = true
						names = append(names, word)
					}
				}
			}
		}
	}
	return names
}
