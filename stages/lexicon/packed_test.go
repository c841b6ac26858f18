package lexicon

import (
	"fmt"
	"io/fs"
	"reflect"
	"testing"

	"fusul/corpus"
)

// The packed form of the built-in lexicon is that of its YAML.
func TestBuiltInIsPacked(t *testing.T) {
	packed, err := fs.ReadFile(corpus.Lexicon, "ir-theory.bin")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Unpack(string(packed))
	if err != nil {
		t.Fatal(err)
	}
	want := theory(t)
	if string(Pack(want)) != string(packed) || !reflect.DeepEqual(got, want) {
		t.Error("corpus/lexicon/ir-theory.bin is not what the YAML beside it says; go generate ./corpus makes it anew")
	}
}

// No field of a lexicon is forgotten.
func TestPackKeepsEveryField(t *testing.T) {
	var l Lexicon
	n := 0
	fill(reflect.ValueOf(&l).Elem(), &n)
	l.Problems = nil
	got, err := Unpack(string(Pack(&l)))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, &l) {
		t.Errorf("unpacked:\n%+v\npacked:\n%+v", got, l)
	}
}

// fill gives every field below v a value of its own, and lists two items.
func fill(v reflect.Value, n *int) {
	switch *n++; v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Pointer {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.String:
		v.SetString(fmt.Sprint("نص", *n))
	case reflect.Uint8:
		v.SetUint(uint64(*n) % 256)
	case reflect.Int:
		v.SetInt(int64(*n) << 20)
	default:
		panic(v.Kind())
	}
}

func TestUnpackRefuses(t *testing.T) {
	packed := string(Pack(theory(t)))
	for _, n := range []int{0, len(packedVersion), len(packedVersion) + 1, len(packed) / 2, len(packed) - 1} {
		if l, err := Unpack(packed[:n]); err == nil {
			t.Errorf("the first %d bytes of %d: %d keys, want an error", n, len(packed), len(l.Keys))
		}
	}
	if _, err := Unpack(packed + "x"); err == nil {
		t.Error("a byte too many: no error")
	}
}

func FuzzUnpack(f *testing.F) {
	var l Lexicon
	fill(reflect.ValueOf(&l).Elem(), new(int))
	f.Add(string(Pack(&l)))
	f.Add(packedVersion + "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")
	f.Fuzz(func(t *testing.T, data string) {
		l, err := Unpack(data)
		if err != nil {
			return
		}
		if again, err := Unpack(string(Pack(l))); err != nil || !reflect.DeepEqual(again, l) {
			t.Errorf("packed and unpacked again: error %v,\n%+v, want\n%+v", err, again, l)
		}
	})
}
