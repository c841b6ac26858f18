// The frame: what stands around a view, and what is shown when.

const views = {
  overview: overviewView, theory: theoryView, along: alongView, words: wordsView, company: companyView,
  topics: topicsView, measures: measuresView, reading: readingView, compare: compareView, search: searchView, methods: methodsView,
};

const app = document.getElementById('app');
const main = el('main', { id: 'main', tabindex: '-1' });
const panel = el('aside', { id: 'evidence', hidden: true });
let shown = '';

function header() {
  const query = el('input', { type: 'search', id: 'query', value: state.q || '', placeholder: L('ابحث في الشواهد والنص', 'Search passages and text'), 'aria-label': L('ابحث في الشواهد والنص', 'Search passages and text') });
  const search = el('form', { role: 'search', onsubmit: (event) => { event.preventDefault(); go({ ...NO_PLACE, view: 'search', q: query.value }); } }, query);
  return el('header', { class: 'top' },
    el('a', { class: 'skip', href: '#main', onclick: (event) => { event.preventDefault(); main.focus(); } }, L('إلى المحتوى', 'Skip to content')),
    el('div', { class: 'brand' }, el('span', { class: 'logo', 'aria-hidden': 'true' }, 'ف'), el('div', {}, el('h1', {}, bdi(corpusTitle())), el('p', { class: 'quiet' }, corpusLine()))),
    search,
    el('div', { class: 'buttons' },
      button(L('English', 'العربية'), () => go({ lang: L('en', 'ar') }), { id: 'language', lang: L('en', 'ar') }),
      button(L('السمة', 'Theme'), () => go({ theme: dark() ? 'light' : 'dark' }), { id: 'theme' }),
      button(L('طباعة', 'Print'), () => print(), { id: 'print' })));
}

const corpusTitle = () => (corpus.works.length === 1 ? corpus.works[0].title || corpus.works[0].doc_id : L(`مدونة من ${corpus.works.length} عملا`, `A corpus of ${corpus.works.length} works`));
const corpusLine = () => (corpus.works.length === 1 && corpus.works[0].author ? bdi(corpus.works[0].author) : L('تقرير فصول', 'A fusul report'));
const dark = () => (state.theme ? state.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);

function navigation() {
  return el('nav', { class: 'views', 'aria-label': L('الأبواب', 'Views') }, VIEWS.map(([name, ar, en]) => el('a', {
    href: addressOf({ ...NO_PLACE, view: name }), 'aria-current': state.view === name ? 'page' : null, 'data-view': name,
  }, L(ar, en))));
}

// The works to choose from, where there are several.
function scope() {
  if (corpus.works.length < 2 || ['methods', 'search', 'compare'].includes(state.view)) return null;
  return el('div', { class: 'scope controls' }, choice(L('العمل', 'Work'), state.work || '',
    [['', L('كل الأعمال', 'All works')], ...corpus.works.map((w) => [w.doc_id, w.title || w.doc_id])],
    (work) => go({ ...NO_PLACE, work })));
}

const redraw = () => { for (const f of main.querySelectorAll('figure')) f.redraw?.(); };

// show brings the page in line with the state. A view that cannot be shown
// says why.
let turn = 0;
async function show() {
  const mine = ++turn;
  readState();
  document.documentElement.lang = lang();
  document.documentElement.dir = L('rtl', 'ltr');
  document.documentElement.dataset.theme = dark() ? 'dark' : 'light';
  document.title = `${corpusTitle()} · fusul`;
  hideTip();
  const view = viewKey();
  const held = document.activeElement?.id;
  if (view !== shown) {
    let content;
    try {
      content = await views[state.view]();
    } catch (error) {
      content = [el('p', { class: 'empty', role: 'alert' }, String(error.message || error))];
    }
    if (mine !== turn) return;
    const moved = shown && JSON.parse(shown).view !== state.view;
    shown = view;
    main.replaceChildren(...[scope(), ...content].flat().filter(Boolean));
    const nav = navigation();
    app.replaceChildren(header(), el('div', { class: 'frame' }, nav, main, panel));
    const current = nav.querySelector('[aria-current]');
    nav.scrollLeft += current.getBoundingClientRect().left - nav.getBoundingClientRect().left - nav.clientWidth / 2 + current.clientWidth / 2; // on a phone it is a row
    if (moved) { main.focus({ preventScroll: true }); scrollTo(0, 0); }
    else if (held) document.getElementById(held)?.focus({ preventScroll: true });
  }
  await showEvidence();
  redraw();
  if (state.view === 'reading') toPlace();
  document.body.dataset.ready = String(mine);
}

async function begin() {
  tooltip = el('div', { id: 'tip', role: 'status', hidden: true });
  await openCorpus();
  document.body.append(tooltip);
  addEventListener('hashchange', show);
  let width = innerWidth;
  addEventListener('resize', () => { if (innerWidth !== width) { width = innerWidth; redraw(); } });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  matchMedia('print').addEventListener('change', redraw);
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !panel.hidden) go(EVIDENCE);
    else if (event.key === '/' && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) { event.preventDefault(); document.getElementById('query').focus(); }
  });
  await show();
}

begin().catch((error) => {
  app.replaceChildren(el('p', { class: 'empty', role: 'alert' }, `تعذر فتح التقرير: ${error.message} · The report cannot be opened: ${error.message}. It needs a browser of 2023 or later.`));
});
