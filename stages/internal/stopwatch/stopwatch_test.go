package stopwatch

import (
	"fmt"
	"testing"
	"time"
)

// TestElapsed: waiting counts a tenth, work counts whole.
func TestElapsed(t *testing.T) {
	w := Start()
	time.Sleep(500 * time.Millisecond)
	if got := w.Elapsed(); got < 50*time.Millisecond || got > 400*time.Millisecond {
		t.Errorf("half a second of sleep counts as %v", got)
	}
	w = Start()
	before := used()
	for used()-before < 200*time.Millisecond {
	}
	if got := w.Elapsed(); got < 150*time.Millisecond || got > 10*time.Second {
		t.Errorf("200 ms of work count as %v", got)
	}
}

func ExampleWatch() {
	w := Start()
	fmt.Println(w.Elapsed() < time.Minute)
	// Output: true
}
