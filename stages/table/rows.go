package table

// The row types are the published schema: docs/tables.md and
// datapackage.json are made from them and from columns.tsv, which says what
// each column means. A pointer field is a column that may be null.

// A DocumentRow is one row of documents.parquet. The corpus's own metadata
// columns stand behind these.
type DocumentRow struct {
	Doc        string `parquet:"doc_id"`
	Title      string `parquet:"title"`
	Author     string `parquet:"author"`
	Path       string `parquet:"path"`
	Encoding   string `parquet:"encoding"`
	SHA256     string `parquet:"sha256"`
	Bytes      int64  `parquet:"bytes"`
	Chapters   int32  `parquet:"n_chapters"`
	Sections   int32  `parquet:"n_sections"`
	Paragraphs int32  `parquet:"n_paragraphs"`
	Sentences  int32  `parquet:"n_sentences"`
	AllTokens  int64  `parquet:"n_tokens_all"`
	Tokens     int64  `parquet:"n_tokens"`
	Types      int64  `parquet:"n_types"`
	Problems   int32  `parquet:"n_problems"`
}

// A ChapterRow is one row of chapters.parquet.
type ChapterRow struct {
	Doc           string `parquet:"doc_id,dict"`
	Chapter       string `parquet:"chapter_id,dict"`
	No            int32  `parquet:"chapter_no"`
	Title         string `parquet:"chapter_title"`
	Level         int32  `parquet:"level"`
	Part          string `parquet:"part,dict"`
	Page          string `parquet:"page"`
	Start         int64  `parquet:"start_byte"`
	End           int64  `parquet:"end_byte"`
	Sections      int32  `parquet:"n_sections"`
	Paragraphs    int32  `parquet:"n_paragraphs"`
	Sentences     int32  `parquet:"n_sentences"`
	AllTokens     int64  `parquet:"n_tokens_all"`
	Tokens        int64  `parquet:"n_tokens"`
	Types         int64  `parquet:"n_types"`
	HeadingTokens int64  `parquet:"n_headings_tokens"`
	NoteMarks     int64  `parquet:"n_note_marks"`
	Notes         int64  `parquet:"n_notes"`
	NoteTokens    int64  `parquet:"n_notes_tokens"`
	Numbers       int64  `parquet:"n_numbers"`
}

// A SectionRow is one row of sections.parquet.
type SectionRow struct {
	Doc        string `parquet:"doc_id,dict"`
	Chapter    string `parquet:"chapter_id,dict"`
	Section    string `parquet:"section_id,dict"`
	No         int32  `parquet:"section_no"`
	Title      string `parquet:"section_title"`
	Level      int32  `parquet:"level"`
	Part       string `parquet:"part,dict"`
	Page       string `parquet:"page"`
	Start      int64  `parquet:"start_byte"`
	End        int64  `parquet:"end_byte"`
	Paragraphs int32  `parquet:"n_paragraphs"`
	Sentences  int32  `parquet:"n_sentences"`
	Tokens     int64  `parquet:"n_tokens"`
	Types      int64  `parquet:"n_types"`
}

// A TokenRow is one row of tokens.parquet.
type TokenRow struct {
	Doc      string `parquet:"doc_id,dict"`
	Chapter  string `parquet:"chapter_id,dict"`
	Section  string `parquet:"section_id,dict"`
	Para     int32  `parquet:"para_id,delta"`
	Sentence int32  `parquet:"sent_id,delta"`
	Index    int32  `parquet:"token_index,delta"`
	Token    string `parquet:"token,dict"`
	Norm     string `parquet:"token_norm,dict"`
	Segments string `parquet:"segments,dict"`
	Lemma    string `parquet:"lemma,dict"`
	Stem     string `parquet:"stem,dict"`
	Snowball string `parquet:"stem_snowball,dict"`
	Kind     string `parquet:"kind,dict"`
	Script   string `parquet:"script,dict"`
	Stop     bool   `parquet:"is_stopword"`
	Heading  bool   `parquet:"is_heading"`
	Counted  bool   `parquet:"is_counted"`
	Start    int64  `parquet:"start_byte,delta"`
	End      int64  `parquet:"end_byte,delta"`
}

// A CountRow is one row of the token_counts tables: how often a feature
// occurs in one unit (chapter, section or document).
type CountRow struct {
	Doc       string   `parquet:"doc_id,dict"`
	Chapter   string   `parquet:"chapter_id,dict"`
	Section   string   `parquet:"section_id,dict"`
	Feature   string   `parquet:"feature,dict"`
	Frequency int64    `parquet:"frequency"`
	Rank      int32    `parquet:"rank"`
	DocFreq   int32    `parquet:"docfreq"`
	Per10k    float64  `parquet:"per_10k"`
	Low       *float64 `parquet:"ci_low,optional"`
	High      *float64 `parquet:"ci_high,optional"`
	Tokens    int64    `parquet:"n_tokens"`
	TF        float64  `parquet:"tf"`
	IDF       float64  `parquet:"idf"`
	TFIDF     float64  `parquet:"tf_idf"`
}

// A VocabRow is one row of vocab.parquet.
type VocabRow struct {
	Feature   string `parquet:"feature"`
	Display   string `parquet:"display"`
	Frequency int64  `parquet:"frequency"`
	DocFreq   int32  `parquet:"docfreq"`
	Chapters  int32  `parquet:"n_chapters"`
	Lemma     string `parquet:"lemma,dict"`
	Stem      string `parquet:"stem,dict"`
	Stop      bool   `parquet:"is_stopword"`
}

// A LengthRow is one row of doc_lengths.parquet.
type LengthRow struct {
	Doc     string `parquet:"doc_id,dict"`
	Chapter string `parquet:"chapter_id,dict"`
	Tokens  int64  `parquet:"n_tokens"`
}

// A MatchRow is one row of matches.parquet: one hit of a dictionary key.
type MatchRow struct {
	Doc        string   `parquet:"doc_id,dict"`
	Chapter    string   `parquet:"chapter_id,dict"`
	Section    string   `parquet:"section_id,dict"`
	Para       int32    `parquet:"para_id"`
	Sentence   int32    `parquet:"sent_id"`
	No         int32    `parquet:"para_no"`
	Kind       string   `parquet:"para_kind,dict"`
	Page       string   `parquet:"page,dict"`
	Start      int64    `parquet:"start_byte"`
	End        int64    `parquet:"end_byte"`
	Position   *float64 `parquet:"position,optional"`
	Before     string   `parquet:"before"`
	Keyword    string   `parquet:"keyword,dict"`
	After      string   `parquet:"after"`
	Key        string   `parquet:"key,dict"`
	KeyPath    string   `parquet:"key_path,dict"`
	Level      int32    `parquet:"level"`
	CountsFrom int32    `parquet:"counts_from"`
	Pattern    string   `parquet:"pattern,dict"`
	Form       string   `parquet:"form,dict"`
	Rule       string   `parquet:"rule,dict"`
	Split      string   `parquet:"split,dict"`
	Nested     bool     `parquet:"nested"`
	Ambiguous  bool     `parquet:"ambiguous"`
	Heading    bool     `parquet:"is_heading"`
	Counted    bool     `parquet:"is_counted"`
}

// A DictionaryRow is one row of the dictionary_counts tables: how often a
// key occurs in one unit (chapter, section or document).
type DictionaryRow struct {
	Doc         string   `parquet:"doc_id,dict"`
	Chapter     string   `parquet:"chapter_id,dict"`
	Section     string   `parquet:"section_id,dict"`
	Key         string   `parquet:"key,dict"`
	KeyPath     string   `parquet:"key_path,dict"`
	Level       int32    `parquet:"level"`
	N           int64    `parquet:"n"`
	Per10k      *float64 `parquet:"per_10k,optional"`
	Low         *float64 `parquet:"ci_low,optional"`
	High        *float64 `parquet:"ci_high,optional"`
	GarwoodLow  *float64 `parquet:"garwood_low,optional"`
	GarwoodHigh *float64 `parquet:"garwood_high,optional"`
	BootLow     *float64 `parquet:"boot_low,optional"`
	BootHigh    *float64 `parquet:"boot_high,optional"`
	BootUnit    string   `parquet:"boot_unit,dict"`
	Tokens      int64    `parquet:"n_tokens"`
	Denom       string   `parquet:"denom,dict"`
	Paragraphs  int32    `parquet:"n_paragraphs_with"`
	Coverage    *float64 `parquet:"coverage,optional"`
	Note        string   `parquet:"note,dict"`
}

// A TopicRow is one row of topics.parquet.
type TopicRow struct {
	Topic       int32    `parquet:"topic_id"`
	Label       string   `parquet:"label"`
	Seeded      string   `parquet:"seeded_from"`
	Prevalence  float64  `parquet:"prevalence"`
	Alpha       float64  `parquet:"alpha"`
	NPMI        *float64 `parquet:"coh_npmi,optional"`
	CV          *float64 `parquet:"coh_cv,optional"`
	Exclusivity *float64 `parquet:"exclusivity,optional"`
	TopTerms    string   `parquet:"top_terms"`
	TopRelevant string   `parquet:"top_relevant"`
}

// A TermRow is one row of topic_terms.parquet.
type TermRow struct {
	Topic         int32   `parquet:"topic_id"`
	Term          string  `parquet:"term,dict"`
	Beta          float64 `parquet:"beta"`
	Relevance     float64 `parquet:"relevance"`
	Frex          float64 `parquet:"frex"`
	Lift          float64 `parquet:"lift"`
	Rank          int32   `parquet:"rank"`
	RelevanceRank int32   `parquet:"relevance_rank"`
}

// A ModelRow is one row of topic_model.parquet: a term that the samples of the
// model found in a topic. The terms of the table that a topic lacks share evenly
// what is left of its probability, so that topics and topic_model together are
// the whole model.
type ModelRow struct {
	Topic int32   `parquet:"topic_id"`
	Term  string  `parquet:"term_norm,dict"`
	Beta  float64 `parquet:"beta"`
}

// A CorrelationRow is one row of topic_correlation.parquet: two topics, the
// smaller number first.
type CorrelationRow struct {
	A     int32   `parquet:"topic_a"`
	B     int32   `parquet:"topic_b"`
	R     float64 `parquet:"r"`
	Units int64   `parquet:"n_units"`
}

// A GammaRow is one row of doc_topics.parquet: the share of a topic in one
// unit, which is a section, or a chapter where section_id is empty.
type GammaRow struct {
	Doc     string   `parquet:"doc_id,dict"`
	Chapter string   `parquet:"chapter_id,dict"`
	Section string   `parquet:"section_id,dict"`
	Topic   int32    `parquet:"topic_id"`
	Gamma   float64  `parquet:"gamma"`
	Low     *float64 `parquet:"gamma_low,optional"`
	High    *float64 `parquet:"gamma_high,optional"`
	Tokens  int64    `parquet:"n_tokens"`
}

// A ProblemRow is one row of problems.parquet.
type ProblemRow struct {
	Doc     string `parquet:"doc_id,dict"`
	Path    string `parquet:"path,dict"`
	Offset  *int64 `parquet:"start_byte,optional"`
	Kind    string `parquet:"kind,dict"`
	Message string `parquet:"message"`
	Skipped bool   `parquet:"is_skipped"`
}

// A SearchRow is one row of k_search.parquet: one model of the search for the
// number of topics.
type SearchRow struct {
	K           int32    `parquet:"k"`
	Seed        int64    `parquet:"seed"`
	HeldoutLL   float64  `parquet:"heldout_ll"`
	Perplexity  float64  `parquet:"perplexity"`
	NPMI        *float64 `parquet:"coh_npmi,optional"`
	CV          *float64 `parquet:"coh_cv,optional"`
	Exclusivity float64  `parquet:"exclusivity"`
	Diversity   float64  `parquet:"diversity"`
	Stability   *float64 `parquet:"stability,optional"`
	Residual    *float64 `parquet:"residual,optional"`
	Small       int32    `parquet:"n_small_topics"`
	Chosen      bool     `parquet:"is_chosen"`
	Reason      string   `parquet:"reason"`
}
