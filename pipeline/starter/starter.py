"""A first look at the tables of this folder with pandas and polars.

Run it in this folder:  python starter.py   (needs pandas, polars and pyarrow)
"""

from pathlib import Path

import pandas as pd
import polars as pl

here = Path(__file__).parent


def table(name):
    """The table as a pandas data frame."""
    return pd.read_parquet(here / f"{name}.parquet")


chapters = table("chapters")
counts = table("token_counts")
keys = table("dictionary_counts")

# A document-feature matrix of chapters, no column renamed.
dfm = counts.pivot_table(index="chapter_id", columns="feature", values="frequency", fill_value=0)
print(f"{len(chapters)} chapters and parts; matrix of {dfm.shape[0]} chapters by {dfm.shape[1]} words")

# Each theory by chapter, as a rate per 10,000 words.
theories = keys[(keys.level == 2) & keys.key_path.str.startswith("theory.")]
print(theories.pivot_table(index="chapter_id", columns="key", values="per_10k").round(1).to_string())

# The same evidence in polars: the hits of each key, the most frequent first.
matches = pl.read_parquet(here / "matches.parquet")
print(
    matches.filter(pl.col("is_counted"))
    .group_by("key_path")
    .agg(pl.len().alias("n"), pl.col("keyword").n_unique().alias("spellings"))
    .sort(["n", "key_path"], descending=[True, False])
    .head(10)
)
