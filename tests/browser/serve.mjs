// The preview as an editor meets it: saves reach the open page at once and no other one, style
// sheets are swapped in place, problems stand on the page until they are mended. Works on a copy
// of a small site of fictitious records. Usage: node serve.mjs PROGRAM
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { report } from './report.mjs';
import { until } from './until.mjs';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');

const program = resolve(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'bangvang-serve-'));
execFileSync(program, ['init', join(folder, 'site'), '--theme', '-q']);
const site = join(folder, 'site');
const opened = join(folder, 'opened');
const editor = join(folder, 'editor.sh');
writeFileSync(editor, `#!/bin/sh\nprintf '%s\\n' "$@" >> ${opened}\n`, { mode: 0o755 });
const at = (path) => join(site, path);
const PAGE = 'content/trang/gioi-thieu.md';
const sound = readFileSync(at(PAGE), 'utf8');
const checks = report();

const preview = spawn(program, ['serve', '--port', '0', '--editor', `${editor} {file}:{line}:{column}`], { cwd: site });
preview.stderr.resume();
const address = await new Promise((ready) => preview.stdout.once('data', (line) => ready(String(line).trim().replace(/\/$/, ''))));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
});
const context = await browser.newContext({ viewport: { width: 1000, height: 500 } });

try {
  const tab = await open('/trang/gioi-thieu/');
  const other = await open('/lien-he/');
  await checks.run('a save reaches the page that is open and no other one', () => save(tab, other));
  await checks.run('the place that was read is kept', () => scrolled(tab));
  await checks.run('a style sheet is swapped without a reload', () => styled(tab));
  await checks.run('a problem stands on the page, with its line, until it is mended', () => problem(tab));
  await checks.run('pressing a place opens the source there', () => source(tab));
  await checks.run('a broken template keeps the last good page and says where it is broken', () => template(tab));
  await checks.run('a draft is seen in the preview and marked', () => draft(tab));
  await checks.run('a burst of saves and an atomic save arrive', () => burst(tab));
  await checks.run('pages that nobody looks at keep no connection, and follow when they are looked at', () => many());
  await checks.run('a panel that was closed stays closed', () => closed(tab));
  await checks.run('a panel that says the same is left alone, and does not cover the end of the page', () => undisturbed(tab));
  await checks.run('the place in a long line is in sight on a narrow screen', () => narrow(tab));
  await checks.run('a page that is gone comes back by itself', () => gone(tab));
  await checks.run('a site that breaks as a whole stands still', () => still(tab));
  await checks.run('how long a save takes to arrive', () => latency(tab));
} finally {
  await browser.close();
  const ended = new Promise((done) => preview.once('exit', done));
  preview.kill('SIGINT');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
checks.end();


/** A tab whose loads are counted in `window.name`, which outlives a reload. */
async function open(path) {
  const tab = await context.newPage();
  await tab.addInitScript(() => { window.name = String(Number(window.name || 0) + 1); });
  await tab.goto(address + path);
  await until(tab, () => performance.getEntriesByType('resource').some((one) => one.name.includes('/__bangvang/events')));
  return tab;
}

/** A tab goes behind others, or comes before them. */
async function hide(tab, hidden) {
  await tab.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

/** A browser has six connections for one server: ten tabs would use them up. */
async function many() {
  const tabs = [];
  for (let at = 0; at < 10; at++) {
    tabs.push(await open('/trang/gioi-thieu/'));
    await hide(tabs[at], true);
  }
  writeFileSync(at(PAGE), sound + '\nCâu cho tab ở sau.\n');
  await hide(tabs[0], false);
  await text(tabs[0], 'Câu cho tab ở sau.');
  const behind = await tabs[1].evaluate(() => document.body.innerText);
  for (const one of tabs) await one.close();
  return behind.includes('Câu cho tab ở sau.') ? ['a tab that nobody looks at was reloaded'] : [];
}

async function closed(tab) {
  writeFileSync(at(PAGE), sound.replace('order: 1', 'oder: 1'));
  await says(tab, 'oder');
  await tab.evaluate(() => [...document.documentElement.children].map((one) => one.shadowRoot?.querySelector('section button[aria-label]')).find(Boolean).click());
  await tab.reload();
  await tab.waitForTimeout(500);
  const again = await tab.evaluate(panel);
  writeFileSync(at(PAGE), sound);
  await says(tab, '');
  return again === '' ? [] : [`it came back: ${again}`];
}

async function loads(tab) { return tab.evaluate(() => Number(window.name)); }
async function text(tab, words) { await until(tab, (wanted) => document.body.innerText.includes(wanted), words); }
/** What the panel says; it lives in a shadow of its own. */
function panel() { return [...document.documentElement.children].map((one) => one.shadowRoot?.querySelector('section')?.textContent ?? '').join(''); }
async function says(tab, words) { await until(tab, `((said) => ${JSON.stringify(words)} ? said.includes(${JSON.stringify(words)}) : said === "")((${panel})())`); }

async function save(tab, other) {
  const before = [await loads(tab), await loads(other)];
  writeFileSync(at(PAGE), sound + '\nMột câu vừa thêm.\n');
  await text(tab, 'Một câu vừa thêm.');
  await tab.waitForTimeout(300);
  const after = [await loads(tab), await loads(other)];
  return [...(after[0] === before[0] + 1 ? [] : ['loaded more than once']), ...(after[1] === before[1] ? [] : ['the other page was reloaded'])];
}

async function scrolled(tab) {
  writeFileSync(at(PAGE), sound + '\n\nDòng.\n'.repeat(80));
  await until(tab, () => document.documentElement.scrollHeight > 2500);
  await tab.evaluate(() => scrollTo(0, 900));
  writeFileSync(at(PAGE), sound + '\n\nDòng.\n'.repeat(80) + '\nCuối bài.\n');
  await text(tab, 'Cuối bài.');
  await until(tab, () => Math.abs(scrollY - 900) < 5);
}

async function styled(tab) {
  const before = await loads(tab);
  appendFileSync(at('themes/bang-vang/assets/bang-vang.css'), '\nh1 { color: rgb(1, 2, 3) !important; }\n');
  await until(tab, () => getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)');
  return (await loads(tab)) === before ? [] : ['the page was reloaded'];
}

async function problem(tab) {
  const before = await loads(tab);
  const heading = await tab.locator('h1').innerText();
  writeFileSync(at(PAGE), sound.replace('order: 1', 'oder: 1'));
  await says(tab, 'BV104').catch(() => null);
  const said = await tab.evaluate(panel);
  const faults = ['BV104', 'oder: 1', `${PAGE}:`].filter((words) => !said.includes(words)).map((words) => `does not say ${words}: ${said.slice(0, 200)}`);
  if ((await tab.locator('h1').innerText()) !== heading || (await loads(tab)) !== before) faults.push('the last good page did not stay');
  return faults;
}

async function source(tab) {
  await tab.evaluate(() => [...document.documentElement.children].flatMap((one) => [...(one.shadowRoot?.querySelectorAll('section button') ?? [])])[1].click());
  for (let tries = 0; tries < 40; tries += 1) {
    const said = await Promise.resolve().then(() => readFileSync(opened, 'utf8')).catch(() => '');
    if (said.includes(`${PAGE}:4:1`)) {
      writeFileSync(at(PAGE), sound);
      await says(tab, '');
      return [];
    }
    await tab.waitForTimeout(50);
  }
  return ['the editor was not started'];
}

async function template(tab) {
  const path = at('themes/bang-vang/templates/page.html');
  const good = readFileSync(path, 'utf8');
  const heading = await tab.locator('h1').innerText();
  writeFileSync(path, good.replace('{% extends', '{{ khong_co.gi }}{% extends').replace(/(\{% block \w+ %\})/, '$1{{ khong_co.gi }}'));
  await says(tab, 'page.html');
  const faults = (await tab.locator('h1').innerText()) === heading ? [] : ['the last good page did not stay'];
  await tab.reload();
  if ((await tab.locator('h1').innerText()) !== heading) faults.push('the last good page is not served');
  writeFileSync(path, good);
  await says(tab, '');
  return faults;
}

async function draft(tab) {
  writeFileSync(at('content/trang/nhap.md'), sound.replace('status: published', 'status: draft').replace(/title: .*/, 'title: Còn là bản nháp'));
  await tab.waitForTimeout(600);
  await tab.goto(`${address}/trang/nhap/`);
  await text(tab, 'Còn là bản nháp');
  await until(tab, () => [...document.body.children].some((one) => one.shadowRoot?.textContent.includes('nháp, chưa xuất bản')));
  execFileSync(program, ['build', '-q', '--site', site]);
  const leaked = spawnSync('grep', ['-rl', 'Còn là bản nháp', join(site, 'public')]).stdout.toString();
  rmSync(at('content/trang/nhap.md'));
  await tab.goto(`${address}/trang/gioi-thieu/`);
  return leaked ? [`published: ${leaked}`] : [];
}

async function burst(tab) {
  for (let n = 0; n < 20; n += 1) writeFileSync(at(PAGE), `${sound}\nLần ${n}.\n`);
  await text(tab, 'Lần 19.');
  mkdirSync(at('content/trang/moi'), { recursive: true });
  writeFileSync(at('content/trang/moi/.x.swp'), 'x');
  writeFileSync(at('content/trang/gioi-thieu.md.tmp'), `${sound}\nGhi một lần.\n`);
  execFileSync('mv', [at('content/trang/gioi-thieu.md.tmp'), at(PAGE)]);
  await text(tab, 'Ghi một lần.');
}

/** Runs in the page: the panel's own element. */
function section() { return [...document.documentElement.children].map((one) => one.shadowRoot?.querySelector('section')).find(Boolean); }

async function undisturbed(tab) {
  writeFileSync(at(PAGE), sound.replace('order: 1', 'odder: 1'));
  await says(tab, 'odder');
  await tab.evaluate(`(${section})().dataset.mine = 'yes'`);
  const other = at('content/bai-viet/2026/le-trao-bang-khen-mau.md');
  const article = readFileSync(other, 'utf8');
  writeFileSync(other, `${article}\nMột câu vừa thêm.\n`);
  await tab.waitForTimeout(1500);
  const faults = (await tab.evaluate(`(${section})()?.dataset.mine`)) === 'yes' ? [] : ['the panel was made anew'];
  const room = await tab.evaluate(`parseFloat(getComputedStyle(document.body).paddingBottom) - (${section})().offsetHeight`);
  if (Math.abs(room) > 1) faults.push(`the room below the page differs from the panel by ${room}`);
  await tab.emulateMedia({ media: 'print' });
  if (await tab.evaluate(`(${section})().getClientRects().length`)) faults.push('the panel is printed');
  await tab.emulateMedia({ media: null });
  writeFileSync(other, article);
  writeFileSync(at(PAGE), sound);
  await says(tab, '');
  return faults;
}

async function narrow(tab) {
  await tab.setViewportSize({ width: 360, height: 700 });
  writeFileSync(at(PAGE), `${sound}\n${'ớ '.repeat(600)}[x](/trang/khong-co/) ${'ờ '.repeat(300)}\n`);
  await says(tab, 'khong-co');
  const lines = await tab.evaluate(`[...(${section})().querySelectorAll('pre')].map((pre) => {
    const [box, word] = [pre, pre.querySelector('[data-meant]')].map((one) => one.getBoundingClientRect());
    return { seen: word.left >= box.left && word.right <= box.right, text: pre.querySelector('[data-meant]').textContent };
  })`);
  writeFileSync(at(PAGE), sound);
  await says(tab, '');
  await tab.setViewportSize({ width: 1000, height: 500 });
  return lines.length && lines.every((line) => line.seen && line.text === '/trang/khong-co/') ? [] : [`out of sight: ${JSON.stringify(lines)}`];
}

async function gone(tab) {
  rmSync(at(PAGE));
  // A page that is still being read has no script yet, and would pass for the page of what is not there.
  await until(tab, () => {
    const script = document.querySelector('script[data-file]');
    return document.readyState === 'complete' && script !== null && script.dataset.source === undefined;
  });
  const before = await loads(tab);
  await tab.waitForTimeout(800);
  const faults = (await loads(tab)) === before ? [] : ['the page of what is not there was loaded again and again'];
  writeFileSync(at(PAGE), sound);
  await until(tab, () => document.querySelector('script[data-file]')?.dataset.source === 'content/trang/gioi-thieu.md');
  return faults;
}

async function still(tab) {
  const settings = readFileSync(at('content/site.yaml'), 'utf8');
  writeFileSync(at('content/site.yaml'), 'title: [\n');
  await says(tab, 'site.yaml');
  const before = await loads(tab);
  await tab.waitForTimeout(800);
  const faults = (await loads(tab)) === before ? [] : ['loaded again and again'];
  writeFileSync(at('content/site.yaml'), settings);
  await says(tab, '');
  return faults;
}

async function latency(tab) {
  const took = [];
  for (let n = 0; n < 20; n += 1) {
    const begun = performance.now();
    writeFileSync(at(PAGE), `${sound}\nĐo lần ${n}.\n`);
    await text(tab, `Đo lần ${n}.`);
    took.push(performance.now() - begun);
  }
  took.sort((a, b) => a - b);
  console.log(`save to page, reload included: median ${took[10].toFixed(0)} ms, slowest ${took[19].toFixed(0)} ms`);
}
