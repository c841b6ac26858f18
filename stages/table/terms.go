package table

import (
	"encoding/binary"
	"hash/maphash"
	"slices"
)

// A terms is strings in the making, as the page of a dictionary or of a column
// has them: each behind its length. The strings of a shard are a million, which
// the garbage collector need not look at one by one.
type terms struct {
	page  []byte
	at    []uint32 // by number: where its letters begin
	last  int32    // that was asked for
	seed  maphash.Seed
	slots []int32 // a table of hashes: the number, plus one; nil until somebody asks for the number of a string
}

// len returns the number of strings.
func (t *terms) len() int { return len(t.at) }

// text returns a string, which holds until the terms are reset.
func (t *terms) text(id int32) []byte {
	at := t.at[id]
	return t.page[at:][:binary.LittleEndian.Uint32(t.page[at-4:])]
}

// add adds s and returns its number. In a dictionary it must be new.
func (t *terms) add(s string) int32 {
	t.page = appendText(t.page, s)
	t.at = append(t.at, uint32(len(t.page)-len(s)))
	id := int32(len(t.at) - 1)
	if len(t.slots) > 0 {
		t.put(id)
	}
	return id
}

// id returns the number of s, and adds it if it is new.
func (t *terms) id(s string) int32 {
	if int(t.last) < len(t.at) && string(t.text(t.last)) == s { // as in a column of works
		return t.last
	}
	if len(t.slots) == 0 {
		t.grow()
	}
	mask := len(t.slots) - 1
	i := int(maphash.String(t.seed, s)) & mask
	for t.slots[i] != 0 {
		if id := t.slots[i] - 1; string(t.text(id)) == s {
			t.last = id
			return id
		}
		i = (i + 1) & mask
	}
	t.last = t.add(s)
	return t.last
}

// put puts a new number into the table of hashes.
func (t *terms) put(id int32) {
	if 2*len(t.at) > len(t.slots) {
		t.grow()
		return
	}
	mask := len(t.slots) - 1
	i := int(maphash.Bytes(t.seed, t.text(id))) & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = id + 1
}

// grow makes the table of hashes anew, so that it is a quarter full.
func (t *terms) grow() {
	if t.slots == nil {
		t.seed = maphash.MakeSeed() // no number depends on it
	}
	size := 64
	for size < 4*len(t.at) {
		size *= 2
	}
	t.slots = slices.Grow(t.slots[:0], size)[:size]
	clear(t.slots)
	for id := range t.at {
		t.put(int32(id))
	}
}

// between returns the page of the strings from from to to.
func (t *terms) between(from, to int) []byte {
	if from == to {
		return nil
	}
	end := len(t.page)
	if to < len(t.at) {
		end = int(t.at[to]) - 4
	}
	return t.page[t.at[from]-4 : end]
}

// bounds returns the least and the greatest. Long ones are not kept: no reader
// would gain by them.
func (t *terms) bounds() (least, most []byte) {
	if len(t.at) == 0 {
		return nil, nil
	}
	low, high := t.text(0), t.text(0)
	for id := range t.at {
		switch s := t.text(int32(id)); {
		case string(s) < string(low):
			low = s
		case string(s) > string(high):
			high = s
		}
	}
	if len(low) > 256 || len(high) > 256 {
		return nil, nil
	}
	return slices.Clone(low), slices.Clone(high)
}

// reset empties t, and keeps its memory.
func (t *terms) reset() { t.page, t.at, t.last, t.slots = t.page[:0], t.at[:0], 0, t.slots[:0] }
