// Two chapters, two works or two groups of works, side by side.

// The 95 % interval of Wilson (1927), as the tables have it; here for groups
// of works, which are in no table.
function wilson(f, n) {
  const z = 1.959963984540054;
  const p = f / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return [f === 0 ? 0 : Math.max(0, middle - half), Math.min(1, middle + half)];
}

// What can be compared: an id, a title, and what it is.
async function sides() {
  const groups = [];
  if (corpus.works.length > 1) groups.push({ label: L('الأعمال', 'works'), options: corpus.works.map((w) => [w.doc_id, w.title || w.doc_id]) });
  for (const name of ['author', ...corpus.meta]) {
    const values = [...new Set(corpus.works.map((w) => w[name]).filter((v) => v !== null && v !== ''))];
    if (corpus.works.length > 1 && values.length > 1) groups.push({ label: column(name), options: values.map((v) => [`@${name}=${v}`, `${column(name)}: ${v}`]) });
  }
  for (const w of corpus.works.filter((x) => corpus.packs.includes(x.doc_id))) {
    if (corpus.works.length > 1 && w.doc_id !== workOf(state.a || '') && w.doc_id !== workOf(state.b || '') && w.doc_id !== state.work) continue;
    const p = await pack(w.doc_id);
    groups.push({ label: w.title || w.doc_id, options: p.tables.chapters.filter((c) => c.part === 'body').map((c) => [c.chapter_id, c.chapter_title || c.chapter_id]) });
  }
  return groups.filter((g) => g.options.length);
}

// The counts of one side, by key.
async function countsOf(id) {
  if (id.startsWith('@')) {
    const [name, value] = [id.slice(1, id.indexOf('=')), id.slice(id.indexOf('=') + 1)];
    const works = new Set(corpus.works.filter((w) => String(w[name]) === value).map((w) => w.doc_id));
    const n_tokens = sum(corpus.works.filter((w) => works.has(w.doc_id)), 'n_tokens');
    const byKey = new Map();
    for (const r of corpus.tables.dictionary_counts_by_document) if (works.has(r.doc_id)) byKey.set(r.key_path, (byKey.get(r.key_path) || 0) + r.n);
    return new Map([...byKey].map(([k, n]) => { const [low, high] = wilson(n, n_tokens); return [k, { n, n_tokens, per_10k: (1e4 * n) / n_tokens, ci_low: 1e4 * low, ci_high: 1e4 * high }]; }));
  }
  if (!id.includes('/')) return new Map(corpus.tables.dictionary_counts_by_document.filter((r) => r.doc_id === id).map((r) => [r.key_path, r]));
  const p = await pack(workOf(id));
  return new Map((p?.tables.dictionary_counts || []).filter((r) => r.chapter_id === id).map((r) => [r.key_path, r]));
}

async function keywordsOf(id) {
  if (id.startsWith('@')) return [];
  const rows = (await pack(workOf(id)))?.tables.keyness || [];
  return rows.filter((r) => r.target === id && r.kind === 'word' && r.direction === 1).slice(0, 15);
}

async function compareView() {
  const groups = await sides();
  const options = groups.flatMap((g) => g.options);
  if (options.length < 2) return [el('p', { class: 'empty' }, L('ليس هنا ما يقارن: عمل واحد بفصل واحد.', 'There is nothing to compare: one work with one chapter.'))];
  const known = (id) => options.some(([v]) => v === id);
  const a = known(state.a) ? state.a : options[0][0];
  const b = known(state.b) ? state.b : options.find(([v]) => v !== a)[0];
  const title = (id) => options.find(([v]) => v === id)[1];
  const [ca, cb, wa, wb] = await Promise.all([countsOf(a), countsOf(b), keywordsOf(a), keywordsOf(b)]);
  const branch = branchOf();
  const zero = (side) => { const any = [...side.values()][0]; return any ? { n: 0, n_tokens: any.n_tokens, per_10k: 0, ci_low: 0, ci_high: 1e4 * wilson(0, any.n_tokens)[1] } : null; };
  const rows = childrenOf(branch).map((k) => ({ k, a: ca.get(k) || zero(ca), b: cb.get(k) || zero(cb) })).filter((r) => r.a && r.b && r.a.n + r.b.n > 0).sort((x, y) => y.a.n + y.b.n - x.a.n - x.b.n);
  return [
    el('div', { class: 'controls compare' }, choice(L('الأول', 'First'), a, groups, (id) => go({ a: id, b })), choice(L('الثاني', 'Second'), b, groups, (id) => go({ a, b: id })),
      button(L('بدّل', 'Swap'), () => go({ a: b, b: a })), branchChoice()),
    compareFigure(rows, a, b, title),
    el('div', { class: 'pair' }, [[a, wa], [b, wb]].map(([id, words]) => el('section', { class: 'card' }, el('h2', {}, bdi(title(id))),
      el('p', { class: 'what' }, words.length ? L('أقوى كلماته تمييزا له من بقية عمله أو مدونته', 'The words that most set it apart from the rest') : L('لا كلمات مميزة محسوبة له.', 'No key words were computed for it.')),
      el('ul', { class: 'chips' }, words.map((r) => el('li', { title: `G² ${number(r.g2, 1)}` }, bdi(r.display), ' ', el('span', { class: 'quiet' }, `${r.n_target}`))))))),
  ];
}

function compareFigure(rows, a, b, title) {
  return figure({
    id: 'compare',
    title: `\u2068${title(a)}\u2069 ↔ \u2068${title(b)}\u2069`,
    what: L('النسبة لكل عشرة آلاف كلمة: الأول إلى جهة البداية، والثاني إلى الجهة الأخرى. اضغط عمودا لترى شواهده.', 'Rates per 10,000 words: the first at the left, the second at the right. Press a bar for its passages.'),
    method: L('الخط فترة ويلسون 95%. ونسب المجموعات محسوبة هنا من مجموع أعداد أعمالها في dictionary_counts_by_document.', 'The line is the 95 % Wilson interval. Rates of groups are computed here from the sums of their works in dictionary_counts_by_document.'),
    draw: (width) => {
      if (!rows.length) return null;
      const step = 30;
      const c = new Chart(width, rows.length * step + 30, L('مقارنة', 'comparison'));
      const labels = Math.min(180, width * 0.34);
      const half = (width - labels) / 2;
      const most = Math.max(...rows.flatMap((r) => [r.a.per_10k, r.b.per_10k]));
      const high = Math.min(Math.max(...rows.flatMap((r) => [r.a.ci_high, r.b.ci_high])), 1.6 * most) || 1;
      const scale = (v) => (Math.min(v, high) / high) * (half - 8);
      c.text(half - 6, 16, title(a), { anchor: 'end', bold: true, room: half });
      c.text(half + labels + 6, 16, title(b), { bold: true, room: half });
      rows.forEach((r, i) => {
        const y = 26 + i * step;
        c.text(half + labels / 2, y + 18, keyLabel(r.k), { anchor: 'middle', room: labels - 12 });
        for (const [side, id, from, sign, cls] of [[r.a, a, half, -1, 's0'], [r.b, b, half + labels, 1, 's1']]) {
          const g = c.add(sv('g', {}));
          const long = scale(side.per_10k);
          c.rect(sign < 0 ? 0 : half + labels, y, half, step, { class: 'hit', 'pointer-events': 'all' }, g);
          c.rect(sign < 0 ? from - long : from, y + 5, long, step - 10, { class: `bar ${cls}` }, g);
          c.line(from + sign * scale(side.ci_low), y + step / 2, from + sign * scale(side.ci_high), y + step / 2, { class: 'interval' }, g);
          c.mark(g, [`${keyLabel(r.k)} · ${title(id)}`, `n = ${integer.format(side.n)} / ${integer.format(side.n_tokens)}`, `${number(side.per_10k, 1)} [${number(side.ci_low, 1)}, ${number(side.ci_high, 1)}]`],
            id.startsWith('@') ? null : () => openEvidence(r.k, id), { 'data-key': r.k, 'data-unit': id });
        }
      });
      return c;
    },
    columns: [{ name: 'key' }, { name: 'n' }, { name: 'per_10k', digits: 1 }, { name: 'low', digits: 1 }, { name: 'high', digits: 1 }, { name: 'n_b', label: `${L('العدد', 'n')} (2)` }, { name: 'per_10k_b', label: `${column('per_10k')} (2)`, digits: 1 }, { name: 'low_b', label: `${column('low')} (2)`, digits: 1 }, { name: 'high_b', label: `${column('high')} (2)`, digits: 1 }],
    rows: rows.map((r) => [keyLabel(r.k), r.a.n, r.a.per_10k, r.a.ci_low, r.a.ci_high, r.b.n, r.b.per_10k, r.b.ci_low, r.b.ci_high]),
  });
}
