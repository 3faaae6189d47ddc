// Lighthouse's view of a telephone on a slow line, on the five sorts of page that people meet first, and what
// a first view moves over the line. Usage: node lighthouse.mjs FOLDER
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import lighthouse from 'lighthouse';
import { load } from './site.mjs';
import { report } from './report.mjs';
import { CHROMIUM, FLAGS, serve } from './chrome.mjs';

/** What every page reaches, each time, even on a busy machine. */
const FLOOR = { performance: 100, accessibility: 100, 'best-practices': 100, seo: 100 };
/** How often a page is measured before it counts as failed. */
const TRIES = 3;
/** KB over the line: without fonts and pictures, and with fonts. */
const BUDGET = { bare: 40, fonts: 100 };
/** A layout that moves by this much has moved. */
const SHIFT = 0.001;

const site = load(process.argv[2]);
const checks = report();
const { server, origin } = await serve(site, compressed);
const home = mkdtempSync(join(tmpdir(), 'bangvang-lighthouse-'));
const port = 9300 + (process.pid % 500);
const chrome = spawn(CHROMIUM, [...FLAGS, `--remote-debugging-port=${port}`, `--user-data-dir=${home}`, 'about:blank'], { stdio: 'ignore' });
await listening();

for (const [name, page] of chosen()) {
  await checks.run(`${name} ${page.url}`, () => measured(page.url));
}
checks.check('all five sorts of page were measured', chosen().filter(([, page]) => !page).map(([name]) => name));
chrome.kill();
await new Promise((ended) => chrome.once('exit', ended));
server.close();
rmSync(home, { recursive: true, force: true, maxRetries: 5 });
checks.end();

/** As the ready-made server files do: text compressed, names with a fingerprint kept for good. */
function compressed(request, body, file) {
  const headers = { 'cache-control': /^assets\//.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache' };
  if (!/^\.(html|css|js|svg|xml|json)$/.test(extname(file))) return { body, headers };
  return { body: gzipSync(body), headers: { ...headers, 'content-encoding': 'gzip' } };
}

function chosen() {
  const named = (url) => site.pages.find((page) => page.url === url);
  const fullest = (test) => site.pages.filter(test).reduce((best, page) => (best && best.html.length >= page.html.length ? best : page), undefined);
  const record = (folder) => fullest((page) => page.isRecord && page.url.startsWith(`/${folder}/`));
  return [
    ['home', named('/')],
    ['list', named('/khen-thuong/')],
    ['profile', record('don-vi')],
    ['article', record('bai-viet')],
    ['search', named('/tim-kiem/') ?? named('/tra-cuu/')],
  ];
}

async function listening() {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fetch(`http://127.0.0.1:${port}/json/version`).then((r) => r.ok).catch(() => false)) return;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  throw new Error('the browser does not answer');
}

async function measured(url) {
  let faults = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    faults = await once(url);
    if (faults.length === 0) break;
  }
  return faults;
}

async function once(url) {
  const faults = [];
  const { lhr } = await lighthouse(origin + url, { port, output: 'json', logLevel: 'silent', formFactor: 'mobile', disableStorageReset: false });
  if (lhr.runtimeError) return [lhr.runtimeError.message];
  const scores = [];
  for (const [category, floor] of Object.entries(FLOOR)) {
    const score = Math.round((lhr.categories[category].score ?? 0) * 100);
    scores.push(score);
    if (score < floor) {
      const why = lhr.categories[category].auditRefs.map(({ id, weight }) => [lhr.audits[id], weight]).filter(([audit, weight]) => weight > 0 && audit.score !== null && audit.score < 1);
      faults.push(`${category} ${score} < ${floor}: ${why.map(([audit]) => `${audit.id} ${audit.displayValue ?? ''}`).join('; ')}`);
    }
  }
  const shift = lhr.audits['cumulative-layout-shift'].numericValue;
  if (shift > SHIFT) faults.push(`the layout shifts by ${shift.toFixed(4)}`);
  const moved = lhr.audits['network-requests'].details.items.filter((item) => item.url.startsWith(origin));
  const sum = (test) => moved.filter(test).reduce((bytes, item) => bytes + item.transferSize, 0) / 1024;
  const fonts = sum((item) => item.resourceType === 'Font');
  const bare = sum((item) => !['Font', 'Image'].includes(item.resourceType));
  if (bare > BUDGET.bare) faults.push(`${bare.toFixed(1)} KB without fonts and pictures`);
  if (bare + fonts > BUDGET.fonts) faults.push(`${(bare + fonts).toFixed(1)} KB with fonts`);
  console.log(`     ${url}: ${scores.join('/')}, shift ${shift.toFixed(4)}, ${bare.toFixed(1)} KB + ${fonts.toFixed(1)} KB fonts, LCP ${Math.round(lhr.audits['largest-contentful-paint'].numericValue)} ms, blocked ${Math.round(lhr.audits['total-blocking-time'].numericValue)} ms`);
  return faults;
}
