//go:build !race

package clitic

const raceEnabled = false
