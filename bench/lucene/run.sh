#!/usr/bin/env bash
# Measures fusul against Lucene and bleve on the books beside the repository,
# or on the files given.
set -euo pipefail
cd "$(dirname "$0")"
./fetch.sh
files=("$@")
if [ ${#files[@]} -eq 0 ]; then
  files=("$PWD"/../../../shared/data/books/*)
fi
CGO_ENABLED=0 go run . "${files[@]}"
