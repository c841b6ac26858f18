#!/usr/bin/env bash
# Makes PDF files of every chapter of the sample with the programs that are
# here, reads them with fusul and with pdftotext, and prints the share of the
# sample's words that each gets. See ../README.md.
set -euo pipefail
cd "$(dirname "$0")"
root=$(realpath ../..)
mkdir -p ../.cache/pdf
cache=$(realpath ../.cache/pdf)
if [ ! -x "$cache/venv/bin/python" ]; then
	python3 -m venv "$cache/venv"
	"$cache/venv/bin/pip" install --quiet -r requirements.txt
fi
sample=$root/corpus/sample
chapters=$(cd "$sample" && ls 0[1-7]-*.txt)
"$cache/venv/bin/python" "$root/stages/read/testdata/pdf/make.py" "$sample" "$cache/files" $chapters

echo "fusul:"
(cd "$root" && FUSUL_PDFS="$cache/files" go test ./stages/read -count=1 -run 'PDFMeasure' -v) | sed -n 's/.*go:[0-9]*: \([a-z]*: [0-9.]* %.*\)/  \1/p; /FAIL/p'
if command -v pdftotext >/dev/null; then
	echo "pdftotext:"
	"$cache/venv/bin/python" rival.py "$sample" "$cache/files"
fi
