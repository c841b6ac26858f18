#!/usr/bin/env bash
# Makes the files of this folder from source.md, with pandoc and LibreOffice.
# Run it here: bash make.sh. What the tests read is committed.
set -euo pipefail
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

office() { # office FORMAT FILE: LibreOffice writes FILE in FORMAT into $tmp/out
	HOME=$tmp soffice --headless --norestore "-env:UserInstallation=file://$tmp/profile" \
		--convert-to "$1" --outdir "$tmp/out" "$2" >/dev/null
}

for to in docx odt html epub2 epub3 tei; do
	pandoc --standalone --from markdown --to "$to" --output "pandoc.$to" source.md
done
mv pandoc.epub2 pandoc-2.epub
mv pandoc.epub3 pandoc-3.epub
pandoc --standalone --from markdown --to plain --wrap none --output source.txt source.md

# LibreOffice opens what pandoc made and writes it anew, each format from the other.
cp pandoc.odt "$tmp/libreoffice.odt"
cp pandoc.docx "$tmp/fromword.docx"
office docx "$tmp/libreoffice.odt"
office html "$tmp/libreoffice.odt"
office epub "$tmp/libreoffice.odt"
office odt "$tmp/fromword.docx"
mv "$tmp/out/fromword.odt" "$tmp/out/libreoffice.odt"
mv "$tmp"/out/libreoffice.* .

# A text with what source.md cannot say: contents, tracked changes, comments,
# hidden text, text boxes, numbers of headings, endnotes.
office docx features.fodt
office odt features.fodt
mv "$tmp"/out/features.* .
