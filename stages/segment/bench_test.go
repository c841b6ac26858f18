package segment

import (
	"strings"
	"testing"

	"fusul/stages/text"
)

// prosePage is about a page of wrapped prose, and proseLine the same as one
// line, as theses have it.
const prosePage = `تقوم هذه الفقرة مقام صفحة من كتاب، فهي كلام متصل لا غرض له إلا
أن يقاس به الوقت الذي يحتاج إليه التقسيم. وقد جعلت أسطرها متقاربة في
الطول كما تكون أسطر المطبوع، وتنتهي جملها بالنقطة تارة وبغيرها تارة
أخرى؛ فهل يكفي ذلك؟ نعم يكفي! ثم إن فيها أرقاما مثل 13.3 واختصارات مثل
د. سالم، حتى لا يكون الطريق سهلا أكثر مما ينبغي.

`

func BenchmarkDocument(b *testing.B) {
	s, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	line := strings.ReplaceAll(strings.TrimSpace(prosePage), "\n", " ") + "\n"
	for name, src := range map[string]string{
		"wrapped":  strings.Repeat(prosePage, 2000),
		"lines":    strings.Repeat(line, 2000),
		"chapters": strings.Repeat("الفصل الأول\n\n"+strings.Repeat(prosePage, 20), 100),
		"verse":    strings.Repeat("شطر أول من بيت قصير\n\nوشطر ثان يليه\n\n", 20000),
	} {
		b.Run(name, func(b *testing.B) {
			doc := &text.Document{Text: src}
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				s.Document(doc)
			}
		})
	}
}
