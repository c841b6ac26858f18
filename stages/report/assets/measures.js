// How varied the words are, how long the sentences, and what is like what.

const DIVERSITY = { mattr: ['MATTR', 3], mtld: ['MTLD', 1], hdd: ['HD-D', 3], ttr: ['TTR', 3], yule_k: ['Yule K', 1], msttr: ['MSTTR', 3], maas_a2: ['Maas a²', 4] };
const READING = { sentence_mean: [['كلمات الجملة', 'words a sentence'], 1], word_mean: [['حروف الكلمة', 'letters a word'], 2], long_words: [['نصيب الكلمات الطويلة', 'share of long words'], 3], osman: [['OSMAN (تجريبي)', 'OSMAN (experimental)'], 1] };

// One point for each unit on a common scale.
function dotsFigure({ id, title, what, method, controls, rows, value, digits, name }) {
  const { shown, turner } = pageOf(rows);
  return figure({
    id, title, what, method, controls: [...controls, turner],
    draw: (width) => {
      const have = shown.filter((r) => r.row[value] !== null);
      if (!have.length) return null;
      const labels = Math.min(Math.max(...shown.map((r) => widthOf(clip(r.title, 80), 13))) + 14, width * 0.4);
      const c = new Chart(width, shown.length * 26 + 28, title);
      const values = have.map((r) => r.row[value]);
      const margin = (Math.max(...values) - Math.min(...values)) * 0.15 || 1;
      const x = linear(Math.min(...values) - margin, Math.max(...values) + margin, labels, width - 60, 4);
      for (const v of x.ticks) { c.line(x(v), 22, x(v), shown.length * 26 + 24, { class: 'grid' }); c.text(x(v), 16, String(v), { anchor: 'middle', size: 11, class: 'label quiet' }); }
      shown.forEach((r, i) => {
        const y = 24 + i * 26;
        c.text(0, y + 17, r.title, { room: labels - 12 });
        if (r.row[value] === null) { c.text(labels + 6, y + 17, L('النص قليل', 'too little text'), { size: 11, class: 'label quiet' }); return; }
        c.line(labels, y + 13, width - 60, y + 13, { class: 'grid' });
        const g = c.add(sv('g', {}));
        c.circle(x(r.row[value]), y + 13, 5.5, { class: 'point' }, g);
        c.text(x(r.row[value]) + 10, y + 17, number(r.row[value], digits), { size: 11, class: 'label quiet' }, g);
        c.mark(g, [r.title, `${name} ${number(r.row[value], digits)}`, `${integer.format(r.row.n_tokens)} ${L('كلمة', 'words')}`, ...(r.row.note ? [r.row.note] : [])], null, { 'data-unit': r.id });
      });
      return c;
    },
    columns: [{ name: 'chapter', label: state.work ? column('chapter') : column('work') }, { name: 'n_tokens' }, { name: value, label: name, digits }, { name: 'note' }],
    rows: shown.map((r) => [r.title, r.row.n_tokens, r.row[value], r.row.note]),
  });
}

function diversityFigure(units, all) {
  const value = DIVERSITY[state.measure] ? state.measure : 'mattr';
  const kind = state.kind === 'lemma' ? 'lemma' : 'word';
  const rows = units.map((u) => ({ ...u, row: all.find((r) => r.kind === kind && (r.chapter_id || r.doc_id) === u.id) })).filter((r) => r.row);
  return dotsFigure({
    id: 'diversity', title: L('التنوع المعجمي', 'Lexical diversity'), rows, value, digits: DIVERSITY[value][1], name: DIVERSITY[value][0],
    what: L('كم تتنوع كلمات كل وحدة. لا تقارن TTR بين وحدات مختلفة الطول؛ أما MATTR وMTLD وHD-D فتصح المقارنة بها.', 'How varied the words of each unit are. TTR falls with length; MATTR, MTLD and HD-D can be compared.'),
    method: L('جدول diversity، بالكلمات كما تكتب بعد التوحيد أو بالمداخل.', 'Table diversity, of folded spellings or of lemmas.'),
    controls: [choice(L('المقياس', 'Measure'), value, Object.entries(DIVERSITY).map(([k, v]) => [k, v[0]]), (measure) => go({ measure })),
      choice(L('النوع', 'Kind'), kind, ['word', 'lemma'].map((k) => [k, L(...KINDS[k])]), (k) => go({ kind: k }))],
  });
}

function readabilityFigure(units, all) {
  const value = READING[state.reading] ? state.reading : 'sentence_mean';
  const rows = units.map((u) => ({ ...u, row: all.find((r) => (r.chapter_id || r.doc_id) === u.id) })).filter((r) => r.row);
  return dotsFigure({
    id: 'readability', title: L('طول الجمل والكلمات', 'Length of sentences and words'), rows, value, digits: READING[value][1], name: L(...READING[value][0]),
    what: L('متوسط كل وحدة.', 'The mean of each unit.'), method: L('جدول readability.', 'Table readability.'),
    controls: [choice(L('المقياس', 'Measure'), value, Object.entries(READING).map(([k, v]) => [k, L(...v[0])]), (reading) => go({ reading }))],
  });
}

function similarityFigure(units, all) {
  const ids = units.filter((u) => all.some((r) => r.unit_a === u.id || r.unit_b === u.id));
  const at = new Map(all.flatMap((r) => [[`${r.unit_a} ${r.unit_b}`, r], [`${r.unit_b} ${r.unit_a}`, r]]));
  const high = Math.max(...all.map((r) => 1 - r.jsd), 0.01);
  return figure({
    id: 'similarity',
    title: L('ما يشبه ما', 'What is like what'),
    what: L('كلما اشتد لون الخانة تشابهت الوحدتان في كلماتهما ذات المعنى.', 'The stronger the colour of a cell, the more alike two units are in their content words.'),
    method: L('1 − JSD بين توزيعي المداخل (Lin 1991)، وفي الجدول التشابه بجيب التمام أيضا.', '1 − Jensen–Shannon divergence of the distributions of lemmas (Lin 1991); the table has the cosine too.'),
    draw: (width) => {
      if (ids.length < 2) return null;
      const labels = Math.min(Math.max(...ids.map((u) => widthOf(clip(u.title, 80), 13))) + 40, width * 0.45);
      const w = Math.min(64, (width - labels) / ids.length);
      const c = new Chart(width, ids.length * Math.max(w, 22) + 26, L('التشابه', 'similarity'));
      const h = Math.max(w, 22);
      ids.forEach((a, i) => {
        c.text(0, 26 + i * h + h / 2 + 4, `${i + 1}. ${a.title}`, { room: labels - 12 });
        c.text(labels + (i + 0.5) * w, 18, String(i + 1), { anchor: 'middle', size: 11, class: 'label quiet' });
        ids.forEach((b, j) => {
          if (j >= i) return;
          const r = at.get(`${a.id} ${b.id}`);
          if (!r) return;
          const v = (1 - r.jsd) / high;
          const g = c.add(sv('g', {}));
          c.rect(labels + j * w + 1, 26 + i * h, w - 2, h - 2, { class: `cell ${shade(v)}` }, g);
          if (w > 40) c.text(labels + (j + 0.5) * w, 26 + i * h + h / 2 + 3, number(1 - r.jsd, 2), { anchor: 'middle', size: 11, class: 'label' }, g);
          c.mark(g, [`${a.title} · ${b.title}`, `1 − JSD ${number(1 - r.jsd, 2)}`, `cos ${number(r.cosine, 3)}`], () => go({ ...NO_PLACE, view: 'compare', a: a.id, b: b.id }));
        });
      });
      return c;
    },
    columns: [{ name: 'a', label: L('الوحدة', 'unit') }, { name: 'b', label: L('مع', 'with') }, { name: 'jsd', label: 'JSD', digits: 4 }, { name: 'cosine', label: L('جيب التمام', 'cosine'), digits: 4 }],
    rows: all.map((r) => [ids.find((u) => u.id === r.unit_a)?.title || r.unit_a, ids.find((u) => u.id === r.unit_b)?.title || r.unit_b, r.jsd, r.cosine]),
  });
}

async function measuresView() {
  const { units, p } = await unitsOf();
  if (state.work && !p) return (await needWork()).missing;
  const tables = p ? p.tables : { similarity: [], ...corpus.tables };
  return [diversityFigure(units, tables.diversity), readabilityFigure(units, tables.readability), similarityFigure(units, tables.similarity)];
}
