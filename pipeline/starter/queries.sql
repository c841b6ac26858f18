-- Questions to put to the tables of this folder, for DuckDB.
-- Run them in this folder:  duckdb -c ".read queries.sql"

-- 1. Table 1: the parts of each work, and what is left out of the counts.
SELECT doc_id, chapter_no, chapter_title, part, n_tokens, n_types, n_headings_tokens, n_note_marks, n_numbers
FROM 'chapters.parquet'
ORDER BY doc_id, chapter_no;

-- 2. How much each theory is spoken of, chapter by chapter, with 95 % intervals.
SELECT d.chapter_id, c.chapter_title, d.key_path, d.n, round(d.per_10k, 1) AS per_10k,
       round(d.ci_low, 1) AS ci_low, round(d.ci_high, 1) AS ci_high
FROM 'dictionary_counts.parquet' d JOIN 'chapters.parquet' c USING (chapter_id)
WHERE d.level = 2 AND d.key_path LIKE 'theory.%'
ORDER BY d.chapter_id, d.per_10k DESC, d.key_path;

-- 3. The evidence behind one figure: every passage, the nearest word first.
SELECT chapter_id, sent_id, before, keyword, after, rule
FROM 'matches.parquet'
WHERE key_path LIKE 'theory.realism%' AND is_counted
ORDER BY chapter_id, start_byte
LIMIT 20;

-- 4. Every dictionary count is a GROUP BY of the matches. No row: all agree.
SELECT d.chapter_id, d.key_path, d.n, count(m.start_byte) AS n_matches
FROM 'dictionary_counts.parquet' d
LEFT JOIN 'matches.parquet' m
  ON m.chapter_id = d.chapter_id AND m.is_counted AND m.counts_from <= d.level
 AND (m.key_path = d.key_path OR starts_with(m.key_path, d.key_path || '.'))
GROUP BY ALL
HAVING d.n <> count(m.start_byte);

-- 5. Every word count is a GROUP BY of the tokens. No row: all agree.
SELECT chapter_id, feature, c.frequency, t.n
FROM 'token_counts.parquet' c
FULL JOIN (SELECT chapter_id, token_norm AS feature, count(*) AS n
           FROM 'tokens.parquet' WHERE is_counted GROUP BY ALL) t USING (chapter_id, feature)
WHERE c.frequency IS DISTINCT FROM t.n;

-- 6. The words most typical of each chapter.
SELECT chapter_id, feature, v.display, c.frequency, round(c.tf_idf, 5) AS tf_idf
FROM 'token_counts.parquet' c JOIN 'vocab.parquet' v USING (feature)
WHERE NOT v.is_stopword
QUALIFY row_number() OVER (PARTITION BY chapter_id ORDER BY c.tf_idf DESC, feature) <= 5
ORDER BY chapter_id, c.tf_idf DESC, feature;

-- 7. What each topic speaks of, and where it is strongest.
SELECT t.topic_id, t.top_relevant, round(t.prevalence, 3) AS prevalence,
       arg_max(g.chapter_id, g.gamma) AS strongest_chapter, round(max(g.gamma), 3) AS share_there
FROM 'topics.parquet' t LEFT JOIN 'doc_topics.parquet' g ON g.topic_id = t.topic_id AND g.section_id = ''
GROUP BY ALL
ORDER BY prevalence DESC, t.topic_id;
