// Words that set a unit apart, and how evenly words are spread.

const KINDS = { word: ['كلمات', 'words'], key: ['مفاتيح المعجم', 'dictionary keys'], lemma: ['مداخل', 'lemmas'] };
const kindOf = () => (KINDS[state.kind] ? state.kind : 'word');
const featureLabel = (r) => (r.kind === 'key' ? keyLabel(r.feature) : r.display || r.feature);

// What a word's bar opens: the passages of the key, or the word in the text.
const openFeature = (r, unit) => (r.kind === 'key' ? openEvidence(r.feature, unit) : go({ ...NO_PLACE, view: 'search', q: r.display || r.feature, in: unit || '' }));

function keynessFigure(all, targets, reference) {
  const target = targets.some((t) => t.id === state.target) ? state.target : targets[0]?.id;
  const kind = kindOf();
  const rows = all.filter((r) => r.target === target && r.kind === kind);
  const side = (direction) => rows.filter((r) => r.direction === direction).sort((a, b) => b.g2 - a.g2).slice(0, 14);
  const more = side(1);
  const less = side(-1);
  return figure({
    id: 'keyness',
    title: L('ما يميز الوحدة من غيرها', 'What sets a unit apart'),
    what: L(`إلى جهة البداية ما كثر هنا، وإلى الجهة الأخرى ما قل هنا وكثر في ${reference}. وطول العمود G².`, `At the left, what is more frequent here; at the right, what is less frequent here than in ${reference}. The length of a bar is G².`),
    method: L('نسبة الأرجحية G² بأربع خلايا (Dunning 1993)، وq الاحتمال مصححا لتعدد الاختبارات. والأعمدة المخططة ما زاد q فيه على 0.05.', 'Log-likelihood G² over four cells (Dunning 1993); q is p corrected for all tests. Pale bars have q above 0.05.'),
    controls: [choice(L('الوحدة', 'Unit'), target, targets.map((t) => [t.id, t.title]), (t) => go({ target: t })),
      choice(L('النوع', 'Kind'), kind, Object.entries(KINDS).map(([k, v]) => [k, L(...v)]), (k) => go({ kind: k }))],
    draw: (width) => {
      const length = Math.max(more.length, less.length);
      if (!length) return null;
      const step = 28;
      const c = new Chart(width, length * step + 34, L('كلمات مميزة', 'key words'));
      const half = width / 2;
      const most = Math.max(...rows.map((r) => r.g2), 1);
      c.text(half - 10, 16, L('أكثر هنا', 'more here'), { anchor: 'end', bold: true });
      c.text(half + 10, 16, L('أقل هنا', 'less here'), { bold: true });
      const labels = Math.min(half * 0.5, 24 + Math.max(...more.concat(less).map((r) => widthOf(clip(featureLabel(r), 60), 13))));
      const side2 = [[more, -1, 'more'], [less, 1, 'less']];
      for (const [list, direction, cls] of side2) list.forEach((r, i) => {
        const y = 26 + i * step;
        const long = ((half - labels - 60) * r.g2) / most;
        const x = direction < 0 ? half - labels - long : half + labels;
        const g = c.add(sv('g', { class: r.q > 0.05 ? 'weak' : '' }));
        c.rect(direction < 0 ? 0 : half, y, half, step, { class: 'hit', 'pointer-events': 'all' }, g);
        c.rect(x, y + 3, Math.max(long, 2), step - 8, { class: `bar ${cls}` }, g);
        c.text(direction < 0 ? half - 12 : half + 12, y + 18, featureLabel(r), { anchor: direction < 0 ? 'end' : 'start', room: labels - 20 }, g);
        c.text(direction < 0 ? x - 6 : x + long + 6, y + 18, number(r.g2, 1), { anchor: direction < 0 ? 'end' : 'start', size: 11, class: 'label quiet' });
        c.mark(g, [featureLabel(r), `G² = ${number(r.g2, 1)}, q = ${r.q < 0.001 ? '< 0.001' : number(r.q, 3)}`, `${L('هنا', 'here')} ${r.n_target} / ${integer.format(r.total_target)} · ${L('في الباقي', 'elsewhere')} ${r.n_reference} / ${integer.format(r.total_reference)}`,
          `log2 ${number(r.log_ratio, 2)} [${number(r.log_ratio_low, 2)}, ${number(r.log_ratio_high, 2)}]`, ...(r.note ? [r.note] : [])], () => openFeature(r, target), { 'data-feature': r.feature });
      });
      c.line(half, 6, half, length * step + 30, { class: 'axis' });
      return c;
    },
    columns: ['feature', 'n_target', 'n_reference', 'g2', 'q', 'log_ratio', 'low', 'high', 'dp_norm', 'note'].map((name) => ({ name, digits: { g2: 2, q: 4, log_ratio: 2, low: 2, high: 2, dp_norm: 3 }[name] })),
    rows: rows.map((r) => [featureLabel(r), r.n_target, r.n_reference, r.g2 * r.direction, r.q, r.log_ratio, r.log_ratio_low, r.log_ratio_high, r.dp_norm, r.note]),
  });
}

// Frequency against dispersion: what is frequent everywhere, and what is of
// one passage.
function spreadFigure(all, unitName) {
  const kind = kindOf() === 'key' ? 'key' : 'word';
  const top = branches();
  const rows = all.filter((r) => r.kind === kind && r.dp_norm !== null && !(kind === 'key' && top.includes(r.feature))).sort((a, b) => b.frequency - a.frequency).slice(0, 150);
  return figure({
    id: 'spread',
    title: L('التكرار والانتشار', 'Frequency and dispersion'),
    what: L(`كلما ارتفعت النقطة تركز ورود الكلمة في ${unitName} قليلة، وكلما بعدت عن البداية كثر تكرارها.`, `The higher a point, the more its word clumps in a few ${unitName}; the farther right, the more frequent it is.`),
    method: L('DP المعدل (Gries 2008؛ Lijffijt & Gries 2012): 0 منتظم، 1 في جزء واحد. ومحور التكرار لوغاريتمي.', 'Normalised DP (Gries 2008; Lijffijt & Gries 2012): 0 even, 1 all in one part. The axis of frequency is logarithmic.'),
    controls: [choice(L('النوع', 'Kind'), kind, ['word', 'key'].map((k) => [k, L(...KINDS[k])]), (k) => go({ kind: k }))],
    draw: (width) => {
      if (rows.length < 2) return null;
      const height = 380;
      const c = new Chart(width, height, L('التكرار والانتشار', 'frequency and dispersion'));
      const logs = rows.map((r) => Math.log10(r.frequency));
      const x = linear(Math.min(...logs), Math.max(...logs) + 0.05, 46, width - 40);
      const y = linear(0, 1, height - 30, 14, 4);
      for (const v of y.ticks) { c.line(40, y(v), width, y(v), { class: 'grid' }); c.text(34, y(v) + 4, number(v, 2), { anchor: 'end', size: 11, class: 'label quiet' }); }
      for (const n of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 20000, 100000]) if (Math.log10(n) >= Math.min(...logs) && Math.log10(n) <= x.high) c.text(x(Math.log10(n)), height - 10, integer.format(n), { anchor: 'middle', size: 11, class: 'label quiet' });
      const taken = rows.map((r) => [x(Math.log10(r.frequency)) - 5, y(r.dp_norm) - 5, x(Math.log10(r.frequency)) + 5, y(r.dp_norm) + 5]);
      for (const r of rows) {
        const px = x(Math.log10(r.frequency));
        const py = y(r.dp_norm);
        const g = c.add(sv('g', {}));
        c.circle(px, py, 4.5, { class: 'point soft' }, g);
        const label = featureLabel(r);
        const w = widthOf(label, 12);
        const box = [px + 8, py - 8, px + 8 + w, py + 8];
        if (box[2] < width && !taken.some((t) => box[0] < t[2] && t[0] < box[2] && box[1] < t[3] && t[1] < box[3])) { taken.push(box); c.text(px + 8, py + 4, label, { size: 12 }, g); }
        c.mark(g, [label, `${L('التكرار', 'frequency')} ${integer.format(r.frequency)}`, `DP ${number(r.dp_norm, 3)}`, `${L('يرد في', 'in')} ${r.range} / ${r.n_parts}`], () => openFeature(r, state.work || ''));
      }
      return c;
    },
    columns: ['feature', 'frequency', 'range', 'n_parts', 'dp_norm', 'juilland_d', 'arf'].map((name) => ({ name, digits: { dp_norm: 3, juilland_d: 3, arf: 1 }[name] })),
    rows: rows.map((r) => [featureLabel(r), r.frequency, r.range, r.n_parts, r.dp_norm, r.juilland_d, r.arf]),
  });
}

async function wordsView() {
  if (!state.work) {
    const targets = corpus.works.map((w) => ({ id: w.doc_id, title: w.title || w.doc_id }));
    const chosen = await pack(targets.some((t) => t.id === state.target) ? state.target : targets[0].id);
    return [keynessFigure(chosen?.tables.keyness || [], targets, L('بقية المدونة', 'the rest of the corpus')), spreadFigure(corpus.tables.dispersion, L('أعمال', 'works'))];
  }
  const { p, missing } = await needWork();
  if (missing) return missing;
  const targets = p.tables.chapters.filter((c) => c.part === 'body').map((c) => ({ id: c.chapter_id, title: c.chapter_title || c.chapter_id }));
  return [keynessFigure(p.tables.keyness.filter((r) => r.target !== p.doc), targets, L('بقية العمل', 'the rest of the work')), spreadFigure(p.tables.dispersion, L('مباحث', 'sections'))];
}
