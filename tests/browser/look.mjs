// The pages as a reader meets them, in Debian's own Chromium: one page of every kind, at the
// widths of a telephone, a tablet and a desk. Usage: node look.mjs FOLDER
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { load } from './site.mjs';
import { report } from './report.mjs';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const WIDTHS = [320, 360, 768, 1280];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.xml': 'application/xml', '.json': 'application/json', '.jpg': 'image/jpeg', '.png': 'image/png', '.webp': 'image/webp' };

const site = load(process.argv[2]);
const checks = report();
const server = createServer(answer).listen(0, '127.0.0.1');
await new Promise((ready) => server.once('listening', ready));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
});

const queue = chosen(site);
await Promise.all(Array.from({ length: 3 }, async () => {
  for (let page = queue.shift(); page; page = queue.shift()) {
    checks.check(`${page.url} looks right`, await look(page));
    checks.check(`${page.url} is accessible`, await accessible(page));
    checks.check(`${page.url} works without scripts`, await plain(page));
  }
}));
checks.check('an unknown address gets the page for it', await unknown());
await browser.close();
server.close();
checks.end();

/** Answers like any plain web server. */
function answer(request, response) {
  const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
  const file = path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1);
  const found = site.files.has(file);
  const sent = found ? file : '404.html';
  response.writeHead(found ? 200 : 404, { 'content-type': TYPES[extname(sent)] ?? 'application/octet-stream' });
  response.end(site.files.has(sent) ? readFileSync(join(site.root, sent)) : '');
}

/** The fullest page of every kind of record, and one of every other sort. */
function chosen({ pages }) {
  const fullest = new Map();
  for (const page of pages) {
    const sort = page.isRecord ? page.url.split('/')[1] : null;
    if (sort && !(fullest.get(sort)?.html.length > page.html.length)) fullest.set(sort, page);
  }
  const others = pages.filter((page) => !page.isRecord);
  const longest = (list) => list.reduce((best, page) => (best && best.html.length >= page.html.length ? best : page), undefined);
  const named = (url) => others.find((page) => page.url === url);
  const more = ['/', '/khen-thuong/', '/don-vi/', '/tra-cuu/', '/lien-he/', '/cai-chinh/', '/404.html'].map(named);
  const letters = longest(others.filter((page) => /\/van\//.test(page.url)));
  return [...more, letters, longest(others), ...fullest.values()].filter((page, at, all) => page && all.indexOf(page) === at);
}

/** A fresh window; what goes wrong in it is added to `faults`. */
async function open(page, faults, options) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  await context.route('**/*', (route) => {
    if (route.request().url().startsWith(`${origin}/`) || route.request().url().startsWith('data:')) return route.continue();
    faults.push(`asks another site for ${route.request().url()}`);
    return route.abort();
  });
  const tab = await context.newPage();
  tab.on('console', (message) => { if (message.type() === 'error' && !(page.url === '/404.html' && /404/.test(message.text()))) faults.push(`console: ${message.text()}`); });
  tab.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  await tab.goto(origin + page.url, { waitUntil: 'load' });
  await tab.evaluate(() => document.fonts.ready.then(() => null)).catch(() => null);
  return { context, tab };
}

/** Nothing sticks out at any width, nothing is fetched from elsewhere, no script fails. */
async function look(page) {
  const faults = [];
  for (const width of WIDTHS) {
    const { context, tab } = await open(page, faults, { viewport: { width, height: 800 } });
    for (const fault of await tab.evaluate(overflow)) faults.push(`at ${width} px: ${fault}`);
    if (width === 1280) {
      await tab.keyboard.press('Tab');
      const first = await tab.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
      if (!first.startsWith('#')) faults.push('the first stop of the Tab key is not the way to the content');
    }
    await context.close();
  }
  return faults;
}

/** Runs in the page: what makes it scroll sideways. */
function overflow() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
  const name = (element) => element.tagName.toLowerCase() + (element.className?.baseVal === undefined && element.className ? `.${String(element.className).replaceAll(' ', '.')}` : '');
  return [`${scrollWidth - clientWidth} px too wide: ${[...new Set(wide.map(name))].slice(0, 5).join(', ')}`];
}

/** WCAG 2.2 AA, as far as a program can tell, by day and by night. */
async function accessible(page) {
  const faults = [];
  for (const [width, colorScheme] of [[360, 'light'], [1280, 'light'], [1280, 'dark']]) {
    const { context, tab } = await open(page, [], { viewport: { width, height: 800 }, colorScheme });
    await tab.evaluate(axe);
    const { violations } = await tab.evaluate((values) => axe.run(document, { runOnly: { type: 'tag', values } }), RULES);
    for (const { id, help, nodes } of violations) faults.push(`${id} (${width} px, ${colorScheme}, ${nodes.length}): ${help}: ${nodes[0].target.join(' ')} ${(nodes[0].any[0]?.message ?? '').slice(0, 160)}`);
    await context.close();
  }
  return faults;
}

/** The page says the same to those whose browser runs no script. */
async function plain(page) {
  const faults = [];
  const texts = [];
  for (const javaScriptEnabled of [true, false]) {
    const { context, tab } = await open(page, faults, { viewport: { width: 360, height: 800 }, javaScriptEnabled });
    texts.push((await tab.locator('main').innerText()).replace(/\s+/g, ' ').trim());
    if (!(await tab.locator('h1').first().isVisible())) faults.push(`the heading is not visible, scripts ${javaScriptEnabled ? 'on' : 'off'}`);
    if (!javaScriptEnabled && (await tab.locator('nav a[href^="/"]').count()) === 0) faults.push('there is no navigation');
    await context.close();
  }
  // Scripts may add a little (a button); they may not carry what the page is about.
  if (texts[1].length < 40 || texts[1].length < texts[0].length * 0.95) faults.push(`${texts[0].length} letters with scripts, ${texts[1].length} without`);
  return faults;
}

/** A wrong address answers 404 with our own page, whose own links work from any depth. */
async function unknown() {
  const faults = [];
  const { context, tab } = await open({ url: '/404.html' }, faults, {});
  const response = await tab.goto(`${origin}/khong/co/o/day/`, { waitUntil: 'load' });
  if (response.status() !== 404) faults.push(`status ${response.status()}`);
  const styled = await tab.evaluate(() => [...document.styleSheets].length > 0);
  if (!styled) faults.push('the page is not styled when it stands at another depth');
  await context.close();
  return faults;
}
