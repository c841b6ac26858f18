package paradigm

import (
	"slices"
	"strings"
)

// Plurals returns the words that could be broken plurals of a noun or
// adjective in citation form, by the templates of Arabic for a word of its
// shape: of سلاح أسلحة and سلح and more. Most of them do not exist; it is for
// the caller to see which occur.
func Plurals(citation string) []string {
	word, feminine := strings.CutSuffix(citation, "ة")
	r := []rune(word)
	var out []string
	add := func(template string, letters ...rune) {
		p := fill(template, letters)
		if p != citation && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	switch len(r) {
	case 2:
		plurals2(add, r, feminine)
	case 3:
		plurals3(add, r, feminine)
	case 4:
		plurals4(add, r)
	case 5:
		plurals5(add, r)
	}
	return out
}

// fill puts letters in place of the digits of a template.
func fill(template string, letters []rune) string {
	var b strings.Builder
	for _, t := range template {
		if i := int(t - '1'); i >= 0 && i < len(letters) {
			t = letters[i]
		}
		b.WriteRune(t)
	}
	return b.String()
}

func isLong(r rune) bool { return r == 'ا' || r == 'و' || r == 'ي' }

type adder = func(template string, letters ...rune)

// plurals2 is for words of two letters: حد، فن; قوة، علة.
func plurals2(add adder, r []rune, feminine bool) {
	if feminine {
		add("12ى", r...) // قوة، قوى
		add("122", r...) // علة، علل
		return
	}
	add("12و2", r...)  // حد، حدود
	add("أ12ا2", r...) // سر، أسرار
	add("12ا2", r...)  // ظل، ظلال
}

// plurals3 is for words of three letters, with and without ة.
func plurals3(add adder, r []rune, feminine bool) {
	if r[2] == 'ي' && feminine {
		add("12ايا", r...) // قضية، قضايا
	}
	if r[1] == 'ا' {
		add("أ1وا2", r[0], r[2]) // باب، أبواب
		add("أ1يا2", r[0], r[2]) // ناب، أنياب
		add("1ي2ان", r[0], r[2]) // جار، جيران
		add("1و2", r[0], r[2])   // دار، دور
		add("1وا2", r[0], r[2])  // مادة، مواد
		add("1ي2", r[0], r[2])   // قامة، قيم
	}
	add("أ12ا3", r...) // حلف، أحلاف
	add("12و3", r...)  // حرب، حروب
	add("12ا3", r...)  // جبل، جبال
	add("أ123", r...)  // شهر، أشهر
	add("123", r...)   // دولة، دول
	add("123ان", r...) // بلد، بلدان
	add("1ي3ان", r...) // غول، غيلان
	add("آ2ا3", r...)  // أمل، آمال
	add("12ائ3", r...) // حرة، حرائر
}

// plurals4 is for words of four letters.
func plurals4(add adder, r []rune) {
	add("12ا34", r...)  // مصدر، مصادر
	add("12ا2ي4", r...) // سكين، سكاكين
	add("12ا34ة", r...) // ملحد، ملاحدة
	if isLong(r[2]) {
		a, b, c := r[0], r[1], r[3]
		add("123", a, b, c)    // كتاب، كتب
		add("أ123ة", a, b, c)  // سلاح، أسلحة
		add("123اء", a, b, c)  // وزير، وزراء
		add("أ123اء", a, b, c) // صديق، أصدقاء
		add("12ائ3", a, b, c)  // رسالة، رسائل
		add("12ا3", a, b, c)   // كبير، كبار
		add("أ12ة", a, b)      // دليل، أدلة
		add("أ12اء", a, b)     // طبيب، أطباء
		add("أ12ا3", a, b, c)  // شريف، أشراف
		add("123ى", a, b, c)   // أسير، أسرى
		add("123ان", a, b, c)  // قضيب، قضبان
	}
	if r[1] == 'ا' {
		a, b, c := r[0], r[2], r[3]
		add("1وا23", a, b, c) // عامل، عوامل
		add("12ا3", a, b, c)  // كاتب، كتاب
		add("123ة", a, b, c)  // طالب، طلبة
		add("123اء", a, b, c) // عالم، علماء
		add("12اة", a, b)     // قاضي، قضاة
		add("1ا3ة", a, b, c)  // قائد، قادة
		add("123", a, b, c)   // راكع، ركع
		add("أ12ا3", a, b, c) // صاحب، أصحاب
	}
	if r[3] == 'ى' || r[3] == 'ي' {
		add("12ا3ي", r...) // مبنى، مباني
		add("12ا3ى", r...) // فتوى، فتاوى
	}
	if r[0] == 'أ' {
		add("234", r...) // أحمر، حمر
	}
}

// plurals5 is for words of five letters.
func plurals5(add adder, r []rune) {
	if isLong(r[3]) {
		add("12ا3ي4", r[0], r[1], r[2], r[4]) // مشروع، مشاريع
		add("12ا34ة", r[0], r[1], r[2], r[4]) // تلميذ، تلامذة
		if isLong(r[1]) {
			add("1وا2ي3", r[0], r[2], r[4]) // قانون، قوانين
		}
	}
	if r[4] == 'ي' {
		add("12ا34ة", r[:4]...) // مغربي، مغاربة
	}
}
