// The preview of a site of any size, timed as its reader meets it: how soon it is there, how soon a save
// reaches the open page and is seen on it, how much memory that takes. In: the program and a site of
// fictitious records (`tests/bench/run --generate 100k FOLDER`). Out: a table in Markdown; with --limits
// also whether 95 of 100 stay within their goals. Edits that are never seen, needless reloads and errors
// on the panel or in the browser always count as faults. Puts back every file it edits,
// also when it is broken off; never publishes, leaves nothing but the preview's cache. Needs Linux.
// Usage: node serve-scale.mjs PROGRAM FOLDER [--edits 100] [--limits]
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './chrome.mjs';
import { report } from './report.mjs';
import { edits } from './serve-edits.mjs';
import { arrival, errors, news, witness } from './serve-witness.mjs';

/** How often a start is timed. */
const STARTS = 3;
/** How long an edit may take before it counts as never seen, and a start before it counts as failed. */
const PATIENCE = 120_000;
/** How long the first preview may go on looking through the pages behind before it is ended. */
const WARMING = 300_000;
/** A person looks between two edits: so long, and up to as much again. */
const PAUSE = 300;
/** Goals in milliseconds. */
const GOALS = { start: 3000, body: 100, unit: 300, theme: 1000 };
const SHARES = [0.5, 0.9, 0.95, 0.99, 1];

const { values: options, positionals: given } = parseArgs({ allowPositionals: true, options: { edits: { type: 'string', default: '100' }, limits: { type: 'boolean', default: false } } });
if (given.length !== 2 || !(Number(options.edits) > 0)) {
  console.error('usage: node serve-scale.mjs PROGRAM FOLDER [--edits 100] [--limits]');
  process.exit(2);
}
const [program, folder] = given.map((path) => resolve(path));
const work = mkdtempSync(join(tmpdir(), 'bangvang-scale-'));
const checks = report();
const said = join(work, 'said');
const site = edits(program, folder);
let server = null;
let number = 0;
const faults = { browser: [], panel: new Set() };
const figures = [];

// However this ends, the files are as they were and nothing goes on.
process.on('exit', () => {
  server?.kill('SIGKILL');
  site.restore();
  rmSync(work, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

site.begin();
const browser = await launch();
try {
  await warm();
  await starts();
  const tabs = await both();
  console.log(`     memory at its highest: ${memory()} MiB when the pages were there`);
  await series(site.body, [['an article’s body', tabs.article, { event: GOALS.body }]]);
  await series(site.rename, [['a unit renamed, on its page', tabs.unit, { event: GOALS.unit }], ['a unit renamed, on a page that names it', tabs.article, { event: GOALS.unit }]]);
  await series(site.template, [['a template', tabs.article, { shown: GOALS.theme }]]);
  await series(site.style, [['a style sheet', tabs.article, { shown: GOALS.theme }]]);
  console.log(`     memory at its highest: ${memory()} MiB after ${number} edits; load of the machine: ${loadavg()[0].toFixed(1)}\n`);
} finally {
  await browser.close();
  await stop();
}
console.log(table());
checks.check('no error on the panel', [...faults.panel]);
checks.check('no error in the browser', faults.browser);
for (const figure of figures) judge(figure);
checks.end();


/** Starts the preview; gives its address and when it was started. */
async function start() {
  const begun = Date.now();
  server = spawn(program, ['serve', '--port', '0'], { cwd: folder, stdio: ['ignore', 'pipe', openSync(said, 'w')] });
  const address = await new Promise((ready, failed) => {
    server.stdout.once('data', (line) => ready(String(line).trim().replace(/\/$/, '')));
    server.once('exit', (code) => failed(new Error(`the preview ended with ${code}: ${readFileSync(said, 'utf8').slice(-500)}`)));
    setTimeout(failed, PATIENCE, new Error('the preview does not start')).unref();
  });
  return { address, begun };
}

async function stop() {
  if (!server) return;
  if (ended()) {
    checks.fail('the preview goes on until it is told to end', readFileSync(said, 'utf8').slice(-500));
    server = null;
    return;
  }
  const gone = new Promise((done) => { server.once('exit', done); });
  server.kill('SIGINT');
  await gone;
  server = null;
}

function ended() { return server.exitCode !== null || server.signalCode !== null; }

/** Waits until a page is answered with 200. */
async function answered(url) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(10)) {
    const status = await fetch(url).then(async (answer) => { await answer.arrayBuffer(); return answer.status; }, () => 0);
    if (status === 200) return;
  }
  throw new Error(`${url} is not answered`);
}

/** A tab in a window of its own, so that none is in the background. */
async function open(url) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 1000 } });
  const tab = await context.newPage();
  await witness(tab);
  tab.on('console', (line) => { if (line.type() === 'error') faults.browser.push(line.text()); });
  tab.on('pageerror', (error) => faults.browser.push(error.message));
  tab.on('response', (answer) => { if (answer.status() >= 400) faults.browser.push(`${answer.status()} ${answer.url()}`); });
  await tab.goto(url, { timeout: PATIENCE });
  return tab;
}

/** One preview whose cache the timed ones find; it ends when nothing goes on behind its pages. */
async function warm() {
  const { address, begun } = await start();
  await answered(address + site.article);
  console.log(`     the first start, which may have had to read everything: ${Date.now() - begun} ms`);
  const end = Date.now() + WARMING;
  for (let busy = true; busy && Date.now() < end;) {
    const before = ticks();
    await sleep(2000);
    busy = ticks() - before > 4;
  }
  console.log(`     ended after ${Math.round((Date.now() - begun) / 1000)} s, ${Date.now() < end ? 'when it was quiet' : 'while it still looked through pages'}`);
  await stop();
}

/** Hundredths of a second of processor time that the preview has used. */
function ticks() {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** The most memory that the preview had at once, in MiB. */
function memory() { return Math.round(Number(readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmHWM:\s*(\d+)/)[1]) / 1024); }

/** Times starts; the last preview stays. */
async function starts() {
  const took = { printed: [], home: [], loaded: [] };
  for (let n = 0; n < STARTS; n += 1) {
    await stop();
    const { address, begun } = await start();
    took.printed.push(Date.now() - begun);
    await answered(`${address}/`);
    took.home.push(Date.now() - begun);
    const tab = await open(address + site.article);
    took.loaded.push(Date.now() - begun);
    await tab.context().close();
    server.address = address;
  }
  for (const [name, what] of [['printed', 'the address is printed'], ['home', 'the home page is answered'], ['loaded', 'a page is loaded in the browser']]) {
    figures.push({ name: 'a warm start', what, took: took[name], lost: 0, extra: 0, goal: GOALS.start });
  }
}

async function both() {
  const [article, unit] = [await open(server.address + site.article), await open(server.address + site.unit)];
  return { article, unit };
}

/** Makes an edit again and again, and takes down when each of the tabs had it. */
async function series(edit, watched) {
  const rows = watched.map(([name, tab, goals]) => ({ name, tab, goals, arrivals: [] }));
  for (const row of rows) row.before = await news(row.tab);
  for (let n = 0; n < Number(options.edits); n += 1) {
    await sleep(PAUSE * (1 + Math.random()));
    for (const { name, tab } of rows) await notice(name, tab);
    number += 1;
    const saved = Date.now();
    const mark = edit(number);
    for (const { tab, arrivals } of rows) arrivals.push(await arrival(tab, mark, saved, PATIENCE));
    if (ended()) throw new Error(`the preview broke off: ${readFileSync(said, 'utf8').slice(-500)}`);
  }
  await sleep(PAUSE);
  for (const row of rows) await settle(row);
}

/** Errors on the panel: the edits make none. */
async function notice(name, tab) {
  const told = await errors(tab);
  if (told) faults.panel.add(`${name}: ${told.slice(0, 300)}`);
}

async function settle({ name, tab, goals, arrivals, before }) {
  await notice(name, tab);
  const seen = arrivals.filter(Boolean);
  const counts = { lost: arrivals.length - seen.length, extra: Math.max(0, (await news(tab)) - before - arrivals.length) };
  figures.push({ name, what: 'the event is there', took: seen.map((one) => one.event), ...counts, goal: goals.event });
  figures.push({ name, what: 'it is seen', took: seen.map((one) => one.shown), ...counts, goal: goals.shown });
}

/** What that share of the measured times keeps below. */
function within(took, share) { return took.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(took.length * share) - 1)] ?? Infinity; }

function table() {
  const head = ['what', 'until', 'times', 'p50', 'p90', 'p95', 'p99', 'slowest', 'goal for p95', 'never seen'];
  const rows = figures.map(({ name, what, took, lost, goal }) => [name, what, took.length, ...SHARES.map((share) => within(took, share)), goal ?? '', lost]);
  return [head, ['---', '---', ...Array(8).fill('---:')], ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function judge({ name, what, took, lost, extra, goal }) {
  const faults = [...(lost > 0 ? [`${lost} edits were never seen`] : []), ...(extra > 0 ? [`${extra} events more than edits`] : [])];
  if (options.limits && goal && within(took, 0.95) > goal) faults.push(`${within(took, 0.95)} ms, and ${goal} are allowed`);
  checks.check(`${name}: ${what}`, faults);
}

function sleep(time) { return new Promise((done) => { setTimeout(done, time); }); }
