// Rates by key and unit, shares, progression, and the x-ray.

const UNITS_SHOWN = 40;

// The units that are compared: the counted chapters of a work, or the works.
async function unitsOf() {
  if (!state.work) return { units: corpus.works.map((w) => ({ id: w.doc_id, title: w.title || w.doc_id })), counts: corpus.tables.dictionary_counts_by_document.map((r) => ({ ...r, unit: r.doc_id })), whole: [], p: null };
  const p = await pack(state.work);
  const whole = corpus.tables.dictionary_counts_by_document.filter((r) => r.doc_id === state.work).map((r) => ({ ...r, unit: state.work }));
  if (!p) return { units: [], counts: [], whole, p };
  return {
    units: p.tables.chapters.filter((c) => c.part === 'body').map((c) => ({ id: c.chapter_id, title: c.chapter_title || c.chapter_id })),
    counts: p.tables.dictionary_counts.map((r) => ({ ...r, unit: r.chapter_id })), whole, p,
  };
}

const branchOf = () => (branches().includes(state.branch) ? state.branch : branches()[0]);
const branchChoice = () => (branches().length < 2 ? null : choice(L('الفرع', 'Branch'), branchOf(), branches().map((b) => [b, keyLabel(b)]), (branch) => go({ branch, keys: '' })));

// The keys of the branch, those with most hits first, and their series: a
// key has the same colour in every figure.
function keysOf(branch) {
  const totals = new Map(childrenOf(branch).map((k) => [k, 0]));
  for (const r of corpus.tables.dictionary_counts_by_document) if (totals.has(r.key_path) && (!state.work || r.doc_id === state.work)) totals.set(r.key_path, totals.get(r.key_path) + r.n);
  return [...totals].filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]).map(([k]) => k);
}

function seriesOf(branch) {
  const totals = new Map(childrenOf(branch).map((k) => [k, 0]));
  for (const r of corpus.tables.dictionary_counts_by_document) if (totals.has(r.key_path)) totals.set(r.key_path, totals.get(r.key_path) + r.n);
  return new Map([...totals].sort((a, b) => b[1] - a[1]).map(([k], i) => [k, series(i)]));
}

const INTERVALS = {
  wilson: { low: 'ci_low', high: 'ci_high', name: ['ويلسون', 'Wilson'], method: ['الفترة فترة ويلسون 95%، على افتراض أن كل كلمة مستقلة.', 'The interval is the 95 % Wilson interval, as if every word were drawn by itself.'] },
  boot: { low: 'boot_low', high: 'boot_high', name: ['إعادة المعاينة', 'bootstrap'], method: ['الفترة بإعادة معاينة المباحث أو الفقرات، وتغيب حيث قلت الوحدات عن ثمان.', 'The interval is a bootstrap over sections or paragraphs; it is missing for fewer than eight.'] },
  garwood: { low: 'garwood_low', high: 'garwood_high', name: ['بواسون', 'Poisson'], method: ['الفترة فترة بواسون المضبوطة (Garwood 1936).', 'The interval is the exact Poisson interval (Garwood 1936).'] },
};

function pageOf(units) {
  const pages = Math.ceil(units.length / UNITS_SHOWN);
  const at = Math.min(Number(state.p) || 0, Math.max(pages - 1, 0));
  const turner = pages < 2 ? null : el('span', { class: 'pager' },
    button(L('السابق', 'Previous'), () => go({ p: at - 1 || '' }), { disabled: at === 0 }),
    L(`الفصول ${at * UNITS_SHOWN + 1}–${Math.min(units.length, (at + 1) * UNITS_SHOWN)} من ${units.length}`, `${at * UNITS_SHOWN + 1}–${Math.min(units.length, (at + 1) * UNITS_SHOWN)} of ${units.length}`),
    button(L('التالي', 'Next'), () => go({ p: at + 1 }), { disabled: at === pages - 1 }));
  return { shown: units.slice(at * UNITS_SHOWN, (at + 1) * UNITS_SHOWN), turner };
}

// The opening figure: one panel for each key, one row for each unit, a point
// with its interval.
async function ratesFigure(short) {
  const { units, counts, whole } = await unitsOf();
  const branch = branchOf();
  const all = keysOf(branch);
  const keys = state.keys === 'all' ? all : all.slice(0, short ? 6 : 8);
  const interval = INTERVALS[state.ci] || INTERVALS.wilson;
  const { shown: pageUnits, turner } = pageOf(units);
  const rows = whole.length ? [...pageUnits, { id: state.work, title: L('العمل كله', 'the whole work'), whole: true }] : pageUnits;
  const at = new Map([...counts, ...whole].map((r) => [`${r.unit} ${r.key_path}`, r]));
  const cell = (u, k) => at.get(`${u.id} ${k}`);
  const cells = rows.flatMap((u) => keys.map((k) => cell(u, k))).filter(Boolean);
  const most = Math.max(...cells.map((r) => r.per_10k || 0), 1);
  const high = Math.min(Math.max(most, ...cells.map((r) => r[interval.high] || 0)), 1.7 * most);

  return figure({
    id: 'rates',
    title: L(`كم يتكلم كل ${state.work ? 'فصل' : 'عمل'} عن كل ${branch === 'theory' ? 'نظرية' : 'مفهوم'}`, `How much each ${state.work ? 'chapter' : 'work'} speaks of each ${branch === 'theory' ? 'theory' : 'key'}`),
    what: L('عدد المواضع لكل عشرة آلاف كلمة، والخط فترة الثقة 95%. اضغط نقطة لترى شواهدها.', 'Hits per 10,000 words; the line is the 95 % interval. Press a point to see the passages behind it.'),
    method: [L('المواضع صفوف جدول matches، والمقام كلمات المتن المحسوبة. ', 'Hits are rows of the table matches; the denominator is the counted words of the body. '), L(...interval.method)],
    note: high < Math.max(...cells.map((r) => r[interval.high] || 0)) ? L('قُصت الفترات التي تجاوز أعلاها الرسم، وينتهي خطها بسهم.', 'Intervals that reach beyond the picture are cut and end in an arrow.') : null,
    controls: [branchChoice(),
      choice(L('الفترة', 'Interval'), state.ci || 'wilson', Object.entries(INTERVALS).map(([k, v]) => [k, L(...v.name)]), (ci) => go({ ci })),
      all.length > keys.length || state.keys ? toggle(L(`كل المفاتيح (${all.length})`, `all keys (${all.length})`), state.keys === 'all', (on) => go({ keys: on ? 'all' : '' })) : null, turner],
    draw: (width) => {
      if (!rows.length || !keys.length) return null;
      const longest = Math.max(...rows.map((u) => widthOf(clip(u.title, 80), 13, u.whole)));
      const labels = Math.min(longest + 14, width * (width < 600 ? 0.38 : 0.3));
      const across = Math.max(1, Math.min(keys.length, Math.floor((width - labels) / 118)));
      const bands = Math.ceil(keys.length / across);
      const step = 26;
      const bandHeight = rows.length * step + 62;
      const c = new Chart(width, bands * bandHeight, L('نسب ورود المفاتيح في كل وحدة', 'rates of keys by unit'));
      const panelWidth = (width - labels) / across;
      keys.forEach((k, i) => {
        const x0 = labels + (i % across) * panelWidth;
        const y0 = Math.floor(i / across) * bandHeight;
        const scale = linear(0, high, x0 + 6, x0 + panelWidth - 12, Math.max(2, Math.floor(panelWidth / 60)));
        if (i % across === 0) rows.forEach((u, j) => c.text(0, y0 + 56 + j * step + 4, u.title, { room: labels - 14, bold: u.whole }));
        c.text(x0 + 6, y0 + 16, keyLabel(k), { room: panelWidth - 12, bold: true });
        c.axis(scale, y0 + 40, rows.length * step + 4);
        rows.forEach((u, j) => {
          const r = cell(u, k);
          if (!r || r.per_10k === null) return;
          const y = y0 + 56 + j * step;
          const g = c.add(sv('g', { class: u.whole ? 'whole' : '' }));
          c.rect(x0 + 2, y - step / 2 + 1, panelWidth - 8, step - 2, { class: 'hit', 'pointer-events': 'all' }, g);
          if (r[interval.low] !== null && r[interval.low] !== undefined) {
            const cut = r[interval.high] > high;
            c.line(scale(r[interval.low]), y, scale(r[interval.high]), y, { class: 'interval' }, g);
            if (cut) c.path([[scale(high) - 5, y - 4], [scale(high), y], [scale(high) - 5, y + 4]], { class: 'interval', fill: 'none' }, g);
          }
          if (u.whole) c.rect(scale(r.per_10k) - 5, y - 5, 10, 10, { class: 'point' }, g);
          else c.circle(scale(r.per_10k), y, 5, { class: r.n ? 'point' : 'point none' }, g);
          c.mark(g, [`${keyLabel(k)} · ${u.title}`, `n = ${integer.format(r.n)}`, `${number(r.per_10k, 1)} ${L('لكل 10,000 كلمة', 'per 10,000 words')}`,
            r[interval.low] === null ? L('لا فترة: النص قليل', 'no interval: too little text') : `95% [${number(r[interval.low], 1)}, ${number(r[interval.high], 1)}]`],
          () => openEvidence(k, u.id), { 'data-key': k, 'data-unit': u.id });
        });
      });
      return c;
    },
    columns: [{ name: 'chapter', label: state.work ? column('chapter') : column('work') }, { name: 'key' }, { name: 'n' }, { name: 'per_10k', digits: 1 }, { name: 'low', digits: 1 }, { name: 'high', digits: 1 }, { name: 'n_tokens' }],
    rows: rows.flatMap((u) => keys.map((k) => [u, k, cell(u, k)])).filter(([, , r]) => r).map(([u, k, r]) => [u.title, keyLabel(k), r.n, r.per_10k, r[interval.low], r[interval.high], r.n_tokens]),
  });
}

// How the hits of a branch are shared among its keys, unit by unit.
async function sharesFigure() {
  const branch = branchOf();
  const { units, p } = await unitsOf();
  const profiles = (state.work ? p?.tables.profiles || [] : corpus.tables.profiles).filter((r) => r.parent === branch && r.share !== null && r.level === levelOf(branch) + 1);
  const unitId = (r) => (state.work ? r.chapter_id : r.doc_id);
  const colours = seriesOf(branch);
  const keys = keysOf(branch);
  const { shown: rows, turner } = pageOf(units.filter((u) => profiles.some((r) => unitId(r) === u.id)));
  const of = (u) => keys.map((k) => profiles.find((r) => unitId(r) === u.id && r.key_path === k)).filter((r) => r && r.n > 0);
  return figure({
    id: 'shares',
    title: L('صورة كل فصل: نصيب كل مفتاح', 'The profile of each unit: the share of each key'),
    what: L('نصيب كل مفتاح من مواضع إخوته في الوحدة؛ والعدد إلى الجانب مجموعها، فلا تقرأ نصيبا من مواضع قليلة.', 'The share of each key in the hits of its siblings; the number beside is their sum: read no share of a few hits.'),
    method: L('العمود n من profiles على n_siblings، وفي الجدول فترة ويلسون 95%.', 'n of the table profiles over n_siblings; the table has the 95 % Wilson interval.'),
    controls: [branchChoice(), turner],
    legend: legend(keys.map((k) => [colours.get(k), keyLabel(k)])),
    draw: (width) => {
      if (!rows.length) return null;
      const labels = Math.min(Math.max(...rows.map((u) => widthOf(clip(u.title, 80), 13))) + 14, width * 0.34);
      const c = new Chart(width, rows.length * 30 + 24, L('أنصبة المفاتيح', 'shares of keys'));
      const scale = linear(0, 1, labels, width - 52, 4);
      c.axis(scale, 18, rows.length * 30, (v) => `${Math.round(100 * v)}%`);
      rows.forEach((u, j) => {
        const y = 24 + j * 30;
        let x = 0;
        c.text(0, y + 16, u.title, { room: labels - 14 });
        const parts = of(u);
        for (const r of parts) {
          const node = c.rect(scale(x), y, scale(x + r.share) - scale(x), 22, { class: `bar ${colours.get(r.key_path)}` });
          c.mark(node, [`${keyLabel(r.key_path)} · ${u.title}`, percent(r.share), `n = ${r.n} / ${r.n_siblings}`, `95% [${percent(r.share_low)}, ${percent(r.share_high)}]`], () => openEvidence(r.key_path, u.id));
          x += r.share;
        }
        c.text(width - 44, y + 16, `n=${parts[0]?.n_siblings ?? 0}`, { size: 11, class: 'label quiet' });
      });
      return c;
    },
    columns: [{ name: 'chapter' }, { name: 'key' }, { name: 'n' }, { name: 'n_siblings', label: L('المجموع', 'of') }, { name: 'share', digits: 3 }, { name: 'low', digits: 3 }, { name: 'high', digits: 3 }],
    rows: rows.flatMap((u) => of(u).map((r) => [u.title, keyLabel(r.key_path), r.n, r.n_siblings, r.share, r.share_low, r.share_high])),
  });
}

// Sentences that speak as the sentences with a key do.
async function typicalCard() {
  const p = state.work ? await pack(state.work) : null;
  if (!p) return null;
  const keys = keysOf(branchOf()).filter((k) => p.tables.typical_sentences.some((r) => r.key_path === k));
  if (!keys.length) return null;
  const titles = await chapterTitles([p.doc]);
  return el('section', { class: 'card', id: 'typical' }, el('h2', {}, L('جمل ممثلة', 'Typical sentences')),
    el('p', { class: 'what' }, L('لكل مفتاح الجمل التي تتكلم كما تتكلم جمله (جدول typical_sentences).', 'For each key, the sentences that speak as sentences with it do (table typical_sentences).')),
    keys.slice(0, 8).map((k) => el('details', {}, el('summary', {}, bdi(keyLabel(k))),
      el('ol', { class: 'passages' }, p.tables.typical_sentences.filter((r) => r.key_path === k).slice(0, 3).map((r) => el('li', { class: 'passage' },
        el('p', { class: 'quote', dir: 'auto' }, clip(r.sentence, 1200)),
        el('p', { class: 'quiet place' }, bdi(titles.get(r.chapter_id) || r.chapter_id), ' · ', L('الفقرة ', 'paragraph '), r.para_id, ' · ',
          el('a', { href: addressOf(placeOf({ ...r, doc_id: p.doc })) }, L('اقرأه في موضعه', 'read it in its place')))))))));
}

async function theoryView() {
  return [await ratesFigure(false), await sharesFigure(), await typicalCard()];
}

async function needWork() {
  const p = state.work ? await pack(state.work) : null;
  if (p) return { p };
  return {
    missing: [el('p', { class: 'empty' }, state.work
      ? L('فصول هذا العمل ليست في الصفحة؛ تراها مع الأمر ', 'The chapters of this work are not in the page; see them with ')
      : L('اختر عملا لترى هذا الباب.', 'Choose a work to see this view.'), state.work && el('code', { dir: 'ltr' }, 'fusul serve'))],
  };
}

// The rate of each key in each tenth of the work.
function progressionFigure(p) {
  const branch = branchOf();
  const keys = keysOf(branch).slice(0, state.keys === 'all' ? 100 : 9);
  const rows = p.tables.progression.filter((r) => keys.includes(r.key_path) && r.per_10k !== null);
  const most = Math.max(...rows.map((r) => r.per_10k), 1);
  const high = Math.min(Math.max(most, ...rows.map((r) => r.ci_high || 0)), 1.5 * most);
  return figure({
    id: 'progression',
    title: L('مسار كل مفتاح من أول العمل إلى آخره', 'Each key from the beginning of the work to its end'),
    what: L('النسبة لكل عشرة آلاف كلمة في كل عُشر من العمل. يبدأ العمل من اليمين. اضغط نقطة لترى شواهدها.', 'The rate per 10,000 words in each tenth of the work, from left to right. Press a point for its passages.'),
    method: L('تُقسم كلمات المتن إلى عشرة أقسام متساوية (جدول progression)؛ والشريط فترة ويلسون 95%.', 'The counted words are cut into ten equal parts (table progression); the band is the 95 % Wilson interval.'),
    controls: [branchChoice()],
    draw: (width) => {
      if (!keys.length || !rows.length) return null;
      const across = Math.max(1, Math.floor(width / 260));
      const w = width / across;
      const h = 132;
      const c = new Chart(width, Math.ceil(keys.length / across) * h, L('مسار المفاتيح', 'progression of keys'));
      keys.forEach((k, i) => {
        const x0 = (i % across) * w;
        const y0 = Math.floor(i / across) * h;
        const mine = rows.filter((r) => r.key_path === k).sort((a, b) => a.decile - b.decile);
        const x = (d) => x0 + 34 + ((d - 1) / 9) * (w - 60);
        const y = linear(0, high, y0 + h - 22, y0 + 30, 2);
        c.text(x0 + 6, y0 + 18, keyLabel(k), { room: w - 20, bold: true });
        for (const v of y.ticks) { c.line(x0 + 30, y(v), x0 + w - 20, y(v), { class: 'grid' }); c.text(x0 + 26, y(v) + 4, number(v, 0), { size: 10, anchor: 'end', class: 'label quiet' }); }
        for (const d of [1, 5, 10]) c.text(x(d), y0 + h - 6, String(d), { size: 10, anchor: 'middle', class: 'label quiet' });
        if (mine.length > 1) {
          c.path([...mine.map((r) => [x(r.decile), y(r.ci_high)]), ...mine.toReversed().map((r) => [x(r.decile), y(r.ci_low)])], { class: 'band' });
          c.path(mine.map((r) => [x(r.decile), y(r.per_10k)]), { class: 'curve', fill: 'none' });
        }
        for (const r of mine) {
          c.mark(c.circle(x(r.decile), y(r.per_10k), 4.5, { class: r.n ? 'point' : 'point none' }), [`${keyLabel(k)} · ${L('العُشر', 'tenth')} ${r.decile}`, `n = ${r.n}`, `${number(r.per_10k, 1)} ${L('لكل 10,000 كلمة', 'per 10,000 words')}`, `95% [${number(r.ci_low, 1)}, ${number(r.ci_high, 1)}]`],
            () => openEvidence(k, p.doc, { decile: r.decile }), { 'data-key': k, 'data-decile': r.decile });
        }
      });
      return c;
    },
    columns: [{ name: 'key' }, { name: 'decile' }, { name: 'n' }, { name: 'n_tokens' }, { name: 'per_10k', digits: 1 }, { name: 'low', digits: 1 }, { name: 'high', digits: 1 }],
    rows: rows.map((r) => [keyLabel(r.key_path), r.decile, r.n, r.n_tokens, r.per_10k, r.ci_low, r.ci_high]),
  });
}

// Every hit at its place in the work.
function xrayFigure(p) {
  const branch = branchOf();
  const keys = keysOf(branch).slice(0, state.keys === 'all' ? 100 : 14);
  const colours = seriesOf(branch);
  const hits = keys.map((k) => p.tables.matches.filter((m) => m.position !== null && countsFor(m, k)));
  const body = p.tables.chapters.filter((c) => c.part === 'body');
  const total = sum(body, 'n_tokens') || 1;
  return figure({
    id: 'xray',
    title: L('أين يرد كل مفتاح', 'Where each key occurs'),
    what: L('كل خط موضع من مواضع المفتاح. يبدأ العمل من اليمين وينتهي في اليسار، والخطوط الطويلة حدود الفصول.', 'Every stroke is a hit. The work begins at the left and ends at the right; long lines part the chapters.'),
    method: L('الموضع: الكلمات المحسوبة قبله على كلمات العمل (العمود position من matches).', 'The place is the counted words before the hit over those of the work (column position of matches).'),
    note: corpus.caps?.per_key ? L('المواضع هنا عينة؛ والأعداد في الجدول تامة.', 'The strokes are a sample; the numbers in the table are whole.') : null,
    controls: [branchChoice()],
    draw: (width) => {
      if (!keys.length) return null;
      const labels = Math.min(Math.max(...keys.map((k) => widthOf(keyLabel(k), 13))) + 54, width * 0.36);
      const step = 28;
      const c = new Chart(width, keys.length * step + 40, L('انتشار المفاتيح', 'dispersion of keys'));
      const x = linear(0, 1, labels, width - 6, 4);
      let words = 0;
      body.forEach((chapter, i) => {
        const from = words / total;
        words += chapter.n_tokens;
        if (body.length <= 60) c.line(x(from), 6, x(from), keys.length * step + 10, { class: 'boundary' });
        const room = x(words / total) - x(from) - 8;
        if (room > 24) c.text((x(from) + x(words / total)) / 2, keys.length * step + 28, room > 80 ? chapter.chapter_title : String(i + 1), { anchor: 'middle', size: 11, room, class: 'label quiet' });
      });
      c.line(x(1), 6, x(1), keys.length * step + 10, { class: 'boundary' });
      keys.forEach((k, i) => {
        const y = 8 + i * step;
        c.line(x(0), y + step / 2, x(1), y + step / 2, { class: 'grid' });
        for (const m of hits[i]) c.line(x(m.position), y + 4, x(m.position), y + step - 4, { class: `stroke ${colours.get(k)}` });
        const n = countedInTables({ ek: k, eu: p.doc });
        const label = c.add(sv('g', {}));
        c.rect(0, y, width, step, { class: 'hit', 'pointer-events': 'all' }, label);
        c.text(0, y + 18, keyLabel(k), { room: labels - 54 }, label);
        c.text(labels - 10, y + 18, integer.format(n), { anchor: 'end', size: 12, class: 'label quiet' });
        c.mark(label, [keyLabel(k), `n = ${integer.format(n)}`], () => openEvidence(k, p.doc), { 'data-key': k });
      });
      return c;
    },
    columns: [{ name: 'key' }, { name: 'chapter' }, { name: 'n' }],
    rows: keys.flatMap((k) => body.map((ch) => [keyLabel(k), ch.chapter_title || ch.chapter_id, p.tables.dictionary_counts.find((r) => r.chapter_id === ch.chapter_id && r.key_path === k)?.n ?? 0])),
  });
}

async function alongView() {
  const { p, missing } = await needWork();
  return missing || [progressionFigure(p), xrayFigure(p)];
}
