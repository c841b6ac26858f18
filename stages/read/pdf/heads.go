package pdf

import (
	"strconv"
	"strings"
	"unicode"
)

// edgeLines is how many lines from the top and from the bottom of a page may
// be running heads.
const edgeLines = 2

// A spot is what a running head has in common from page to page: what it says,
// figures aside, and where it stands.
type spot struct {
	text   string
	height int
}

// dropHeads takes the running heads and page numbers out of pages, and returns
// how many lines that were and the printed number of each page, if the pages
// are numbered. A line is one if it stands at the same height of at least
// three pages (or of all), as one of their first or last lines.
func dropHeads(pages [][]Line) (left [][]Line, dropped int, numbers []int) {
	count := make(map[spot]int)
	filled := 0
	for _, lines := range pages {
		if len(lines) > 0 {
			filled++
		}
		seen := make(map[spot]bool)
		for _, i := range edges(len(lines)) {
			for _, s := range spots(lines[i]) {
				if !seen[s] {
					seen[s] = true
					count[s]++
				}
			}
		}
	}
	offset, numbered := numbering(pages)
	numbers = make([]int, len(pages))
	left = make([][]Line, len(pages))
	for p, lines := range pages {
		if numbered {
			numbers[p] = p + offset
		}
		head := make([]bool, len(lines))
		for _, i := range edges(len(lines)) {
			n := 0
			for _, s := range spots(lines[i]) {
				n = max(n, count[s])
			}
			number, is := pageNumber(lines[i].Text)
			head[i] = n >= 2 && n >= min(3, filled) || is && numbered && number == p+offset
			if i >= edgeLines && !is && noteNumber(lines[i].Text) > 0 && 2*n < filled {
				head[i] = false // a note: many say no more than "the same, p. 12"
			}
		}
		// What stands inside of a line that stays is no head.
		for i := 1; i < min(edgeLines, len(lines)); i++ {
			head[i] = head[i] && head[i-1]
		}
		for i := len(lines) - 2; i >= max(0, len(lines)-edgeLines); i-- {
			head[i] = head[i] && (head[i+1] || i < edgeLines && (i == 0 || head[i-1]))
		}
		for i, l := range lines {
			if head[i] {
				dropped++
			} else {
				left[p] = append(left[p], l)
			}
		}
	}
	return left, dropped, numbers
}

// edges returns the indices of the first and the last lines of n.
func edges(n int) []int {
	var at []int
	for i := range n {
		if i < edgeLines || i >= n-edgeLines {
			at = append(at, i)
		}
	}
	return at
}

// spots returns where l stands, in bands of eight points that overlap by half,
// so that lines which differ by less than four share one.
func spots(l Line) [2]spot {
	const band = 4
	folded := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r):
			return '#'
		case unicode.IsLetter(r):
			return r
		}
		return ' '
	}, l.Text)), " ")
	for strings.Contains(folded, "##") {
		folded = strings.ReplaceAll(folded, "##", "#")
	}
	h := int(l.Base / band)
	return [2]spot{{folded, h / 2}, {folded, -1 - (h+1)/2}}
}

// numbering returns what is to be added to the index of a page for the number
// that is printed on it, and whether most pages agree on that.
func numbering(pages [][]Line) (offset int, ok bool) {
	count := make(map[int]int)
	filled, best := 0, 0
	for p, lines := range pages {
		if len(lines) > 0 {
			filled++
		}
		seen := make(map[int]bool)
		for _, i := range edges(len(lines)) {
			if n, is := pageNumber(lines[i].Text); is && !seen[n-p] {
				seen[n-p] = true
				count[n-p]++
				if c := count[n-p]; c > best || c == best && n-p > offset {
					best, offset = c, n-p
				}
			}
		}
	}
	return offset, best >= 1 && 2*best >= filled
}

// pageNumber returns the number that a line is, with no more than dashes or
// brackets around it.
func pageNumber(s string) (int, bool) {
	s = strings.Trim(s, " -–—()[]|.")
	var b strings.Builder
	for _, r := range s {
		switch {
		case '0' <= r && r <= '9':
			b.WriteRune(r)
		case '٠' <= r && r <= '٩':
			b.WriteRune(r - '٠' + '0')
		case '۰' <= r && r <= '۹':
			b.WriteRune(r - '۰' + '0')
		default:
			return 0, false
		}
	}
	n, err := strconv.Atoi(b.String())
	return n, err == nil && n < 100_000
}
