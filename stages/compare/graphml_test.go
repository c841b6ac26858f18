package compare

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
)

func TestGraphML(t *testing.T) {
	var n Network
	for range 9 {
		n.Add(parse("R L . a . b . P . c . R . L . d"), tree)
	}
	var b strings.Builder
	names := func(key int32) (id, label string) { return fmt.Sprintf("k<%d>", key), "القوة & السلم" }
	if err := n.GraphML(&b, tree, 2, 0.05, names); err != nil {
		t.Fatal(err)
	}
	var graph struct {
		Nodes []struct {
			ID string `xml:"id,attr"`
		} `xml:"graph>node"`
		Edges []struct {
			Source string   `xml:"source,attr"`
			Target string   `xml:"target,attr"`
			Data   []string `xml:"data"`
		} `xml:"graph>edge"`
	}
	if err := xml.Unmarshal([]byte(b.String()), &graph); err != nil {
		t.Fatal(err)
	}
	if len(graph.Nodes) != 3 || graph.Nodes[0].ID != "k<1>" {
		t.Errorf("nodes %+v, want realism, liberalism and power", graph.Nodes)
	}
	if len(graph.Edges) != 1 || graph.Edges[0].Source != "k<1>" || graph.Edges[0].Target != "k<2>" || graph.Edges[0].Data[0] != "9" {
		t.Errorf("edges %+v, want one of nine sentences", graph.Edges)
	}
}
