// Searching as readers do it, in Debian's own Chromium, over the real index: each query of
// tests/data/search-queries.json must have its record among the first three results. Also what a
// visit moves and how long an answer takes. Usage: node search.mjs FOLDER
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { files } from './site.mjs';
import { report } from './report.mjs';
import { launch, serve } from './chrome.mjs';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const data = (name) => JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../data', name), 'utf8'));

/** What a visit with one query may move, page, script and index, as a plain server sends them. */
const BYTES = 100_000;
/** Milliseconds after the last key, once the parts are there, for 95 of 100 queries. */
const SOON = 100;
const TOP = 3;

const root = process.argv[2];
const site = { root, files: new Set(files(root)) };
const checks = report();
let moved = 0;
const { server, origin } = await serve(site, (request, body) => {
  if (/\/tim-kiem\/|tim-kiem[^/]*\.js/.test(request.url)) moved += body.length;
  return { body, headers: {} };
});
const browser = await launch();
const faults = [];
const tab = await fresh();

await tab.goto(`${origin}/tim-kiem/`, { waitUntil: 'load' });
checks.check('the browser cuts and folds words as the index does', await tab.evaluate((table) => table
  .filter(([text, expect]) => JSON.stringify(bangVangSearch.words(text).map((w) => [w.folded, String(w.exact)])) !== JSON.stringify(expect))
  .map(([text]) => text), data('search-words.json')));
await checks.run('every part can be read by a browser that cannot inflate', inflated);
await queries();
await checks.run(`a visit with one query moves at most ${BYTES} bytes`, visits);
await checks.run('results come while typing, by keyboard, with a shareable address', typed);
await checks.run('facets narrow the results and stay in the address', faceted);
await checks.run('nothing found says what to do', nothing);
await checks.run('results are accessible', accessible);
checks.check('no error on the way', faults);
await browser.close();
server.close();
checks.end();

async function fresh(options = {}) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 360, height: 800 }, ...options });
  const page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'error') faults.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  return page;
}

function ready(page, query) {
  return until(page, (q) => document.querySelector('[data-search]').getAttribute('data-ready') === q, query);
}

/** Waits until something holds in the page; the site's policy forbids what playwright would put there. */
async function until(page, holds, value) {
  for (const end = Date.now() + 5_000; Date.now() < end;) {
    if (await page.evaluate(holds, value)) return;
    await new Promise((done) => { setTimeout(done, 15); });
  }
  throw new Error(`not within five seconds: ${holds} ${value}`);
}

/** The first results for a query typed into the field. */
async function results(page, query) {
  await page.locator('#q').fill(query);
  await ready(page, query);
  return page.locator('[data-results] h2 a').evaluateAll((links, top) => links.slice(0, top).map((link) => link.getAttribute('href')), TOP);
}

async function queries() {
  const times = [];
  for (const { q, top, why } of data('search-queries.json')) {
    const found = await results(tab, q);
    checks.check(`${q} (${why})`, found.includes(top) ? [] : [`${top} is not among ${found.join(', ')}`], { quiet: true });
    times.push(await tab.evaluate(async (query) => {
      const start = performance.now();
      await bangVangSearch.cards(Array.from((await bangVangSearch.find(query, {}, true)).ids.slice(0, 10)));
      return performance.now() - start;
    }, q));
  }
  times.sort((a, b) => a - b);
  const late = times[Math.floor(times.length * 0.95)];
  console.log(`     ${times.length} queries, 95 of 100 answered within ${late.toFixed(1)} ms`);
  checks.check(`answers within ${SOON} ms`, late <= SOON ? [] : [`${late.toFixed(1)} ms`]);
}

async function visits() {
  const wrong = [];
  let most = 0;
  const all = data('search-queries.json');
  for (const { q } of all.filter((_, at) => at % 15 === 0)) {
    const page = await fresh();
    moved = 0;
    await page.goto(`${origin}/tim-kiem/?q=${encodeURIComponent(q)}`, { waitUntil: 'load' });
    await ready(page, q);
    most = Math.max(most, moved);
    if (moved > BYTES) wrong.push(`${q}: ${moved} bytes`);
    await page.context().close();
  }
  console.log(`     at most ${most} bytes`);
  return wrong;
}

async function inflated() {
  const wrong = [];
  for (const path of [...site.files].filter((name) => /^tim-kiem\/.*\.bin$/.test(name))) {
    const packed = readFileSync(join(root, path));
    const out = await tab.evaluate((bytes) => Array.from(bangVangSearch.inflate(new Uint8Array(bytes))), [...packed]);
    if (Buffer.compare(Buffer.from(out), inflateSync(packed)) !== 0) wrong.push(path);
  }
  return wrong;
}

async function typed() {
  const wrong = [];
  const [{ q, top }] = data('search-queries.json');
  const page = await fresh();
  await page.goto(`${origin}/tim-kiem/`, { waitUntil: 'load' });
  await page.locator('#q').pressSequentially(q, { delay: 20 });
  await ready(page, q);
  const address = await page.evaluate(() => location.href);
  if (new URL(address).searchParams.get('q') !== q) wrong.push(`the address is ${address}`);
  if (!/\d/.test(await page.locator('[data-status]').innerText())) wrong.push('the number of results is not told');
  await page.keyboard.press('ArrowDown');
  const focus = () => page.evaluate(() => document.activeElement.getAttribute('href') ?? document.activeElement.id);
  if ((await focus()) !== top) wrong.push(`the arrow leads to ${await focus()}, not to ${top}`);
  await page.keyboard.press('Escape');
  if ((await focus()) !== 'q') wrong.push('Escape does not lead back to the field');
  await page.context().close();
  return wrong;
}

async function faceted() {
  const wrong = [];
  const page = await fresh();
  await page.goto(`${origin}/tim-kiem/?q=kien+giang`, { waitUntil: 'load' });
  await ready(page, 'kien giang');
  const count = async () => Number((await page.locator('[data-status]').innerText()).replace(/\D.*$/, ''));
  const all = await count();
  await page.locator('.facets summary').click();
  const box = page.locator('[data-facet="nam"] input').first();
  await box.waitFor();
  const promised = Number((await page.locator('[data-facet="nam"] .n').first().innerText()).replace('.', ''));
  await box.check();
  await until(page, (before) => Number.parseInt(document.querySelector('[data-status]').textContent, 10) !== before, all).catch(() => null);
  if ((await count()) !== promised) wrong.push(`the facet promises ${promised}, there are ${await count()}`);
  const address = await page.evaluate(() => location.href);
  if (!address.includes('nam=')) wrong.push(`the address is ${address}`);
  const again = await fresh();
  await again.goto(address, { waitUntil: 'load' });
  await ready(again, 'kien giang');
  if ((await again.locator('[data-status]').innerText()) !== (await page.locator('[data-status]').innerText())) wrong.push('the address does not bring the same back');
  await again.locator('[data-chosen] button').first().click();
  await until(again, (n) => Number.parseInt(document.querySelector('[data-status]').textContent, 10) === n, all).catch(() => wrong.push('removing the filter does not bring all back'));
  await Promise.all([page.context().close(), again.context().close()]);
  return wrong;
}

async function nothing() {
  await results(tab, 'zzzzqqq');
  const told = await tab.locator('[data-none]').isVisible();
  const narrows = (await tab.locator('.to-facets').isVisible()) || (await tab.locator('.facets').isVisible());
  const lists = await tab.locator('.search-lists a').count();
  return told && lists > 3 && !narrows ? [] : [`advice ${told}, ${lists} lists, filters of nothing ${narrows}`];
}

async function accessible() {
  const wrong = [];
  for (const options of [{}, { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }]) {
    const page = await fresh(options);
    await page.goto(`${origin}/tim-kiem/?q=bang+khen&loai=danh-hieu`, { waitUntil: 'load' });
    await ready(page, 'bang khen');
    // The page's own policy forbids what is added from outside but not what a debugger evaluates.
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } }));
    wrong.push(...violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(' ')}`));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) wrong.push(`${wide} px too wide`);
    await page.context().close();
  }
  return wrong;
}
