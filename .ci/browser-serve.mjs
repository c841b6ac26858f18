// Drives the report behind `fusul serve` and checks it against the tables.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export async function serveTests({ test, browser, fusul, out, tablesOf, ready }) {
  const server = spawn(fusul, ['serve', out, '-q', '--lang', 'en'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [data] = await once(server.stdout, 'data');
  const url = String(data).trim();
  const sql = await tablesOf(out);

  const open = async (fragment) => {
    const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
    const page = await context.newPage();
    const wrong = [];
    page.on('console', (m) => { if (m.type() === 'error') wrong.push(m.text()); });
    page.on('pageerror', (e) => wrong.push(e.stack));
    page.on('request', (r) => { if (!r.url().startsWith(url) && !/^(data|blob):/.test(r.url())) wrong.push(`request: ${r.url()}`); });
    await page.goto(`${url}#${fragment}`);
    await ready(page);
    page.close_ = async () => { assert.deepEqual(wrong, []); await context.close(); };
    return page;
  };

  await test('serve: the same numbers, and all passages by pages', async () => {
    const [{ doc_id: doc }] = await sql('SELECT doc_id FROM {documents} LIMIT 1');
    const page = await open(`view=theory&ek=concept&work=${encodeURIComponent(doc)}`);
    const [{ n }] = await sql("SELECT sum(n) AS n FROM {dictionary_counts_by_document} WHERE key_path = 'concept'");
    assert.equal(Number(await page.getAttribute('#evidence-count', 'data-n')), Number(n));
    const rows = await sql("SELECT doc_id, start_byte FROM {matches} WHERE is_counted AND counts_from <= 1 AND (key_path = 'concept' OR starts_with(key_path, 'concept.'))");
    const seen = async () => page.$$eval('#evidence .passage', (all) => all.map((p) => `${p.dataset.doc}:${p.dataset.start}`));
    assert.deepEqual(await seen(), rows.slice(0, 50).map((m) => `${m.doc_id}:${m.start_byte}`));
    if (rows.length > 50) {
      await Promise.all([page.waitForResponse(/offset=50/), page.click('#evidence .pager button:last-child')]);
      await page.waitForFunction(() => document.querySelector('#evidence ol').start === 51);
      assert.deepEqual(await seen(), rows.slice(50, 100).map((m) => `${m.doc_id}:${m.start_byte}`));
    }
    assert.equal(await page.locator('#cap').count(), 0);
    await page.close_();
  });

  await test('serve: reading and searching', async () => {
    const page = await open('view=search&q=' + encodeURIComponent('القوة'));
    assert.ok(Number(await page.getAttribute('#found-passages .count', 'data-n')) > 0);
    await ready(page, () => page.click('#found-passages .passage a'));
    await page.waitForSelector('.text .target');
    await page.close_();
  });

  await test('serve: a page of the web learns nothing', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto('about:blank');
    const port = new URL(url).port;
    const got = await page.evaluate(async (u) => { try { const r = await fetch(u); return await r.text(); } catch (e) { return 'refused'; } }, `http://127.0.0.1:${port}/`);
    assert.equal(got, 'refused');
    await context.close();
  });

  server.kill('SIGINT');
  const [code] = await once(server, 'exit');
  await test('serve: an interrupt ends it', async () => assert.equal(code, 0));
}
