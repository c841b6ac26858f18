// The tables. Blocks of the page are gzipped JSON in base64; behind a server
// they are fetched. Tables come by columns and are kept as lists of rows.

const server = document.body.dataset.server;
const blocks = [...document.querySelectorAll('script.block')];

function bytesOf(base64) {
  const raw = atob(base64.trim());
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

async function unpack(node) {
  const stream = new Blob([bytesOf(node.textContent)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

function rowsOf(columns) {
  const names = Object.keys(columns || {});
  const length = names.length ? columns[names[0]]?.length || 0 : 0;
  const rows = new Array(length);
  for (let i = 0; i < length; i++) {
    const row = {};
    for (const name of names) row[name] = columns[name] ? columns[name][i] : null;
    rows[i] = row;
  }
  return rows;
}

function tablesOf(block) {
  const tables = {};
  for (const [name, columns] of Object.entries(block.tables)) tables[name] = rowsOf(columns);
  return tables;
}

// Answers of the server, by path.
async function ask(path) {
  const answer = await fetch(path, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

const corpus = { tables: {}, keys: new Map(), works: [], meta: [] };

async function openCorpus() {
  const block = await unpack(blocks[0]);
  Object.assign(corpus, block, { tables: tablesOf(block) });
  corpus.works = corpus.tables.documents;
  corpus.meta = block.meta || [];
  if (!corpus.tables.dictionary_keys.length) corpus.tables.dictionary_keys = unnamedKeys();
  for (const key of corpus.tables.dictionary_keys) corpus.keys.set(key.key_path, { ...key, children: [] });
  for (const key of corpus.keys.values()) {
    const above = key.key_path.slice(0, key.key_path.lastIndexOf('.'));
    if (corpus.keys.has(above)) corpus.keys.get(above).children.push(key.key_path);
  }
}

// The keys of an output without the table of keys have their names for labels.
function unnamedKeys() {
  const paths = [...new Set(corpus.tables.dictionary_counts_by_document.map((r) => r.key_path))];
  return paths.map((key_path) => {
    const names = key_path.split('.');
    return { key_path, level: names.length, label_ar: names.at(-1), label_en: names.at(-1), patterns: '', source: '', note: '' };
  });
}

const packs = new Map();

// pack returns what is known of one work, as a promise; null where the page
// does not hold it.
function pack(doc) {
  if (!packs.has(doc)) packs.set(doc, openPack(doc));
  return packs.get(doc);
}

async function openPack(doc) {
  const place = (corpus.packs || []).indexOf(doc);
  if (place < 0) return null;
  const block = server ? await ask(`work/${place}`) : await unpack(blocks[place + 1]);
  const tables = tablesOf(block);
  tables.chapters.forEach((c, i) => { c.order = i; });
  for (const m of tables.matches) m.doc_id = doc;
  return { doc, tables, text: block.text ? rowsOf(block.text) : null };
}

const workOf = (unit) => {
  const slash = unit.indexOf('/');
  return slash < 0 ? unit : unit.slice(0, slash);
};

const keyLabel = (path) => {
  const key = corpus.keys.get(path);
  return key ? L(key.label_ar, key.label_en) : path;
};

// Branches are the keys whose children are compared: those of the first
// level that have keys below them, or the root of a flat dictionary, ''.
function branches() {
  const tops = [...corpus.keys.values()].filter((k) => k.level === 1);
  const wide = tops.filter((k) => k.children.length).map((k) => k.key_path);
  return wide.length ? wide : [''];
}

function childrenOf(branch) {
  if (branch === '') return [...corpus.keys.values()].filter((k) => k.level === 1).map((k) => k.key_path);
  return corpus.keys.get(branch)?.children || [];
}

const levelOf = (path) => (path === '' ? 0 : path.split('.').length);

// A hit is evidence for a count of a key where it counts at the key's level.
const countsFor = (match, key) => match.is_counted && match.counts_from <= levelOf(key) &&
  (match.key_path === key || match.key_path.startsWith(key + '.'));

const titleOfWork = (doc) => corpus.works.find((w) => w.doc_id === doc)?.title || doc;

// A spelling without marks of vowels, with the letters that writers mix up
// made one, as the profile ir of a run does.
const folded = (s) => s.normalize('NFC').replace(/[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')
  .replace(/[أإآٱ]/g, 'ا').replace(/ى/g, 'ي').replace(/ة/g, 'ه').replace(/ؤ/g, 'و').replace(/ئ/g, 'ي').toLowerCase();

const integer = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const number = (v, digits) => (v === null || v === undefined ? '–' : Number(v).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }));
const percent = (v) => (v === null || v === undefined ? '–' : number(100 * v, 1) + '%');
