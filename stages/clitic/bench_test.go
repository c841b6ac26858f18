package clitic

import "testing"

// BenchmarkSplit splits words as they come when each is new: as many with
// clitics as without, of all lengths.
func BenchmarkSplit(b *testing.B) {
	s, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	words := []string{"الدولة", "وبدولتهم", "في", "للحكومة", "سيكتبها", "نظام", "والسياسية", "كتاب", "منها", "بالتزامن", "واستقلالهما", "تحليل"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Split(words[i%len(words)])
	}
}

func BenchmarkAppend(b *testing.B) {
	var buf [32]Candidate
	b.ReportAllocs()
	for b.Loop() {
		Append(buf[:0], "وبدولتهم")
	}
}

// BenchmarkLoad reads counts and weights, as the first word of a run does.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		counts, err := loadCounts()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := loadRanker(); err != nil {
			b.Fatal(err)
		}
		_ = counts
	}
}
