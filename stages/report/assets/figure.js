// A figure: what it shows, how it was made, the picture, its table, and all
// of it to take away.

let tooltip;

function showTip(node) {
  tooltip.replaceChildren(...node.tip.map((line, i) => el(i ? 'span' : 'strong', { dir: 'auto' }, clip(line, 200))));
  tooltip.hidden = false;
  const box = node.getBoundingClientRect();
  const mine = tooltip.getBoundingClientRect();
  const x = Math.min(Math.max(8, box.left + Math.min(box.width, 400) / 2 - mine.width / 2), innerWidth - mine.width - 8);
  const y = box.top - mine.height - 8 < 0 ? box.bottom + 8 : box.top - mine.height - 8;
  tooltip.style.left = `${x}px`;
  tooltip.style.top = `${y}px`;
}

const hideTip = () => { tooltip.hidden = true; };

// One stop of the tabulator for each chart; arrows go from mark to mark. What
// listens is a box around the svg: an svg with listeners for focus would be a
// stop itself.
function answering(chart) {
  const { marks } = chart;
  const frame = el('div', {}, chart.svg);
  if (!marks.length) return frame;
  let at = 0;
  marks[0].setAttribute('tabindex', '0');
  const move = (to) => {
    marks[at].setAttribute('tabindex', '-1');
    at = (to + marks.length) % marks.length;
    marks[at].setAttribute('tabindex', '0');
    marks[at].focus();
  };
  const of = (event) => event.target.closest?.('.mark');
  frame.addEventListener('keydown', (event) => {
    const forward = rtl() ? 'ArrowLeft' : 'ArrowRight';
    const back = rtl() ? 'ArrowRight' : 'ArrowLeft';
    if (event.key === forward || event.key === 'ArrowDown') move(at + 1);
    else if (event.key === back || event.key === 'ArrowUp') move(at - 1);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(marks.length - 1);
    else if ((event.key === 'Enter' || event.key === ' ') && marks[at].open) marks[at].open();
    else return;
    event.preventDefault();
  });
  frame.addEventListener('click', (event) => { const m = of(event); if (m && m.open) { at = Math.max(0, marks.indexOf(m)); m.open(); } });
  frame.addEventListener('pointerover', (event) => { const m = of(event); if (m) showTip(m); });
  frame.addEventListener('pointerout', hideTip);
  frame.addEventListener('focusin', (event) => { const m = of(event); if (m) showTip(m); });
  frame.addEventListener('focusout', hideTip);
  return frame;
}

// A table of the figure's numbers. columns are {name, label, number}; a cell
// is a value, or {text, open}.
function dataTable(caption, columns, rows, most = 200) {
  const show = (cell, c) => {
    if (cell === null || cell === undefined) return '–';
    if (c.digits !== undefined) return number(cell, c.digits);
    return typeof cell === 'number' ? number(cell, Number.isInteger(cell) ? 0 : 2) : bdi(cell);
  };
  const body = rows.slice(0, most).map((row) => el('tr', {}, row.map((cell, i) => {
    const c = columns[i];
    const numeric = typeof cell === 'number';
    return el(i === 0 ? 'th' : 'td', { scope: i === 0 ? 'row' : null, class: numeric ? 'n' : null, 'data-v': numeric ? cell : null }, show(cell, c));
  })));
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    el('table', {}, el('caption', {}, caption),
      el('thead', {}, el('tr', {}, columns.map((c, i) => el('th', { scope: 'col', class: rows.some((r) => typeof r[i] === 'number') ? 'n' : null }, c.label || column(c.name))))),
      el('tbody', {}, body)),
    rows.length > most && el('p', { class: 'quiet' }, L(`أول ${most} من ${integer.format(rows.length)} صفا؛ والكل في ملف CSV.`, `The first ${most} of ${integer.format(rows.length)} rows; the CSV has all.`)));
}

// A CSV with a byte order mark, for Excel. Text that a spreadsheet would run
// as a formula is quoted by an apostrophe.
function csv(columns, rows) {
  const field = (v) => {
    if (v === null || v === undefined) return '';
    if (typeof v === 'number' || typeof v === 'boolean') return String(v);
    const s = /^[=+\-@\t\r]/.test(v) ? `'${v}` : v;
    return /[",\r\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s;
  };
  return '\ufeff' + [columns.map((c) => c.name), ...rows].map((r) => r.map(field).join(',')).join('\r\n') + '\r\n';
}

// What a picture needs to stand alone: the style that the page gave it.
const STYLES = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'opacity', 'font-size', 'font-weight'];

function alone(svg) {
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((node, i) => {
    const style = getComputedStyle(node);
    for (const name of STYLES) to[i].setAttribute(name, style.getPropertyValue(name));
    for (const name of ['class', 'tabindex', 'role', 'style']) to[i].removeAttribute(name);
  });
  copy.setAttribute('xmlns', SVG);
  copy.prepend(sv('rect', { width: '100%', height: '100%', fill: getComputedStyle(document.body).getPropertyValue('--card').trim() || '#fff' }));
  return new XMLSerializer().serializeToString(copy);
}

function savePNG(name, svg) {
  const image = new Image();
  const { width, height } = svg.viewBox.baseVal;
  image.onload = () => {
    const canvas = el('canvas', { width: width * 2, height: height * 2 });
    canvas.getContext('2d').drawImage(image, 0, 0, width * 2, height * 2);
    canvas.toBlob((blob) => save(`${name}.png`, 'image/png', blob));
  };
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(alone(svg));
}

// figure makes a figure. draw(width) returns a Chart, or null where there is
// too little to draw.
function figure({ id, title, what, method, note, controls, legend: key, draw, columns, rows }) {
  const box = el('div', { class: 'picture' });
  const tools = el('div', { class: 'tools' });
  const node = el('figure', { id: `fig-${id}`, class: 'card' },
    el('figcaption', {}, el('h2', {}, title), el('p', { class: 'what' }, what)),
    controls && el('div', { class: 'controls' }, controls),
    key, box, note && el('p', { class: 'note' }, note), tools,
    el('details', { class: 'method' }, el('summary', {}, L('كيف حُسب', 'How it was made')), el('p', {}, method)),
    el('details', { class: 'numbers' }, el('summary', {}, L('جدول الأرقام', 'Table of the numbers')), dataTable(title, columns, rows)));
  node.redraw = () => {
    const width = box.clientWidth;
    if (!width) return;
    const chart = draw(width);
    if (!chart) { box.replaceChildren(el('p', { class: 'empty' }, L('لا يكفي ما هنا لرسم.', 'There is too little here for a picture.'))); tools.replaceChildren(); return; }
    box.replaceChildren(answering(chart));
    const name = `fusul-${id}`;
    tools.replaceChildren(
      button('SVG', () => save(`${name}.svg`, 'image/svg+xml', alone(chart.svg)), { 'aria-label': `${title}: SVG` }),
      button('PNG', () => savePNG(name, chart.svg), { 'aria-label': `${title}: PNG` }),
      button('CSV', () => save(`${name}.csv`, 'text/csv', csv(columns, rows)), { 'aria-label': `${title}: CSV` }));
  };
  return node;
}
