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
# Reading the descriptor first turns the standard's lists of paths into what frictionless calls extrapaths.
report = frictionless.Package.metadata_validate(frictionless.Package.from_descriptor(package).to_descriptor())
errors = list(report)
assert not errors, errors

def check_file(entry):
    path = out / entry["path"]
    assert path.stat().st_size == entry["bytes"], path
    assert "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest() == entry["hash"], path
    return path


def place(name):
    """The file of a table, or the folder of its parts."""
    path = out / f"{name}.parquet"
    return path if path.exists() else out / name


tables = parts = 0
for resource in package["resources"]:
    files = [check_file(entry) for entry in resource.get("parts", [resource])]
    if resource["format"] != "parquet":
        continue
    tables += 1
    names = [f["name"] for f in resource["schema"]["fields"]]
    path = files[0]
    if "parts" in resource:
        parts += len(files)
        path = out / resource["name"]
        assert sorted(path.iterdir()) == files, path  # nothing else, in the order of the works
    arrow, frame, polar = pq.read_table(path), pd.read_parquet(path), pl.read_parquet(path)
    assert arrow.column_names == list(frame.columns) == polar.columns == names, path
    assert arrow.num_rows == len(frame) == polar.height == resource["rows"], path
    for name in frame.select_dtypes("number"):
        assert not frame[name].isin([float("inf"), float("-inf")]).any(), (path, name)
    for file in files:
        meta = pq.read_metadata(file)
        assert b"fusul.version" in meta.metadata, file
        assert "parts" in resource or b"fusul.corpus_sha256" in meta.metadata, file
        for group in range(meta.num_row_groups):
            assert meta.row_group(group).num_rows <= 1_000_000, file

tokens = pd.read_parquet(place("tokens"))
matches = pd.read_parquet(place("matches"))
for doc in tokens.doc_id.unique():
    text = (out / "text" / f"{doc}.txt").read_bytes()
    for rows, column in ((tokens, "token"), (matches, "keyword")):
        mine = rows[rows.doc_id == doc]
        for start, end, surface in zip(mine.start_byte, mine.end_byte, mine[column]):
            assert text[start:end].decode("utf-8") == surface, (doc, start, end, surface)

counts = pd.read_parquet(place("token_counts"))
pivot = counts.pivot_table(index="chapter_id", columns="feature", values="frequency", fill_value=0)
cross = pd.crosstab(tokens[tokens.is_counted].chapter_id, tokens[tokens.is_counted].token_norm)
assert pivot.shape == cross.shape and (pivot.sort_index(axis=1).to_numpy() == cross.sort_index(axis=1).to_numpy()).all()
print(f"interop.py: {tables} tables, {parts} parts, {len(tokens)} tokens and {len(matches)} matches agree")
