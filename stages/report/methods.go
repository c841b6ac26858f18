package report

import (
	"fmt"
	"strings"

	"fusul/stages/table"
)

// Methods is the paragraph about method that a thesis prints, in both
// languages, sentence by sentence.
type Methods struct {
	Ar []string `json:"ar"`
	En []string `json:"en"`
}

// say adds a sentence in both languages.
func (m *Methods) say(ar, en string, args ...any) {
	m.Ar = append(m.Ar, fmt.Sprintf(ar, args...))
	m.En = append(m.En, fmt.Sprintf(en, args...))
}

// methods writes the paragraph of an output, in whose works hits were found. It says what was set, and
// nothing that was not done.
func (o *Output) methods(found map[string]int64) (Methods, error) {
	var m Methods
	set := o.info.Config
	var works, chapters, counted, words, hits int64
	err := each(o, "documents", func(d *table.DocumentRow) { works++; words += d.Tokens })
	if err == nil {
		err = each(o, "chapters", func(c *table.ChapterRow) {
			chapters++
			if c.Part == "body" {
				counted++
			}
		})
	}
	for _, n := range found {
		hits += n
	}
	m.say("حُلِّلت النصوص ببرنامج فصول، الإصدار %s (مخطط الجداول %s).",
		"The texts were analysed with fusul, version %s (table schema %s).", o.info.Version, o.info.Schema)
	m.say("عدد الأعمال: %[1]d، وعدد أجزائها: %[2]d، منها %[3]d في المتن؛ وعدد الكلمات المحسوبة: %[4]d.",
		"Works: %[1]d; their parts: %[2]d, of which %[3]d are body; counted words: %[4]d.", works, chapters, counted, words)
	m.say("لا يُحسب من الكلمات إلا كلمات المتن كما تُكتب: فلا تدخل العناوين والحواشي وعلاماتها والأعداد وعلامات الترقيم، ولا المقدمات التمهيدية والفهارس والملخص والمراجع والملاحق.",
		"Only words of prose in the body count, as they are written: no headings, notes and their marks, numbers or punctuation, and no front matter, contents, abstract, references or appendices.")
	m.say("وُحِّدت الكتابة بالنمط «%[1]s»، وفُصلت اللواصق بالمخطط «%[2]s».",
		"Spelling was folded with the profile “%[1]s”, and clitics were split with the scheme “%[2]s”.", set["profile"], set["scheme"])
	m.say("طُوبقت مفردات المعجم بكل صيغها الصرفية (الطريقة «%[1]s»، والنطاق «%[2]s»)، فكان عدد المواضع المحسوبة: %[3]d. وكل عدد في التقرير هو عدد صفوف من جدول الشواهد matches.",
		"The terms of the dictionary were matched in all their inflected forms (mode “%[1]s”, scope “%[2]s”), which gave %[3]d counted hits. Every count in the report is a count of rows of the table matches.", set["mode"], set["nested_scope"], hits)
	m.say("النسب لكل عشرة آلاف كلمة، وفترات الثقة 95%% بطريقة ويلسون (Wilson 1927)، ومعها فترات إعادة المعاينة على المباحث، أو على الفقرات إن قلت المباحث عن ثمانية (Efron & Tibshirani 1993).",
		"Rates are per 10,000 words, with 95 %% Wilson intervals (Wilson 1927) and bootstrap intervals over sections, or over paragraphs where there are fewer than eight sections (Efron & Tibshirani 1993).")
	if set["stats"] == "full" {
		m.say("قيس تميز الكلمات بنسبة الأرجحية G² (Dunning 1993) وبلوغاريتم نسبة المعدلين (Hardie 2014)، وصُحِّحت الاحتمالات لتعدد الاختبارات (Benjamini & Hochberg 1995)، وقيس الانتشار بمقياس DP (Gries 2008)، والتصاحب بمقياس logDice (Rychlý 2008).",
			"Keyness is the log-likelihood G² (Dunning 1993) with the log ratio (Hardie 2014), p-values corrected for multiple tests (Benjamini & Hochberg 1995); dispersion is DP (Gries 2008); collocation is logDice (Rychlý 2008).")
	}
	if err == nil {
		err = o.sayTopics(&m)
	}
	m.say("بذرة كل عشوائي: %s.", "Seed of everything random: %s.", set["seed"])
	m.say("بصمات SHA-256: المدونة %s، والمعجم %s، والإعدادات %s.",
		"SHA-256: corpus %s, dictionary %s, settings %s.", short(o.info.Corpus), short(o.info.Lexicon), short(o.info.Hash))
	m.say("المدخل نفسه بالإعدادات والإصدار نفسيهما يعطي الجداول نفسها حرفا بحرف.",
		"The same input, settings and version give the same tables, byte for byte.")
	return m, err
}

// hits returns the number of counted hits of each work.
func (o *Output) hits() (map[string]int64, error) {
	type hit struct {
		Doc     string `parquet:"doc_id"`
		Counted bool   `parquet:"is_counted"`
	}
	found := map[string]int64{}
	err := each(o, "matches", func(h *hit) {
		if h.Counted {
			found[h.Doc]++
		}
	})
	return found, err
}

// sayTopics adds what was done about topics.
func (o *Output) sayTopics(m *Methods) error {
	topics := 0
	if err := each(o, "topics", func(*table.TopicRow) { topics++ }); err != nil || topics == 0 {
		return err
	}
	set := o.info.Config
	m.say("قُدِّر نموذج مواضيع (LDA، Blei et al. 2003) بمعاينة غيبس (Griffiths & Steyvers 2004) على المباحث مقطعة إلى نحو %[1]s كلمة، وعدد المواضيع: %[2]d.",
		"A topic model (LDA; Blei et al. 2003) was fitted by collapsed Gibbs sampling (Griffiths & Steyvers 2004) to the sections in chunks of about %[1]s words; topics: %[2]d.", set["chunk"], topics)
	if s := set["seeded"]; s != "" {
		m.say("بُذرت المواضيع بمفردات المفتاح «%s».", "Topics were seeded with the vocabulary of the key “%s”.", s)
	}
	var reasons []string
	err := each(o, "k_search", func(r *table.SearchRow) {
		if r.Chosen && r.Reason != "" {
			reasons = append(reasons, r.Reason)
		}
	})
	if len(reasons) > 0 {
		m.say("سبب اختيار العدد كما سجله البرنامج: %s", "Why that number, as the program recorded it: %s", strings.Join(reasons, " "))
	}
	return err
}

// short returns the beginning of a hash, enough to tell it from others.
func short(hash string) string { return hash[:min(16, len(hash))] }
