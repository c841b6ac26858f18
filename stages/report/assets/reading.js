// The text of a chapter with its hits, and where in it each theory speaks.

async function readingView() {
  const { p, missing } = await needWork();
  if (missing) return missing;
  if (!p.text) return [el('p', { class: 'empty' }, L('نص هذا العمل ليس في الصفحة لكبر المدونة؛ تراه مع الأمر ', 'The text of this work is not in the page, since the corpus is large; see it with '), el('code', { dir: 'ltr' }, 'fusul serve'))];
  const chapters = p.tables.chapters;
  const chapter = chapters.find((c) => c.chapter_id === state.chapter) || chapters.find((c) => c.part === 'body') || chapters[0];
  const at = chapters.indexOf(chapter);
  const branch = branchOf();
  const colours = seriesOf(branch);
  const keys = keysOf(branch);
  const mine = p.tables.matches.filter((m) => m.chapter_id === chapter.chapter_id && m.from >= 0);
  const keyOf = (m) => keys.find((k) => m.counts_from <= levelOf(k) && (m.key_path === k || m.key_path.startsWith(k + '.')));
  const paras = p.text.filter((q) => q.chapter_id === chapter.chapter_id);
  const hits = new Map();
  for (const m of mine) {
    const key = keyOf(m);
    if (key && (!state.only || state.only === key)) { if (!hits.has(m.para_id)) hits.set(m.para_id, []); hits.get(m.para_id).push({ ...m, shown: key }); }
  }
  const step = (to) => go({ ...EVIDENCE, chapter: chapters[to].chapter_id, at: '' });
  const text = el('article', { class: 'text', dir: directionOf(paras.find((q) => q.kind === 'p')?.text.slice(0, 200) || chapter.chapter_title || ''), 'aria-label': chapter.chapter_title }, paras[0]?.kind !== 'h' && el('h2', {}, bdi(chapter.chapter_title || chapter.chapter_id)), paragraphsOf(paras, hits, colours));
  const counts = new Map();
  for (const list of hits.values()) for (const m of list) counts.set(m.shown, (counts.get(m.shown) || 0) + 1);
  return [
    el('div', { class: 'controls' },
      choice(L('الفصل', 'Chapter'), chapter.chapter_id, chapters.map((c) => [c.chapter_id, `${c.chapter_title || c.chapter_id}${c.part === 'body' ? '' : ` (${partName(c.part)})`}`]), (id) => go({ ...EVIDENCE, chapter: id, at: '' })),
      button(L('السابق', 'Previous'), () => step(at - 1), { disabled: at === 0 }), button(L('التالي', 'Next'), () => step(at + 1), { disabled: at === chapters.length - 1 }),
      branchChoice(), choice(L('المفتاح', 'Key'), state.only || '', [['', L('كلها', 'all')], ...keys.map((k) => [k, keyLabel(k)])], (only) => go({ only, at: '' }))),
    legend(keys.filter((k) => counts.has(k)).map((k) => [colours.get(k), `${keyLabel(k)} (${counts.get(k)})`])),
    corpus.caps?.per_key ? capNote() : null,
    el('div', { class: 'reading' }, text, miniMap(paras, hits, colours))];
}

function paragraphsOf(paras, hits, colours) {
  const out = [];
  for (let i = 0; i < paras.length; i++) {
    const q = paras[i];
    if (q.kind === 'n') {
      const notes = [];
      while (i < paras.length && paras[i].kind === 'n') notes.push(paras[i++]);
      i--;
      out.push(el('details', { class: 'notes' }, el('summary', {}, L(`الحواشي (${notes.length})`, `Notes (${notes.length})`)), notes.map((n) => paragraph(n, hits, colours))));
    } else out.push(paragraph(q, hits, colours));
  }
  return out;
}

// A paragraph with its hits marked. Where hits overlap, the first and longest
// is marked.
function paragraph(q, hits, colours) {
  const list = (hits.get(q.para_id) || []).toSorted((a, b) => a.from - b.from || b.to - a.to);
  const parts = [];
  let done = 0;
  for (const m of list) {
    if (m.from < done) continue;
    parts.push(q.text.slice(done, m.from), el('mark', { class: colours.get(m.shown), 'data-start': m.start_byte, title: keyLabel(m.key_path) }, q.text.slice(m.from, m.to)));
    done = m.to;
  }
  parts.push(clip(q.text.slice(done), 200000));
  return el(q.kind === 'h' ? 'h3' : 'p', { id: `p${q.para_id}`, dir: 'auto', 'data-para': q.para_id, class: 'para' }, parts);
}

// Where in the chapter each theory speaks: one stroke a hit, from top to
// bottom as the text runs.
function miniMap(paras, hits, colours) {
  const starts = new Map();
  let length = 0;
  for (const q of paras) { starts.set(q.para_id, length); length += q.text.length + 40; }
  const height = 520;
  const map = sv('svg', { class: 'minimap', width: 44, height, viewBox: `0 0 44 ${height}`, role: 'img', 'aria-label': L('خريطة الفصل: موضع كل مفتاح', 'map of the chapter: where each key stands') });
  for (const [para, list] of hits) for (const m of list) {
    const y = ((starts.get(para) + m.from) / (length || 1)) * height;
    map.append(sv('rect', { x: 4, y, width: 36, height: 3, class: `bar ${colours.get(m.shown)}` }));
  }
  map.addEventListener('click', (event) => {
    const wanted = ((event.clientY - map.getBoundingClientRect().top) / height) * length;
    const q = paras.findLast((x) => starts.get(x.para_id) <= wanted);
    if (q) document.getElementById(`p${q.para_id}`)?.scrollIntoView({ block: 'center' });
  });
  return el('div', { class: 'map' }, map);
}

// toPlace scrolls to the place that the address names, once for each.
let placed = '';
function toPlace() {
  const key = `${state.work} ${state.chapter} ${state.at}`;
  if (!state.at || key === placed) return;
  placed = key;
  let target = main.querySelector(`mark[data-start="${CSS.escape(state.at)}"]`);
  if (!target) {
    pack(state.work).then((p) => {
      const m = p.tables.matches.find((x) => String(x.start_byte) === state.at);
      const section = p.tables.sections.find((s) => String(s.start_byte) === state.at);
      const typical = p.tables.typical_sentences.find((r) => String(r.start_byte) === state.at);
      const q = section ? p.text?.find((x) => x.section_id === section.section_id) : null;
      const para = m?.para_id ?? typical?.para_id ?? q?.para_id;
      if (para) { target = document.getElementById(`p${para}`); reveal(target); }
    });
    return;
  }
  reveal(target);
}

function reveal(target) {
  if (!target) return;
  const notes = target.closest('details');
  if (notes) notes.open = true;
  target.setAttribute('tabindex', '-1');
  target.classList.add('target');
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'center' });
}
