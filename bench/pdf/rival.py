"""Print the share of the words of a folder of texts that pdftotext gets out of PDF files made of them."""
import pathlib, re, subprocess, sys, unicodedata

WORD = re.compile(r'[^\W_][\w\u064b-\u0652\u0670\u0640]*')


def words(text):
    text = re.sub('[\u200e\u200f\u202a-\u202e\u2066-\u2069]', '', unicodedata.normalize('NFKC', text))
    return WORD.findall(text)


def in_order(want, got):
    """The length of the longest common subsequence."""
    row = [0] * (len(got) + 1)
    for w in want:
        diagonal = 0
        for j, g in enumerate(got):
            above = row[j + 1]
            row[j + 1] = diagonal + 1 if w == g else max(above, row[j])
            diagonal = above
    return row[-1]


sample, files = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
for program in ('chromium', 'libreoffice', 'typst', 'visual', 'reversed'):
    read = total = 0
    for pdf in sorted(files.glob(f'*/{program}.pdf')):
        want = words((sample / (pdf.parent.name + '.txt')).read_text(encoding='utf-8'))
        got = words(subprocess.run(['pdftotext', '-nopgbrk', str(pdf), '-'], check=True, capture_output=True, text=True).stdout)
        read, total = read + in_order(want, got), total + len(want)
    if total:
        print(f'  {program}: {100 * read / total:.3f} % of {total} words')
