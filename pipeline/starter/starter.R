# A first look at the tables of this folder with arrow, tidytext and quanteda.
# Run it in this folder:  Rscript starter.R

library(arrow)
library(dplyr)
library(tidytext)
library(quanteda)

chapters <- read_parquet("chapters.parquet")
counts <- read_parquet("token_counts.parquet")
keys <- read_parquet("dictionary_counts.parquet")

# A quanteda document-feature matrix of chapters, no column renamed.
chapters_dfm <- cast_dfm(counts, chapter_id, feature, frequency)
docvars(chapters_dfm, "part") <- chapters$part[match(docnames(chapters_dfm), chapters$chapter_id)]
print(topfeatures(chapters_dfm))

# Each theory by chapter with its interval.
keys |>
  filter(level == 2, startsWith(key_path, "theory.")) |>
  select(chapter_id, key, n, per_10k, ci_low, ci_high) |>
  arrange(chapter_id, desc(per_10k)) |>
  print(n = 40)
