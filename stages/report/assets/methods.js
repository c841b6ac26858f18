// What was done, with what, and the dictionary with its sources.

// The text with its references in Latin letters kept in one piece.
function cited(text) {
  return text.split(/(\([^()\u0600-\u06ff]*[A-Za-z][^()\u0600-\u06ff]*\))/).map((s, i) => (i % 2 ? el('bdi', { dir: 'ltr' }, s) : s));
}

function methodsText(lines, attributes) {
  const text = lines.join(' ');
  return el('div', attributes, el('p', { class: 'prose' }, cited(text)), button(L('انسخ', 'Copy'), (event) => {
    navigator.clipboard?.writeText(text).then(() => { event.target.textContent = L('نُسخ', 'Copied'); }, () => save('fusul-methods.txt', 'text/plain', text));
  }));
}

async function methodsView() {
  const keys = [...corpus.keys.values()];
  const columns = [{ name: 'key_path', label: L('المسار', 'path') }, { name: 'label', label: L('التسمية', 'label') }, { name: 'n' }, { name: 'patterns', label: L('الصيغ', 'patterns') }, { name: 'source', label: L('المصادر', 'sources') }, { name: 'note', label: L('ملاحظة', 'note') }];
  const totals = new Map();
  for (const r of corpus.tables.dictionary_counts_by_document) totals.set(r.key_path, (totals.get(r.key_path) || 0) + r.n);
  return [
    el('section', { class: 'card', id: 'methods' }, el('h2', {}, L('فقرة المنهج', 'The methods paragraph')), el('p', { class: 'what' }, L('باللغتين، لتثبتها في رسالتك.', 'In both languages, to print in a thesis.')),
      methodsText(corpus.methods.ar, { lang: 'ar', dir: 'rtl' }), methodsText(corpus.methods.en, { lang: 'en', dir: 'ltr' }), capNote()),
    tableCard(L('الإعدادات والبصمات', 'Settings and hashes'), L('كل ما يحدد النتيجة.', 'All that decides the result.'), [{ name: 'setting', label: L('الإعداد', 'setting') }, { name: 'value' }],
      [['version', corpus.info.version], ['schema', corpus.info.schema], ...Object.entries(corpus.info.config || {}).sort(), ['corpus_sha256', corpus.info.corpus_sha256], ['lexicon_sha256', corpus.info.lexicon_sha256], ['plurals_sha256', corpus.info.plurals_sha256], ['config_sha256', corpus.info.config_sha256]], 'settings'),
    tableCard(L('المعجم', 'The dictionary'), L('مفاتيح المعجم بصيغها ومصادرها، وعدد مواضعها في المدونة.', 'The keys of the dictionary with their patterns and sources, and their hits in the corpus.'), columns,
      keys.map((k) => [k.key_path, L(k.label_ar, k.label_en), totals.get(k.key_path) || 0, k.patterns, k.source, k.note]), 'dictionary'),
  ];
}
