package table

import (
	"encoding/binary"
	"slices"
)

// appendHybrid appends numbers of width bits, at most 32, in Parquet's hybrid
// of runs and packed bits: eight equal numbers or more are a run, groups of
// eight between runs are packed. The library's encoder looks for runs with what
// instructions the processor has, and finds others with AVX2, which takes four
// and four equal numbers for eight: with it the bytes of a table depended on the
// machine.
//
// https://github.com/apache/parquet-format/blob/master/Encodings.md
func appendHybrid(dst []byte, src []int32, width int) []byte {
	whole := len(src) &^ 7
	for i := 0; i < whole; {
		j := i
		for j < whole && src[j] == src[i] {
			j++
		}
		if j = i + (j-i)&^7; j > i {
			dst = appendRepeated(dst, src[i], j-i, width)
			i = j
			continue
		}
		for j += 8; j < whole && !equal8(src[j:]); {
			j += 8
		}
		dst = binary.AppendUvarint(dst, uint64(j-i)/8<<1|1)
		dst = appendPacked(dst, src[i:j], width)
		i = j
	}
	for i := whole; i < len(src); { // fewer than eight cannot be packed
		j := i + 1
		for j < len(src) && src[j] == src[i] {
			j++
		}
		dst = appendRepeated(dst, src[i], j-i, width)
		i = j
	}
	return dst
}

// equal8 reports whether the first eight numbers are one.
func equal8(src []int32) bool {
	s := (*[8]int32)(src)
	x := s[0]
	return s[1] == x && s[2] == x && s[3] == x && s[4] == x && s[5] == x && s[6] == x && s[7] == x
}

// appendRepeated appends a run of n times x.
func appendRepeated(dst []byte, x int32, n, width int) []byte {
	dst = binary.AppendUvarint(dst, uint64(n)<<1)
	for ; width > 0; width -= 8 {
		dst = append(dst, byte(x))
		x >>= 8
	}
	return dst
}

// appendPacked appends eight, or a multiple, of numbers bit by bit, the lowest
// first: eight numbers are width bytes.
func appendPacked(dst []byte, src []int32, width int) []byte {
	const half = 16 // bits: four numbers are a word of 64
	dst = slices.Grow(dst, len(src)/8*width+2*half)
	w := uint(width)
	for ; len(src) >= 8; src = src[8:] {
		s := (*[8]int32)(src)
		end := len(dst) + width
		if width > half {
			dst = appendWide(dst, s, w)
			continue
		}
		low := uint64(s[0]) | uint64(s[1])<<w | uint64(s[2])<<(2*w) | uint64(s[3])<<(3*w)
		high := uint64(s[4]) | uint64(s[5])<<w | uint64(s[6])<<(2*w) | uint64(s[7])<<(3*w)
		dst = binary.LittleEndian.AppendUint64(dst, low|high<<(4*w))
		dst = binary.LittleEndian.AppendUint64(dst, high>>(64-4*w))[:end]
	}
	return dst
}

// appendWide appends eight numbers of any width.
func appendWide(dst []byte, s *[8]int32, width uint) []byte {
	var bits uint64
	n := uint(0)
	for _, x := range s {
		bits |= uint64(uint32(x)) << n
		for n += width; n >= 8; n -= 8 {
			dst = append(dst, byte(bits))
			bits >>= 8
		}
	}
	return dst
}
