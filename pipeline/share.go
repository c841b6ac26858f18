package pipeline

import (
	"context"
	"errors"
	"fmt"

	"fusul/pipeline/store"
)

// A Share is one of several equal parts of a run, each for a process of its
// own: the shards whose number leaves Index when divided by Of.
type Share struct{ Index, Of int }

// A ShareSummary is what the process of a share did.
type ShareSummary struct {
	Shards, Reused int // of the share, and those that were made before
	All            int // shards of the run
	Bytes          int64
}

// A MissingError is the error of a run whose shards were to be mapped by
// others, and one was not.
type MissingError struct{ Shard, Of int }

func (e *MissingError) Error() string {
	return fmt.Sprintf("piece %d of %d has not been analysed, or its files have changed since: repeat the share that failed (share I of N has the pieces I, I+N, I+2N, ...)", e.Shard, e.Of)
}

// RunShare maps the shards of a share and leaves what it makes in cfg.Out for
// [Finish]. Any number of processes may do so in one folder at a time, on any
// machine that has it; one that was killed is repeated, and does only what is
// left of its share. Nothing depends on the number of shares.
func RunShare(ctx context.Context, in Input, cfg Config, share Share, progress Progress) (sum *ShareSummary, err error) {
	if share.Of < 1 || share.Index < 0 || share.Index >= share.Of {
		return nil, &ConfigError{"index", fmt.Sprintf("is %d of %d, must be from 0 to %d", share.Index, share.Of, share.Of-1)}
	}
	j, err := NewJob(ctx, in, cfg, progress)
	if err != nil {
		return nil, err
	}
	folder, err := store.Share(store.OS{}, j.cfg.Out)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, folder.Close(false)) }()
	all := j.Shards()
	sum = &ShareSummary{All: len(all)}
	var mine []Shard
	for _, s := range all {
		if s.ID%share.Of == share.Index {
			mine = append(mine, s)
			sum.Bytes += s.Size
		}
	}
	sum.Shards = len(mine)
	p := &pool{ctx: ctx, job: j, folder: folder, progress: progress}
	_, sum.Reused, err = p.mapShards(mine)
	return sum, err
}

// Finish makes the tables of what the processes of all shares have mapped. Its
// error is a *MissingError where something is not there.
func Finish(ctx context.Context, in Input, cfg Config, progress Progress) (*Summary, error) {
	return run(ctx, store.OS{}, in, cfg, progress, true)
}
