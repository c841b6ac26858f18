// What stands near a key, and which keys stand together.

function collocatesFigure() {
  const nodes = [...new Set(corpus.tables.collocations.map((r) => r.node))];
  const preferred = keysOf(branchOf()).find((k) => nodes.includes(k));
  const node = nodes.includes(state.node) ? state.node : preferred || nodes[0];
  const rows = corpus.tables.collocations.filter((r) => r.node === node && (state.stop === 'on' || !r.is_stopword)).sort((a, b) => b.logdice - a.logdice);
  const top = rows.slice(0, 20);
  const groups = branches().map((b) => ({ label: b ? keyLabel(b) : L('المفاتيح', 'keys'), options: nodes.filter((n) => b === '' || n === b || n.startsWith(b + '.')).map((n) => [n, keyLabel(n)]) })).filter((g) => g.options.length);
  return figure({
    id: 'collocates',
    title: L('ما يصاحب المفتاح', 'What stands near a key'),
    what: L(`الكلمات التي ترد قرب «${keyLabel(node || '')}» أكثر من المتوقع، في المدونة كلها. اضغط كلمة لترى شواهدها معه.`, `The lemmas that stand near “${keyLabel(node || '')}” more often than expected, in the whole corpus. Press one for the passages.`),
    method: L(`نافذة من ${top[0]?.window ?? 5} كلمات إلى كل جانب داخل الجملة؛ والعمود logDice (Rychlý 2008)، وأعلاه 14.`, `A window of ${top[0]?.window ?? 5} words on each side within the sentence; the bar is logDice (Rychlý 2008), at most 14.`),
    controls: [groups.length ? choice(L('المفتاح', 'Key'), node, groups, (n) => go({ node: n })) : null,
      toggle(L('الكلمات الوظيفية', 'function words'), state.stop === 'on', (on) => go({ stop: on ? 'on' : '' }))],
    draw: (width) => {
      if (!top.length) return null;
      const labels = Math.min(150, width * 0.35);
      const c = new Chart(width, top.length * 26 + 26, L('المصاحبات', 'collocates'));
      const x = linear(0, Math.max(...top.map((r) => r.logdice)), labels, width - 80, 4);
      c.axis(x, 20, top.length * 26);
      top.forEach((r, i) => {
        const y = 24 + i * 26;
        const g = c.add(sv('g', {}));
        c.rect(0, y, width, 26, { class: 'hit', 'pointer-events': 'all' }, g);
        c.rect(x(0), y + 4, x(r.logdice) - x(0), 17, { class: 'bar more' }, g);
        c.text(0, y + 18, r.display, { room: labels - 12 }, g);
        c.text(x(r.logdice) + 8, y + 17, `${number(r.logdice, 1)} · n=${r.n}`, { size: 11, class: 'label quiet' });
        c.mark(g, [r.display, `n = ${r.n} (${L('المتوقع', 'expected')} ${number(r.expected, 1)})`, `logDice ${number(r.logdice, 2)}`, `G² ${number(r.g2, 1)}, NPMI ${number(r.npmi, 2)}`], () => openEvidence(node, '', { word: r.display }), { 'data-feature': r.collocate });
      });
      return c;
    },
    columns: ['rank', 'feature', 'n', 'expected', 'logdice', 'npmi', 'mi', 't', 'g2'].map((name) => ({ name, digits: { expected: 2, logdice: 2, npmi: 3, mi: 2, t: 2, g2: 1 }[name] })),
    rows: rows.map((r) => [r.rank, r.display, r.n, r.expected, r.logdice, r.npmi, r.mi, r.t, r.g2]),
  });
}

// Places of nodes so that those that meet often are near (Fruchterman and
// Reingold 1991), from a circle, so that every opening draws the same.
function places(names, edges, width, height) {
  const at = names.map((_, i) => { const a = (2 * Math.PI * i) / names.length; return { x: width / 2 + (width / 3) * Math.cos(a), y: height / 2 + (height / 3) * Math.sin(a) }; });
  const index = new Map(names.map((n, i) => [n, i]));
  const k = 0.62 * Math.sqrt((width * height) / names.length);
  const heaviest = Math.max(...edges.map((e) => e.n));
  for (let heat = width / 8; heat > 0.5; heat *= 0.975) {
    const push = at.map(() => ({ x: 0, y: 0 }));
    for (let i = 0; i < at.length; i++) for (let j = 0; j < i; j++) {
      const dx = at[i].x - at[j].x || 0.01;
      const dy = at[i].y - at[j].y || 0.01;
      const f = (k * k) / (dx * dx + dy * dy);
      push[i].x += dx * f; push[i].y += dy * f; push[j].x -= dx * f; push[j].y -= dy * f;
    }
    for (const e of edges) {
      const i = index.get(e.key_a);
      const j = index.get(e.key_b);
      const dx = at[i].x - at[j].x;
      const dy = at[i].y - at[j].y;
      const f = (Math.hypot(dx, dy) / k) * (0.3 + 0.7 * Math.sqrt(e.n / heaviest));
      push[i].x -= dx * f; push[i].y -= dy * f; push[j].x += dx * f; push[j].y += dy * f;
    }
    at.forEach((p, i) => { // what hangs together with nothing else is held by the middle
      push[i].x += (width / 2 - p.x) * 1.2 * (height / width);
      push[i].y += (height / 2 - p.y) * 1.2 * (width / height);
      const length = Math.hypot(push[i].x, push[i].y) || 1;
      p.x = Math.min(width - 70, Math.max(70, p.x + (push[i].x / length) * Math.min(length, heat)));
      p.y = Math.min(height - 24, Math.max(40, p.y + (push[i].y / length) * Math.min(length, heat)));
    });
  }
  return new Map(names.map((n, i) => [n, at[i]]));
}

function networkFigure() {
  const levels = [...new Set(corpus.tables.cooccurrence.map((r) => r.level))].sort();
  const level = levels.includes(Number(state.level)) ? Number(state.level) : levels.includes(2) ? 2 : levels[0];
  const all = corpus.tables.cooccurrence.filter((r) => r.level === level);
  const sure = all.filter((r) => r.direction > 0 && r.q <= 0.05 && r.n >= 2).sort((a, b) => b.g2 - a.g2).slice(0, 60);
  const names = [...new Set(sure.flatMap((r) => [r.key_a, r.key_b]))];
  const size = new Map();
  for (const r of sure) { size.set(r.key_a, r.n_a); size.set(r.key_b, r.n_b); }
  const tops = branches();
  return figure({
    id: 'network',
    title: L('شبكة المفاتيح في الفقرات', 'The network of keys in paragraphs'),
    what: L('يصل الخط مفتاحين يرد كلاهما في الفقرات نفسها أكثر من المصادفة، وسمكه عدد الفقرات. اضغط خطا أو عقدة لترى الشواهد.', 'A line joins two keys that stand in the same paragraphs more often than by chance; its width is the number of paragraphs. Press a line or a node for the passages.'),
    method: L('G² مع تصحيح الاحتمال لكل الأزواج (q ≤ 0.05)، وأقوى ستين زوجا. والملف network.graphml يفتح في Gephi.', 'G² with p corrected for all pairs (q ≤ 0.05), the sixty strongest. network.graphml opens in Gephi.'),
    controls: levels.length > 1 ? [choice(L('المستوى', 'Level'), String(level), levels.map((l) => [String(l), String(l)]), (l) => go({ level: l }))] : null,
    legend: tops.length > 1 ? legend(tops.map((b, i) => [series(i), keyLabel(b)])) : null,
    draw: (width) => {
      if (sure.length < 2) return null;
      const height = Math.max(340, Math.min(620, width * 0.62));
      const c = new Chart(width, height, L('شبكة المفاتيح', 'network of keys'));
      const at = places(names, sure, width, height);
      const heaviest = Math.max(...sure.map((r) => r.n));
      for (const r of sure) {
        const a = at.get(r.key_a);
        const b = at.get(r.key_b);
        c.mark(c.line(a.x, a.y, b.x, b.y, { class: 'edge', 'stroke-width': 1 + (6 * r.n) / heaviest }), [`${keyLabel(r.key_a)} + ${keyLabel(r.key_b)}`, `n = ${r.n} (${L('المتوقع', 'expected')} ${number(r.expected, 1)})`, `NPMI ${number(r.npmi, 2)}`], () => openEvidence(r.key_a, '', { together: r.key_b }));
      }
      const largest = Math.max(...size.values());
      for (const n of names) {
        const p = at.get(n);
        const r = 5 + 11 * Math.sqrt(size.get(n) / largest);
        const g = c.add(sv('g', {}));
        c.circle(p.x, p.y, r, { class: `node ${tops[0] === '' ? 's0' : series(tops.findIndex((b) => n.startsWith(b + '.')))}` }, g);
        c.text(p.x, p.y - r - 4, keyLabel(n), { anchor: 'middle', size: 12, room: 150, class: 'label halo' }, g);
        c.mark(g, [keyLabel(n), `${integer.format(size.get(n))} ${L('فقرة', 'paragraphs')}`], () => openEvidence(n, ''));
      }
      return c;
    },
    columns: [{ name: 'key' }, { name: 'key_b', label: L('مع', 'with') }, { name: 'n' }, { name: 'n_a' }, { name: 'n_b' }, { name: 'expected', digits: 2 }, { name: 'npmi', label: 'NPMI', digits: 3 }, { name: 'g2', digits: 1 }, { name: 'q', digits: 4 }],
    rows: all.filter((r) => r.direction > 0).sort((a, b) => b.g2 - a.g2).map((r) => [keyLabel(r.key_a), keyLabel(r.key_b), r.n, r.n_a, r.n_b, r.expected, r.npmi, r.g2, r.q]),
  });
}

async function companyView() { return [collocatesFigure(), networkFigure()]; }
