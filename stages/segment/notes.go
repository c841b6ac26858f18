package segment

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// Footnotes of plain text. A unit that begins with a number is a note where a
// rule stands above it, or where it is one of a run of such units at the end
// of a page or chapter; and in both cases only if the text before calls it, so
// that a numbered list is none.

// called is the number of bytes before notes in which their calls are looked
// for, and calledChapter that for notes at the end of a chapter.
const (
	called        = 8_000
	calledChapter = 400_000
)

// notes finds the notes of a text whose format does not mark them.
func (w *work) notes() {
	if w.doc.Blocks != nil {
		return
	}
	for i := 0; i < len(w.units); {
		n := 0
		if w.isRule(i) {
			n = 1 + w.noteRun(i+1, called, false)
		} else {
			n = w.noteRun(i, calledChapter, true)
		}
		i += max(1, n)
	}
	w.cards = slices.DeleteFunc(w.cards, func(c card) bool { return w.units[c.unit].kind == text.Note })
	for k, c := range w.cards {
		w.units[c.unit].card = k
	}
}

// isRule reports whether unit i is a line of dashes or the like, as print sets
// it above footnotes.
func (w *work) isRule(i int) bool {
	s := w.units[i].span().Of(w.src)
	return w.units[i].card == wordless && utf8.RuneCountInString(s) >= 4 && strings.Trim(s, "_-–—─━=ـ* ") == ""
}

// noteRun marks the run of notes that begins at unit i, and returns how many
// units look like one, whether they are notes or not. Without a rule above it (bare) there must be two at least, all
// numbered in brackets, and a page, a chapter or the text must end behind them.
func (w *work) noteRun(i, within int, bare bool) int {
	var numbers []int
	for k := i; k < len(w.units); k++ {
		number, brackets := noteNumber(w.units[k].span().Of(w.src))
		if number == 0 || bare && !brackets || w.units[k].left || k > i && (number != numbers[k-i-1]+1 || w.pageBefore(k)) {
			break
		}
		numbers = append(numbers, number)
	}
	if len(numbers) == 0 || bare && (len(numbers) < 2 || !w.endsPage(i+len(numbers))) {
		return len(numbers)
	}
	from := max(0, w.units[i].start-within)
	before := w.src[runeStart(w.src, from):w.units[i].start]
	for k, number := range numbers {
		if (bare || k == 0) && !calls(before, number) {
			return len(numbers)
		}
	}
	for k, number := range numbers {
		u := &w.units[i+k]
		u.kind, u.label, u.card = text.Note, strconv.Itoa(number), prose
	}
	return len(numbers)
}

// endsPage reports whether a page, a chapter or the text ends before unit i.
func (w *work) endsPage(i int) bool {
	if i >= len(w.units) || w.pageBefore(i) || w.units[i].cut || w.units[i].before >= far {
		return true
	}
	kind := w.labelOf(i).kind
	return kind == divided || kind == titled
}

// pageBefore reports whether a page begins with unit i: at a form feed, or at
// a mark.
func (w *work) pageBefore(i int) bool {
	u := &w.units[i]
	start := u.start
	if i > 0 {
		start = w.units[i-1].to
	}
	if strings.ContainsRune(w.src[start:u.from], '\f') {
		return true
	}
	for _, m := range marksFrom(w.doc.Marks, start) {
		if m.Start >= u.from {
			break
		}
		if m.Kind == text.PageBreak || m.Kind == text.PageEnd {
			return true
		}
	}
	return false
}

// noteNumber returns the number that s begins with as a note does, (1), [1],
// 1- or 1., with words behind it, and whether it stands in brackets; 0 is none.
func noteNumber(s string) (number int, brackets bool) {
	rest := strings.TrimLeft(s, "([")
	opened := len(s) - len(rest)
	digits := 0
	for digits < 3 {
		r, size := utf8.DecodeRuneInString(rest)
		v := letters.Value(r)
		if v < 0 {
			break
		}
		number, rest, digits = number*10+v, rest[size:], digits+1
	}
	after := strings.TrimLeft(rest, ")].-–ـ: ")
	closed := len(rest) - len(after)
	if digits == 0 || opened > 1 || closed == 0 || after == "" || opened == 1 && !strings.ContainsAny(rest[:1], ")]") {
		return 0, false
	}
	if first, _ := utf8.DecodeRuneInString(after); letters.Value(first) >= 0 {
		return 0, false // a date, a number with a point
	}
	return number, opened == 1
}

// calls reports whether s holds the call of a note: its number in brackets
// behind a word, or glued to one.
func calls(s string, number int) bool {
	for _, digits := range [...]string{strconv.Itoa(number), arabicDigits(number)} {
		for rest := s; ; {
			i := strings.Index(rest, digits)
			if i < 0 {
				break
			}
			if isCall(rest[:i], rest[i+len(digits):]) {
				return true
			}
			rest = rest[i+len(digits):]
		}
	}
	return false
}

// isCall reports whether a number between before and after is a call.
func isCall(before, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	last, size := utf8.DecodeLastRuneInString(before)
	if last == '(' || last == '[' {
		if next != ')' && next != ']' {
			return false
		}
		before = strings.TrimRight(before[:len(before)-size], " ")
		last, _ = utf8.DecodeLastRuneInString(before)
		return isWordEnd(last)
	}
	return isWordEnd(last) && last != '.' && letters.Value(next) < 0 && letters.Of(next) != letters.Arabic
}

// isWordEnd reports whether r ends a word, or closes what a word ends.
func isWordEnd(r rune) bool {
	switch letters.Of(r) {
	case letters.Arabic, letters.Foreign, letters.Mark:
		return r != utf8.RuneError
	}
	return strings.ContainsRune("»”\"'.،؛", r)
}

// arabicDigits writes n with Arabic digits.
func arabicDigits(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + '٠' }, strconv.Itoa(n))
}
