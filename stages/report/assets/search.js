// Search: in the passages of the dictionary, and in the text itself.

// Where the letters of the folded text stand in the text.
function foldedPlaces(s) {
  let out = '';
  const at = [];
  for (let i = 0; i < s.length; i++) {
    const f = folded(s[i]);
    for (const c of f) { out += c; at.push(i); }
  }
  at.push(s.length);
  return { out, at };
}

// The lines of the text with the words of a query, each with some letters
// around it.
async function linesWith(query, within) {
  const wanted = folded(query).trim();
  const lines = [];
  if (!wanted) return lines;
  const docs = within ? [workOf(within)] : corpus.packs;
  for (const doc of docs) {
    const p = await pack(doc);
    for (const q of p?.text || []) {
      if (within.includes('/') && q.chapter_id !== within) continue;
      if (q.text.length > 200000 || !folded(q.text).includes(wanted)) continue;
      const { out, at } = foldedPlaces(q.text);
      for (let i = out.indexOf(wanted); i >= 0; i = out.indexOf(wanted, i + wanted.length)) {
        lines.push({ doc_id: doc, chapter_id: q.chapter_id, para_id: q.para_id, before: q.text.slice(Math.max(0, at[i] - 90), at[i]), keyword: q.text.slice(at[i], at[i + wanted.length]), after: q.text.slice(at[i + wanted.length], at[i + wanted.length] + 90) });
        if (lines.length === 2000) return lines;
      }
    }
  }
  return lines;
}

async function passagesWith(query, within) {
  const wanted = folded(query).trim();
  const rows = [];
  if (!wanted) return rows;
  for (const doc of within ? [workOf(within)] : corpus.packs) {
    const p = await pack(doc);
    for (const m of p?.tables.matches || []) {
      if (within.includes('/') && m.chapter_id !== within) continue;
      if (folded(`${m.before} ${m.keyword} ${m.after}`).includes(wanted)) rows.push(m);
    }
  }
  return rows;
}

async function searchView() {
  const query = state.q || '';
  const within = state.in || '';
  if (!query) return [el('section', { class: 'card' }, el('h2', {}, L('البحث', 'Search')), el('p', { class: 'what' }, L('اكتب كلمة أو عبارة في مربع البحث؛ ولا أثر للحركات ولا لصور الهمزة والياء والتاء المربوطة.', 'Type a word or phrase into the search box; vowel marks and the forms of hamza, yā’ and tā’ marbūṭa make no difference.')))];
  if (server && !within) return servedSearch(query);
  const [rows, lines] = [await passagesWith(query, within), await linesWith(query, within)];
  const titles = await chapterTitles(within ? [workOf(within)] : corpus.packs);
  const scopeName = within ? bdi(titles.get(within) || titleOfWork(within)) : '';
  return [
    within ? el('p', { class: 'controls' }, L('في: ', 'In: '), scopeName, ' ', button(L('في الكل', 'everywhere'), () => go({ in: '' }))) : null,
    corpus.caps ? capNote() : null,
    el('section', { class: 'card', id: 'found-passages' }, el('h2', {}, L('في شواهد المعجم', 'In the passages of the dictionary')),
      el('p', { class: 'count', 'data-n': rows.length }, L(`عدد الشواهد: ${integer.format(rows.length)}`, `${integer.format(rows.length)} passages`)), passageList(rows, titles, 25)),
    el('section', { class: 'card', id: 'found-lines' }, el('h2', {}, L('في النص', 'In the text')),
      el('p', { class: 'count', 'data-n': lines.length }, L(`عدد المواضع: ${integer.format(lines.length)}${lines.length === 2000 ? ' أو أكثر' : ''}`, `${integer.format(lines.length)}${lines.length === 2000 ? ' or more' : ''} places`)),
      lineList(lines, titles)),
  ];
}

function lineList(lines, titles) {
  const list = el('ol', { class: 'passages' });
  const more = button('', () => grow());
  const grow = () => {
    list.append(...lines.slice(list.childElementCount, list.childElementCount + 50).map((m) => el('li', { class: 'passage' },
      el('p', { class: 'quote', dir: 'auto' }, m.before, el('mark', {}, m.keyword), m.after),
      el('p', { class: 'quiet place' }, corpus.works.length > 1 && [bdi(titleOfWork(m.doc_id)), ' · '], bdi(titles.get(m.chapter_id) || m.chapter_id), ' · ', L('الفقرة ', 'paragraph '), m.para_id))));
    const left = lines.length - list.childElementCount;
    more.hidden = left <= 0;
    more.textContent = L(`المزيد (بقي ${integer.format(left)})`, `More (${integer.format(left)} left)`);
  };
  grow();
  return el('div', {}, list, more);
}

// Behind a server, all passages of the corpus are searched there.
async function servedSearch(query) {
  const card = el('section', { class: 'card', id: 'found-passages' });
  const turnTo = async (offset) => {
    const answer = await ask(`search?q=${encodeURIComponent(query)}&offset=${offset}`);
    const titles = new Map(answer.rows.map((m) => [m.chapter_id, m.chapter_title]));
    card.replaceChildren(el('h2', {}, L('في شواهد المعجم', 'In the passages of the dictionary')),
      el('p', { class: 'count', 'data-n': answer.total }, L(`عدد الشواهد: ${integer.format(answer.total)}`, `${integer.format(answer.total)} passages`)),
      el('ol', { class: 'passages', start: offset + 1 }, answer.rows.map((m) => passage(m, titles))), pager(offset, answer.rows.length, answer.total, turnTo));
  };
  await turnTo(0);
  return [card];
}
