// What comes out of the printer: pages of the size that was asked for, fonts embedded as TrueType, heads of
// tables repeated, a way back to the site. Usage: node print.mjs FOLDER
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from './site.mjs';
import { report } from './report.mjs';
import { launch, serve } from './chrome.mjs';

const A4 = [595, 842];
const A3 = [842, 1191];

const site = load(process.argv[2]);
const checks = report();
const { server, origin } = await serve(site);
const browser = await launch();
const work = mkdtempSync(join(tmpdir(), 'bangvang-print-'));

/** The page of a sort with the most text. */
const fullest = (test) => site.pages.filter((page) => test(page.url, page)).reduce((best, page) => (best && best.html.length >= page.html.length ? best : page), undefined);
const record = (folder) => (url) => new RegExp(`^/${folder}/(\\d{4}/)?[^/]+/$`).test(url) && !/\/(trang-\d+|nam|van|so)\/?$/.test(url) && !/^\/[^/]+\/(van|loai|nganh|nam|so)\//.test(url);
/** A profile with an honour of its own; whoever has none has nothing to be checked, and no code. */
const HONOURED = /<section id="(?:vinh-du|cong-nhan|he-thong-khac)"><h2>(?:(?!<\/section>)[^])*<(?:ol class="ledger"|table)/;
const papers = [
  { name: 'story', page: fullest(record('bai-viet')), size: A4, address: true },
  { name: 'profile of a unit', page: fullest((url, page) => record('don-vi')(url) && HONOURED.test(page.html)), size: A4, qr: true },
  { name: 'profile of a person', page: fullest(record('ca-nhan')), size: A4 },
  { name: 'decision', page: fullest(record('quyet-dinh')), size: A4, qr: true, head: 'Tập thể, cá nhân' },
  { name: 'list', page: fullest((url) => /^\/khen-thuong\//.test(url)), size: A4, head: 'Hình thức' },
  { name: 'poster', page: fullest((url) => /^\/phong-trao\/.*\/bang-vang\/$/.test(url)), size: A3, qr: true },
];
for (const paper of papers) {
  if (paper.page) await checks.run(`${paper.name} prints: ${paper.page.url}`, () => printed(paper));
}
checks.check('a story, a profile and a decision were there to print', papers.slice(0, 4).filter(({ page }) => !page).map(({ name }) => `no ${name}`));
await browser.close();
server.close();
rmSync(work, { recursive: true });
checks.end();

async function printed({ page, size, qr, head, address }) {
  const faults = [];
  const tab = await browser.newPage();
  await tab.goto(origin + page.url, { waitUntil: 'load' });
  await tab.evaluate(() => document.fonts.ready.then(() => null));
  const pdf = join(work, 'page.pdf');
  writeFileSync(pdf, await tab.pdf({ preferCSSPageSize: true }));
  await tab.emulateMedia({ media: 'print' });
  const code = await tab.evaluate(() => { const svg = document.querySelector('.qr'); if (!svg) return null; const box = svg.getBoundingClientRect(); return { width: box.width, dark: getComputedStyle(svg.querySelector('path')).stroke }; });
  await tab.close();

  const info = execFileSync('pdfinfo', ['-f', '1', '-l', '9999', pdf], { encoding: 'utf8' });
  const pages = [...info.matchAll(/^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)/gm)].map(([, w, h]) => [Math.round(w), Math.round(h)]);
  for (const [at, found] of pages.entries()) {
    if (Math.abs(found[0] - size[0]) > 2 || Math.abs(found[1] - size[1]) > 2) faults.push(`page ${at + 1} is ${found.join(' x ')} points, not ${size.join(' x ')}`);
  }
  const fonts = execFileSync('pdffonts', [pdf], { encoding: 'utf8' }).split('\n').slice(2).filter(Boolean);
  if (fonts.length === 0) faults.push('no font at all');
  for (const font of fonts) {
    if (/Type 3/.test(font)) faults.push(`a font became a drawing: ${font.trim()}`);
    if (!/TrueType/.test(font)) faults.push(`not TrueType: ${font.trim()}`);
    if (!/\byes\b/.test(font.slice(60))) faults.push(`not embedded: ${font.trim()}`);
  }
  const sheets = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f').filter((text) => text.trim());
  const text = sheets.join('\n').replace(/\s+/g, '');
  // The last sheet may hold the sources alone; a sheet in the middle of a table never lacks its head.
  if (head) {
    const lacking = sheets.slice(0, -1).filter((sheet) => !sheet.includes(head)).length;
    if (sheets.length > 2 && lacking > 1) faults.push(`${lacking} of ${sheets.length} sheets lack the head of the table`);
  }
  const canonical = page.tags.find(({ name, attrs }) => name === 'link' && attrs.rel === 'canonical').attrs.href.replace(/bang-vang\/$/, '');
  if ((qr || address) && !text.includes(canonical.replace(/\s+/g, ''))) faults.push(`the address ${canonical} is not printed`);
  if ((qr || address) && !/Inngày\d+\/\d+\/\d{4}/.test(text)) faults.push('the day of printing is missing');
  if (qr) {
    if (!code) faults.push('no QR code');
    else if (code.width < 70 || !/rgb\(0, 0, 0\)/.test(code.dark)) faults.push(`the QR code is ${code.width} px wide and ${code.dark}`);
    if (!text.includes('khôngthayquyếtđịnh')) faults.push('it does not say that it replaces no decision');
  }
  return faults;
}
