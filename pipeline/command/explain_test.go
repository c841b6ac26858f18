package command

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"fusul/stages/table"
)

// TestEveryStatisticIsExplained checks that each column of figures of every
// table has its explanation, in both languages, and that no explanation is of
// a column that no table has.
func TestEveryStatisticIsExplained(t *testing.T) {
	all, err := loadStatistics()
	if err != nil {
		t.Fatal(err)
	}
	tables, err := table.Tables()
	if err != nil {
		t.Fatal(err)
	}
	columns := map[string]bool{}
	for _, d := range tables {
		for _, c := range d.Columns {
			columns[c.Name], columns[d.Name+"."+c.Name] = true, true
			if c.Type == "number" && explanation(all, d.Name, c.Name) == nil {
				t.Errorf("explain.yaml has nothing on %s.%s", d.Name, c.Name)
			}
		}
	}
	var names []string
	for _, s := range all {
		names = append(names, s.Name)
		for _, c := range s.Columns {
			if !columns[c] {
				t.Errorf("%s explains the column %s, which no table has", s.Name, c)
			}
		}
		for field, text := range map[string]both{"title": s.Title, "what": s.What, "read": s.Read} {
			if text.En == "" || text.Ar == "" {
				t.Errorf("%s: %s is missing in one language", s.Name, field)
			}
			if strings.ContainsFunc(text.En, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) && field != "read" {
				t.Errorf("%s: %s in English has Arabic letters", s.Name, field)
			}
			if !strings.ContainsFunc(text.Ar, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) {
				t.Errorf("%s: %s in Arabic has no Arabic letters", s.Name, field)
			}
		}
		if s.Formula == "" || s.Source == "" {
			t.Errorf("%s has no formula or no source", s.Name)
		}
	}
	slices.Sort(names)
	if n := len(slices.Compact(names)); n != len(all) {
		t.Errorf("%d of %d names are different", n, len(all))
	}
}
