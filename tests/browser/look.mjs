// The pages as a reader meets them, in Debian's own Chromium: one page of every kind, at the
// widths of a telephone, a tablet and a desk. Usage: node look.mjs FOLDER
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { load } from './site.mjs';
import { report } from './report.mjs';
import { until } from './until.mjs';
import { launch, serve } from './chrome.mjs';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const WIDTHS = [320, 360, 768, 1280];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The smallest target that WCAG 2.2 AA allows, and the ratio at which forced colours must still tell things apart. */
const TARGET = 24;

const site = load(process.argv[2]);
const checks = report();
const { server, origin } = await serve(site);
const browser = await launch();

const queue = chosen(site);
await Promise.all(Array.from({ length: 3 }, async () => {
  for (let page = queue.shift(); page; page = queue.shift()) {
    await checks.run(`${page.url} looks right`, () => look(page));
    await checks.run(`${page.url} is accessible`, () => accessible(page));
    await checks.run(`${page.url} works without scripts`, () => plain(page));
    await checks.run(`${page.url} can be enlarged`, () => enlarged(page));
    await checks.run(`${page.url} goes by keyboard and in the system's own colours`, () => operated(page));
  }
}));
await checks.run('an unknown address gets the page for it', unknown);
await checks.run('text size and scheme are chosen and kept', settings);
if (site.files.has('kiem-tra/index.html')) await checks.run('a decision is checked by its number', verified);
await browser.close();
server.close();
checks.end();

/** The fullest page of every kind of record, and one of every other sort; in another language, too. */
function chosen({ pages }) {
  const fullest = new Map();
  for (const page of pages) {
    const sort = page.isRecord ? page.url.split('/')[1] : null;
    if (sort && !(fullest.get(sort)?.html.length > page.html.length)) fullest.set(sort, page);
  }
  const others = pages.filter((page) => !page.isRecord);
  const longest = (list) => list.reduce((best, page) => (best && best.html.length >= page.html.length ? best : page), undefined);
  const named = (url) => others.find((page) => page.url === url);
  const more = ['/', '/khen-thuong/', '/don-vi/', '/tra-cuu/', '/thong-ke/', '/kiem-tra/', '/lien-he/', '/cai-chinh/', '/404.html'].map(named);
  const poster = longest(pages.filter((page) => page.url.endsWith('/bang-vang/')));
  const letters = longest(others.filter((page) => /\/van\//.test(page.url)));
  const taken = [...more, letters, poster, longest(others), ...fullest.values()].filter(Boolean);
  const sort = ({ url, html }) => `${url.startsWith('/en/') ? 'en ' : ''}${/<body class="([^"]*)"/.exec(html)?.[1]}`;
  const seen = new Set(taken.map(sort));
  const rest = [...new Set(pages.map(sort))].filter((one) => !seen.has(one) && !/page-search|undefined/.test(one)).sort();
  return [...new Set([...taken, ...rest.map((one) => longest(pages.filter((page) => sort(page) === one)))])];
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
  const { context, tab } = await open(page, faults, { viewport: { width: WIDTHS[0], height: 800 } });
  for (const width of WIDTHS) {
    await tab.setViewportSize({ width, height: 800 });
    for (const fault of await tab.evaluate(overflow)) faults.push(`at ${width} px: ${fault}`);
  }
  await tab.keyboard.press('Tab');
  const first = await tab.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
  if (!first.startsWith('#')) faults.push('the first stop of the Tab key is not the way to the content');
  await context.close();
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
  const { context, tab } = await open(page, [], { viewport: { width: 360, height: 800 }, colorScheme: 'light' });
  await tab.evaluate(axe);
  for (const [width, colorScheme] of [[360, 'light'], [1280, 'light'], [1280, 'dark']]) {
    await tab.setViewportSize({ width, height: 800 });
    await tab.emulateMedia({ colorScheme });
    const { violations } = await tab.evaluate((values) => axe.run(document, { runOnly: { type: 'tag', values } }), RULES);
    for (const { id, help, nodes } of violations) faults.push(`${id} (${width} px, ${colorScheme}, ${nodes.length}): ${help}: ${nodes[0].target.join(' ')} ${(nodes[0].any[0]?.message ?? '').slice(0, 160)}`);
  }
  await context.close();
  return faults;
}

/** The page says the same to those whose browser runs no script. */
async function plain(page) {
  const faults = [];
  const texts = [];
  for (const javaScriptEnabled of [true, false]) {
    const { context, tab } = await open(page, faults, { viewport: { width: 360, height: 800 }, javaScriptEnabled });
    // What only scripts can do is shown to nobody else.
    await tab.evaluate(() => document.querySelectorAll('main .scripted').forEach((element) => element.remove()));
    texts.push((await tab.locator('main').innerText()).replace(/\s+/g, ' ').trim());
    if (!(await tab.locator('h1').first().isVisible())) faults.push(`the heading is not visible, scripts ${javaScriptEnabled ? 'on' : 'off'}`);
    const dead = javaScriptEnabled ? 0 : await tab.locator('button[data-act]:visible').count();
    if (dead > 0) faults.push(`${dead} buttons do nothing without scripts`);
    if (!javaScriptEnabled && (await tab.locator('nav a[href^="/"]').count()) === 0) faults.push('there is no navigation');
    await context.close();
  }
  // Scripts may add a little (a button); they may not carry what the page is about.
  if (texts[1].length < 40 || texts[1].length < texts[0].length * 0.95) faults.push(`${texts[0].length} letters with scripts, ${texts[1].length} without`);
  return faults;
}

/** Text at 200 %, the browser's zoom at 400 % (a window of 320 by 256), spacing as WCAG 1.4.12 has it: nothing sticks
    out, nothing is cut off. */
async function enlarged(page) {
  const faults = [];
  const ways = [
    ['text at 200 %', { width: 1280, height: 800 }, 'html { font-size: 200% !important }'],
    ['text at 200 % on a telephone', { width: 360, height: 740 }, 'html { font-size: 200% !important }'],
    ['zoom of 400 %', { width: 320, height: 256 }, ''],
    ['spaced text', { width: 360, height: 740 }, '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }'],
  ];
  const { context, tab } = await open(page, faults, { viewport: ways[0][1], bypassCSP: true });
  for (const [name, viewport, content] of ways) {
    await tab.setViewportSize(viewport);
    const style = content && (await tab.addStyleTag({ content }));
    for (const fault of await tab.evaluate(overflow)) faults.push(`${name}: ${fault}`);
    for (const fault of await tab.evaluate(cut)) faults.push(`${name}: ${fault}`);
    if (style) await style.evaluate((element) => element.remove());
  }
  await context.close();
  return faults;
}

/** Runs in the page: text that its box hides. */
function cut() {
  const faults = [];
  for (const element of document.querySelectorAll('main *, header *, footer *')) {
    const style = getComputedStyle(element);
    const hidden = /hidden|clip/.test(style.overflowX) || /hidden|clip/.test(style.overflowY);
    const meant = style.position === 'absolute' || element.closest('.vh, svg') || element.matches('table.cards tr');
    if (hidden && !meant && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1) && element.textContent.trim()) {
      faults.push(`cut off: ${element.tagName.toLowerCase()}.${element.className}`);
    }
  }
  return faults.slice(0, 4);
}

/** Every stop of the Tab key is visible, in view, marked, and large enough; in forced colours every link still
    looks like one and every drawing is still there. */
async function operated(page) {
  const faults = [];
  const { context, tab } = await open(page, faults, { viewport: { width: 1280, height: 800 }, forcedColors: 'active' });
  const stops = Math.min(60, await tab.evaluate(() => document.querySelectorAll('a[href], button, input, summary').length));
  for (let at = 0; at < stops; at += 1) {
    await tab.keyboard.press('Tab');
    const fault = await tab.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const box = element.getBoundingClientRect();
      const name = `${element.tagName.toLowerCase()} ${(element.getAttribute('href') ?? element.className ?? '')}`.slice(0, 60);
      const style = getComputedStyle(element);
      const around = element.parentElement ? getComputedStyle(element.parentElement) : style;
      if (box.width === 0 || box.height === 0) return `${name}: nothing to be seen`;
      if (box.bottom < 0 || box.top > innerHeight) return `${name}: not scrolled into view`;
      if (style.outlineStyle === 'none' && around.outlineStyle === 'none') return `${name}: the focus has no mark`;
      return null;
    });
    if (fault) faults.push(`stop ${at + 1}: ${fault}`);
  }
  for (const fault of await tab.evaluate(drawn)) faults.push(`forced colours: ${fault}`);
  await tab.emulateMedia({ forcedColors: 'none' });
  await tab.setViewportSize({ width: 360, height: 740 });
  for (const fault of await tab.evaluate(targets, TARGET)) faults.push(fault);
  await context.close();
  return faults;
}

/** Runs in the page: drawings whose marks have the colour of the paper. */
function drawn() {
  const faults = [];
  const paper = getComputedStyle(document.body).backgroundColor;
  for (const path of document.querySelectorAll('main .bar-cell path, main .years path, main .ladder .real, main .lane rect:not(.loose), main .lane .real')) {
    const style = getComputedStyle(path);
    if (path.getBoundingClientRect().width > 0 && style.fill === paper) faults.push(`invisible: ${path.closest('svg').getAttribute('class') ?? 'bar'}`);
  }
  for (const stack of document.querySelectorAll('main .years:not(.bars) [class^="stack-"]')) {
    if (stack.getClientRects().length > 0 && getComputedStyle(stack).forcedColorAdjust !== 'none') faults.push('the tablets of a year lose their colour');
  }
  return [...new Set(faults)];
}

/** Runs in the page: targets below the least size that do not stand in a sentence and crowd another. */
function targets(least) {
  const all = [...document.querySelectorAll('a[href], button, input, summary')].filter((element) => element.getClientRects().length > 0 && !element.closest('.vh, .skip'));
  const inline = (element) => getComputedStyle(element).display === 'inline';
  const boxes = all.filter((element) => !inline(element) && !element.matches('.skip')).map((element) => [element, element.getBoundingClientRect()]);
  const small = boxes.filter(([, box]) => box.width < least || box.height < least);
  return small.slice(0, 5).map(([element, box]) => `a target of ${Math.round(box.width)} x ${Math.round(box.height)} px: ${element.outerHTML.slice(0, 80)}`);
}

/** The buttons for text size and scheme do what they say, on a telephone too, and the choice is kept. */
async function settings() {
  const faults = [];
  for (const width of [360, 1280]) {
    const { context, tab } = await open({ url: '/' }, faults, { viewport: { width, height: 740 }, colorScheme: 'light' });
    const opener = tab.locator('[data-open="cong-cu"]');
    if (width === 360) {
      if (await tab.locator('#cong-cu').isVisible()) faults.push('the settings are open before anybody asked');
      await opener.focus();
      await tab.keyboard.press('Enter');
      if ((await opener.getAttribute('aria-expanded')) !== 'true') faults.push('the button does not say that it is open');
    }
    const size = () => tab.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
    const paper = () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const before = [await size(), await paper()];
    await tab.locator('[data-size="l"]').click();
    const larger = await size();
    if (!(larger > before[0])) faults.push(`at ${width} px: A+ made ${larger} of ${before[0]} px`);
    await tab.locator('button[data-scheme]').click();
    if ((await paper()) === before[1]) faults.push(`at ${width} px: the scheme did not change`);
    await tab.reload({ waitUntil: 'load' });
    if ((await size()) !== larger || (await paper()) === before[1]) faults.push(`at ${width} px: the choice was not kept`);
    for (const fault of await tab.evaluate(overflow)) faults.push(`at ${width} px, larger text: ${fault}`);
    await context.close();
  }
  return faults;
}

/** The number of a real decision leads to it, its first name is found in it, a wrong number is answered kindly. */
async function verified() {
  const faults = [];
  const numbers = [...site.files].filter((file) => /^kiem-tra\/\d+\.json$/.test(file)).map((file) => JSON.parse(readFileSync(`${site.root}/${file}`, 'utf8'))).flat();
  const known = numbers.find((row) => row.names > 0) ?? numbers[0];
  if (!known) return ['there is no decision with a number'];
  const { context, tab } = await open({ url: '/kiem-tra/' }, faults, { viewport: { width: 360, height: 740 } });
  const ask = async (number, name) => {
    await tab.locator('#so').fill(number);
    await tab.locator('#ten').fill(name);
    // What an earlier question was answered answers no other.
    await tab.evaluate(() => { document.querySelector('.verdict').textContent = ''; });
    await tab.locator('#so').press('Enter');
    await until(tab, () => document.querySelector(document.querySelector('#ten').value ? '.verdict .yes, .verdict .muted' : '.verdict .sum') !== null);
    await tab.waitForLoadState('networkidle');
    return tab.locator('.verdict').innerText();
  };
  const page = site.pages.find(({ url }) => url === known.url);
  const name = /<tbody>[^]*?<th scope="row">(?:<a[^>]*>)?([^<]+)/.exec(page.html)?.[1] ?? '';
  const plain = name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase();
  const found = await ask(known.number.replace(/\D.*/, ''), plain);
  if (!found.includes(known.title)) faults.push(`${known.number}: ${found}`);
  if (known.names > 0 && !found.includes(name)) faults.push(`“${plain}” was not found as “${name}”: ${found}`);
  // A form of address is no part of a name; a part of a word is no name.
  const addressed = await ask(known.number.replace(/\D.*/, ''), `đồng chí ${plain}`);
  if (known.names > 0 && !addressed.includes(name)) faults.push(`“đồng chí ${plain}” was not found: ${addressed}`);
  const part = await ask(known.number.replace(/\D.*/, ''), plain.slice(1));
  if (known.names > 0 && !/Không thấy|not in the list/.test(part)) faults.push(`“${plain.slice(1)}” was found: ${part}`);
  const link = await tab.locator(`.verdict a[href="${known.url}"]`).count();
  if (link === 0) faults.push(`no link to ${known.url}`);
  const none = await ask('99999999/QĐ-KHÔNG', '');
  if (!/chưa có|No decision/.test(none)) faults.push(`an unknown number: ${none}`);
  await context.close();
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
