package table

import (
	"bytes"
	"encoding/hex"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/parquet-go/parquet-go/encoding/rle"
)

func TestAppendHybrid(t *testing.T) {
	repeat := func(x int32, n int) []int32 { return slices.Repeat([]int32{x}, n) }
	for _, test := range []struct {
		name  string
		src   []int32
		width int
		want  string
	}{
		{"nothing", nil, 3, ""},
		{"the format's example", []int32{0, 1, 2, 3, 4, 5, 6, 7}, 3, "03" + "88c6fa"},
		{"a run", repeat(5, 8), 3, "10" + "05"},
		{"a run and a rest of two", append(repeat(5, 10), 1), 3, "10" + "05" + "04" + "05" + "02" + "01"},
		{"a run of two bytes", repeat(0x1234, 16), 13, "20" + "3412"},
		{"no bits", repeat(0, 20), 0, "20" + "08"},
		{"four and four are packed with what follows", slices.Concat([]int32{0, 1, 2, 3, 4, 5, 6, 7}, repeat(1, 4), repeat(2, 4), []int32{0, 1, 2, 3, 4, 5, 6, 7}), 3,
			"07" + "88c6fa" + "492249" + "88c6fa"},
		{"all bits", repeat(-1, 8), 32, "10" + "ffffffff"},
	} {
		if got := hex.EncodeToString(appendHybrid(nil, test.src, test.width)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// What is appended is what the library's reader reads.
func TestHybridIsRead(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 3000 {
		width := 1 + random.IntN(32)
		var src []int32
		for range random.IntN(40) {
			src = append(src, slices.Repeat([]int32{int32(random.Uint32() >> (32 - width))}, 1+random.IntN(1+random.IntN(20)))...)
		}
		checkHybrid(t, src, width)
	}
}

func checkHybrid(t *testing.T, src []int32, width int) {
	t.Helper()
	head := []byte("head")
	data := appendHybrid(head, src, width)
	if !bytes.HasPrefix(data, head) {
		t.Fatal("what was there is gone")
	}
	e := rle.Encoding{BitWidth: width}
	got, err := e.DecodeInt32(nil, data[len(head):])
	if err != nil || !slices.Equal(got, src) {
		t.Fatalf("%d bits: %v is read as %v, error %v", width, src, got, err)
	}
}

func FuzzHybrid(f *testing.F) {
	f.Add([]byte{1, 1, 1, 1, 2, 2, 2, 2, 1, 2, 3}, 3)
	f.Fuzz(func(t *testing.T, data []byte, width int) {
		if width < 1 || width > 32 {
			return
		}
		src := make([]int32, len(data))
		for i, b := range data {
			src[i] = int32((uint32(b) << (i & 24)) & uint32(1<<width-1))
		}
		checkHybrid(t, src, width)
	})
}

// The rival is the library's encoder.
func BenchmarkHybrid(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	src := make([]int32, pageRows)
	for i := range src {
		src[i] = int32(random.ExpFloat64() * 900)
		if i%100 > 80 {
			src[i] = src[i-1]
		}
	}
	const width = 14
	var dst []byte
	b.Run("own", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			dst = appendHybrid(dst[:0], src, width)
		}
	})
	b.Run("library", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		e := rle.Encoding{BitWidth: width}
		for b.Loop() {
			dst, _ = e.EncodeInt32(dst[:0], src)
		}
	})
}
