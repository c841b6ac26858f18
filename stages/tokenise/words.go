package tokenise

import (
	"strings"

	"fusul/stages/text"
)

// abbreviates reports whether token k is an abbreviation that a number
// follows: a single letter (ص. 15, ج.2, p. 7) or one of the list.
func (s *scanner) abbreviates(k int) bool {
	t := s.dst[k]
	if t.Kind == text.Year {
		return false
	}
	w := strings.TrimRight(t.Of(s.src), "ـ")
	return single(w) || precedes(w) == abbreviation
}

// numbers reports whether token k is the name of a thing that is numbered,
// so that digits behind it are its number and no footnote.
func (s *scanner) numbers(k int) bool {
	return s.abbreviates(k) || precedes(s.dst[k].Of(s.src)) != 0
}

// precedes returns why a number follows w, or 0. Up to three proclitics may
// stand before an Arabic word: وبالمادة, للمادة.
func precedes(w string) uint8 {
	for range 4 {
		if why := numbered[w]; why != 0 || len(w) < 4 {
			return why
		}
		switch {
		case strings.HasPrefix(w, "لل"):
			w = "ال" + w[len("لل"):]
		case strings.HasPrefix(w, "و"), strings.HasPrefix(w, "ف"), strings.HasPrefix(w, "ب"), strings.HasPrefix(w, "ل"), strings.HasPrefix(w, "ك"):
			w = w[2:]
		default:
			return 0
		}
	}
	return 0
}

// Why a number follows a word.
const (
	thing        = 1 + iota // المادة 5
	abbreviation            // vol. 5: with a full stop too
)

// numbered are the words that numbers follow.
var numbered = map[string]uint8{
	"رقم": thing, "الرقم": thing, "رقمها": thing, "رقمه": thing, "عدد": thing, "العدد": thing,
	"مادة": thing, "المادة": thing, "المادتين": thing, "المواد": thing, "فقرة": thing, "الفقرة": thing, "بند": thing, "البند": thing,
	"قرار": thing, "القرار": thing, "قانون": thing, "القانون": thing, "ملحق": thing, "الملحق": thing,
	"باب": thing, "الباب": thing, "فصل": thing, "الفصل": thing, "مبحث": thing, "المبحث": thing, "مطلب": thing, "المطلب": thing,
	"فرع": thing, "الفرع": thing, "قسم": thing, "القسم": thing, "محور": thing, "المحور": thing,
	"جزء": thing, "الجزء": thing, "مجلد": thing, "المجلد": thing, "طبعة": thing, "الطبعة": thing,
	"صفحة": thing, "الصفحة": thing, "صفحات": thing, "الصفحات": thing,
	"جدول": thing, "الجدول": thing, "شكل": thing, "الشكل": thing, "خريطة": thing, "الخريطة": thing, "صورة": thing, "الصورة": thing,
	"مقدمة": thing, "المقدمة": thing, "تابع": thing, "الموافق": thing,
	"سنة": thing, "عام": thing, "سورة": thing, "آية": thing, "الآية": thing, "الآيات": thing,
	"صص": abbreviation, "مج": abbreviation, "ط": abbreviation, "هامش": abbreviation,

	"article": thing, "Article": thing, "chapter": thing, "Chapter": thing, "table": thing, "Table": thing,
	"figure": thing, "Figure": thing, "volume": thing, "Volume": thing, "number": thing, "page": thing, "part": thing, "Part": thing,
	"pp": abbreviation, "vol": abbreviation, "Vol": abbreviation, "vols": abbreviation, "no": abbreviation, "No": abbreviation,
	"nos": abbreviation, "Nos": abbreviation, "ch": abbreviation, "Ch": abbreviation, "fig": abbreviation, "Fig": abbreviation,
	"art": abbreviation, "Art": abbreviation, "sec": abbreviation, "Sec": abbreviation, "ed": abbreviation, "para": abbreviation,
	"col": abbreviation, "nr": abbreviation, "Nr": abbreviation, "cit": abbreviation, "ibid": abbreviation, "Ibid": abbreviation,
	"Jan": abbreviation, "Feb": abbreviation, "Mar": abbreviation, "Apr": abbreviation, "Jun": abbreviation, "Jul": abbreviation,
	"Aug": abbreviation, "Sep": abbreviation, "Sept": abbreviation, "Oct": abbreviation, "Nov": abbreviation, "Dec": abbreviation,
}
