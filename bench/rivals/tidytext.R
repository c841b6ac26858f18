# Words, counts by work and tf-idf with tidytext and dplyr. Prints as rival.py.
suppressPackageStartupMessages({library(dplyr); library(tidytext)})
files <- sort(list.files(commandArgs(TRUE)[1], full.names = TRUE))
body <- function(f) {
  text <- readChar(f, file.size(f), useBytes = TRUE)
  Encoding(text) <- "UTF-8"
  text <- sub("^.*#META#Header#End#", "", text)
  gsub("(?m)^(### \\|+|# \\||#|~~)\\s?|PageV[0-9]+P[0-9]+|ms[0-9]+|%~%", " ", text, perl = TRUE)
}
docs <- tibble(doc = basename(files), text = vapply(files, body, "", USE.NAMES = FALSE))
start <- proc.time()
counts <- docs |> unnest_tokens(word, text) |> count(doc, word)
invisible(bind_tf_idf(counts, word, doc, n))
used <- sum((proc.time() - start)[c(1, 2, 4, 5)], na.rm = TRUE)
peak <- as.numeric(sub("\\D*(\\d+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
cat(sprintf("tidytext\t%d\t%d\t%.2f\t%.2f\t%.0f\n", sum(counts$n), n_distinct(counts$word), used, sum(nchar(docs$text, "bytes")) / 1e6 / used, peak))
