package main

import (
	"os/exec"
	"strings"
	"testing"
)

// The core runs without a network and without the drivers of clusters and
// clouds: they are modules of their own.
func TestNoDependencyOfClusters(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "all").Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := strings.Fields(string(out))
	if len(modules) < 20 || modules[0] != "fusul" {
		t.Fatalf("go list -m all says %d words, the first %q", len(modules), modules[:1])
	}
	for _, m := range modules {
		for _, foreign := range []string{
			"github.com/apache/beam", "gocloud.dev", "cloud.google.com/", "github.com/aws/", "github.com/Azure/",
			"google.golang.org/api", "go.opentelemetry.io/", "github.com/moby/",
		} {
			if strings.HasPrefix(m, foreign) {
				t.Errorf("the core needs %s", m)
			}
		}
	}
}
