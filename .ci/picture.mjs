// Takes the README's picture of the report of the sample.
// usage: node picture.mjs OUT docs/report.png
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';

const [out, picture] = process.argv.slice(2).map((p) => resolve(p));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
await page.goto(`file://${out}/report.html#view=theory&ek=theory.realism&eu=alliances%2F05`);
await page.waitForFunction(() => document.body.dataset.ready);
await page.evaluate(() => document.activeElement.blur());
await page.screenshot({ path: picture });
await browser.close();
