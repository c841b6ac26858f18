"""Checks an output folder with the programs that data scientists load it with.

usage: interop.py OUT
"""

import hashlib
import json
import sys
from pathlib import Path

import frictionless
import pandas as pd
import polars as pl
import pyarrow.parquet as pq

out = Path(sys.argv[1])
package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
report = frictionless.Package.metadata_validate(package)
errors = list(report)
assert not errors, errors

tables = 0
for resource in package["resources"]:
    path = out / resource["path"]
    assert path.stat().st_size == resource["bytes"], path
    assert "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest() == resource["hash"], path
    if resource["format"] != "parquet":
        continue
    tables += 1
    names = [f["name"] for f in resource["schema"]["fields"]]
    arrow, frame, polar = pq.read_table(path), pd.read_parquet(path), pl.read_parquet(path)
    assert arrow.column_names == list(frame.columns) == polar.columns == names, path
    assert arrow.num_rows == len(frame) == polar.height == resource["rows"], path
    meta = pq.read_metadata(path)
    assert b"fusul.corpus_sha256" in meta.metadata, path
    for group in range(meta.num_row_groups):
        assert meta.row_group(group).num_rows <= 1_000_000, path
    for name in frame.select_dtypes("number"):
        assert not frame[name].isin([float("inf"), float("-inf")]).any(), (path, name)

tokens = pd.read_parquet(out / "tokens.parquet")
matches = pd.read_parquet(out / "matches.parquet")
for doc in tokens.doc_id.unique():
    text = (out / "text" / f"{doc}.txt").read_bytes()
    for rows, column in ((tokens, "token"), (matches, "keyword")):
        mine = rows[rows.doc_id == doc]
        for start, end, surface in zip(mine.start_byte, mine.end_byte, mine[column]):
            assert text[start:end].decode("utf-8") == surface, (doc, start, end, surface)

counts = pd.read_parquet(out / "token_counts.parquet")
pivot = counts.pivot_table(index="chapter_id", columns="feature", values="frequency", fill_value=0)
cross = pd.crosstab(tokens[tokens.is_counted].chapter_id, tokens[tokens.is_counted].token_norm)
assert pivot.shape == cross.shape and (pivot.sort_index(axis=1).to_numpy() == cross.sort_index(axis=1).to_numpy()).all()
print(f"interop.py: {tables} tables, {len(tokens)} tokens and {len(matches)} matches agree")
