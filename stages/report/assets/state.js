// What is shown is what the fragment of the address says, so that a link
// opens the same view again.

const DEFAULTS = { view: 'overview' };
let state = {};

const lang = () => state.lang || corpus.lang || 'ar';
const rtl = () => lang() === 'ar';
const L = (ar, en) => (lang() === 'ar' ? ar : en);

function readState() {
  state = { ...DEFAULTS, ...Object.fromEntries(new URLSearchParams(location.hash.slice(1))) };
  if (!VIEWS.some(([name]) => name === state.view)) state.view = DEFAULTS.view;
  if (state.work && !corpus.works.some((w) => w.doc_id === state.work)) delete state.work;
  if (!state.work && corpus.works.length === 1) state.work = corpus.works[0].doc_id;
}

function addressOf(changes) {
  const next = { ...state, ...changes };
  for (const [name, value] of Object.entries(next)) if (value === undefined || value === null || value === '') delete next[name];
  if (corpus.works.length === 1) delete next.work;
  return '#' + new URLSearchParams(next);
}

// go changes the state and shows it. A change that is no step of its own,
// such as that of a slider, replaces the last one in the history.
function go(changes, quietly) {
  const address = addressOf(changes);
  if (address === location.hash) return;
  if (quietly) { history.replaceState(null, '', address); show(); } else location.hash = address;
}

const EVIDENCE = { ek: '', eu: '', ed: '', ew: '', et: '' };
const NO_PLACE = { ...EVIDENCE, chapter: '', at: '', p: '' };

// viewKey tells one view from another: what is in the panel beside it, and
// the place that a text is scrolled to, are no part of it.
function viewKey() {
  const { ek, eu, ed, ew, et, at, theme, ...rest } = state;
  return JSON.stringify(rest);
}
