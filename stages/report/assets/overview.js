// The overview: how much there is, the opening figure, Table 1, problems.

function tile(value, label) {
  return el('div', { class: 'tile' }, el('strong', { 'data-v': value }, integer.format(value)), el('span', {}, label));
}

const sum = (rows, name) => rows.reduce((total, row) => total + (row[name] || 0), 0);

async function overviewView() {
  const works = state.work ? corpus.works.filter((w) => w.doc_id === state.work) : corpus.works;
  const p = state.work ? await pack(state.work) : null;
  const hits = works.reduce((total, w) => total + (corpus.hits[w.doc_id] || 0), 0);
  const tiles = el('div', { class: 'tiles' },
    works.length > 1 && tile(works.length, L('الأعمال', 'works')),
    tile(sum(works, 'n_chapters'), L('الفصول والأجزاء', 'chapters and parts')),
    tile(sum(works, 'n_tokens'), L('الكلمات المحسوبة', 'counted words')),
    tile(works.length > 1 ? corpus.types : sum(works, 'n_types'), L('الكلمات المختلفة', 'different words')),
    tile(hits, L('مواضع المعجم', 'dictionary hits')),
    tile(corpus.tables.problems.length, L('المشكلات', 'problems')));
  return [tiles, corpus.caps ? capNote() : null, await ratesFigure(true), p ? chaptersTable(p) : worksTable(), problemsTable()];
}

function tableCard(title, what, columns, rows, id) {
  const node = el('section', { class: 'card', id }, el('h2', {}, title), el('p', { class: 'what' }, what), dataTable(title, columns, rows),
    el('div', { class: 'tools' }, button('CSV', () => save(`fusul-${id}.csv`, 'text/csv', csv(columns, rows)), { 'aria-label': `${title}: CSV` })));
  return node;
}

function chaptersTable(p) {
  const columns = [{ name: 'chapter' }, { name: 'part' }, { name: 'n_tokens' }, { name: 'types' }, { name: 'sentences' }, { name: 'paragraphs' }, { name: 'headings' }, { name: 'marks' }, { name: 'numbers' }];
  const rows = p.tables.chapters.map((c) => [c.chapter_title || c.chapter_id, partName(c.part), c.n_tokens, c.n_types, c.n_sentences, c.n_paragraphs, c.n_headings_tokens, c.n_note_marks, c.n_numbers]);
  return tableCard(L('الجدول 1: أجزاء العمل وما حُسب منها', 'Table 1: the parts of the work and what is counted'),
    L('لا تدخل الأعداد إلا كلمات المتن؛ وما في العناوين وعلامات الحواشي والأعداد مذكور وغير محسوب.', 'Only words of the body enter counts; what stands in headings, note marks and numbers is listed and not counted.'), columns, rows, 'table1');
}

function worksTable() {
  const columns = [{ name: 'work' }, { name: 'author' }, ...corpus.meta.map((name) => ({ name, label: name })), { name: 'chapters', label: L('الفصول', 'chapters') }, { name: 'n_tokens' }, { name: 'types' }];
  const rows = corpus.works.map((w) => [w.title || w.doc_id, w.author, ...corpus.meta.map((m) => w[m]), w.n_chapters, w.n_tokens, w.n_types]);
  return tableCard(L('الجدول 1: الأعمال', 'Table 1: the works'), L('صف لكل عمل ببياناته وكلماته المحسوبة.', 'One row for each work, with its metadata and counted words.'), columns, rows, 'table1');
}

function problemsTable() {
  const rows = corpus.tables.problems.map((r) => [r.path, r.kind, r.message, r.is_skipped ? L('تُرك', 'skipped') : '']);
  if (!rows.length) return null;
  return tableCard(L('ما استُغرب', 'Problems'), L('كل ما استغربه البرنامج في الملفات، وما فعل به.', 'Everything odd that was met in the files, and what was done.'),
    [{ name: 'path', label: L('الملف', 'file') }, { name: 'kind', label: L('النوع', 'kind') }, { name: 'message', label: L('ما هو', 'what') }, { name: 'skipped', label: '' }], rows, 'problems');
}
