package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// blockOf makes a block of pairs of key and value.
func blockOf(pairs ...string) []byte {
	b := newBlockWriter()
	for i := 0; i < len(pairs); i += 2 {
		b.add([]byte(pairs[i]), []byte(pairs[i+1]))
	}
	return b.finish()
}

// pairsOf reads a block.
func pairsOf(in byteReader) (pairs []string, err error) {
	for r, err := range readBlock(in) {
		if err != nil {
			return pairs, err
		}
		pairs = append(pairs, string(r.key), string(r.value))
	}
	return pairs, nil
}

// frameOf is a frame with its length and checksum, and the end of a block
// behind it.
func frameOf(records uint64, frame string) string {
	head := packer{}
	head.int(len(frame))
	sum := crc32.Checksum([]byte(frame), castagnoli)
	end := packer{}
	end.int(0)
	end.int64(int64(records))
	return blockMagic + "\x01" + string(head) + string([]byte{byte(sum), byte(sum >> 8), byte(sum >> 16), byte(sum >> 24)}) + frame + string(end)
}

func TestBlock(t *testing.T) {
	for _, test := range []struct {
		name  string
		pairs []string
		want  string // the frame
	}{
		{"nothing", nil, ""},
		{"one", []string{"حلف", "3"}, "\x00\x06حلف\x013"},
		{"a key that goes on", []string{"حلف", "3", "حلفاء", ""}, "\x00\x06حلف\x013" + "\x06\x04اء\x00"},
		{"half a letter is shared", []string{"حلف", "1", "حلق", "2"}, "\x00\x06حلف\x011" + "\x05\x01\x82\x012"},
		{"nothing is shared", []string{"a", "", "b", ""}, "\x00\x01a\x00" + "\x00\x01b\x00"},
	} {
		got := blockOf(test.pairs...)
		want := frameOf(uint64(len(test.pairs)/2), test.want)
		if test.want == "" {
			want = blockMagic + "\x01\x00\x00"
		}
		if string(got) != want {
			t.Errorf("%s: %q, want %q", test.name, got, want)
		}
		if pairs, err := pairsOf(bytes.NewReader(got)); err != nil || !slices.Equal(pairs, test.pairs) {
			t.Errorf("%s: is read as %q, %v", test.name, pairs, err)
		}
	}
}

// randomBlock makes records enough for several frames.
func randomBlock(seed uint64, n int) map[string]string {
	random := rand.New(rand.NewPCG(seed, seed))
	letters := []string{"ا", "ل", "ح", "ف", "ق", "و", "ة", "a"}
	records := map[string]string{}
	for len(records) < n {
		var key strings.Builder
		for range 1 + random.IntN(12) {
			key.WriteString(letters[random.IntN(len(letters))])
		}
		records[key.String()] = strings.Repeat("x", random.IntN(40))
	}
	return records
}

func pairsIn(records map[string]string) (pairs []string) {
	for _, key := range slices.Sorted(maps.Keys(records)) {
		pairs = append(pairs, key, records[key])
	}
	return pairs
}

func TestBlockOfManyFrames(t *testing.T) {
	pairs := pairsIn(randomBlock(1, 20_000))
	block := blockOf(pairs...)
	if len(block) < 4*frameSize {
		t.Fatalf("%d bytes are too few frames", len(block))
	}
	for name, in := range map[string]io.Reader{
		"at once": bytes.NewReader(block), "a byte at a time": iotest.OneByteReader(bytes.NewReader(block)), "halves": iotest.HalfReader(bytes.NewReader(block)),
	} {
		if got, err := pairsOf(buffered(in)); err != nil || !slices.Equal(got, pairs) {
			t.Errorf("%s: %d records, error %v", name, len(got)/2, err)
		}
	}
}

// Every byte that is another one, and every cut, is found.
func TestBlockDamage(t *testing.T) {
	block := blockOf(pairsIn(randomBlock(2, 3000))...)
	random := rand.New(rand.NewPCG(3, 3))
	for range 500 {
		bad := slices.Clone(block)
		at := random.IntN(len(bad))
		bad[at] ^= byte(1 + random.IntN(255))
		if _, err := pairsOf(bytes.NewReader(bad)); !errors.Is(err, errBlock) {
			t.Fatalf("byte %d is another one: %v", at, err)
		}
		cut := random.IntN(len(block))
		if _, err := pairsOf(bytes.NewReader(block[:cut])); !errors.Is(err, errBlock) {
			t.Fatalf("cut at byte %d: %v", cut, err)
		}
	}
}

func TestBlockErrors(t *testing.T) {
	good := string(blockOf("a", "1", "b", "2"))
	huge := packer{}
	huge.int(mostFrame)
	for _, test := range []struct{ name, block, want string }{
		{"empty", "", `damaged block: it does not begin with "fusulblk"`},
		{"something else", "PAR1 and more", `it does not begin with "fusulblk"`},
		{"another version", blockMagic + "\x09", "version 9, want 1"},
		{"no end", good[:len(good)-2], "cut short behind record 2"},
		{"records are missing", good[:len(good)-1] + "\x03", "it has 2 records, want 3"},
		{"other bytes", strings.Replace(good, "2", "3", 1), "the bytes behind record 0 are other ones"},
		{"a frame that is not there", blockMagic + "\x01" + string(huge) + "1234", "cut short behind record 0"},
		{"a frame beyond all", blockMagic + "\x01\xff\xff\xff\xff\xff\x7f", "cut short"},
		{"half a record", frameOf(1, "\x00\x05a"), "record 0"},
		{"shares more than there is", frameOf(1, "\x03\x01a\x00"), "record 0"},
		{"an empty key", frameOf(1, "\x00\x00\x00"), "the key of record 0"},
		{"the same key again", frameOf(2, "\x00\x01a\x00"+"\x01\x00\x00"), "the key of record 1 is not behind that of the one before"},
		{"a smaller key", frameOf(2, "\x00\x01b\x00"+"\x00\x01a\x00"), "the key of record 1 is not behind"},
		{"a number without end", frameOf(1, strings.Repeat("\xff", 11)), "record 0"},
	} {
		if _, err := pairsOf(bytes.NewReader([]byte(test.block))); !errors.Is(err, errBlock) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.name, err, test.want)
		}
	}
	failing := iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(good)))
	if _, err := pairsOf(buffered(failing)); err == nil {
		t.Error("a reader that fails is not noticed")
	}
}

// A length that is damaged claims no memory.
func TestBlockClaimsNoMemory(t *testing.T) {
	huge := packer{}
	huge.int(mostFrame)
	block := blockMagic + "\x01" + string(huge) + "1234" + strings.Repeat("x", 1000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := pairsOf(buffered(iotest.HalfReader(strings.NewReader(block))))
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; err == nil || got > 1<<22 {
		t.Errorf("%d bytes were claimed, error %v", got, err)
	}
}

// Merging is the same whatever records stand in which block, but for the
// order of the values of one key.
func TestMergeBlocksInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	want := map[string][]string{}
	blocks := make([]map[string]string, 7)
	for i := range blocks {
		blocks[i] = map[string]string{}
	}
	for key, value := range randomBlock(4, 4000) {
		for n := range 1 + random.IntN(3) {
			i := random.IntN(len(blocks))
			if _, ok := blocks[i][key]; !ok {
				blocks[i][key] = fmt.Sprint(value, n)
				want[key] = append(want[key], fmt.Sprint(value, n))
			}
		}
	}
	for range 3 {
		random.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
		readers := []byteReader{bytes.NewReader(blockOf())} // one without records
		for _, b := range blocks {
			readers = append(readers, bytes.NewReader(blockOf(pairsIn(b)...)))
		}
		n, last := 0, ""
		for m, err := range mergeBlocks(readers) {
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, v := range m.values {
				got = append(got, string(v))
			}
			slices.Sort(got)
			if all := slices.Sorted(slices.Values(want[string(m.key)])); !slices.Equal(got, all) {
				t.Fatalf("%s: %q, want %q", m.key, got, all)
			}
			if string(m.key) <= last {
				t.Fatalf("%q follows %q", m.key, last)
			}
			last = string(m.key)
			n++
		}
		if n != len(want) {
			t.Fatalf("%d keys, want %d", n, len(want))
		}
	}
	bad := blockOf("a", "1", "b", "2")
	bad[len(bad)-3] ^= 1
	for _, err := range mergeBlocks([]byteReader{bytes.NewReader(blockOf("a", "1")), bytes.NewReader(bad)}) {
		if err != nil {
			if !errors.Is(err, errBlock) || !strings.HasPrefix(err.Error(), "shard 1: ") {
				t.Errorf("the error is %v", err)
			}
			return
		}
	}
	t.Error("a damaged block was merged")
}

// TestMergeBlocks compares merging with a map, over keys of which many begin
// alike and several blocks have the same.
func TestMergeBlocks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		want := map[string][]string{}
		blocks := make([]byteReader, r.IntN(9))
		for i := range blocks {
			keys := map[string]bool{}
			for range r.IntN(60) {
				keys[string([]rune("اابتabcdefgh"[:2+2*r.IntN(6)]))+string(bytes.Repeat([]byte("x"), r.IntN(9)))] = true
			}
			b := newBlockWriter()
			for _, key := range slices.Sorted(maps.Keys(keys)) {
				value := fmt.Sprint(i, key)
				b.add([]byte(key), []byte(value))
				want[key] = append(want[key], value)
			}
			blocks[i] = bytes.NewReader(b.finish())
		}
		last := ""
		for m, err := range mergeBlocks(blocks) {
			if err != nil {
				t.Fatal(err)
			}
			key := string(m.key)
			if key <= last {
				t.Fatalf("%q comes behind %q", key, last)
			}
			last = key
			var got []string
			for _, v := range m.values {
				got = append(got, string(v))
			}
			if !slices.Equal(got, want[key]) {
				t.Fatalf("%q has the values %q, want %q", key, got, want[key])
			}
			delete(want, key)
		}
		if len(want) > 0 {
			t.Fatalf("%d keys are missing", len(want))
		}
	}
}

// FuzzBlock reads any bytes as a block: what comes of it is an error, or
// records that make the same block again.
func FuzzBlock(f *testing.F) {
	f.Add(blockOf("a", "1", "ab", "", "b", "2"))
	f.Add([]byte(frameOf(2, "\x00\x01b\x00"+"\x00\x01a\x00")))
	f.Add([]byte(blockMagic + "\x01\xff\xff\xff\xff\x07"))
	f.Fuzz(func(t *testing.T, data []byte) {
		pairs, err := pairsOf(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, errBlock) {
				t.Fatal(err)
			}
			return
		}
		again, err := pairsOf(bytes.NewReader(blockOf(pairs...)))
		if err != nil || !slices.Equal(again, pairs) {
			t.Fatalf("%q is read again as %q, %v", pairs, again, err)
		}
	})
}

// FuzzFrame is FuzzBlock for frames whose checksums are right.
func FuzzFrame(f *testing.F) {
	f.Add("\x00\x01a\x00"+"\x01\x01b\x00", uint64(2))
	f.Fuzz(func(t *testing.T, frame string, records uint64) {
		pairs, err := pairsOf(strings.NewReader(frameOf(records, frame)))
		if err != nil {
			return
		}
		for i := 2; i < len(pairs); i += 2 {
			if pairs[i] <= pairs[i-2] {
				t.Fatalf("key %q follows %q", pairs[i], pairs[i-2])
			}
		}
	})
}

func TestUnpacker(t *testing.T) {
	var p packer
	p.int(300)
	p.text("حلف")
	p.flag(true)
	p.key(7)
	u := unpacker{left: p}
	if n, s, ok, k := u.int(), u.text(), u.flag(), u.key(); n != 300 || s != "حلف" || !ok || k != 7 || u.err() != nil {
		t.Errorf("%d %q %v %d, error %v", n, s, ok, k, u.err())
	}
	for cut := range p { // nothing that is cut passes for whole
		u := unpacker{left: p[:cut]}
		u.int()
		u.text()
		u.flag()
		u.key()
		if u.err() == nil {
			t.Errorf("cut at %d: no error", cut)
		}
	}
	u = unpacker{left: append(p, 0)}
	u.int()
	if u.text(); u.err() == nil {
		t.Error("what is left over is no error")
	}
}

// FuzzUnits unpacks the units of a topic model from any bytes.
func FuzzUnits(f *testing.F) {
	whole := &workUnits{doc: "a", lemmas: []string{"حلف", "قوة"}, words: []int32{0, 1, 1}, seeds: []seed{{1, 1}},
		units: []workUnit{{"a/01", "a/01.1", 2}, {"a/01", "a/01.1", 3}}}
	f.Add(whole.pack())
	f.Fuzz(func(t *testing.T, data []byte) {
		u, err := unpackUnits(data)
		if err != nil {
			return
		}
		total := 0
		for _, n := range u.counts() {
			total += n
		}
		u.each(func(_ workUnit, words []int32) { total -= len(words) })
		if total != 0 {
			t.Fatalf("%d words are in no unit", total)
		}
	})
}
