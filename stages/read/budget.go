package read

import (
	"errors"
	"fmt"
	"io"
	"time"

	"fusul/stages/internal/stopwatch"
)

// A budget is the time and the memory that reading one file may still take.
// Every loop over what a file holds asks it, so that no file, whatever is in
// it, keeps a reader longer or fills the memory. A nil budget has no end.
type budget struct {
	watch stopwatch.Watch
	most  time.Duration
	left  int64 // bytes
	calls int   // of spend since the watch was looked at
}

// bytesASecond is what a file may be longer by for a second more: the slowest
// reader takes in several times as much.
const bytesASecond = 1 << 20

// newBudget returns the budget of a file of size bytes.
func newBudget(size int64, opt Options) *budget {
	seconds := int64(opt.MaxSeconds) + size/bytesASecond
	return &budget{watch: stopwatch.Start(), most: time.Duration(seconds) * time.Second, left: opt.MaxMemory + size}
}

// late returns an error if the time is over.
func (b *budget) late() error {
	if b == nil || b.watch.Elapsed() <= b.most {
		return nil
	}
	err := fmt.Errorf("reading it takes longer than %d s (limit MaxSeconds, to which a second is added for each MiB of the file)", int64(b.most.Seconds()))
	return &SyntaxError{Offset: -1, Msg: err.Error(), Err: err}
}

// more gives the budget more time.
func (b *budget) more(d time.Duration) {
	if b != nil {
		b.most += d
	}
}

// spend takes bytes of memory, and looks at the watch now and then: it may be
// called for every small thing.
func (b *budget) spend(bytes int) error {
	if b == nil {
		return nil
	}
	if b.left -= int64(bytes); b.left < 0 {
		return &SyntaxError{Offset: -1, Msg: "reading it takes too much memory (limit MaxMemory, to which the size of the file is added)"}
	}
	const now = 1000 // calls; looking at the watch takes longer than a small thing does
	if b.calls++; b.calls < now {
		return nil
	}
	b.calls = 0
	return b.late()
}

// A timely reader stops when the time of its budget is over.
type timely struct {
	io.Reader
	budget *budget
}

func (t *timely) Read(p []byte) (int, error) {
	if err := t.budget.late(); err != nil {
		return 0, errors.Unwrap(err) // the caller says what was read
	}
	return t.Reader.Read(p)
}

// What is kept of one thing in a file, in bytes.
const (
	elementSize = 64  // of XML: a block or a mark, and what the reader notes
	nodeSize    = 136 // of the tree of a page, with its place in the list of its parent
	attrSize    = 48
	markSize    = 56 // a block or a mark of a text
)
