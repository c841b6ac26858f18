//go:build race

package clitic

// raceEnabled says that the race detector is on: it makes a sync.Pool lose
// what it keeps, so that allocations cannot be counted.
const raceEnabled = true
