#!/usr/bin/env bash
# Compares whole runs of fusul with what Python and R offer, on the same texts,
# in one run: megabytes of text for a second of processor time, and how many
# times less fusul takes. See ../README.md.
# usage: run.sh [FOLDER_OF_OPENITI_TEXTS]
set -euo pipefail
cd "$(dirname "$0")"
folder=$(realpath "${1:-../../../shared/data/books}")
mkdir -p ../.cache/rivals
cache=$(realpath ../.cache/rivals)
if [ ! -x "$cache/venv/bin/python" ]; then
	python3 -m venv "$cache/venv"
	"$cache/venv/bin/pip" install --quiet -r requirements.txt
fi
(cd ../.. && CGO_ENABLED=0 go build -o "$cache/fusul" .)
size=$(du -cb "$folder"/* | awk 'END {print $1 / 1e6}')

fusul() { # NAME ARGS...
	local name=$1
	shift
	rm -rf "$cache/out"
	/usr/bin/time -f '%U %S %M' -o "$cache/time" "$cache/fusul" run "$folder" --topics none --workers 1 --out "$cache/out" --quiet "$@"
	awk -v name="$name" -v size="$size" '{cpu = $1 + $2; printf "%s\t%s\t%s\t%.2f\t%.2f\t%.0f\n", name, "-", "-", cpu, size / cpu, $3 / 1024}' "$cache/time"
}

{
	fusul 'fusul, all tables'
	fusul 'fusul, no comparisons' --stats basic --no-report
	for tool in gensim sklearn spacy nltk pyarabic; do
		"$cache/venv/bin/python" rival.py "$tool" "$folder"
	done
	if command -v Rscript >/dev/null && Rscript -e 'library(tidytext)' >/dev/null 2>&1; then
		Rscript tidytext.R "$folder"
	else
		echo "tidytext: not here (apt-get install r-cran-tidytext)" >&2
	fi
} | awk -F'\t' '
	BEGIN {printf "%-24s %10s %9s %8s %8s %8s  %s\n", "", "words", "types", "CPU s", "MB/s", "peak MB", "CPU / fusul, all tables"}
	{if (NR == 1) all = $4
	printf "%-24s %10s %9s %8s %8s %8s  %.2f\n", $1, $2, $3, $4, $5, $6, $4 / all}'
