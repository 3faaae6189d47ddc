// Long lists as readers narrow and sort them, in Debian's own Chromium. The whole list is there
// without any script; with it, what is typed filters it in place, the address keeps the state and the
// count is told. Usage: node lists.mjs FOLDER
import { load } from './site.mjs';
import { report } from './report.mjs';
import { until } from './until.mjs';
import { launch, serve } from './chrome.mjs';

/** Fewer rows than this need no filter. */
const FEW = 12;

/** As the reader types: no marks, no capitals. */
const bare = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
const told = (page) => page.locator('[data-filter] [role=status]').innerText();
/** Where the page is; the driver itself hears of a changed address a little later. */
const place = (page) => page.evaluate(() => location.href);
const settled = (page, query) => until(page, (loc) => (new URLSearchParams(location.search).get('loc') ?? '') === loc, query);

const site = load(process.argv[2]);
const checks = report();
const { server, origin } = await serve(site);
const browser = await launch();
const faults = [];
const lists = site.pages.filter(({ html }) => html.includes('data-filter hidden'));
const length = ({ html }) => html.split('<tr').length + html.split('<li').length;
const longest = (sort) => lists.filter(({ html }) => sort.test(html)).sort((a, b) => length(b) - length(a))[0];

for (const [name, page] of [['a list of honours', longest(/table class="[^"]*cards|<ol class="[^"]*ledger/)], ['a list of names', longest(/<ul class="[^"]*names/)]]) {
  if (!page) {
    checks.check(name, ['the site has none']);
    continue;
  }
  await checks.run(`${name} (${page.url}) is narrowed by what is typed`, () => narrowed(page.url));
  await checks.run(`${name} is sorted and brought back`, () => sorted(page.url));
  await checks.run(`${name} goes by keyboard`, () => keyboard(page.url));
  await checks.run(`${name} is whole without scripts`, () => whole(page.url));
  await checks.run(`${name} bears any address`, () => hostile(page.url));
}
const roll = site.pages.filter(({ html }) => html.includes('data-filter="main .group tbody"')).sort((a, b) => length(b) - length(a))[0];
if (roll) await checks.run(`a name is found in a long decision (${roll.url})`, () => named(roll.url));
else checks.check('a name is found in a long decision', ['the site has none']);
const short = lists.find((page) => length(page) < FEW);
if (short) await checks.run(`a short list (${short.url}) has no filter`, () => unfiltered(short.url));
checks.check('no error on the way', faults);
await browser.close();
server.close();
checks.end();

async function open(url, options = {}) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 360, height: 800 }, ...options });
  const page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'error') faults.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  await page.goto(origin + url, { waitUntil: 'load' });
  return page;
}

/** The rows that can be seen, in their order: text, name and year. */
function rows(page) {
  return page.evaluate(() => [...document.querySelectorAll('main table.cards tbody > *, main ol.ledger > *, main ul.names > *')]
    .filter((row) => row.getClientRects().length > 0)
    .map((row) => ({ text: row.textContent.replace(/\s+/g, ' ').trim(), name: (row.querySelector('th, a') ?? row).textContent.trim(), year: Number(/(1[89]|20)\d\d/.exec(row.querySelector('time')?.getAttribute('datetime') ?? row.querySelector('td.num, .when')?.textContent ?? '')?.[0] ?? 0) })));
}

async function narrowed(url) {
  const wrong = [];
  const page = await open(url);
  const all = await rows(page);
  const query = bare(all[Math.floor(all.length / 2)].name).split(' ').slice(-2).join(' ');
  const expect = all.filter(({ text }) => query.split(' ').every((word) => bare(text).includes(word)));
  await page.locator('[data-filter] input').fill(query);
  await settled(page, query);
  const left = await rows(page);
  if (left.length !== expect.length || left.length === all.length) wrong.push(`“${query}” leaves ${left.length} of ${all.length} rows, not ${expect.length}`);
  const count = await told(page);
  if (!count.includes(String(left.length)) || !count.includes(String(all.length))) wrong.push(`the count says “${count}”`);
  const empty = await page.evaluate(() => [...document.querySelectorAll('main section')].filter((part) => part.getClientRects().length > 0 && part.querySelector('table.cards tbody, ol.ledger, ul.names') && ![...part.querySelectorAll('table.cards tbody > *, ol.ledger > *, ul.names > *')].some((row) => !row.hidden)).length);
  if (empty > 0) wrong.push(`${empty} headings have nothing below them`);
  const again = await open((await place(page)).slice(origin.length));
  if ((await rows(again)).length !== left.length || (await told(again)) !== count) wrong.push('the address does not bring the same back');
  await again.locator('[data-filter] input').fill('');
  await settled(again, '');
  if ((await rows(again)).length !== all.length) wrong.push('emptying the field does not bring all back');
  await again.locator('[data-filter] input').fill('zzqx');
  await settled(again, 'zzqx');
  if ((await rows(again)).length !== 0 || !/\b0\b/.test(await told(again))) wrong.push(`nothing found is told as “${await told(again)}”`);
  await Promise.all([page.context().close(), again.context().close()]);
  return wrong;
}

async function sorted(url) {
  const wrong = [];
  const page = await open(url);
  const before = await rows(page);
  const order = page.locator('[data-filter] select');
  const each = (list, key) => list.slice(1).every((row, at) => key(list[at], row));
  await order.selectOption('ten');
  const sections = await page.evaluate(() => document.querySelectorAll('main table.cards tbody, main ol.ledger, main ul.names').length);
  if (sections === 1 && !each(await rows(page), (a, b) => bare(a.name) <= bare(b.name))) wrong.push('by name: not in order');
  if (!(await place(page)).includes('xep=ten')) wrong.push(`the address is ${await place(page)}`);
  if (sections === 1 && before.every(({ year }) => year > 0)) {
    await order.selectOption('moi');
    if (!each(await rows(page), (a, b) => a.year >= b.year)) wrong.push('newest first: not in order');
    await order.selectOption('cu');
    if (!each(await rows(page), (a, b) => a.year <= b.year)) wrong.push('oldest first: not in order');
  }
  await order.selectOption('');
  const after = await rows(page);
  if (JSON.stringify(after) !== JSON.stringify(before)) wrong.push('the order of the page does not come back');
  if (new URL(await place(page)).search !== '') wrong.push(`the address stays ${await place(page)}`);
  await page.context().close();
  return wrong;
}

async function keyboard(url) {
  const wrong = [];
  const page = await open(url);
  const focus = () => page.evaluate(() => { const at = document.activeElement; return at.closest('[data-filter]') ? at.tagName : ''; });
  for (let steps = 0; steps < 60 && (await focus()) !== 'INPUT'; steps += 1) await page.keyboard.press('Tab');
  if ((await focus()) !== 'INPUT') return ['the Tab key does not lead to the field'];
  const all = (await rows(page)).length;
  await page.keyboard.type('zzqx');
  await settled(page, 'zzqx');
  await page.keyboard.press('Enter');
  if (new URL(await place(page)).pathname !== url) wrong.push(`Enter leads to ${await place(page)}`);
  for (let steps = 0; steps < 4; steps += 1) await page.keyboard.press('Backspace');
  await settled(page, '');
  if ((await rows(page)).length !== all) wrong.push('what was typed cannot be taken back');
  await page.keyboard.press('Tab');
  if ((await focus()) !== 'SELECT') wrong.push('the Tab key does not lead on to the order');
  await page.context().close();
  return wrong;
}

async function whole(url) {
  const [plain, scripted] = [await open(url, { javaScriptEnabled: false }), await open(url)];
  const [all, wrong] = [await rows(scripted), []];
  const shown = await plain.locator('[data-filter]').isVisible();
  const items = await plain.locator('main table.cards tbody > *, main ol.ledger > *, main ul.names > *').count();
  if (shown) wrong.push('a filter that cannot work is shown');
  if (items !== all.length) wrong.push(`${items} rows without scripts, ${all.length} with`);
  await Promise.all([plain.context().close(), scripted.context().close()]);
  return wrong;
}

async function hostile(url) {
  const wrong = [];
  for (const query of ['?loc=%E0%A4%A', '?xep=__proto__', '?loc=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', `?loc=${'a'.repeat(5000)}`, '?loc=&xep=']) {
    const page = await open(url + query);
    if (await page.locator('main img[src=x]').count()) wrong.push(`${query.slice(0, 40)}: markup from the address`);
    if (!(await page.locator('[data-filter] select').isVisible())) wrong.push(`${query.slice(0, 40)}: no filter`);
    await page.context().close();
  }
  return wrong;
}

/** The names of a decision are narrowed in place; what else the page lists stays. */
async function named(url) {
  const wrong = [];
  const page = await open(url);
  const names = () => page.evaluate(() => [...document.querySelectorAll('main .group tbody tr')].filter((row) => row.getClientRects().length > 0).map((row) => row.textContent.trim()));
  const all = await names();
  const others = await page.locator('main ol.ledger > li:visible').count();
  const wanted = bare(await page.locator('main .group tbody tr').nth(all.length - 2).locator('th').innerText());
  const expect = all.filter((text) => wanted.split(' ').every((word) => bare(text).includes(word)));
  await page.locator('[data-filter] input').fill(wanted);
  await settled(page, wanted);
  const left = await names();
  if (left.length !== expect.length || left.length === all.length) wrong.push(`“${wanted}” leaves ${left.length} of ${all.length} rows, not ${expect.length}`);
  if (!(await told(page)).includes(String(left.length))) wrong.push(`the count says “${await told(page)}”`);
  if ((await page.locator('main ol.ledger > li:visible').count()) !== others) wrong.push('other lists of the page are narrowed, too');
  await page.locator('[data-filter] input').fill('');
  await settled(page, '');
  if (JSON.stringify(await names()) !== JSON.stringify(all)) wrong.push('emptying the field does not bring all back in order');
  const plain = await open(url, { javaScriptEnabled: false });
  if (await plain.locator('[data-filter]').isVisible()) wrong.push('a field that cannot work is shown without scripts');
  await Promise.all([page.context().close(), plain.context().close()]);
  return wrong;
}

async function unfiltered(url) {
  const page = await open(url);
  const shown = await page.locator('[data-filter]').isVisible();
  await page.context().close();
  return shown ? ['a filter stands above a few rows'] : [];
}
