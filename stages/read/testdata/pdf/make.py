"""Make PDF files of the sample thesis with the programs that people use.

    python3 make.py SAMPLE OUT [FILE ...]

writes for each FILE of the folder SAMPLE (without any: 01-introduction.txt)
what each program that is installed makes of it: libreoffice (soffice), chromium,
typst and reportlab (modules of Python, with arabic-reshaper and python-bidi);
columns and columns-libreoffice are the first two in two columns.
The text gets headings, an outline, footnotes, a running head and page numbers.
Words of the sample stand in the same order in each; what is added is in the
notes and the heads. reportlab does not know Arabic, so that it draws what
programs draw that do not either:

    visual.pdf     letters in their joined forms, each line from left to right as it looks: the usual trick
    reversed.pdf   plain letters in the order of reading, drawn from left to right: the line stands on its head
    scanned.pdf    pictures of pages
    password.pdf   the same, opened by a password only (qpdf)
"""
import html, pathlib, re, shutil, subprocess, sys, tempfile

TITLE = 'التحالفات بعد زوال الخصم'
AUTHOR = 'فريق فصول'
HEAD = re.compile(r'^(الفصل|المبحث|المقدمة|الخاتمة|قائمة)')
NOTES = ['انظر في هذه المسألة الوثيقة الأولى من المجموعة الكاملة، والتعليق الملحق بها، وقارن ذلك بما ورد في المحاضر.',
         'المرجع نفسه، ص 17.', 'المرجع نفسه، ص 21.',
         'راجع فصل المؤسسات في هذا البحث، وفيه تفصيل ما أجمل هنا عن كلفة بناء المؤسسة وكلفة تركها، ومناقشة رأي من خالف في ذلك.']


def items(path):
    """Yield level and text of each paragraph; level 0 is no heading."""
    for line in path.read_text(encoding='utf-8').split('\n'):
        line = line.strip()
        if not line:
            continue
        heading = len(line) < 80 and HEAD.match(line) and not line.endswith('.')
        yield (0 if not heading else 2 if line.startswith('المبحث') else 1), line


def with_notes(text, count, make):
    """Hang a note on the third sentence of a long paragraph."""
    parts = re.split(r'(?<=[^\d]\.)\s', text)
    if len(parts) > 3:
        count[0] += 1
        parts[2] += make(count[0], NOTES[count[0] % len(NOTES)])
    return ' '.join(parts)


def flat_odt(content, columns=''):
    count, body = [0], []
    note = lambda n, t: (f'<text:note text:id="n{n}" text:note-class="footnote"><text:note-citation>{n}</text:note-citation>'
                         f'<text:note-body><text:p text:style-name="N"> {t}</text:p></text:note-body></text:note>')
    for level, line in content:
        line = html.escape(line)
        if level:
            body.append(f'<text:h text:style-name="H{level}" text:outline-level="{level}">{line}</text:h>')
        else:
            body.append(f'<text:p text:style-name="P">{with_notes(line, count, note)}</text:p>')
    rtl = '<style:paragraph-properties style:writing-mode="rl-tb" fo:text-align="%s" fo:margin-bottom="0.2cm" fo:text-indent="%s"/>'
    size = '<style:text-properties fo:font-size="%dpt" style:font-size-complex="%dpt"/>'
    style = lambda name, s, align, indent='0cm', more='': (f'<style:style style:name="{name}" style:family="paragraph"{more}>'
                                                          + rtl % (align, indent) + size % (s, s) + '</style:style>')
    namespaces = ' '.join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in dict(
        office='office', style='style', text='text', fo='xsl-fo-compatible', svg='svg-compatible', meta='meta').items())
    return f'''<?xml version="1.0" encoding="UTF-8"?>
<office:document {namespaces} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{TITLE}</dc:title><meta:initial-creator>{AUTHOR}</meta:initial-creator></office:meta>
<office:font-face-decls><style:font-face style:name="Amiri" svg:font-family="Amiri"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="Amiri" style:font-name-complex="Amiri" style:language-complex="ar" style:country-complex="EG"/></style:default-style>
{style('P', 13, 'justify', '0.8cm')}{style('N', 10, 'start')}{style('C', 11, 'center')}
{style('H1', 18, 'start', more=' style:default-outline-level="1"')}{style('H2', 15, 'start', more=' style:default-outline-level="2"')}</office:styles>
<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="17cm" fo:page-height="24cm" fo:margin="2cm" style:writing-mode="rl-tb">{columns}</style:page-layout-properties><style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.4cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"><style:header><text:p text:style-name="C">{TITLE}</text:p></style:header><style:footer><text:p text:style-name="C"><text:page-number text:select-page="current"/></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>{''.join(body)}</office:text></office:body></office:document>'''


def web_page(content, more=''):
    count, body, notes = [0], [], []

    def note(n, t):
        notes.append(f'<p class="n">{n}. {t}</p>')
        return f'<sup>{n}</sup>'
    for level, line in content:
        line = html.escape(line)
        body.append(f'<h{level}>{line}</h{level}>' if level else f'<p>{with_notes(line, count, note)}</p>')
    return f'''<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>{TITLE}</title><style>
@page {{ size: 17cm 24cm; margin: 2cm; @top-center {{ content: "{TITLE}" }} @bottom-center {{ content: counter(page) }} }}
body {{ font: 13pt/1.7 "Noto Naskh Arabic" }} p {{ text-align: justify; text-indent: .8cm; margin: 0 0 .2cm }}
h1 {{ font-size: 18pt }} h2 {{ font-size: 15pt }} .n {{ font-size: 10pt; text-indent: 0 }} sup {{ font-size: 8pt }}
{more}</style>{''.join(body)}<h2>الهوامش</h2>{''.join(notes)}</html>'''


def typst_source(content):
    count, body = [0], []
    quote = lambda s: '"' + s.replace('\\', '\\\\').replace('"', '\\"') + '"'
    for level, line in content:
        if level:
            body.append(f'#heading(level: {level}, {quote(line)})')
        else:
            mark = lambda n, t: f'\0{t}\0'
            parts = with_notes(line, count, mark).split('\0')
            body.append(''.join(f'#footnote({quote(p)})' if i % 2 else f'#text({quote(p)})' for i, p in enumerate(parts)))
    return f'''#set document(title: {quote(TITLE)}, author: {quote(AUTHOR)})
#set page(width: 17cm, height: 24cm, margin: 2cm, numbering: "1", header: align(center, {quote(TITLE)}))
#set text(font: "Amiri", size: 13pt, lang: "ar", dir: rtl)
#set par(justify: true, first-line-indent: (amount: 0.8cm, all: true))
''' + '\n\n'.join(body)


def draw(path, content, shape):
    """Draw lines from left to right as shape gives them, ragged at the left."""
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    pdfmetrics.registerFont(TTFont('f', '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'))
    width, height, margin, size = 482, 680, 57, 13
    c = Canvas(str(path), pagesize=(width, height), invariant=True)
    y, page = height - margin, 1
    for level, line in content:
        words, rows, row = line.split(), [], ''
        s = {0: size, 1: 18, 2: 15}[level]
        for w in words:
            if row and pdfmetrics.stringWidth(shape(row + ' ' + w), 'f', s) > width - 2 * margin:
                rows.append(row)
                row = w
            else:
                row = (row + ' ' + w).strip()
        for row in rows + [row]:
            if y < margin + 20:
                c.setFont('f', 10)
                c.drawCentredString(width / 2, 30, str(page))
                c.showPage()
                y, page = height - margin, page + 1
            c.setFont('f', s)
            c.drawRightString(width - margin, y, shape(row))
            y -= s * 1.7
        y -= 6
    c.save()


def scanned(path):
    from reportlab.pdfgen.canvas import Canvas
    c = Canvas(str(path), pagesize=(482, 680), invariant=True)
    for page in range(3):
        for y in range(60, 620, 20):  # what a scanner leaves: marks, no letters
            c.rect(57, y, 368 - (y * 7 + page * 31) % 90, 8, fill=1)
        c.showPage()
    c.save()


def make(sample, out, name):
    content = list(items(sample / name))
    out.mkdir(parents=True, exist_ok=True)
    tmp = pathlib.Path(tempfile.mkdtemp())
    if shutil.which('soffice'):
        columns = '<style:columns fo:column-count="2" fo:column-gap="0.8cm"/>'
        for name, page in (('libreoffice', flat_odt(content)), ('columns-libreoffice', flat_odt(content, columns))):
            (tmp / f'{name}.fodt').write_text(page, encoding='utf-8')
            subprocess.run(['soffice', f'-env:UserInstallation=file://{tmp}/profile', '--headless', '--convert-to',
                            'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}', '--outdir', str(out),
                            str(tmp / f'{name}.fodt')], check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if shutil.which('chromium'):
        columns = '@page { size: A4 } body { columns: 2; column-gap: .8cm; font-size: 11pt } h1 { column-span: all }'
        for pdf, page in (('chromium', web_page(content)), ('columns', web_page(content, columns))):
            (tmp / 'c.html').write_text(page, encoding='utf-8')
            subprocess.run(['chromium', '--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', '--generate-pdf-document-outline',
                            f'--user-data-dir={tmp}/chromium', f'--print-to-pdf={out}/{pdf}.pdf', str(tmp / 'c.html')], check=True, timeout=180,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        import typst
        (tmp / 't.typ').write_text(typst_source(content), encoding='utf-8')
        typst.compile(str(tmp / 't.typ'), output=str(out / 'typst.pdf'))
    except ImportError:
        pass
    try:
        import arabic_reshaper, bidi
        joined = arabic_reshaper.ArabicReshaper({'delete_harakat': False})
        draw(out / 'visual.pdf', content, lambda s: bidi.get_display(joined.reshape(s), base_dir='R'))
        draw(out / 'reversed.pdf', content, lambda s: s)
        scanned(out / 'scanned.pdf')
        if shutil.which('qpdf'):
            subprocess.run(['qpdf', '--encrypt', 'secret', 'owner', '256', '--', str(out / 'scanned.pdf'), str(out / 'password.pdf')], check=True)
    except ImportError:
        pass
    shutil.rmtree(tmp, ignore_errors=True)


if __name__ == '__main__':
    sample, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    for name in sys.argv[3:] or ['01-introduction.txt']:
        make(sample, out if len(sys.argv) == 3 else out / name.removesuffix('.txt'), name)
