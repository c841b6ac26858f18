// Package stopwatch tells how long a piece of work has kept the machine busy,
// so that a limit of time does not depend on what else the machine does.
package stopwatch

import "time"

// patience is how many times longer than its limit work may take that waits,
// for a disk or for other programs.
const patience = 10

// A Watch is a stopwatch that runs.
type Watch struct {
	began time.Time
	used  time.Duration // by this process when it began
}

// Start returns a watch that begins now.
func Start() Watch { return Watch{time.Now(), used()} }

// Elapsed returns the time since w was started, without the time in which this
// process had no processor; but a tenth of the time on the clock at least, so
// that nothing waits for ever.
func (w Watch) Elapsed() time.Duration {
	passed := time.Since(w.began)
	return min(passed, max(used()-w.used, passed/patience))
}
