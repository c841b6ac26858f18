package topics

import (
	"context"

	"fusul/stages/internal/exact"
)

// Progress is what is known of a model after a pass.
type Progress struct {
	Iteration int // passes done
	Of        int // passes to make

	// LogLikelihood is the mean over the tokens of ln p(word | all other
	// tokens), as each was when it was drawn anew.
	LogLikelihood float64
}

// Fit makes the passes that m still lacks. It calls run to run f for all i
// below n, in any order and on any number of goroutines, and report, unless it
// is nil, after each pass; report may save the state of m. If ctx is cancelled,
// Fit returns its cause after the pass under way, and may be called again.
func Fit(ctx context.Context, m *Model, run func(n int, f func(i int)), report func(Progress)) error {
	for !m.Done() {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		run(m.Blocks(), m.Sample)
		run(m.Parts(), m.Merge)
		m.Apply()
		if report != nil {
			report(m.Progress())
		}
	}
	return nil
}

// Sequential runs f for every i below n, in order.
func Sequential(n int, f func(i int)) {
	for i := range n {
		f(i)
	}
}

// Apply ends a pass: the counts of the last Merge become the counts that
// Sample reads. Sample must have run once for each block, and then Merge for
// each part.
func (m *Model) Apply() {
	m.sumTotals()
	m.sumLikelihood()
	m.iteration++
	if n := m.opt.OptimizeInterval; n > 0 && m.iteration%n == 0 && m.iteration >= settlePasses {
		m.optimise()
	}
	if m.mendDue() {
		m.mend()
	}
	if m.opt.due(m.iteration) {
		m.keep()
	}
}

// settlePasses is the number of passes before the first estimate of the
// priors: topics that are still mixed would be taken for a flat prior.
const settlePasses = 20

// sumLikelihood adds up the likelihood of the last pass, in block order.
func (m *Model) sumLikelihood() {
	sum, tokens := 0.0, 0
	for b := range m.blocks {
		sum += m.blocks[b].logMass
	}
	var lengths histogram
	for _, n := range m.docLen {
		lengths.add(int(n))
		tokens += int(n)
	}
	for i, times := range lengths {
		if times > 0 {
			n := float64(i + 1)
			sum -= float64(float64(times) * float64(n*exact.Log(n-1+m.alphaSum)))
		}
	}
	m.likelihood = sum / float64(tokens)
}

// Progress returns what is known of m after the last pass.
func (m *Model) Progress() Progress {
	return Progress{m.iteration, m.opt.Iterations, m.likelihood}
}
