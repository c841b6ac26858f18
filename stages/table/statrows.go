package table

// The rows of the comparing statistics. docs/methods.md has the formula and
// the source of each column.

// A KeynessRow is one row of keyness.parquet: a feature that is more or less
// frequent in a chapter than in the rest of its work, or in a work than in the
// rest of the corpus.
type KeynessRow struct {
	Doc            string   `parquet:"doc_id,dict"`
	Target         string   `parquet:"target,dict"`
	Reference      string   `parquet:"reference,dict"`
	Kind           string   `parquet:"kind,dict"`
	Feature        string   `parquet:"feature,dict"`
	Display        string   `parquet:"display,dict"`
	NTarget        int64    `parquet:"n_target"`
	NReference     int64    `parquet:"n_reference"`
	TotalTarget    int64    `parquet:"total_target"`
	TotalReference int64    `parquet:"total_reference"`
	G2             float64  `parquet:"g2"`
	G2Signed       float64  `parquet:"g2_signed"`
	G2Two          float64  `parquet:"g2_two_cells"`
	Chi2           float64  `parquet:"chi2"`
	Direction      int32    `parquet:"direction"`
	P              float64  `parquet:"p"`
	Log10P         float64  `parquet:"log10_p"`
	Q              float64  `parquet:"q"`
	Tests          int32    `parquet:"m"`
	LogRatio       float64  `parquet:"log_ratio"`
	LogRatioLow    float64  `parquet:"log_ratio_low"`
	LogRatioHigh   float64  `parquet:"log_ratio_high"`
	PctDiff        float64  `parquet:"pct_diff"`
	BIC            float64  `parquet:"bic"`
	LogOddsZ       float64  `parquet:"log_odds_z"`
	Range          *int32   `parquet:"range,optional"`
	Parts          int32    `parquet:"n_parts"`
	DPNorm         *float64 `parquet:"dp_norm,optional"`
	ZeroAdjusted   bool     `parquet:"zero_adjusted"`
	Note           string   `parquet:"note,dict"`
}

// A DispersionRow is one row of dispersion.parquet: how evenly a feature is
// spread over the sections or chapters of a work, or over the works of the
// corpus (where doc_id is empty).
type DispersionRow struct {
	Doc       string   `parquet:"doc_id,dict"`
	Unit      string   `parquet:"unit,dict"`
	Kind      string   `parquet:"kind,dict"`
	Feature   string   `parquet:"feature,dict"`
	Display   string   `parquet:"display,dict"`
	Frequency int64    `parquet:"frequency"`
	Range     int32    `parquet:"range"`
	Parts     int32    `parquet:"n_parts"`
	DP        *float64 `parquet:"dp,optional"`
	DPNorm    *float64 `parquet:"dp_norm,optional"`
	Juilland  *float64 `parquet:"juilland_d,optional"`
	Carroll   *float64 `parquet:"carroll_d2,optional"`
	Rosengren *float64 `parquet:"rosengren_s,optional"`
	KL        *float64 `parquet:"d_kl,optional"`
	ARF       *float64 `parquet:"arf,optional"`
	Note      string   `parquet:"note,dict"`
}

// A CollocationRow is one row of collocations.parquet: a lemma that stands
// near the hits of a dictionary key, in the whole corpus.
type CollocationRow struct {
	Node       string  `parquet:"node,dict"`
	Collocate  string  `parquet:"collocate,dict"`
	Display    string  `parquet:"display,dict"`
	Stop       bool    `parquet:"is_stopword"`
	Window     string  `parquet:"window,dict"`
	Rank       int32   `parquet:"rank"`
	N          int64   `parquet:"n"`
	NNode      int64   `parquet:"n_node"`
	NCollocate int64   `parquet:"n_collocate"`
	NWindow    int64   `parquet:"n_window"`
	NTotal     int64   `parquet:"n_total"`
	Expected   float64 `parquet:"expected"`
	MI         float64 `parquet:"mi"`
	MI3        float64 `parquet:"mi3"`
	NPMI       float64 `parquet:"npmi"`
	T          float64 `parquet:"t"`
	Z          float64 `parquet:"z"`
	G2         float64 `parquet:"g2"`
	LogDice    float64 `parquet:"logdice"`
	DeltaP1    float64 `parquet:"delta_p_collocate"`
	DeltaP2    float64 `parquet:"delta_p_node"`
	Note       string  `parquet:"note,dict"`
}

// A CooccurrenceRow is one row of cooccurrence.parquet: two dictionary keys of
// one level that stand in the same paragraphs or sentences.
type CooccurrenceRow struct {
	Unit      string  `parquet:"unit,dict"`
	Level     int32   `parquet:"level"`
	KeyA      string  `parquet:"key_a,dict"`
	KeyB      string  `parquet:"key_b,dict"`
	N         int64   `parquet:"n"`
	NA        int64   `parquet:"n_a"`
	NB        int64   `parquet:"n_b"`
	Units     int64   `parquet:"n_units"`
	Expected  float64 `parquet:"expected"`
	Direction int32   `parquet:"direction"`
	PMI       float64 `parquet:"pmi"`
	NPMI      float64 `parquet:"npmi"`
	G2        float64 `parquet:"g2"`
	P         float64 `parquet:"p"`
	Log10P    float64 `parquet:"log10_p"`
	Q         float64 `parquet:"q"`
	Tests     int64   `parquet:"m"`
	Note      string  `parquet:"note,dict"`
}

// A DiversityRow is one row of diversity.parquet: the lexical diversity of a
// chapter, or of a work (where chapter_id is empty).
type DiversityRow struct {
	Doc     string   `parquet:"doc_id,dict"`
	Chapter string   `parquet:"chapter_id,dict"`
	Kind    string   `parquet:"kind,dict"`
	Tokens  int64    `parquet:"n_tokens"`
	Types   int64    `parquet:"n_types"`
	Hapax   int64    `parquet:"n_hapax"`
	TTR     *float64 `parquet:"ttr,optional"`
	RTTR    *float64 `parquet:"rttr,optional"`
	CTTR    *float64 `parquet:"cttr,optional"`
	Herdan  *float64 `parquet:"herdan_c,optional"`
	Maas    *float64 `parquet:"maas_a2,optional"`
	YuleK   *float64 `parquet:"yule_k,optional"`
	Simpson *float64 `parquet:"simpson_d,optional"`
	MSTTR   *float64 `parquet:"msttr,optional"`
	MATTR   *float64 `parquet:"mattr,optional"`
	MTLD    *float64 `parquet:"mtld,optional"`
	HDD     *float64 `parquet:"hdd,optional"`
	Note    string   `parquet:"note,dict"`
}

// A ReadabilityRow is one row of readability.parquet: how long the sentences
// and words of a chapter are, or of a work (where chapter_id is empty).
type ReadabilityRow struct {
	Doc            string   `parquet:"doc_id,dict"`
	Chapter        string   `parquet:"chapter_id,dict"`
	Tokens         int64    `parquet:"n_tokens"`
	Sentences      int64    `parquet:"n_sentences"`
	SentenceMean   *float64 `parquet:"sentence_mean,optional"`
	SentenceSD     *float64 `parquet:"sentence_sd,optional"`
	SentenceMedian *float64 `parquet:"sentence_median,optional"`
	WordMean       *float64 `parquet:"word_mean,optional"`
	WordSD         *float64 `parquet:"word_sd,optional"`
	WordMedian     *float64 `parquet:"word_median,optional"`
	Long           *float64 `parquet:"long_words,optional"`
	OSMAN          *float64 `parquet:"osman,optional"`
	Note           string   `parquet:"note,dict"`
}

// A SimilarityRow is one row of similarity.parquet: how like each other two
// chapters of a work are, or two works of the corpus (where doc_id is empty).
type SimilarityRow struct {
	Doc      string   `parquet:"doc_id,dict"`
	Unit     string   `parquet:"unit,dict"`
	A        string   `parquet:"unit_a,dict"`
	B        string   `parquet:"unit_b,dict"`
	JSD      float64  `parquet:"jsd"`
	Distance float64  `parquet:"js_distance"`
	Cosine   *float64 `parquet:"cosine,optional"`
	Note     string   `parquet:"note,dict"`
}

// A ClusterRow is one row of clusters.parquet: one step by which the units of
// similarity join.
type ClusterRow struct {
	Doc     string  `parquet:"doc_id,dict"`
	Unit    string  `parquet:"unit,dict"`
	Step    int32   `parquet:"step"`
	A       string  `parquet:"unit_a,dict"`
	B       string  `parquet:"unit_b,dict"`
	Cluster string  `parquet:"cluster,dict"`
	Height  float64 `parquet:"height"`
	Size    int32   `parquet:"size"`
}

// An NgramRow is one row of ngrams.parquet: a sequence of words that recurs in
// a work, or in the corpus (where doc_id is empty).
type NgramRow struct {
	Doc       string  `parquet:"doc_id,dict"`
	Length    int32   `parquet:"length"`
	Ngram     string  `parquet:"ngram"`
	Display   string  `parquet:"display"`
	Stop      int32   `parquet:"n_stopwords"`
	Frequency int64   `parquet:"frequency"`
	Range     int32   `parquet:"range"`
	Parts     int32   `parquet:"n_parts"`
	Lambda    float64 `parquet:"lambda"`
	Z         float64 `parquet:"z"`
	MI        float64 `parquet:"mi"`
	NPMI      float64 `parquet:"npmi"`
	T         float64 `parquet:"t"`
	G2        float64 `parquet:"g2"`
	LogDice   float64 `parquet:"logdice"`
}

// A ProfileRow is one row of profiles.parquet: the share of a key in the hits
// of its siblings in a chapter, or in a work (where chapter_id is empty).
type ProfileRow struct {
	Doc       string   `parquet:"doc_id,dict"`
	Chapter   string   `parquet:"chapter_id,dict"`
	Parent    string   `parquet:"parent,dict"`
	Key       string   `parquet:"key,dict"`
	KeyPath   string   `parquet:"key_path,dict"`
	Level     int32    `parquet:"level"`
	N         int64    `parquet:"n"`
	Siblings  int64    `parquet:"n_siblings"`
	Share     *float64 `parquet:"share,optional"`
	ShareLow  *float64 `parquet:"share_low,optional"`
	ShareHigh *float64 `parquet:"share_high,optional"`
	BootLow   *float64 `parquet:"boot_low,optional"`
	BootHigh  *float64 `parquet:"boot_high,optional"`
	BootUnit  string   `parquet:"boot_unit,dict"`
	Note      string   `parquet:"note,dict"`
}

// A ProgressionRow is one row of progression.parquet: how often a key occurs
// in one tenth of a work.
type ProgressionRow struct {
	Doc       string   `parquet:"doc_id,dict"`
	Key       string   `parquet:"key,dict"`
	KeyPath   string   `parquet:"key_path,dict"`
	Level     int32    `parquet:"level"`
	Decile    int32    `parquet:"decile"`
	N         int64    `parquet:"n"`
	Tokens    int64    `parquet:"n_tokens"`
	Per10k    *float64 `parquet:"per_10k,optional"`
	Low       *float64 `parquet:"ci_low,optional"`
	High      *float64 `parquet:"ci_high,optional"`
	Siblings  int64    `parquet:"n_siblings"`
	Share     *float64 `parquet:"share,optional"`
	ShareLow  *float64 `parquet:"share_low,optional"`
	ShareHigh *float64 `parquet:"share_high,optional"`
	Note      string   `parquet:"note,dict"`
}

// A TypicalRow is one row of typical_sentences.parquet: a sentence that speaks
// as sentences with a key do.
type TypicalRow struct {
	Doc      string  `parquet:"doc_id,dict"`
	Chapter  string  `parquet:"chapter_id,dict"`
	Section  string  `parquet:"section_id,dict"`
	Para     int32   `parquet:"para_id"`
	Sentence int32   `parquet:"sent_id"`
	Start    int64   `parquet:"start_byte"`
	End      int64   `parquet:"end_byte"`
	Key      string  `parquet:"key,dict"`
	KeyPath  string  `parquet:"key_path,dict"`
	Level    int32   `parquet:"level"`
	Rank     int32   `parquet:"rank"`
	Score    float64 `parquet:"score"`
	N        int64   `parquet:"n"`
	Tokens   int64   `parquet:"n_tokens"`
	Text     string  `parquet:"sentence"`
}
