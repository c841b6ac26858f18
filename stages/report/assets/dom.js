// Elements. Strings become text nodes, never markup: this is the only way in
// which the page makes anything.

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const sv = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

// A word of ten megabytes is text too, but nobody reads it.
const clip = (s, most = 600) => (s.length > most ? s.slice(0, most) + '…' : s);

// A string of the corpus or of the dictionary, apart from the direction of
// what stands around it.
const bdi = (s, attributes) => el('bdi', { dir: 'auto', ...attributes }, clip(String(s)));

const arabic = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const latin = /[A-Za-z\u00c0-\u024f\u0370-\u052f]/;

// The direction of a label, by its first letter; labels without letters, such
// as 1949–2022, run from left to right.
function directionOf(s) {
  for (const c of s) {
    if (arabic.test(c)) return 'rtl';
    if (latin.test(c)) return 'ltr';
  }
  return 'ltr';
}

function button(label, onclick, attributes) {
  return el('button', { type: 'button', onclick, ...attributes }, label);
}

// A choice: a label and a select. options are [value, label] pairs, or groups
// {label, options}.
function choice(label, value, options, onchange) {
  const option = ([v, text]) => el('option', { value: v, selected: v === value }, clip(String(text), 90));
  const select = el('select', { onchange: () => onchange(select.value) },
    options.map((o) => (o.options ? el('optgroup', { label: o.label }, o.options.map(option)) : option(o))));
  return el('label', { class: 'choice' }, el('span', {}, label), select);
}

function toggle(label, on, onchange) {
  const box = el('input', { type: 'checkbox', checked: on, onchange: () => onchange(box.checked) });
  return el('label', { class: 'choice' }, box, el('span', {}, label));
}

function save(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const a = el('a', { href: url, download: name });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
