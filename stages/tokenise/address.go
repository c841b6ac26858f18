package tokenise

import (
	"strings"
	"unicode/utf8"

	"fusul/stages/internal/letters"
)

// The longest local part of a mail address and the longest host name that
// the standards allow. They also keep the look-ahead of one word bounded.
const (
	maxLocal = 64
	maxHost  = 253
)

// address returns the end of the address of the web or of mail that begins
// at i, or i.
func (s *scanner) address(i int) int {
	if s.src[i] >= utf8.RuneSelf {
		return i
	}
	if rest := s.scheme(i); rest > i {
		return s.path(i, rest)
	}
	if host := s.mailHost(i); host > i {
		if end, labels := s.host(host); labels >= 2 {
			return end
		}
	}
	end, labels := s.host(i)
	if labels < 2 {
		return i
	}
	last := s.src[strings.LastIndexByte(s.src[i:end], '.')+i+1 : end]
	slash := end < s.end && s.src[end] == '/'
	switch {
	case strings.EqualFold(s.src[i:i+4], "www."), topLevel[strings.ToLower(last)]:
		return s.path(i, end)
	case len(last) == 2 && s.src[i+1] != '.' && (slash || labels > 2): // bbc.co.uk, and not e.g.in
		return s.path(i, end)
	}
	return i
}

// topLevel are the domains that make an address of a bare name (nato.int).
// Of the many others only those with a path or three labels are taken, since
// a missing space after a full stop looks the same (end.The).
var topLevel = map[string]bool{
	"com": true, "org": true, "net": true, "edu": true, "gov": true, "int": true, "mil": true, "info": true,
}

// scheme returns the place behind a scheme such as https:// at i, or i.
func (s *scanner) scheme(i int) int {
	for _, p := range [...]string{"http://", "https://", "ftp://", "mailto:", "doi:"} {
		if end := i + len(p); end < s.end && strings.EqualFold(s.src[i:end], p) && !Blank(s.rune(end)) {
			return end
		}
	}
	return i
}

// mailHost returns the place behind the @ of a mail address whose local part
// begins at i, or i.
func (s *scanner) mailHost(i int) int {
	for j := i; j < min(s.end, i+maxLocal); j++ {
		switch b := s.src[j]; {
		case b == '@' && j > i:
			return j + 1
		case isASCIILetter(b), b >= '0' && b <= '9', b == '.', b == '_', b == '-', b == '+', b == '%':
		default:
			return i
		}
	}
	return i
}

// host returns the end of the host name at i and the number of its labels.
// The last label consists of letters; a full stop behind it is not taken.
func (s *scanner) host(i int) (end, labels int) {
	start := i
	end = i
	for j := i; j < min(s.end, i+maxHost); j++ {
		b := s.src[j]
		switch {
		case isASCIILetter(b), b >= '0' && b <= '9', b == '-' && j > start:
			continue
		case b == '.' && j > start:
			end, labels, start = j, labels+1, j+1
			continue
		}
		return s.hostEnd(start, j, end, labels)
	}
	return s.hostEnd(start, min(s.end, i+maxHost), end, labels)
}

// hostEnd closes the host name whose last label is [start, j).
func (s *scanner) hostEnd(start, j, end, labels int) (int, int) {
	if j-start < 2 {
		return end, labels // a full stop, or a single letter, is no domain
	}
	for _, b := range []byte(s.src[start:j]) {
		if !isASCIILetter(b) {
			return end, labels
		}
	}
	return j, labels + 1
}

// path returns the end of the address that began at i and is known up to j.
// Punctuation at its end belongs to the sentence; Arabic letters belong to
// it where they follow a delimiter of the path, as in the addresses of the
// Arabic Wikipedia.
func (s *scanner) path(i, j int) int {
	end, depth := j, 0
	inside := false // behind a delimiter, where Arabic letters may stand
	for j < s.end {
		r, n := utf8.DecodeRuneInString(s.src[j:s.end])
		class := letters.Of(r)
		switch {
		case class == letters.Space, class == letters.Invisible, strings.ContainsRune("\"<>«»“”‘’،؛؟…{}|\\^`", r), r == utf8.RuneError:
			return end
		case class.InWord():
			if !inside {
				return end
			}
			end = j + n
		case r == '(':
			depth++
		case r == ')':
			if depth--; depth < 0 {
				return end
			}
			end = j + n
		case strings.ContainsRune(".,;:!?'*[]", r):
		case class == letters.Symbol && r >= utf8.RuneSelf:
			return end
		default:
			inside = strings.ContainsRune("/=&?#_-+%", r)
			end = j + n
		}
		j += n
	}
	return end
}
