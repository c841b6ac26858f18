package table

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"
)

// A term has the same number whatever was asked before it, and a table of
// hashes that begins late knows what was added early.
func TestTerms(t *testing.T) {
	var x terms
	for round := range 2 {
		want := map[string]int32{}
		var page []byte
		for i := range 3000 {
			s := fmt.Sprint("كلمة", i%700*i)
			id, known := want[s]
			if !known {
				id = int32(len(want))
				want[s] = id
				page = appendText(page, s)
			}
			var got int32
			if !known && i < 500 {
				got = x.add(s)
			} else {
				got = x.id(s)
			}
			if got != id {
				t.Fatalf("round %d: %q has number %d, want %d", round, s, got, id)
			}
		}
		if x.len() != len(want) || !bytes.Equal(x.page, page) || !bytes.Equal(x.between(0, x.len()), page) {
			t.Errorf("round %d: %d terms in %d bytes, want %d in %d", round, x.len(), len(x.page), len(want), len(page))
		}
		for s, id := range want {
			if string(x.text(id)) != s {
				t.Errorf("term %d is %q, want %q", id, x.text(id), s)
			}
		}
		x.reset()
	}
	for _, s := range []string{"ب", "ا", "ج", ""} {
		x.add(s)
	}
	if low, high := x.bounds(); string(low) != "" || string(high) != "ج" {
		t.Errorf("bounds are %q and %q", low, high)
	}
}

// A Set that was encoded makes the same files again.
func TestSetAgain(t *testing.T) {
	s := NewSet()
	files := func(rows []DictionaryRow) map[string][]byte {
		if err := s.Dictionary.Write(rows); err != nil {
			t.Fatal(err)
		}
		made := map[string][]byte{}
		err := s.Files(Info{}, func(name string, file []byte) error {
			made[name] = bytes.Clone(file)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	rows := every(pageRows + 100)
	first := files(rows)
	if other := files(rows[:50]); len(other) != 1 || reflect.DeepEqual(other, first) {
		t.Errorf("%d files of other rows, or the same ones", len(other))
	}
	if again := files(rows); len(first) != 1 || !reflect.DeepEqual(again, first) {
		t.Errorf("the same rows made other files")
	}
}

// BenchmarkWrite takes rows apart, beside the same by package reflect.
func BenchmarkWrite(b *testing.B) {
	p := 0.5
	rows := make([]KeynessRow, 2000)
	for i := range rows {
		rows[i] = KeynessRow{Doc: "doc", Target: "doc/01", Reference: "doc", Kind: "word", Feature: fmt.Sprint("كلمة", i%500), Display: fmt.Sprint("كلمة", i%500), DPNorm: &p}
	}
	b.Run("columns", func(b *testing.B) {
		s := NewSet()
		for b.Loop() {
			if err := s.Keyness.Write(rows); err != nil {
				b.Fatal(err)
			}
			s.Keyness.reset()
		}
	})
	b.Run("reflect", func(b *testing.B) {
		columns := columnsFor(NewSet().Keyness.layout)
		for b.Loop() {
			for i := range rows {
				row := reflect.ValueOf(&rows[i]).Elem()
				for j := range columns {
					addValue(&columns[j], row.Field(j))
				}
			}
			for j := range columns {
				columns[j].reset()
			}
		}
	})
}

// addValue is column.add of one value, by package reflect.
func addValue(c *column, v reflect.Value) {
	if c.optional {
		c.define(!v.IsNil())
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	switch c.kind {
	case textual:
		c.addText(v.String())
	case boolean:
		c.flags = append(c.flags, v.Bool())
	case integer32, integer64:
		c.ints = append(c.ints, v.Int())
	case double:
		c.floats = append(c.floats, v.Float())
	}
}
