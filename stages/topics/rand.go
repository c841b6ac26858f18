package topics

// The random numbers are a function of (seed, block, pass, token): no state
// is carried along, so neither the order of the blocks nor an interruption
// can change them.

const golden = 0x9e3779b97f4a7c15 // 2^64 divided by the golden ratio: the step of SplitMix64

// mix is the finaliser of SplitMix64 (Steele, Lea & Flood 2014).
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// streamKey returns the key of the stream of one block in one pass.
func streamKey(seed uint64, block, pass int) uint64 {
	return mix(mix(mix(seed+golden)+uint64(block)*golden) + uint64(pass)*golden)
}

// uniform returns the i-th number of a stream, in [0, 1).
func uniform(key uint64, i int) float64 {
	return float64(mix(key+uint64(i)*golden)>>11) * 0x1p-53
}
