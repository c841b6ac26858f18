package clitic

// maxWord is the length in bytes of the longest word that is looked at, 60
// letters; Arabic has none so long.
const maxWord = 120

// Words are looked up by a polynomial of their bytes modulo 2^64, so that the
// hash of a word made of two parts comes from those of the parts. That any two
// of 330,000 words share a hash has a chance of 1 in 10^8.
const radix = 0x9e3779b97f4a7c15

// powers are those of radix.
var powers = func() (p [2 * maxWord]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * radix
	}
	return p
}()

// A hash is that of a string of so many bytes.
type hash struct {
	sum uint64
	len int
}

// hashOf returns the hash of s.
func hashOf[S string | []byte](s S) hash {
	var sum uint64
	for i := range len(s) {
		sum = sum*radix + uint64(s[i]) + 1
	}
	return hash{sum, len(s)}
}

// then returns the hash of the string of h followed by that of g.
func (h hash) then(g hash) hash {
	return hash{h.sum*powers[g.len] + g.sum, h.len + g.len}
}

// mix spreads the bits of a hash over all of its places.
func mix(x uint64) uint64 {
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	x ^= x >> 32
	return x
}

// fold writes each alef of word that carries a hamza, a madda or a wasla bare,
// as hasty writers do. The length stays.
func fold(word []byte) {
	for i := 0; i+1 < len(word); i++ {
		switch {
		case word[i] == 0xd8 && (word[i+1] == 0xa2 || word[i+1] == 0xa3 || word[i+1] == 0xa5): // آ أ إ
			word[i+1] = 0xa7
		case word[i] == 0xd9 && word[i+1] == 0xb1: // ٱ
			word[i], word[i+1] = 0xd8, 0xa7
		}
	}
}

// folded returns the hash of word, of at most maxWord bytes, folded.
func folded(word string) hash {
	var buf [maxWord]byte
	bare := append(buf[:0], word...)
	fold(bare)
	return hashOf(bare)
}

// A wordSet is a set of words by their hashes, folded.
type wordSet map[uint64]bool
