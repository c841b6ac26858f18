// Drives reports in Chromium and checks what they show against the tables,
// which DuckDB reads.
// usage: node browser.mjs FUSUL FOLDER...
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { chromium } from 'playwright-core';

const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const fusul = resolve(process.argv[2]);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const temporary = mkdtempSync(join(tmpdir(), 'fusul-browser-'));
const VIEWS = ['overview', 'theory', 'along', 'words', 'company', 'topics', 'measures', 'reading', 'compare', 'search', 'methods'];

let passed = 0;
let failed = 0;
async function test(name, f) {
  try {
    await f();
    passed++;
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}\n${error.stack}`);
  }
}

// A page that must make no request, run nothing that its policy forbids, and
// print no error.
async function open(out, fragment = '', options = {}) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') wrong.push(`console: ${m.text()}`); });
  page.on('pageerror', (e) => wrong.push(`error: ${e.stack}`));
  page.on('dialog', (d) => { wrong.push(`dialog: ${d.message()}`); d.dismiss(); });
  page.on('request', (r) => { if (!/^(data|blob):/.test(r.url()) && !r.url().startsWith(`file://${out}/report.html`)) wrong.push(`request: ${r.url().slice(0, 200)}`); });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (e) => window.violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
  });
  await page.goto(`file://${out}/report.html#${fragment}`);
  await ready(page);
  page.close_ = async () => {
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(wrong, []);
    await context.close();
  };
  return page;
}

async function ready(page, act) {
  const before = act ? await page.evaluate(() => document.body.dataset.ready) : null;
  if (act) await act();
  await page.waitForFunction((b) => document.body.dataset.ready && document.body.dataset.ready !== b, before, { timeout: 30000 });
}

async function tablesOf(out) {
  const db = await (await DuckDBInstance.create(':memory:')).connect();
  return async (sql) => (await db.runAndReadAll(sql.replace(/\{(\w+)\}/g, (_, t) => `'${out}/${t}.parquet'`))).getRowObjects()
    .map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, typeof v === 'bigint' ? Number(v) : v])));
}

const quoted = (s) => `'${String(s).replaceAll("'", "''")}'`;
const shown = (v, digits) => Number(v).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const EVIDENCE = (key, level) => `is_counted AND counts_from <= ${level} AND (key_path = ${quoted(key)} OR starts_with(key_path, ${quoted(key + '.')}))`;
const fold = (s) => s.normalize('NFC').replace(/[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')
  .replace(/[أإآٱ]/g, 'ا').replace(/ى/g, 'ي').replace(/ة/g, 'ه').replace(/ؤ/g, 'و').replace(/ئ/g, 'ي').toLowerCase();

async function evidenceShown(page) {
  await page.waitForSelector('#evidence-count');
  for (const more = page.locator('#evidence .passages + button:visible'); await more.count();) await more.click();
  return page.$$eval('#evidence .passage', (all) => all.map((p) => `${p.dataset.doc}:${p.dataset.start}`));
}

// One work of a folder, the views of which are driven. Of a large corpus only
// how it opens, its opening figure and its passages.
async function drive(out) {
  const sql = await tablesOf(out);
  const large = (await sql('SELECT count(*) AS n FROM {documents}'))[0].n > 5;
  const [{ doc_id: doc }] = await sql('SELECT doc_id FROM {documents} LIMIT 1');
  const work = `work=${encodeURIComponent(doc)}`;
  const name = (s) => `${out.split('/').at(-1)}: ${s}`;
  const inWork = (r) => r.doc_id === doc;

  await test(name('opens from a file, quickly'), async () => {
    const times = [];
    for (let i = 0; i < 3; i++) {
      const page = await open(out);
      times.push(await page.evaluate(() => performance.now()));
      await page.close_();
    }
    const size = readFileSync(join(out, 'report.html')).length;
    console.log(`${out}: report.html ${(size / 1e6).toFixed(2)} MB, shown after ${Math.min(...times).toFixed(0)} ms (best of 3)`);
  });

  await test(name('the language switch'), async () => {
    const page = await open(out);
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['ar', 'rtl']);
    await ready(page, () => page.click('#language'));
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['en', 'ltr']);
    assert.equal(await page.textContent('nav a[aria-current]'), 'Overview');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'language');
    await ready(page, () => page.click('#language'));
    assert.equal(await page.textContent('nav a[aria-current]'), 'نظرة عامة');
    await page.close_();
  });

  await test(name('the opening figure has the numbers of dictionary_counts'), async () => {
    const rows = await sql('SELECT * FROM {dictionary_counts}');
    const whole = await sql('SELECT * FROM {dictionary_counts_by_document}');
    let found = 0;
    for (const branch of ['theory', 'concept', 'theorist']) {
      const page = await open(out, `view=theory&lang=en&keys=all&branch=${branch}&${work}`);
      const marks = await page.$$eval('#fig-rates .mark', (all) => all.map((m) => [m.dataset.key, m.dataset.unit, m.getAttribute('aria-label')]));
      found += marks.length;
      for (const [key, unit, label] of marks) {
        const r = unit.includes('/') ? rows.find((x) => x.chapter_id === unit && x.key_path === key) : whole.find((x) => x.doc_id === unit && x.key_path === key);
        assert.ok(label.includes(`n = ${shown(r.n, 0)};`) && label.includes(`; ${shown(r.per_10k, 1)} per`) && label.includes(`[${shown(r.ci_low, 1)}, ${shown(r.ci_high, 1)}]`), `${key} ${unit}: ${label}`);
      }
      await page.close_();
    }
    assert.ok(found > 0);
  });

  await test(name('a press on a point shows its passages'), async () => {
    const page = await open(out, `view=theory&lang=en&keys=all&branch=concept&${work}`);
    const points = await page.$$eval('#fig-rates .mark', (all) => all.map((m, i) => [i, m.dataset.key, m.dataset.unit, Number(/n = ([\d,]+)/.exec(m.getAttribute('aria-label'))[1].replace(',', ''))]));
    const some = points.filter(([, , , n]) => n > 0).filter((_, i, all) => i % Math.ceil(all.length / 8) === 0);
    for (const [i, key, unit, n] of some) {
      await ready(page, () => page.locator('#fig-rates .mark').nth(i).click());
      const got = await evidenceShown(page);
      const want = await sql(`SELECT doc_id, start_byte FROM {matches} WHERE ${EVIDENCE(key, 2)} AND ${unit.includes('/') ? 'chapter_id' : 'doc_id'} = ${quoted(unit)}`);
      assert.equal(Number(await page.getAttribute('#evidence-count', 'data-total')), n);
      if (await page.locator('#cap').count() === 0) {
        assert.equal(got.length, n);
        assert.deepEqual(got.toSorted(), want.map((m) => `${m.doc_id}:${m.start_byte}`).toSorted());
      } else assert.ok(got.length > 0 && got.every((g) => want.some((m) => g === `${m.doc_id}:${m.start_byte}`)));
    }
    const before = await page.$$eval('#evidence .quote', (all) => all.map((q) => q.textContent));
    await page.selectOption('#evidence select', 'after');
    assert.deepEqual((await page.$$eval('#evidence .quote', (all) => all.map((q) => q.textContent))).toSorted(), before.toSorted());
    await page.close_();
  });

  if (large) return;

  await test(name('the tenths of the work'), async () => {
    const page = await open(out, `view=along&lang=en&${work}`);
    const points = await page.$$eval('#fig-progression .mark', (all) => all.map((m, i) => [i, m.dataset.key, Number(m.dataset.decile)]));
    for (const r of (await sql('SELECT * FROM {progression} WHERE level = 2 AND n > 0')).filter(inWork).filter((r) => points.some(([, k]) => k === r.key_path)).slice(0, 6)) {
      const [i] = points.find(([, k, d]) => k === r.key_path && d === r.decile);
      await ready(page, () => page.locator('#fig-progression .mark').nth(i).click({ force: true }));
      assert.equal(Number(await page.getAttribute('#evidence-count', 'data-total')), r.n);
      if (await page.locator('#cap').count() === 0) assert.equal((await evidenceShown(page)).length, r.n, `${r.key_path} in tenth ${r.decile}`);
    }
    await page.close_();
  });

  await test(name('every figure’s table has numbers of the tables'), async () => {
    const page = await open(out, `view=measures&lang=en&measure=mtld&${work}`);
    const cells = await page.$$eval('#fig-diversity tbody tr', (all) => all.map((tr) => [...tr.cells].slice(1, 3).map((td) => (td.dataset.v === undefined ? null : Number(td.dataset.v)))));
    const rows = (await sql("SELECT * FROM {diversity} WHERE kind = 'word' AND chapter_id <> '' ORDER BY chapter_id")).filter(inWork);
    assert.ok(cells.length > 0);
    for (const [tokens, value] of cells) assert.ok(rows.some((r) => r.n_tokens === tokens && r.mtld === value), `${tokens} ${value}`);
    await page.close_();
  });

  await test(name('the relevance slider'), async () => {
    const page = await open(out, `view=topics&lang=en&${work}`);
    const topic = 1;
    for (const [lambda, order] of [['1', 'beta DESC'], ['0', 'lift DESC'], ['0.6', 'relevance DESC']]) {
      await page.locator('#lambda').fill(lambda);
      const got = await page.$$eval('#fig-terms .mark', (all) => all.map((m) => m.dataset.term));
      const want = await sql(`SELECT term FROM {topic_terms} WHERE topic_id = ${topic} ORDER BY ${order}, term LIMIT ${got.length}`);
      const sorted = await sql(`SELECT term, beta, lift, relevance FROM {topic_terms} WHERE topic_id = ${topic}`);
      const value = { 1: 'beta', 0: 'lift', 0.6: 'relevance' }[lambda];
      const of = new Map(sorted.map((r) => [r.term, r[value]]));
      assert.deepEqual(got.map((t) => of.get(t).toPrecision(10)), want.map((r) => of.get(r.term).toPrecision(10)), `λ = ${lambda}`);
      assert.equal(await page.textContent('#lambda-value'), shown(lambda, 2));
    }
    const cells = await page.$$eval('#fig-heat .mark', (all) => all.map((m) => [m.dataset.topic, m.dataset.unit, m.getAttribute('aria-label')]));
    const gammas = await sql("SELECT * FROM {doc_topics} WHERE section_id = ''");
    for (const [t, unit, label] of cells) assert.ok(label.includes(`${shown(100 * gammas.find((g) => g.chapter_id === unit && g.topic_id === Number(t)).gamma, 1)}%`), label);
    assert.ok(cells.length > 0);
    const related = await page.$$eval('#fig-related .mark', (all) => all.map((m) => [Number(m.dataset.topic), m.getAttribute('aria-label')]));
    const pairs = await sql(`SELECT topic_a + topic_b - ${topic} AS other, r FROM {topic_correlation} WHERE ${topic} IN (topic_a, topic_b) ORDER BY r DESC, other`);
    const ends = pairs.filter((r, i) => i < 8 || i >= pairs.length - 8);
    assert.deepEqual(related.map(([other]) => other), ends.map((r) => Number(r.other)));
    related.forEach(([, label], i) => assert.ok(label.includes(`r = ${shown(ends[i].r, 3)}`), label));
    if (related.length) {
      await ready(page, () => page.locator('#fig-related .mark').first().click());
      assert.ok(page.url().includes(`topic=${related[0][0]}`), page.url());
    }
    await page.close_();
  });

  await test(name('search'), async () => {
    const page = await open(out, `lang=en&${work}`);
    for (const query of ['الأمن', 'القُوّة', 'zzz']) {
      await page.fill('#query', query);
      await ready(page, () => page.press('#query', 'Enter'));
      const want = (await sql('SELECT before, keyword, after FROM {matches}')).filter((m) => fold(`${m.before} ${m.keyword} ${m.after}`).includes(fold(query))).length;
      const got = Number(await page.getAttribute('#found-passages .count', 'data-n'));
      if (await page.locator('#cap').count() === 0) assert.equal(got, want, query);
      else assert.ok(got <= want && (want === 0 || got > 0), query);
      const lines = await page.$$eval('#found-lines mark', (all) => all.map((m) => m.textContent));
      assert.ok(lines.every((l) => fold(l) === fold(query)));
    }
    await page.close_();
  });

  await test(name('the reading view marks the hits of the chapter'), async () => {
    const chapters = (await sql("SELECT * FROM {chapters} WHERE part = 'body' ORDER BY chapter_no")).filter(inWork);
    for (const c of chapters.slice(0, 3)) {
      const page = await open(out, `view=reading&lang=en&branch=theory&chapter=${encodeURIComponent(c.chapter_id)}&${work}`);
      if (await page.locator('#cap').count() === 0) {
        const marks = await page.$$eval('.text mark', (all) => all.map((m) => [Number(m.dataset.start), m.textContent]));
        const want = await sql(`SELECT start_byte, keyword FROM {matches} WHERE chapter_id = ${quoted(c.chapter_id)} AND counts_from <= 2 AND starts_with(key_path, 'theory.')`);
        for (const [start, text] of marks) assert.ok(want.some((m) => m.start_byte === start && m.keyword.replace(/\s+/g, ' ') === text.replace(/\s+/g, ' ')), text);
        assert.equal(await page.locator('.minimap .bar').count(), want.length);
        assert.ok(marks.length <= want.length && marks.length >= Math.min(1, want.length));
      }
      await page.close_();
    }
  });

  await test(name('a passage leads to its place in the text, and the address back to the view'), async () => {
    const [{ key_path: key }] = (await sql("SELECT key_path, doc_id, sum(n) AS n FROM {dictionary_counts} WHERE level = 2 AND starts_with(key_path, 'theory.') GROUP BY ALL ORDER BY n DESC, key_path")).filter(inWork);
    const page = await open(out, `view=theory&lang=en&ek=${key}&eu=${encodeURIComponent(doc)}&${work}`);
    const start = await page.getAttribute('#evidence .passage', 'data-start');
    await ready(page, () => page.click('#evidence .passage a'));
    assert.ok(page.url().includes('view=reading') && page.url().includes(`at=${start}`));
    await page.waitForSelector('.target');
    const address = page.url();
    await page.close_();
    const again = await open(out, address.slice(address.indexOf('#') + 1));
    await again.waitForSelector('.target');
    assert.equal(await again.textContent('nav a[aria-current]'), 'Reading');
    await again.close_();
  });

  await test(name('compare'), async () => {
    const chapters = (await sql("SELECT * FROM {chapters} WHERE part = 'body' ORDER BY chapter_no")).filter(inWork);
    if (chapters.length < 2) return;
    const [a, b] = [chapters[0].chapter_id, chapters[1].chapter_id];
    const page = await open(out, `view=compare&lang=en&branch=concept&a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}&${work}`);
    const marks = await page.$$eval('#fig-compare .mark', (all) => all.map((m) => [m.dataset.key, m.dataset.unit, m.getAttribute('aria-label')]));
    const rows = await sql('SELECT * FROM {dictionary_counts}');
    assert.ok(marks.length > 2);
    for (const [key, unit, label] of marks) {
      const r = rows.find((x) => x.chapter_id === unit && x.key_path === key);
      if (r) assert.ok(label.includes(`n = ${shown(r.n, 0)} / ${shown(r.n_tokens, 0)}`) && label.includes(`${shown(r.per_10k, 1)} [${shown(r.ci_low, 1)}, ${shown(r.ci_high, 1)}]`), label);
      else assert.ok(label.includes('n = 0 /'), label);
    }
    await ready(page, () => page.click('.compare button'));
    assert.ok(decodeURIComponent(page.url()).includes(`a=${b}`));
    await page.close_();
  });

  await test(name('downloads'), async () => {
    const page = await open(out, `view=theory&lang=en&${work}`);
    const get = async (label) => { const [d] = await Promise.all([page.waitForEvent('download'), page.click(`#fig-rates .tools button:text-is("${label}")`)]); return readFileSync(await d.path()); };
    const svg = (await get('SVG')).toString('utf8');
    assert.match(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.ok(!/class=|var\(|<script/.test(svg) && svg.includes('direction="rtl"'));
    const png = await get('PNG');
    assert.equal(png.subarray(0, 8).toString('hex'), '89504e470d0a1a0a');
    assert.equal(png.readUInt32BE(16), 2 * (await page.locator('#fig-rates svg').evaluate((s) => s.viewBox.baseVal.width)));
    const csv = (await get('CSV')).toString('utf8');
    assert.ok(csv.startsWith('\ufeffchapter,key,n,per_10k'));
    const rows = await sql('SELECT n, per_10k, ci_low, ci_high FROM {dictionary_counts} UNION ALL SELECT n, per_10k, ci_low, ci_high FROM {dictionary_counts_by_document}');
    const lines = csv.trim().split('\r\n').slice(1).map((l) => l.split(',').slice(-5, -1).map((x) => (x === '' ? null : Number(x))));
    for (const l of lines) assert.ok(rows.some((r) => r.n === l[0] && r.per_10k === l[1] && r.ci_low === l[2] && r.ci_high === l[3]), l.join());
    await page.close_();
  });

  await test(name('the keyboard alone'), async () => {
    const page = await open(out, `view=theory&${work}`);
    await page.keyboard.press('Tab');
    assert.ok((await page.evaluate(() => document.activeElement.className)).includes('skip'));
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    for (let i = 0; i < 12 && !(await page.evaluate(() => document.activeElement.closest('svg'))); i++) await page.keyboard.press('Tab');
    const at = () => page.evaluate(() => [document.activeElement.dataset.key, document.activeElement.dataset.unit]);
    const first = await at();
    await page.keyboard.press('ArrowLeft'); // forward in Arabic
    const second = await at();
    assert.notDeepEqual(first, second);
    assert.ok(await page.isVisible('#tip'));
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await at(), first);
    await ready(page, () => page.keyboard.press('Enter'));
    assert.ok(await page.isVisible('#evidence'));
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H2');
    await ready(page, () => page.keyboard.press('Escape'));
    assert.ok(!(await page.isVisible('#evidence')));
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'query');
    await page.close_();
  });

  await test(name('axe finds nothing serious'), async () => {
    for (const [language, scheme, width] of [['ar', 'light', 1400], ['en', 'dark', 1400], ['ar', 'dark', 390]]) {
      for (const view of VIEWS) {
        const page = await open(out, `view=${view}&lang=${language}&q=${encodeURIComponent('القوة')}&ek=theory&eu=${encodeURIComponent(doc)}&${work}`, { colorScheme: scheme, viewport: { width, height: 900 } });
        await page.evaluate(() => { for (const d of document.querySelectorAll('details')) d.open = true; });
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
        const serious = violations.filter((v) => ['serious', 'critical'].includes(v.impact));
        assert.deepEqual(serious.map((v) => `${view} ${language} ${scheme}: ${v.id} ${v.nodes.length}× ${v.nodes[0].html.slice(0, 200)} ${v.nodes[0].failureSummary}`), []);
        await page.close_();
      }
    }
  });

  await test(name('no view is wider than a phone, and print hides what is pressed'), async () => {
    for (const view of VIEWS) {
      const page = await open(out, `view=${view}&${work}`, { viewport: { width: 360, height: 740 } });
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, view);
      await page.emulateMedia({ media: 'print' });
      assert.ok(!(await page.isVisible('nav')) && !(await page.isVisible('#query')) && (await page.isVisible('main')));
      await page.close_();
    }
  });
}

// run makes the tables and the report of a corpus of its own.
function run(name, files, ...flags) {
  const src = join(temporary, name);
  const out = join(temporary, `${name}-out`);
  mkdirSync(src);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(src, file), content);
  execFileSync(fusul, ['run', src, '--out', out, '--topics', '2', '--iterations', '20', '-q', ...flags], { stdio: ['ignore', 'ignore', 'inherit'] });
  return out;
}

const PROSE = 'يرى الواقعيون أن القوة هي لغة السياسة الدولية وأن توازن القوى يحفظ السلام. وترى الليبرالية أن التعاون ممكن وأن المؤسسات تخفف الفوضى.\n\n';

await test('mixed labels sit where they belong', async () => {
  const titles = ['NATO', 'المادة 5 (Article 5)', '1949–2022', 'واقعية (Realism)'];
  const files = Object.fromEntries(titles.map((_, i) => [`${i}.txt`, PROSE]));
  files['corpus.yaml'] = `works:\n${titles.map((t, i) => `  - files: [${i}.txt]\n    title: ${JSON.stringify(t)}\n`).join('')}`;
  const out = run('mixed', files);
  for (const [language, start] of [['ar', 'right'], ['en', 'left']]) {
    const page = await open(out, `view=theory&lang=${language}`);
    const labels = await page.$$eval('#fig-rates svg text', (all) => all.map((t) => { const b = t.getBBox(); return { text: t.firstChild.textContent, left: b.x, right: t.ownerSVGElement.viewBox.baseVal.width - b.x - b.width, direction: t.getAttribute('direction') }; }));
    for (const title of titles) {
      const label = labels.find((l) => l.text === title);
      assert.ok(label, `${title} in ${language}`);
      assert.ok(Math.abs(label[start]) < 3, `${title} in ${language} is ${label[start]} from the ${start}`);
      assert.equal(label.direction, /^[\u0600-\u06ff]/.test(title) ? 'rtl' : 'ltr');
    }
    await page.close_();
  }
});

await test('a hostile corpus stays text', async () => {
  const evil = ['</script><script>window.hacked=1</script>', '<img src=x onerror="window.hacked=1">', 'javascript:window.hacked=1', '"\'><svg onload=window.hacked=1>', '\u202eالواقعية\u202c', '{{constructor.constructor("window.hacked=1")()}}', ']]>--><!--'];
  const out = run('hostile', {
    '<_script>.txt': evil.map((e, i) => `الفصل ${['الأول', 'الثاني', 'الثالث', 'الرابع', 'الخامس', 'السادس', 'السابع'][i]}: ${e}\n\n${PROSE}القوة ${e} الواقعية ${e}\n\n`).join(''),
    'long.txt': `الفصل الأول: الطول\n\n${'ق'.repeat(5 << 20)} القوة والواقعية\n\n${'ا'.repeat(200)} ${PROSE}`,
    'corpus.yaml': `works:\n  - files: ["<_script>.txt"]\n    title: ${JSON.stringify(evil[0])}\n    author: ${JSON.stringify(evil[1])}\n  - files: [long.txt]\n`,
  });
  for (const [view, more] of [...VIEWS.map((v) => [v, '']), ['theory', '&ek=theory'], ['reading', '&q=%3Cscript%3E'], ['search', '&q=script']]) {
    for (const work of ['', '&work=' + encodeURIComponent((await (await tablesOf(out))('SELECT doc_id FROM {documents} ORDER BY n_tokens DESC LIMIT 1'))[0].doc_id)]) {
      const page = await open(out, `view=${view}${more}${work}`);
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      assert.equal(await page.evaluate(() => document.querySelectorAll('#app script, #app img, #app iframe, #app object, #app a[href^="javascript"]').length), 0);
      if (view === 'search' && more) assert.ok((await page.textContent('main')).includes('<script>') || (await page.textContent('main')).includes('</script>'));
      await page.close_();
    }
  }
});

for (const out of process.argv.slice(3)) await drive(resolve(out));
if (process.argv.length > 3) {
  const { serveTests } = await import('./browser-serve.mjs');
  await serveTests({ test, browser, fusul, out: resolve(process.argv[3]), tablesOf, ready });
}

await browser.close();
rmSync(temporary, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
