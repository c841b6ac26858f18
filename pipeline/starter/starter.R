# A first look at the tables of this folder with dplyr, tidytext and quanteda.
# Run it in this folder:  Rscript starter.R
#
# It reads the Parquet files with the package arrow. Where arrow cannot be had,
# write the tables as CSV first:  fusul export . --format csv

suppressPackageStartupMessages({
  library(dplyr)
  library(tidytext)
})

table_of <- function(name) {
  if (requireNamespace("arrow", quietly = TRUE)) {
    part <- paste0(name, ".parquet")
    if (file.exists(part)) arrow::read_parquet(part) else collect(arrow::open_dataset(name))
  } else {
    read.csv(file.path("csv", paste0(name, ".csv")), encoding = "UTF-8", check.names = FALSE)
  }
}

chapters <- table_of("chapters")
counts <- table_of("token_counts")
keys <- table_of("dictionary_counts")
terms <- table_of("topic_terms")

# A sparse matrix of chapters by words, no column renamed.
words <- cast_sparse(counts, chapter_id, feature, frequency)
cat(nrow(words), "chapters by", ncol(words), "words\n")

# The words most typical of each chapter: tidytext finds the tf-idf of the table.
typical <- bind_tf_idf(select(counts, chapter_id, feature, frequency, ours = tf_idf), feature, chapter_id, frequency)
stopifnot(all.equal(typical$tf_idf, typical$ours))
typical |>
  group_by(chapter_id) |>
  slice_max(tf_idf, n = 3, with_ties = FALSE) |>
  select(chapter_id, feature, tf_idf) |>
  as.data.frame() |>
  print()

# Each theory by chapter with its interval.
keys |>
  filter(level == 2, startsWith(key_path, "theory.")) |>
  select(chapter_id, key, n, per_10k, ci_low, ci_high) |>
  arrange(chapter_id, desc(per_10k)) |>
  head(20) |>
  as.data.frame() |>
  print()

# Topics as tidytext has them: topic, term, beta.
terms |>
  group_by(topic_id) |>
  slice_max(beta, n = 5, with_ties = FALSE) |>
  summarise(terms = paste(term, collapse = " ")) |>
  as.data.frame() |>
  print()

# The same matrix for quanteda, with the part of each chapter as a variable.
if (requireNamespace("quanteda", quietly = TRUE)) {
  chapters_dfm <- cast_dfm(counts, chapter_id, feature, frequency)
  quanteda::docvars(chapters_dfm, "part") <- chapters$part[match(quanteda::docnames(chapters_dfm), chapters$chapter_id)]
  print(quanteda::topfeatures(chapters_dfm))
} else {
  cat("quanteda is not installed: its part is left out\n")
}
