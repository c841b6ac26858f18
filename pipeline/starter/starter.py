"""A first look at the tables of this folder with pandas, polars and pyLDAvis.

Run it in this folder:  python starter.py
It needs pandas, polars and pyarrow; pyLDAvis and networkx where they are there.
"""

from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import polars as pl

here = Path(__file__).resolve().parent


def table(name):
    """The table as a pandas data frame; a large one is a folder of parts."""
    path = here / f"{name}.parquet"
    return pd.read_parquet(path if path.exists() else here / name)


chapters = table("chapters")
counts = table("token_counts")
keys = table("dictionary_counts")

# A document-feature matrix of chapters, no column renamed.
dfm = counts.pivot_table(index="chapter_id", columns="feature", values="frequency", fill_value=0)
print(f"{len(chapters)} chapters and parts; matrix of {dfm.shape[0]} chapters by {dfm.shape[1]} words")

# Each theory by chapter, as a rate per 10,000 words.
theories = keys[(keys.level == 2) & keys.key_path.str.startswith("theory.")]
if len(theories):
    print(theories.pivot_table(index="chapter_id", columns="key", values="per_10k").round(1).to_string())

# The same evidence in polars: the hits of each key, the most frequent first.
matches = here / "matches.parquet"
print(
    pl.scan_parquet(matches if matches.exists() else here / "matches" / "*.parquet")
    .filter(pl.col("is_counted"))
    .group_by("key_path")
    .agg(pl.len().alias("n"), pl.col("keyword").n_unique().alias("spellings"))
    .sort(["n", "key_path"], descending=[True, False])
    .head(10)
    .collect()
)


def ldavis():
    """The topic model for pyLDAvis; pyLDAvis.display() or save_html() shows it.

    Topics keep their numbers. A topic's terms are those of topic_terms, its
    most probable ones, and their probabilities are made to sum to one.
    """
    import pyLDAvis

    terms, sections = table("topic_terms"), table("doc_topics")
    sections = sections[sections.section_id != ""]
    vocab = terms.drop_duplicates("term").set_index("term")
    beta = terms.pivot_table(index="topic_id", columns="term", values="beta", fill_value=0)[vocab.index]
    gamma = sections.pivot_table(index="section_id", columns="topic_id", values="gamma")
    lengths = sections.groupby("section_id").n_tokens.first()[gamma.index]
    return pyLDAvis.prepare(
        topic_term_dists=beta.div(beta.sum(axis=1), axis=0).to_numpy(),
        doc_topic_dists=gamma.div(gamma.sum(axis=1), axis=0).to_numpy(),
        doc_lengths=lengths.to_numpy(),
        vocab=vocab.index.to_list(),
        term_frequency=(vocab.beta / vocab.lift * lengths.sum()).to_numpy(),
        sort_topics=False,
    )


if find_spec("pyLDAvis") and len(table("topics")) > 2:
    print(ldavis().topic_coordinates.to_string())

if find_spec("networkx") and (here / "network.graphml").exists():
    import networkx as nx

    network = nx.read_graphml(here / "network.graphml")  # the file that Gephi opens
    strongest = sorted(network.edges(data=True), key=lambda edge: -edge[2]["n"])[:5]
    print(network, [(network.nodes[a]["label"], network.nodes[b]["label"], data["n"]) for a, b, data in strongest])
