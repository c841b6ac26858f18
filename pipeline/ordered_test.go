package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// numbers yields 0 to n-1, and an error in the place of each of bad.
func numbers(n int, bad ...int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			var err error
			for _, b := range bad {
				if b == i {
					err = fmt.Errorf("item %d", i)
				}
			}
			if !yield(i, err) {
				return
			}
		}
	}
}

func TestOrderedKeepsTheOrder(t *testing.T) {
	for _, workers := range []int{1, 2, 3, 8, 64} {
		synctest.Test(t, func(t *testing.T) {
			slowFirst := func(i int) (int, error) {
				time.Sleep(time.Duration(100-i) * time.Millisecond)
				return i * i, nil
			}
			next := 0
			for got, err := range ordered(t.Context(), workers, numbers(100), slowFirst) {
				if err != nil || got != next*next {
					t.Fatalf("%d workers: answer %d is %d, %v", workers, next, got, err)
				}
				next++
			}
			if next != 100 {
				t.Errorf("%d workers: %d answers, want 100", workers, next)
			}
		})
	}
}

func TestOrderedYieldsErrorsInTheirPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := func(i int) (int, error) {
			time.Sleep(time.Duration(20-i) * time.Second)
			if i == 7 {
				return 0, errors.New("seven")
			}
			return i, nil
		}
		var seen []string
		for got, err := range ordered(t.Context(), 4, numbers(10, 3), f) {
			if err != nil {
				seen = append(seen, err.Error())
				continue
			}
			seen = append(seen, fmt.Sprint(got))
		}
		if got, want := fmt.Sprint(seen), "[0 1 2 item 3 4 5 6 seven 8 9]"; got != want {
			t.Errorf("answers %s, want %s", got, want)
		}
	})
}

func TestOrderedReadsLittleAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers = 3
		var read atomic.Int64
		in := func(yield func(int, error) bool) {
			for i := range 1000 {
				read.Store(int64(i + 1))
				if !yield(i, nil) {
					return
				}
			}
		}
		taken := 0
		for range ordered(t.Context(), workers, in, func(i int) (int, error) { return i, nil }) {
			taken++
			synctest.Wait()
			if ahead := int(read.Load()) - taken; ahead > 2*workers+2 {
				t.Fatalf("%d items read ahead, want at most %d", ahead, 2*workers+2)
			}
		}
	})
}

// A goroutine that outlives the loop would make the bubble of synctest fail.
func TestOrderedEndsItsGoroutines(t *testing.T) {
	t.Run("break", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			for range ordered(t.Context(), 4, numbers(1000), func(i int) (int, error) { return i, nil }) {
				break
			}
		})
	})
	t.Run("cancel", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			stop := errors.New("stopped")
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			var last error
			n := 0
			for _, err := range ordered(ctx, 4, numbers(1000), func(i int) (int, error) { return i, nil }) {
				if last = err; err == nil {
					n++
				}
				if n == 5 {
					cancel(stop)
				}
			}
			if !errors.Is(last, stop) {
				t.Errorf("last error %v, want %v", last, stop)
			}
			if n == 1000 {
				t.Error("the loop ran to its end after the cancel")
			}
		})
	})
}

func TestEachCallsAll(t *testing.T) {
	for _, workers := range []int{1, 2, 8} {
		var sum atomic.Int64
		if err := each(t.Context(), workers, 100, func(i int) { sum.Add(int64(i)) }); err != nil || sum.Load() != 4950 {
			t.Errorf("each with %d workers: sum %d, error %v", workers, sum.Load(), err)
		}
	}
}
