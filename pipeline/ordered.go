package pipeline

import (
	"context"
	"iter"
	"sync"
)

// ordered calls f on every item of in, on at most workers goroutines, and
// yields the answers in the order of the items, whatever order they are
// finished in.
//
// It is the only function of this program that starts goroutines, and all of
// them have ended when the loop over its result ends, however that loop
// ends. It reads at most 2*workers+2 items ahead of the loop. An error from
// in or f is yielded in its place in the order; the loop decides whether to
// go on. If ctx is cancelled, the last error yielded is its cause.
func ordered[In, Out any](ctx context.Context, workers int, in iter.Seq2[In, error], f func(In) (Out, error)) iter.Seq2[Out, error] {
	return func(yield func(Out, error) bool) {
		type answer struct {
			out Out
			err error
		}
		type job struct {
			item  In
			reply chan<- answer
		}
		ctx, cancel := context.WithCancel(ctx)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()

		jobs := make(chan job)
		replies := make(chan chan answer, 2*workers) // in item order

		wg.Go(func() {
			defer close(replies)
			defer close(jobs)
			for item, err := range in {
				reply := make(chan answer, 1) // a worker never waits for the loop
				select {
				case replies <- reply:
				case <-ctx.Done():
					return
				}
				if err != nil {
					reply <- answer{err: err}
					continue
				}
				select {
				case jobs <- job{item, reply}:
				case <-ctx.Done():
					reply <- answer{err: context.Cause(ctx)}
					return
				}
			}
		})
		for range workers {
			wg.Go(func() {
				for j := range jobs {
					out, err := f(j.item)
					j.reply <- answer{out, err}
				}
			})
		}

		for reply := range replies {
			a := <-reply
			if !yield(a.out, a.err) {
				return
			}
			if ctx.Err() != nil {
				break
			}
		}
		if ctx.Err() != nil {
			var zero Out
			yield(zero, context.Cause(ctx))
		}
	}
}

// each calls f(0) to f(n-1), on at most workers goroutines, and returns when
// all have ended.
func each(ctx context.Context, workers, n int, f func(i int)) error {
	if workers == 1 || n == 1 {
		for i := range n {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			f(i)
		}
		return nil
	}
	items := func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
	}
	run := func(i int) (struct{}, error) { f(i); return struct{}{}, nil }
	for _, err := range ordered(ctx, workers, items, run) {
		if err != nil {
			return err
		}
	}
	return nil
}
