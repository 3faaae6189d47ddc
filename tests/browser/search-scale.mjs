// Searching a site of invented records of any size in Debian's own Chromium: the names of records
// evenly chosen from its open data, as readers type them, must lead to the records. Tells what a visit
// with one query moves (page, scripts, parts of the index) and how long an answer takes.
// Usage: node search-scale.mjs FOLDER [BYTES]
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { report } from './report.mjs';
import { files } from './site.mjs';
import { launch, serve } from './chrome.mjs';

/** How many records of each kind are looked for. */
const EACH = 12;
const TOP = 3;
/** Milliseconds after the last key for 95 of 100 queries, once the page is there. */
const SOON = 100;
/** What readers look for without a name in mind: words that very many records share. */
const SUBJECTS = ['bang khen', 'bang khen 2024', 'truong hoc', 'quyet dinh khen thuong nam 2020', 'chien si thi dua', 'y te', 'hu cau'];

const [, , root, limit = '100000'] = process.argv;
const bare = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();

/** Records with a name that no other one has: address, name, its letters alone. */
function records() {
  const found = [];
  for (const name of readdirSync(join(root, 'du-lieu')).filter((file) => /^(don-vi|ca-nhan|quyet-dinh|phong-trao).*\.jsonl$/.test(file)).sort()) {
    for (const line of readFileSync(join(root, 'du-lieu', name), 'utf8').split('\n').filter(Boolean)) {
      const { kind, title, url } = JSON.parse(line);
      if (url && title) found.push({ kind, title, url: new URL(url).pathname, bare: bare(title) });
    }
  }
  const count = new Map();
  for (const one of found) count.set(one.bare, (count.get(one.bare) ?? 0) + 1);
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const own = found.filter((one) => one.kind === kind && count.get(one.bare) === 1);
    return own.filter((_, at) => at % Math.max(1, Math.floor(own.length / EACH)) === 0).slice(0, EACH);
  });
}

/** A name as readers type it: whole, without marks, half of the last word, with one wrong letter. */
function queries({ title, bare: plain, url }) {
  const half = plain.length > 8 ? plain.slice(0, -1) : plain;
  const words = plain.split(' ');
  const long = words.findIndex((word) => /^[a-z]{5,}$/.test(word));
  const slip = long < 0 ? [] : [words.map((word, at) => (at === long ? `${word.slice(0, 3)}${word[3] === 'x' ? 'z' : 'x'}${word.slice(4)}` : word)).join(' ')];
  return [title, plain, half, ...slip].map((q) => ({ q, url, whole: plain }));
}

const site = { root, files: new Set(files(root)) };
const checks = report();
let moved = 0;
const { server, origin } = await serve(site, (request, body) => {
  if (/\/tim-kiem\/|tim-kiem[^/]*\.js/.test(request.url)) moved += body.length;
  return { body, headers: {} };
});
const browser = await launch();
const chosen = records();
const all = chosen.flatMap(queries);
checks.check('there is enough to look for', all.length >= 40 ? [] : [`${all.length} queries`]);

const tab = await open('');
const times = [];
for (const { q, url } of all) {
  const { top, titles, took } = await tab.evaluate(ask, q);
  times.push(took);
  // A name that is half typed is that of every record whose name begins so.
  const others = titles.slice(0, TOP).every((name) => bare(name).startsWith(bare(q)));
  checks.check(`${q} → ${url}`, top.slice(0, TOP).includes(url) || (titles.length > 0 && others) ? [] : [`found ${top.join(', ')}`], { quiet: true });
}
times.sort((a, b) => a - b);
const late = times[Math.floor(times.length * 0.95)];
checks.check(`95 of 100 queries are answered within ${SOON} ms`, late <= SOON ? [] : [`${late.toFixed(1)} ms`]);

const visits = chosen.filter((_, at) => at % 6 === 0).flatMap(queries).map(({ q }) => q).concat(SUBJECTS);
const weights = [];
for (const q of visits) {
  moved = 0;
  const page = await open(`?q=${encodeURIComponent(q)}`);
  for (const end = Date.now() + 10_000; Date.now() < end && (await page.locator('[data-search]').getAttribute('data-ready')) !== q;) await new Promise((done) => { setTimeout(done, 20); });
  weights.push({ q, moved });
  await page.context().close();
}
weights.sort((a, b) => b.moved - a.moved);
const most = weights[0].moved;
for (const { q, moved: bytes } of weights.slice(0, 5)) console.log(`     ${bytes} bytes for ${q}`);
checks.check(`a visit with one query moves at most ${limit} bytes`, most > 0 && most <= Number(limit) ? [] : [`${most} bytes`]);
console.log(`     ${all.length} queries for ${chosen.length} records; 95 of 100 within ${late.toFixed(1)} ms; a visit moves at most ${most} bytes`);
await checks.run('a count that is not complete says so, and all can be had', honest);
await checks.run('a name in a long decision is led to, not only its decision', led);
await browser.close();
server.close();
checks.end();

async function open(query) {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${origin}/tim-kiem/${query}`, { waitUntil: 'load' });
  return page;
}

/** Runs in the page: the first results for a query, and how long it took to have them. */
async function ask(query) {
  const start = performance.now();
  const cards = await bangVangSearch.cards(Array.from((await bangVangSearch.find(query, {}, true)).ids.slice(0, 5)));
  const took = performance.now() - start;
  return { took, top: cards.map(([, url]) => url), titles: cards.map(([, , name]) => name) };
}

/** What names alone answer is told as the least there is, until the reader asks for all. */
async function honest() {
  const wrong = [];
  const page = await open('');
  const told = async () => Number((await page.locator('[data-status]').innerText()).replace(/[“"].*$/, '').replace(/\D/g, ''));
  for (const q of SUBJECTS) {
    await page.locator('#q').fill(q);
    for (const end = Date.now() + 10_000; Date.now() < end && (await page.locator('[data-search]').getAttribute('data-ready')) !== q;) await new Promise((done) => { setTimeout(done, 20); });
    const all = await page.evaluate(async (query) => (await bangVangSearch.find(query, {}, true, true)).ids.length, q);
    const some = await told();
    const button = page.locator('[data-everything]');
    const least = (await page.locator('[data-search]').getAttribute('data-some')).replace(/\{n\}.*$/, '');
    const modest = (await page.locator('[data-status]').innerText()).startsWith(least);
    if (some > all || (some < all && !modest)) wrong.push(`${q}: ${some} of ${all} are told as all`);
    if (!(await button.isVisible())) continue;
    await button.click();
    for (const end = Date.now() + 10_000; Date.now() < end && (await button.isVisible());) await new Promise((done) => { setTimeout(done, 20); });
    if ((await told()) !== all) wrong.push(`${q}: ${await told()} instead of ${all}`);
  }
  await page.context().close();
  return wrong;
}

/** A recipient without a page, looked for by name: the link opens the decision at that name. */
async function led() {
  const page = await open('?q=van&loai=nguoi-nhan');
  const links = page.locator('[data-results] h2 a');
  await links.first().waitFor();
  const name = await links.last().innerText();
  await Promise.all([page.waitForURL(/\/quyet-dinh\//), links.last().click()]);
  for (const end = Date.now() + 5_000; Date.now() < end && (await page.evaluate(() => scrollY)) === 0;) await new Promise((done) => { setTimeout(done, 20); });
  const seen = await page.evaluate((text) => [...document.querySelectorAll('main tbody th')].some((cell) => {
    const { top } = cell.getBoundingClientRect();
    return cell.textContent.includes(text) && top >= 0 && top < innerHeight;
  }), name);
  await page.context().close();
  return seen ? [] : [`${name} cannot be seen where the link leads`];
}
