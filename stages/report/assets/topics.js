// Topics: their terms, where they are strong, what speaks of them, what rises
// with them, and how their number was chosen. They keep the numbers of the tables.

const topicName = (t) => `${t.topic_id}. ${t.label}`;

function termsFigure(topics, chosen) {
  let lambda = state.lambda === undefined ? 0.6 : Math.min(1, Math.max(0, Number(state.lambda) || 0));
  const terms = corpus.tables.topic_terms.filter((r) => r.topic_id === chosen.topic_id);
  const ranked = () => terms.map((r) => ({ ...r, value: lambda * Math.log(r.beta) + (1 - lambda) * Math.log(r.lift) })).sort((a, b) => b.value - a.value || (a.term < b.term ? -1 : 1));
  const output = el('output', { id: 'lambda-value' }, number(lambda, 2));
  const slider = el('input', { type: 'range', id: 'lambda', min: '0', max: '1', step: '0.05', value: String(lambda), 'aria-label': 'λ', dir: L('rtl', 'ltr'),
    oninput: () => { lambda = Number(slider.value); output.textContent = number(lambda, 2); node.redraw(); },
    onchange: () => { history.replaceState(null, '', addressOf({ lambda: slider.value })); readState(); shown = viewKey(); } });
  const node = figure({
    id: 'terms',
    title: L('كلمات الموضوع', 'The terms of a topic'),
    what: L('العمود الغامق احتمال الكلمة في الموضوع، والخفيف احتمالها في المدونة. حرك λ: عند 1 أكثر الكلمات، وعند 0 أخصها بالموضوع.', 'The dark bar is the probability of a term in the topic, the pale one that in the corpus. Move λ: at 1 the most probable terms, at 0 the most exclusive.'),
    method: L('الصلة = λ ln β + (1 − λ) ln(β/p) (Sievert & Shirley 2014)، من العمودين beta وlift في topic_terms.', 'Relevance = λ ln β + (1 − λ) ln(β/p) (Sievert & Shirley 2014), from the columns beta and lift of topic_terms.'),
    controls: [choice(L('الموضوع', 'Topic'), String(chosen.topic_id), topics.map((t) => [String(t.topic_id), topicName(t)]), (topic) => go({ topic })),
      el('label', { class: 'choice' }, el('span', {}, 'λ'), slider, output)],
    draw: (width) => {
      const top = ranked().slice(0, 18);
      if (!top.length) return null;
      const labels = Math.min(140, width * 0.32);
      const c = new Chart(width, top.length * 25 + 26, L('كلمات الموضوع', 'terms of the topic'));
      const x = linear(0, Math.max(...terms.map((r) => Math.max(r.beta, r.beta / r.lift))), labels, width - 70, 4);
      c.axis(x, 20, top.length * 25, (v) => `${number(100 * v, 1)}%`);
      top.forEach((r, i) => {
        const y = 24 + i * 25;
        const g = c.add(sv('g', {}));
        c.rect(0, y, width, 25, { class: 'hit', 'pointer-events': 'all' }, g);
        c.rect(x(0), y + 3, x(r.beta / r.lift) - x(0), 18, { class: 'bar pale' }, g);
        c.rect(x(0), y + 6, x(r.beta) - x(0), 12, { class: 'bar more' }, g);
        c.text(0, y + 17, r.term, { room: labels - 12 }, g);
        c.mark(g, [r.term, `β ${percent(r.beta)}`, `lift ${number(r.lift, 2)}`, `${L('الصلة', 'relevance')} ${number(r.value, 2)}`], () => go({ ...NO_PLACE, view: 'search', q: r.term, in: '' }), { 'data-term': r.term });
      });
      return c;
    },
    columns: ['term', 'beta', 'lift', 'relevance', 'frex', 'rank', 'relevance_rank'].map((name) => ({ name, digits: { beta: 5, lift: 3, relevance: 3, frex: 3 }[name] })),
    rows: [...terms].sort((a, b) => a.relevance_rank - b.relevance_rank).map((r) => [r.term, r.beta, r.lift, r.relevance, r.frex, r.rank, r.relevance_rank]),
  });
  return node;
}

// Shades of a value from 0 to 1, light to dark: they stay in order in grey.
const shade = (v) => `q${Math.min(8, Math.floor(v * 9))}`;

function heatFigure(topics, p) {
  const chapters = p.tables.chapters.filter((c) => c.part === 'body');
  const { shown: rows, turner } = pageOf(chapters.map((c) => ({ id: c.chapter_id, title: c.chapter_title || c.chapter_id })));
  const gammas = p.tables.doc_topics.filter((r) => !r.section_id);
  const at = new Map(gammas.map((r) => [`${r.chapter_id} ${r.topic_id}`, r]));
  const most = Math.max(...gammas.map((r) => r.gamma), 0.01);
  return figure({
    id: 'heat',
    title: L('المواضيع في الفصول', 'Topics by chapter'),
    what: L('كلما اشتد لون الخانة زاد نصيب الموضوع من الفصل. اضغط خانة لترى أدل مقاطعها.', 'The stronger the colour of a cell, the larger the share of the topic in the chapter. Press a cell for what speaks of it most.'),
    method: L('العمود gamma من doc_topics: متوسط عينات النموذج، أو ما استُنتج به إن دُرّب على عينة من النصوص؛ وفي الجدول فترة 95% حيث وجدت.', 'Column gamma of doc_topics: the mean over samples of the model, or what was inferred with it where it was trained on a sample of the texts; the table has 95 % intervals where there are any.'),
    controls: turner ? [turner] : null,
    draw: (width) => {
      if (!gammas.length || !rows.length) return null;
      const labels = Math.min(Math.max(...rows.map((u) => widthOf(clip(u.title, 80), 13))) + 14, width * 0.36);
      const w = Math.max(26, (width - labels) / topics.length);
      const c = new Chart(Math.max(width, labels + w * topics.length), rows.length * 30 + 30, L('المواضيع في الفصول', 'topics by chapter'));
      topics.forEach((t, i) => c.text(labels + (i + 0.5) * w, 18, w > 90 ? topicName(t) : String(t.topic_id), { anchor: 'middle', size: 12, room: w - 6, bold: true }));
      rows.forEach((u, j) => {
        const y = 26 + j * 30;
        c.text(0, y + 19, u.title, { room: labels - 12 });
        topics.forEach((t, i) => {
          const r = at.get(`${u.id} ${t.topic_id}`);
          if (!r) return;
          const level = r.gamma / most;
          const g = c.add(sv('g', {}));
          c.rect(labels + i * w + 1, y, w - 2, 28, { class: `cell ${shade(level)}` }, g);
          if (w > 40) c.text(labels + (i + 0.5) * w, y + 18, percent(r.gamma), { anchor: 'middle', size: 11, class: 'label' }, g);
          c.mark(g, [`${topicName(t)} · ${u.title}`, percent(r.gamma), r.gamma_low === null ? '' : `95% [${percent(r.gamma_low)}, ${percent(r.gamma_high)}]`].filter(Boolean), () => go({ topic: t.topic_id, chapter: u.id }), { 'data-topic': t.topic_id, 'data-unit': u.id });
        });
      });
      return c;
    },
    columns: [{ name: 'chapter' }, { name: 'topic' }, { name: 'gamma', label: L('النصيب', 'share'), digits: 3 }, { name: 'low', digits: 3 }, { name: 'high', digits: 3 }, { name: 'n_tokens' }],
    rows: rows.flatMap((u) => topics.map((t) => [u, t, at.get(`${u.id} ${t.topic_id}`)])).filter(([, , r]) => r).map(([u, t, r]) => [u.title, topicName(t), r.gamma, r.gamma_low, r.gamma_high, r.n_tokens]),
  });
}

// The topics that rise and fall with one, and those that stand in for it.
function relatedFigure(topics, chosen) {
  const most = 8;
  const of = corpus.tables.topic_correlation.filter((r) => r.topic_a === chosen.topic_id || r.topic_b === chosen.topic_id)
    .map((r) => ({ ...r, other: topics.find((t) => t.topic_id === (r.topic_a === chosen.topic_id ? r.topic_b : r.topic_a)) }))
    .sort((a, b) => b.r - a.r || a.other.topic_id - b.other.topic_id);
  if (!of.length) return null;
  const rows = of.filter((r, i) => i < most || i >= of.length - most);
  return figure({
    id: 'related',
    title: L('المواضيع المصاحبة', 'Related topics'),
    what: [L('ما يرتفع نصيبه في المباحث التي يرتفع فيها نصيب ', 'What rises in the sections in which '), bdi(topicName(chosen)),
      L(' عموده إلى جهة النهاية، وما ينخفض فيها عموده إلى جهة البداية. اضغط عمودا لتنتقل إلى موضوعه.', ' rises has a bar to the right, what falls there one to the left. Press a bar to go to its topic.')],
    method: L('معامل بيرسون r بين نصيبي الموضوعين في المباحث، موزونا بكلماتها، من جدول topic_correlation.', "Pearson's r of the shares of the two topics in the sections, weighted by their words, from the table topic_correlation."),
    note: [L('مجموع الأنصبة واحد، فيقع موضوعان لا صلة بينهما قرب ', 'Shares sum to 1: two topics that have nothing to do with each other lie near '),
      el('span', { dir: 'ltr' }, number(-1 / (topics.length - 1), 2)),
      L(` لا قرب الصفر. عدد المباحث: ${integer.format(rows[0].n_units)}.`, `, not 0. Over ${integer.format(rows[0].n_units)} sections.`)],
    draw: (width) => {
      const step = 26;
      const labels = Math.min(260, width * 0.45);
      const c = new Chart(width, rows.length * step + 30, L('المواضيع المصاحبة', 'related topics'));
      const far = Math.max(...rows.map((r) => Math.abs(r.r)), 0.05);
      const x = linear(-far, far, labels, width - 24);
      c.axis(x, 20, rows.length * step, (v) => number(v, 2));
      rows.forEach((r, i) => {
        const y = 24 + i * step;
        const g = c.add(sv('g', {}));
        c.rect(0, y, width, step, { class: 'hit', 'pointer-events': 'all' }, g);
        c.rect(Math.min(x(0), x(r.r)), y + 4, Math.abs(x(r.r) - x(0)), step - 10, { class: `bar ${r.r < 0 ? 'less' : 'more'}` }, g);
        c.text(0, y + 17, topicName(r.other), { room: labels - 12 }, g);
        c.mark(g, [topicName(r.other), `r = ${number(r.r, 3)}`], () => go({ topic: String(r.other.topic_id) }), { 'data-topic': r.other.topic_id });
      });
      return c;
    },
    columns: [{ name: 'topic' }, { name: 'r', digits: 3 }, { name: 'n_units', label: L('المباحث', 'sections') }],
    rows: of.map((r) => [topicName(r.other), r.r, r.n_units]),
  });
}

// The sections in which the topic is strongest, and their sentences with most
// of its terms.
async function speakersCard(topic, p) {
  const within = state.chapter || '';
  const sections = p.tables.doc_topics.filter((r) => r.section_id && r.topic_id === topic.topic_id && (!within || r.chapter_id === within)).sort((a, b) => b.gamma - a.gamma).slice(0, 4);
  const titles = new Map(p.tables.sections.map((s) => [s.section_id, s]));
  const weight = new Map(corpus.tables.topic_terms.filter((r) => r.topic_id === topic.topic_id && r.relevance_rank <= 60).map((r) => [folded(r.term), Math.log(1 + r.lift) ]));
  const terms = [...weight.keys()].filter((t) => t.length > 2);
  const score = (s) => { const words = folded(s).split(/[^\p{L}]+/u).filter(Boolean); return words.reduce((v, w) => { const t = terms.find((x) => w.includes(x)); return v + (t ? weight.get(t) : 0); }, 0) / Math.sqrt(words.length + 8); };
  const best = (section) => (p.text || []).filter((q) => q.section_id === section && q.kind === 'p').flatMap((q) => clip(q.text, 20000).split(/(?<=[.؟!?])\s+/).map((s) => ({ s, q, v: score(s) }))).sort((a, b) => b.v - a.v).slice(0, 2);
  return el('section', { class: 'card', id: 'speakers' },
    el('h2', {}, L('ما يمثل الموضوع', 'What speaks of the topic'), ' ', bdi(topicName(topic))),
    el('p', { class: 'what' }, L('المباحث التي يبلغ فيها الموضوع أكبر نصيب، ومن كل منها الجملتان اللتان فيهما أكثر كلماته.', 'The sections in which the topic has its largest share, and from each the two sentences with most of its terms.'),
      within && [' ', button(L('كل الفصول', 'all chapters'), () => go({ chapter: '' }))]),
    sections.length ? sections.map((r) => {
      const section = titles.get(r.section_id);
      return el('article', {}, el('h3', {}, bdi(section?.section_title || r.section_id), ' ', el('span', { class: 'quiet', 'data-v': r.gamma }, percent(r.gamma))),
        el('ul', { class: 'passages' }, best(r.section_id).map(({ s, q }) => el('li', { class: 'passage' }, el('p', { class: 'quote', dir: 'auto' }, clip(s, 800)), el('p', { class: 'quiet place' }, L('الفقرة ', 'paragraph '), q.para_id)))),
        el('p', {}, el('a', { href: addressOf({ ...EVIDENCE, view: 'reading', work: p.doc, chapter: r.chapter_id, at: String(section?.start_byte ?? '') }) }, L('اقرأه في موضعه', 'read it in its place'))));
    }) : el('p', { class: 'empty' }, L('لا مباحث هنا.', 'No sections here.')));
}

const MEASURES_OF_K = { coh_npmi: 'NPMI', coh_cv: 'C_V', heldout_ll: L2('الترجيح المحجوب', 'held-out likelihood'), exclusivity: L2('الانفراد', 'exclusivity'), stability: L2('الثبات', 'stability'), diversity: L2('التنوع', 'diversity') };
function L2(ar, en) { return () => L(ar, en); }

function searchKFigure() {
  const rows = corpus.tables.k_search;
  if (!rows.length) return null;
  const name = (m) => (typeof MEASURES_OF_K[m] === 'function' ? MEASURES_OF_K[m]() : MEASURES_OF_K[m]);
  const measures = Object.keys(MEASURES_OF_K).filter((m) => rows.some((r) => r[m] !== null));
  const chosen = rows.find((r) => r.is_chosen);
  return figure({
    id: 'search-k',
    title: L('البحث عن عدد المواضيع', 'The search for the number of topics'),
    what: [L('كل نقطة نموذج؛ والمربع هو المختار. ', 'Every point is a model; the square is the chosen one. '), chosen ? bdi(chosen.reason) : ''],
    method: L('جدول k_search: التماسك على نوافذ النص، والترجيح بإكمال وثائق حجبت نصف كلماتها، والثبات بين البذور.', 'Table k_search: coherence over windows of the text, likelihood by completing documents of which half the words are hidden, stability across seeds.'),
    draw: (width) => {
      const across = Math.max(1, Math.floor(width / 230));
      const w = width / across;
      const c = new Chart(width, Math.ceil(measures.length / across) * 140, L('البحث عن عدد المواضيع', 'search for the number of topics'));
      measures.forEach((m, i) => {
        const x0 = (i % across) * w;
        const y0 = Math.floor(i / across) * 140;
        const have = rows.filter((r) => r[m] !== null);
        const ks = have.map((r) => r.k);
        const x = linear(Math.min(...ks) - 1, Math.max(...ks) + 1, x0 + 56, x0 + w - 16, 3);
        const values = have.map((r) => r[m]);
        const margin = (Math.max(...values) - Math.min(...values)) * 0.1 || 0.1;
        const y = linear(Math.min(...values) - margin, Math.max(...values) + margin, y0 + 112, y0 + 34, 2);
        c.text(x0 + 10, y0 + 18, name(m), { room: w - 20, bold: true });
        for (const v of y.ticks) { c.line(x0 + 50, y(v), x0 + w - 10, y(v), { class: 'grid' }); c.text(x0 + 46, y(v) + 4, String(v), { anchor: 'end', size: 10, class: 'label quiet' }); }
        for (const k of [...new Set(ks)]) c.text(x(k), y0 + 130, String(k), { anchor: 'middle', size: 10, class: 'label quiet' });
        for (const r of have) {
          const node = r.is_chosen ? c.rect(x(r.k) - 5, y(r[m]) - 5, 10, 10, { class: 'point' }) : c.circle(x(r.k), y(r[m]), 4, { class: 'point soft' });
          c.mark(node, [`K = ${r.k}, ${L('البذرة', 'seed')} ${r.seed}`, `${name(m)} ${number(r[m], 4)}`, r.is_chosen ? L('المختار', 'chosen') : ''].filter(Boolean));
        }
      });
      return c;
    },
    columns: ['k', 'seed', ...measures, 'perplexity', 'residual', 'n_small_topics'].map((m) => ({ name: m, label: MEASURES_OF_K[m] ? name(m) : m, digits: ['k', 'seed', 'n_small_topics'].includes(m) ? 0 : 4 })),
    rows: rows.map((r) => ['k', 'seed', ...measures, 'perplexity', 'residual', 'n_small_topics'].map((m) => r[m])),
  });
}

// What a run says of a model that was trained on a sample; null of any other.
function sampleNote() {
  const told = corpus.tables.problems.find((r) => r.kind === 'topics' && /trained on a sample: \d+ of \d+ words/.test(r.message));
  if (!told) return null;
  const [, some, all] = told.message.match(/(\d+) of (\d+) words/).map((x) => integer.format(Number(x)));
  return el('p', { class: 'note', id: 'topics-sample' }, L(`دُرّب النموذج على عينة من ${some} كلمة من ${all}، ثم استُنتجت أنصبة المواضيع في النصوص كلها؛ والتماسك والبحث عن العدد من العينة وحدها.`,
    `The model was trained on a sample of ${some} of ${all} words, and the shares in all texts were then inferred; coherence and the search for the number are those of the sample alone.`));
}

async function topicsView() {
  const topics = corpus.tables.topics;
  if (!topics.length) return [el('p', { class: 'empty' }, L('لا مواضيع في هذا التشغيل.', 'This run has no topics.'))];
  const chosen = topics.find((t) => String(t.topic_id) === state.topic) || topics[0];
  const columns = ['topic', 'prevalence', 'coh_npmi', 'coh_cv', 'exclusivity', 'top_relevant'].map((name) => ({ name, label: { prevalence: L('النصيب', 'share'), top_relevant: L('أخص الكلمات', 'most relevant terms') }[name], digits: { prevalence: 3, coh_npmi: 3, coh_cv: 3, exclusivity: 2 }[name] }));
  const list = tableCard(L('المواضيع', 'The topics'), L('تحتفظ المواضيع بأرقامها في كل جدول ورسم.', 'Topics keep their numbers in every table and figure.'), columns,
    topics.map((t) => [topicName(t), t.prevalence, t.coh_npmi, t.coh_cv, t.exclusivity, t.top_relevant]), 'topics');
  const { p, missing } = await needWork();
  return [sampleNote(), termsFigure(topics, chosen), ...(p ? [heatFigure(topics, p), await speakersCard(chosen, p)] : missing), relatedFigure(topics, chosen), list, searchKFigure()];
}
