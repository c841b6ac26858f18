#!/usr/bin/env bash
# Makes the files of this folder: the sample thesis of corpus/sample, or the
# text that is named, in the formats of word processors and reading programs.
# Needs python3, pandoc and LibreOffice.
#   bash make.sh                    # sample.* here, out of ../../../corpus/sample
#   bash make.sh TEXT... FOLDER     # work.* in FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$here name=sample files=("$here"/../../../corpus/sample/[0-9]*.txt)
if [ $# -gt 1 ]; then
	out=${!#} name=work files=("${@:1:$#-1}")
fi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# Every line is a paragraph; the lines that the plain text has as headings are headings.
python3 - "${files[@]}" >"$tmp/source.html" <<'PY'
import html, re, sys
print('<!DOCTYPE html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>التحالفات بعد زوال الخصم</title><body>')
first = re.compile(r'(الفصل \S+: .{1,60}|المقدمة|الخاتمة|قائمة المراجع)$')
second = re.compile(r'(المبحث \S+: .{1,60}|المراجع العربية|المراجع الأجنبية)$')
for name in sys.argv[1:]:
    for line in open(name, encoding='utf-8').read().splitlines():
        line = line.strip()
        if not line:
            continue
        tag = 'p'
        if '....' not in line and first.match(line):
            tag = 'h1'
        elif '....' not in line and second.match(line):
            tag = 'h2'
        print(f'<{tag}>{html.escape(line)}</{tag}>')
PY
pandoc --from html --to odt --output "$tmp/$name.odt" "$tmp/source.html"
pandoc --from html --to docx --output "$tmp/word.docx" "$tmp/source.html"
pandoc --from html --to tei --standalone --wrap none --output "$out/$name.xml" "$tmp/source.html"
pandoc --from html --to docx --metadata dir=rtl --output "$tmp/page.docx" "$tmp/source.html"
pandoc --from html --to epub3 --output "$out/$name.epub" "$tmp/source.html"
pandoc --from html --to html --standalone --wrap none --output "$out/$name.html" "$tmp/source.html"
office() {
	HOME=$tmp soffice --headless --norestore "-env:UserInstallation=file://$tmp/profile" \
		--convert-to "$1" --outdir "$tmp/out" "$2" >/dev/null 2>&1
}
office docx "$tmp/$name.odt"
office odt "$tmp/word.docx"
office pdf "$tmp/page.docx"
mv "$tmp/out/page.pdf" "$out/$name.pdf"
mv "$tmp/out/$name.docx" "$out/$name.docx"
mv "$tmp/out/word.odt" "$out/$name.odt"
