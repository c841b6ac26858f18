// Drawing. A chart is drawn from start to end: in Arabic from right to left.
// Coordinates and anchors are logical; px and text make them physical. The
// svg itself runs from left to right, since direction would swap the meaning
// of text-anchor, and every label has its own direction.

const measure = document.createElement('canvas').getContext('2d');
const FONT = 'system-ui, "Segoe UI", "Noto Sans Arabic", "Noto Sans", Tahoma, sans-serif';

function widthOf(s, size, bold) {
  measure.font = `${bold ? '600 ' : ''}${size}px ${FONT}`;
  return measure.measureText(s).width;
}

// The string, cut so that it is at most room wide.
function fitted(s, room, size, bold) {
  s = clip(String(s), 200).replace(/\s+/g, ' ');
  if (widthOf(s, size, bold) <= room) return s;
  let low = 0;
  let high = s.length;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (widthOf(s.slice(0, mid) + '…', size, bold) <= room) low = mid; else high = mid - 1;
  }
  return low ? s.slice(0, low).trimEnd() + '…' : '';
}

class Chart {
  constructor(width, height, label) {
    this.w = Math.round(width);
    this.h = Math.round(height);
    this.svg = sv('svg', {
      viewBox: `0 0 ${this.w} ${this.h}`, width: this.w, height: this.h, direction: 'ltr',
      role: 'group', 'aria-label': label, class: 'chart', 'font-family': FONT,
    });
    this.marks = [];
  }

  px(x) { return rtl() ? this.w - x : x; }

  add(node, parent) { (parent || this.svg).append(node); return node; }

  rect(x, y, w, h, attributes, parent) {
    return this.add(sv('rect', { x: rtl() ? this.w - x - w : x, y, width: Math.max(w, 0), height: Math.max(h, 0), ...attributes }), parent);
  }

  line(x1, y1, x2, y2, attributes, parent) {
    return this.add(sv('line', { x1: this.px(x1), y1, x2: this.px(x2), y2, ...attributes }), parent);
  }

  circle(x, y, r, attributes, parent) { return this.add(sv('circle', { cx: this.px(x), cy: y, r, ...attributes }), parent); }

  path(points, attributes, parent) {
    return this.add(sv('path', { d: 'M' + points.map(([x, y]) => `${this.px(x).toFixed(1)} ${y.toFixed(1)}`).join('L'), ...attributes }), parent);
  }

  // text writes a label: anchor start, middle or end, as the reader of the
  // page's language means them.
  text(x, y, s, { anchor = 'start', size = 13, room, bold, ...attributes } = {}, parent) {
    const shown = room ? fitted(s, room, size, bold) : clip(String(s), 200);
    const direction = directionOf(shown);
    let physical = anchor;
    if (anchor !== 'middle' && (direction === 'rtl') !== rtl()) physical = anchor === 'start' ? 'end' : 'start';
    const node = sv('text', {
      x: this.px(x), y, direction, 'unicode-bidi': 'isolate', 'text-anchor': physical, 'font-size': size,
      'font-weight': bold ? 600 : null, class: 'label', ...attributes,
    }, shown);
    if (shown !== s) node.append(sv('title', {}, clip(String(s), 300)));
    return this.add(node, parent);
  }

  // mark makes a node of the chart answer: it says tip when pointed at or
  // reached by keyboard, and opens its evidence.
  mark(node, tip, open, attributes) {
    for (const title of node.querySelectorAll('text > title')) title.remove(); // the tip says more
    const seen = [...node.querySelectorAll('text')].map((text) => text.textContent).join(' ');
    const said = tip.join('; '); // what is seen must be said too, be it cut
    fill(node, {
      class: `${node.getAttribute('class') || ''} mark`, tabindex: '-1', role: open ? 'button' : 'img',
      'aria-label': said.includes(seen) ? said : `${seen}; ${said}`, ...attributes,
    }, []);
    node.tip = tip;
    node.open = open;
    this.marks.push(node);
    return node;
  }

  // axis draws the values of a scale along the top or the bottom.
  axis(scale, y, height, format = (v) => number(v, 0)) {
    for (const v of scale.ticks) {
      this.line(scale(v), y, scale(v), y + height, { class: v === 0 ? 'axis' : 'grid' });
      this.text(scale(v), y - 5, format(v), { anchor: 'middle', size: 11, class: 'label quiet' });
    }
  }
}

// A linear scale from [0 or low, high] to [from, to], with round ticks.
function linear(low, high, from, to, wanted = 4) {
  if (!(high > low)) high = low + 1;
  const raw = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw);
  const scale = (v) => from + ((Math.min(Math.max(v, low), high) - low) / (high - low)) * (to - from);
  scale.ticks = [];
  for (let i = Math.ceil(low / step); i * step <= high * (1 + 1e-9); i++) scale.ticks.push(Number((i * step).toPrecision(12)));
  scale.high = high;
  return scale;
}

// The series that a key has within its branch: its colour and its pattern.
const SERIES = 8;
const series = (i) => (i < 0 || i >= SERIES ? 'other' : `s${i}`);

function legend(items) {
  return el('ul', { class: 'legend' }, items.map(([cls, label]) => el('li', {}, el('span', { class: `swatch ${cls}` }), bdi(label))));
}
