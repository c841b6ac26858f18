package pdf

import (
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"strings"

	"fusul/stages/internal/visual"
)

// mapped is the character of one line of a ToUnicode map.
var mapped = regexp.MustCompile(`<([0-9A-Fa-f]{4})>\s*[\r\n]`)

// forms returns how many glyphs the fonts of src name by a presentation form.
// PDFium gives the letters that these stand for, so that only the maps of the
// fonts, which are streams of the file, show what was written.
func forms(src string) int {
	const longest, most = 1 << 20, 10_000 // bytes of a map; streams
	n := 0
	for range most {
		_, rest, ok := strings.Cut(src, "stream")
		if !ok {
			break
		}
		src = strings.TrimLeft(rest[:min(2, len(rest))], "\r\n") + rest[min(2, len(rest)):]
		end := strings.Index(src, "endstream")
		if end < 0 {
			break
		}
		data := src[:end]
		src = src[end+len("endstream"):]
		if len(data) > longest {
			continue
		}
		if z, err := zlib.NewReader(strings.NewReader(data)); err == nil {
			plain, _ := io.ReadAll(io.LimitReader(z, longest)) // what can be read of it
			data = string(plain)
		}
		if !strings.Contains(data, "begincmap") {
			continue
		}
		for _, m := range mapped.FindAllStringSubmatch(data, -1) {
			if c, err := strconv.ParseUint(m[1], 16, 32); err == nil && visual.Form(rune(c)) {
				n++
			}
		}
	}
	return n
}
