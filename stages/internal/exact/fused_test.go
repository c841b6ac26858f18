package exact

import (
	"os"
	"os/exec"
	"regexp"
	"testing"

	"fusul/stages/internal/oracle"
)

// TestNothingIsFused compiles the packages whose figures must have the same
// bits everywhere for a processor that has a fused multiply-add, and looks for
// it: an explicit conversion to float64 is missing where it is found.
func TestNothingIsFused(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles for another processor")
	}
	fused := regexp.MustCompile(`\(([^()]*\.go:\d+)\)\s+(FN?M(ADD|SUB)[DS])`)
	for _, pkg := range []string{"exact", "stats", "compare", "topics"} {
		path := "./stages/" + pkg
		if pkg == "exact" {
			path = "./stages/internal/exact"
		}
		cmd := exec.Command("go", "build", "-gcflags=-S", path)
		cmd.Dir = oracle.Root(t)
		cmd.Env = append(os.Environ(), "GOARCH=arm64", "GOOS=linux", "CGO_ENABLED=0")
		listing, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", path, err, listing)
		}
		for _, m := range fused.FindAllSubmatch(listing, -1) {
			t.Errorf("%s: %s", m[1], m[2])
		}
	}
}
