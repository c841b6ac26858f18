package read

import (
	"errors"
	"fmt"
	"strings"

	"fusul/stages/text"
)

// frontMatter marks the YAML at the head of a Markdown text, reads its
// metadata, and returns where the text begins.
func (p *markdownParser) frontMatter() int {
	const longest = 64 << 10
	head := p.src[:sampleEnd(p.src, longest)]
	end, pos := lineAt(head, 0)
	if strings.TrimRight(head[:end], " \t") != "---" {
		return 0
	}
	begin := pos
	for pos < len(head) {
		stop, next := lineAt(head, pos)
		if line := strings.TrimRight(head[pos:stop], " \t"); line == "---" || line == "..." {
			p.mark(0, stop, text.Header, "")
			p.readFrontMatter(head[begin:pos])
			return next
		}
		pos = next
	}
	return 0 // a rule, not a head
}

// readFrontMatter takes in the metadata of src. The text is read without it
// where it is wrong.
func (p *markdownParser) readFrontMatter(src string) {
	node, err := parseYAML("", src)
	if err == nil && node == nil {
		return
	}
	var pairs []pair
	if err == nil {
		pairs, err = mapping("", node)
	}
	if err != nil {
		p.problem(0, "metadata", "the head is not YAML: "+atHeadLine(err))
		return
	}
	var fields []text.Field
	for _, kv := range pairs {
		value, err := joined("", kv)
		if err != nil {
			p.problem(0, "metadata", "left out of the metadata: "+atHeadLine(err))
			continue
		}
		fields = append(fields, text.Field{Name: kv.key, Value: value})
	}
	p.setMeta(fields)
}

// atHeadLine writes an error in the YAML of a head with the line of the file.
func atHeadLine(err error) string {
	var bad *SyntaxError
	if errors.As(err, &bad) && bad.Line > 0 {
		return fmt.Sprintf("line %d: %s", bad.Line+1, bad.Msg)
	}
	return err.Error()
}
