package command

import (
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// bars shows how far a run is, one bar a stage; only on a terminal.
type bars struct {
	all   *mpb.Progress
	stage string
	bar   *mpb.Bar
}

func newBars(e *env) *bars {
	if e.quiet || !isTerminal(e.stderr) {
		return &bars{}
	}
	return &bars{all: mpb.NewWithContext(e.ctx, mpb.WithOutput(e.stderr), mpb.WithWidth(40))}
}

// progress is a pipeline.Progress.
func (b *bars) progress(stage string, done, total int64) {
	if b.all == nil || total <= 0 {
		return
	}
	if stage != b.stage {
		b.finish()
		b.stage = stage
		b.bar = b.all.AddBar(total,
			mpb.PrependDecorators(decor.Name(stage, decor.WC{W: 10, C: decor.DindentRight})),
			mpb.AppendDecorators(decor.Percentage(decor.WC{W: 5}), decor.AverageETA(decor.ET_STYLE_GO, decor.WC{W: 8})))
	}
	b.bar.SetCurrent(done)
}

// finish ends the bar of the last stage, complete or not.
func (b *bars) finish() {
	if b.bar != nil && !b.bar.Completed() {
		b.bar.Abort(false)
	}
	b.bar = nil
}

// wait ends the display.
func (b *bars) wait() {
	if b.all != nil {
		b.finish()
		b.all.Wait()
	}
}
