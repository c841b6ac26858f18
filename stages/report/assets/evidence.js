// The evidence: the passages behind a bar, a cell or a point. They are the
// rows of matches, so that their number is that of the figure.

// openEvidence shows the passages of a key in a unit (a chapter, a work, or
// '' for all), of one tenth of a work, of those paragraphs that have the key
// with too, or those whose context has a word.
const openEvidence = (key, unit = '', { decile = '', together = '', word = '' } = {}) =>
  go({ ek: key, eu: unit, ed: String(decile), ew: together, et: word });

// The tenth of the work in which a hit stands, as progression counts it.
function tenth(m) {
  const words = corpus.works.find((w) => w.doc_id === m.doc_id).n_tokens;
  const before = Math.round(m.position * words);
  let d = 10;
  while (d > 1 && Math.floor(((d - 1) * words) / 10) > before) d--;
  return d;
}

async function evidenceOf({ ek: key, eu: unit = '', ed: decile, ew: together, et: word }) {
  const docs = unit ? [workOf(unit)] : corpus.packs || [];
  const rows = [];
  for (const doc of docs) {
    const p = await pack(doc);
    if (!p) continue;
    let mine = p.tables.matches.filter((m) => countsFor(m, key) && (!unit || unit === doc || m.chapter_id === unit));
    if (decile) mine = mine.filter((m) => m.position !== null && tenth(m) === Number(decile));
    if (together) {
      const paras = new Set(p.tables.matches.filter((m) => countsFor(m, together)).map((m) => m.para_id));
      mine = mine.filter((m) => paras.has(m.para_id));
    }
    if (word) {
      const wanted = folded(word);
      mine = mine.filter((m) => folded(`${m.before} ${m.after}`).split(/[^\p{L}\p{N}]+/u).some((w) => w.endsWith(wanted) || w.startsWith(wanted)));
    }
    rows.push(...mine);
  }
  return rows;
}

const ORDERS = {
  place: ['بترتيب النص', 'by place'],
  before: ['بأقرب كلمة قبله', 'by the nearest word before'],
  after: ['بأقرب كلمة بعده', 'by the nearest word after'],
  keyword: ['باللفظ', 'by keyword'],
};

const nearestFirst = (s) => folded(s).split(' ').reverse().join(' ');
const sortKey = {
  before: (m) => nearestFirst(m.before), after: (m) => folded(m.after), keyword: (m) => folded(m.keyword),
};

function ordered(rows, order) {
  if (!sortKey[order]) return rows;
  const collator = new Intl.Collator('ar');
  return rows.map((m) => [sortKey[order](m), m]).sort((a, b) => collator.compare(a[0], b[0])).map(([, m]) => m);
}

function unitTitle(unit, tables) {
  if (!unit) return L('كل الأعمال', 'all works');
  if (!unit.includes('/')) return titleOfWork(unit);
  return tables?.chapters.find((c) => c.chapter_id === unit)?.chapter_title || unit;
}

const placeOf = (m) => ({ ...EVIDENCE, view: 'reading', work: m.doc_id, chapter: m.chapter_id, at: String(m.start_byte), q: '' });

// One passage: before, keyword, after, and where it stands.
function passage(m, chapters) {
  const title = chapters?.get(m.chapter_id) || m.chapter_id;
  return el('li', { class: 'passage', 'data-start': m.start_byte, 'data-doc': m.doc_id },
    el('p', { class: 'quote', dir: 'auto' }, m.before && [clip(m.before, 400), /[\p{Ps}\p{Pi}]$/u.test(m.before) ? '' : ' '], el('mark', {}, clip(m.keyword, 200)), m.after && [/^[\p{P}]/u.test(m.after) ? '' : ' ', clip(m.after, 400)]),
    el('p', { class: 'quiet place' },
      corpus.works.length > 1 && [bdi(titleOfWork(m.doc_id)), ' · '], bdi(title),
      m.page && [' · ', L('ص ', 'p. '), bdi(m.page)], ' · ', L('الفقرة ', 'paragraph '), m.para_no || m.para_id,
      m.rule && [' · ', el('span', { title: L('القاعدة التي ولدت الصيغة', 'the rule that made the form') }, bdi(m.rule))],
      ' · ', el('a', { href: addressOf(placeOf(m)) }, L('اقرأه في موضعه', 'read it in its place'))));
}

async function chapterTitles(docs) {
  const titles = new Map();
  for (const doc of docs) for (const c of (await pack(doc))?.tables.chapters || []) titles.set(c.chapter_id, c.chapter_title);
  return titles;
}

const PASSAGE_COLUMNS = ['doc_id', 'chapter_id', 'page', 'para_no', 'para_id', 'sent_id', 'start_byte', 'end_byte', 'before', 'keyword', 'after', 'key_path', 'pattern', 'rule'];

// A list of passages that grows when asked.
function passageList(rows, titles, step = 50) {
  const list = el('ol', { class: 'passages' });
  const more = button('', () => grow());
  const grow = () => {
    const from = list.childElementCount;
    list.append(...rows.slice(from, from + step).map((m) => passage(m, titles)));
    const left = rows.length - list.childElementCount;
    more.hidden = left <= 0;
    more.textContent = L(`المزيد (بقي ${integer.format(left)})`, `More (${integer.format(left)} left)`);
  };
  grow();
  return el('div', {}, list, more);
}

// The count that the tables give for what the panel shows.
function countedInTables({ ek: key, eu: unit = '', ed: decile, ew, et }, tables) {
  if (ew || et) return null;
  if (decile) return tables?.progression.find((r) => r.key_path === key && r.decile === Number(decile))?.n ?? 0;
  if (unit.includes('/')) return tables?.dictionary_counts.find((r) => r.key_path === key && r.chapter_id === unit)?.n ?? 0;
  return corpus.tables.dictionary_counts_by_document.filter((r) => r.key_path === key && (!unit || r.doc_id === unit)).reduce((sum, r) => sum + r.n, 0);
}

let evidenceShown = '';
async function showEvidence() {
  const { ek, eu = '', ed = '', ew = '', et = '' } = state;
  const key = JSON.stringify([lang(), ek, eu, ed, ew, et]);
  if (key === evidenceShown) return;
  evidenceShown = key;
  const opened = panel.hidden && ek;
  panel.hidden = !ek;
  document.body.classList.toggle('with-evidence', Boolean(ek));
  if (!ek) { panel.replaceChildren(); return; }
  const p = eu ? await pack(workOf(eu)) : null;
  const rows = server && !eu && !ew && !et ? null : await evidenceOf(state);
  const total = countedInTables(state, p?.tables);
  if (evidenceShown !== key) return;
  const heading = el('h2', { tabindex: '-1' }, bdi(keyLabel(ek)), ew && [' + ', bdi(keyLabel(ew))], et && [' + ', bdi(et)]);
  const where = [unitTitle(eu, p?.tables), ed && L(`العُشر ${ed}`, `tenth ${ed}`)].filter(Boolean);
  const list = el('div', { class: 'list' });
  panel.setAttribute('aria-label', L('الشواهد', 'Evidence'));
  panel.replaceChildren(
    el('div', { class: 'panel-head' }, heading, button('×', () => go(EVIDENCE), { class: 'close', 'aria-label': L('أغلق الشواهد', 'Close the evidence') })),
    el('p', { class: 'quiet' }, where.map((s, i) => [i > 0 && ' · ', bdi(s)])), list);
  if (opened) heading.focus({ preventScroll: true });
  if (rows) await localEvidence(list, rows, total);
  else await servedEvidence(list, ek, 0);
}

async function localEvidence(list, rows, total) {
  const titles = await chapterTitles(new Set(rows.map((m) => m.doc_id)));
  let order = 'before';
  let needle = '';
  const box = el('div', {});
  const fillBox = () => {
    const wanted = folded(needle);
    const kept = wanted ? rows.filter((m) => folded(`${m.before} ${m.keyword} ${m.after}`).includes(wanted)) : rows;
    box.replaceChildren(passageList(ordered(kept, order), titles));
  };
  const filter = el('input', { type: 'search', 'aria-label': L('صفِّ الشواهد', 'Filter the passages'), placeholder: L('صفِّ', 'Filter'), oninput: () => { needle = filter.value; fillBox(); } });
  const columns = PASSAGE_COLUMNS.map((name) => ({ name }));
  list.append(
    el('p', { class: 'count', id: 'evidence-count', 'data-n': rows.length, 'data-total': total }, total !== null && total > rows.length
      ? L(`${integer.format(rows.length)} شاهد معروض من ${integer.format(total)}`, `${integer.format(rows.length)} passages shown of ${integer.format(total)}`)
      : L(`عدد الشواهد: ${integer.format(rows.length)}`, `${integer.format(rows.length)} passages`)),
    total !== null && total > rows.length ? capNote() : '',
    el('div', { class: 'controls' },
      choice(L('الترتيب', 'Order'), order, Object.entries(ORDERS).map(([name, label]) => [name, L(...label)]), (v) => { order = v; fillBox(); }),
      filter, button('CSV', () => save('fusul-evidence.csv', 'text/csv', csv(columns, ordered(rows, order).map((m) => PASSAGE_COLUMNS.map((c) => m[c])))))),
    box);
  fillBox();
}

// Behind a server, the evidence of all works comes by pages.
async function servedEvidence(list, key, offset) {
  const answer = await ask(`evidence?key=${encodeURIComponent(key)}&offset=${offset}`);
  const titles = new Map(answer.rows.map((m) => [m.chapter_id, m.chapter_title]));
  list.replaceChildren(
    el('p', { class: 'count', id: 'evidence-count', 'data-n': answer.total, 'data-total': answer.total }, L(`عدد الشواهد: ${integer.format(answer.total)}`, `${integer.format(answer.total)} passages`)),
    el('ol', { class: 'passages', start: offset + 1 }, answer.rows.map((m) => passage(m, titles))),
    pager(offset, answer.rows.length, answer.total, (to) => servedEvidence(list, key, to)));
}

function pager(offset, n, total, to) {
  return el('div', { class: 'controls pager' },
    button(L('السابق', 'Previous'), () => to(Math.max(0, offset - 50)), { disabled: offset === 0 }),
    el('span', {}, `${integer.format(offset + 1)}–${integer.format(offset + n)} / ${integer.format(total)}`),
    button(L('التالي', 'Next'), () => to(offset + 50), { disabled: offset + n >= total }));
}

function capNote() {
  const caps = corpus.caps;
  if (!caps) return '';
  return el('p', { class: 'note', id: 'cap' }, L(
    `المدونة أكبر من ملف واحد: في الصفحة ${integer.format(caps.passages)} شاهد من ${integer.format(caps.of)}${caps.per_key ? `، وهي عينة بالبذرة ${caps.seed}، لا تزيد على ${caps.per_key} لكل عمل ومفتاح` : ''}، وفصول ${caps.works} عملا من ${caps.of_works}، ونصوص ${caps.texts} منها. والأعداد كلها من الجداول تامة. والشواهد كلها في `,
    `The corpus is larger than one file: the page holds ${integer.format(caps.passages)} of ${integer.format(caps.of)} passages${caps.per_key ? `, a sample drawn with seed ${caps.seed}, at most ${caps.per_key} for each work and key` : ''}, the chapters of ${caps.works} of ${caps.of_works} works, and the text of ${caps.texts}. All counts are those of the whole tables. For all passages: `), el('code', { dir: 'ltr' }, 'fusul serve'));
}
