package command

import (
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// bars shows how far a run is, one bar a stage, on a terminal only. With
// --verbose each stage is a line, wherever it goes.
type bars struct {
	all   *mpb.Progress
	say   func(format string, args ...any) // nil without --verbose
	stage string
	share float64 // of it that is done
	began time.Time
	bar   *mpb.Bar
}

func newBars(e *env) *bars {
	b := &bars{}
	if e.more {
		b.say = e.say
	} else if !e.quiet && isTerminal(e.stderr) {
		b.all = mpb.NewWithContext(e.ctx, mpb.WithOutput(e.stderr), mpb.WithWidth(40))
	}
	return b
}

// progress is a pipeline.Progress.
func (b *bars) progress(stage string, done, total int64) {
	if total <= 0 {
		return
	}
	if stage != b.stage {
		b.finish()
		b.stage, b.began = stage, time.Now()
	}
	b.share = float64(done) / float64(total)
	if b.all == nil {
		return
	}
	if b.bar == nil {
		b.bar = b.all.AddBar(total,
			mpb.PrependDecorators(decor.Name(stage, decor.WC{W: 10, C: decor.DindentRight})),
			mpb.AppendDecorators(decor.Percentage(decor.WC{W: 5}), decor.AverageETA(decor.ET_STYLE_GO, decor.WC{W: 8})))
	}
	b.bar.SetCurrent(done)
}

// finish ends the bar of the last stage, complete or not.
func (b *bars) finish() {
	if b.say != nil && b.stage != "" {
		b.say("%s: %s in %.1f s", b.stage, percent(b.share), time.Since(b.began).Seconds())
	}
	if b.bar != nil && !b.bar.Completed() {
		b.bar.Abort(false)
	}
	b.bar = nil
}

// wait ends the display.
func (b *bars) wait() {
	b.finish()
	if b.all != nil {
		b.all.Wait()
	}
}
