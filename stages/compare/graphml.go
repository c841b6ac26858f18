package compare

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"fusul/stages/count"
)

// GraphML writes the edges of one level that join keys more often than
// expected, with a q value of at most maxQ, as a graph for Gephi and other
// programs. Name returns the identifier and the label of a key.
func (n *Network) GraphML(w io.Writer, tree count.Tree, level int32, maxQ float64, name func(key int32) (id, label string)) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, xml.Header, `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
 <key id="label" for="node" attr.name="label" attr.type="string"/>
 <key id="units" for="node" attr.name="units" attr.type="long"/>
 <key id="n" for="edge" attr.name="n" attr.type="long"/>
 <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
 <key id="pmi" for="edge" attr.name="pmi" attr.type="double"/>
 <key id="q" for="edge" attr.name="q" attr.type="double"/>
 <graph edgedefault="undirected">
`)
	for key := range int32(len(tree.Level)) {
		if tree.Level[key] == level && n.Of(key) > 0 {
			id, label := name(key)
			fmt.Fprintf(b, "  <node id=\"%s\"><data key=\"label\">%s</data><data key=\"units\">%d</data></node>\n", escape(id), escape(label), n.Of(key))
		}
	}
	for _, e := range n.Edges(tree) {
		if tree.Level[e.A] != level || e.Direction <= 0 || e.Q > maxQ {
			continue
		}
		a, _ := name(e.A)
		c, _ := name(e.B)
		fmt.Fprintf(b, "  <edge source=\"%s\" target=\"%s\"><data key=\"n\">%d</data><data key=\"weight\">%.6f</data><data key=\"pmi\">%.6f</data><data key=\"q\">%.6g</data></edge>\n",
			escape(a), escape(c), e.O, e.NPMI, e.MI, e.Q)
	}
	fmt.Fprint(b, " </graph>\n</graphml>\n")
	return b.Flush()
}

// escape returns s as text of an XML file.
func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}
