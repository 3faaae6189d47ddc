// The web of links of a published folder: all of them lead somewhere, to the right place on the
// page; every page is near the home page; nothing is fetched from elsewhere.
// Usage: node links.mjs FOLDER
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, load } from './site.mjs';
import { report } from './report.mjs';

/** So many clicks, and a reader has found everything. */
const CLICKS = 4;

const site = load(process.argv[2]);
const checks = report();
const home = site.pages.find((page) => page.url === '/');
const base = home?.tags.find(({ name, attrs }) => name === 'link' && attrs.rel === 'canonical')?.attrs.href.replace(/\/$/, '') ?? '';
const byUrl = new Map(site.pages.map((page) => [page.url, page]));

/** The place a link means on this site: address and anchor; null for other sites. */
function resolve(href, from) {
  if (base && (href === base || href.startsWith(`${base}/`))) href = href.slice(base.length) || '/';
  const url = new URL(href, `http://site.invalid${from}`);
  if (url.host !== 'site.invalid' || !url.protocol.startsWith('http')) return null;
  return { path: decodeURI(url.pathname), hash: decodeURIComponent(url.hash.slice(1)) };
}

function exists(path) {
  return site.files.has(path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1));
}

/** Everything a tag points at. */
function targets({ name, attrs }) {
  const found = [attrs.href, attrs.src, attrs.poster, attrs.action];
  if (attrs.srcset) found.push(...attrs.srcset.split(',').map((part) => part.trim().split(' ')[0]));
  if (name === 'meta' && /^og:(url|image)$/.test(attrs.property ?? '')) found.push(attrs.content);
  return found.filter((target) => target !== undefined);
}

const dead = [];
const lost = [];
const foreign = [];
const edges = new Map();
for (const page of site.pages) {
  const out = new Set();
  for (const tag of page.tags) {
    for (const target of targets(tag)) {
      const place = resolve(target, page.url);
      const fetched = tag.attrs.src !== undefined || tag.attrs.srcset !== undefined || tag.attrs.poster !== undefined
        || (tag.name === 'link' && /stylesheet|icon|preload|manifest/.test(tag.attrs.rel ?? ''));
      if (!place) {
        if (fetched && !target.startsWith('data:')) foreign.push(`${page.url}: ${target}`);
        if (/^(javascript|vbscript|data):/i.test(target.trim())) dead.push(`${page.url}: ${target}`);
        continue;
      }
      if (!exists(place.path)) { dead.push(`${page.url}: ${target}`); continue; }
      const goal = byUrl.get(place.path);
      if (place.hash && goal && !goal.ids.includes(place.hash)) lost.push(`${page.url}: ${target}`);
      if (goal && tag.name === 'a') out.add(goal.url);
    }
  }
  edges.set(page.url, out);
}

const clicks = new Map([['/', 0]]);
for (const [url, depth] of clicks) for (const next of edges.get(url) ?? []) if (!clicks.has(next)) clicks.set(next, depth + 1);
const pages = site.pages.filter((page) => page.url !== '/404.html');
const far = pages.filter((page) => !((clicks.get(page.url) ?? Infinity) <= CLICKS)).map((page) => `${page.url}: ${clicks.get(page.url) ?? 'no way'}`);

const styled = [];
for (const path of [...site.files].filter((path) => path.endsWith('.css'))) {
  for (const [, url] of readFileSync(join(site.root, path), 'utf8').matchAll(/url\(\s*["']?([^"')]+)/g)) {
    if (url.startsWith('data:') || url.startsWith('#')) continue;
    const place = resolve(url, `/${path}`);
    if (!place || !exists(place.path)) styled.push(`/${path}: ${url}`);
  }
}

const listed = [];
const inSitemap = new Set();
for (const path of [...site.files].filter((path) => path.endsWith('.xml'))) {
  const xml = readFileSync(join(site.root, path), 'utf8');
  for (const [, loc, href] of xml.matchAll(/<loc>([^<]+)<\/loc>|<(?:xhtml:)?link[^>]*\shref="([^"]+)"/g)) {
    const target = decode(loc ?? href);
    const place = resolve(target, `/${path}`);
    if (!place || !exists(place.path)) listed.push(`/${path}: ${target}`);
    if ((loc || path.startsWith('sitemap')) && place) inSitemap.add(place.path);
  }
}
const indexed = pages.filter((page) => page.isRecord && !page.html.includes('<meta name="robots" content="noindex">'));

const one = (page, name) => page.tags.filter((tag) => tag.name === name).length;
const titleOf = (page) => decode(page.html.match(/<title>([^<]*)<\/title>/)?.[1] ?? '').trim();
const titles = new Map();
// A record has one name in all languages; the address says which page it is.
const languageOf = (page) => page.html.match(/<html lang="([^"]*)"/)?.[1] ?? '';
for (const page of pages) {
  const key = `${languageOf(page)}: ${titleOf(page)}`;
  titles.set(key, [...(titles.get(key) ?? []), page.url]);
}

checks.check(`${site.pages.length} pages, the home page among them`, home && site.pages.length > 100 ? [] : ['the site is too small to be the real one']);
checks.check('every link leads to a file', dead);
checks.check('every anchor is a place on its page', lost);
checks.check(`every page is at most ${CLICKS} clicks from the home page`, far);
checks.check('nothing is fetched from another site', foreign);
checks.check('every address in a style sheet is a file', styled);
checks.check('every address in sitemaps and feeds is a file', listed);
checks.check('every record is in the sitemap', indexed.filter((page) => !inSitemap.has(page.url)).map((page) => page.url));
checks.check('no id stands twice on a page', site.pages.flatMap((page) => page.ids.filter((id, at) => page.ids.indexOf(id) !== at).map((id) => `${page.url}: ${id}`)));
checks.check('every page has one main heading', site.pages.filter((page) => one(page, 'h1') !== 1).map((page) => `${page.url}: ${one(page, 'h1')}`));
checks.check('every page names its language', site.pages.filter((page) => !page.tags[0]?.attrs.lang).map((page) => page.url));
checks.check('every page has a title of its own', [...titles].filter(([title, urls]) => title.endsWith(': ') || urls.length > 1).map(([title, urls]) => `“${title}”: ${urls.slice(0, 4).join(' ')}`));
checks.check('every page names its own address', site.pages.filter((page) => page.tags.find(({ name, attrs }) => name === 'link' && attrs.rel === 'canonical')?.attrs.href !== base + page.url).map((page) => page.url));
checks.check('what a page offers as related it has not listed already', site.pages.flatMap((page) => {
  const related = page.html.match(/<section class="[^"]*related">[^]*?<\/section>/)?.[0] ?? '';
  const listed = new Set([...page.html.matchAll(/class="deed"><a href="([^"]+)"/g)].map(([, href]) => href));
  return [...related.matchAll(/<h3><a href="([^"]+)"/g)].map(([, href]) => href).filter((href) => listed.has(href)).map((href) => `${page.url}: ${href}`);
}));
checks.check('every picture has a text alternative and a size', site.pages.flatMap((page) => page.tags.filter(({ name, attrs }) => name === 'img' && (attrs.alt === undefined || !attrs.width || !attrs.height)).map(({ attrs }) => `${page.url}: ${attrs.src}`)));
checks.check('headings never skip a level', site.pages.flatMap((page) => {
  let last = 0;
  return page.tags.filter(({ name }) => /^h[1-6]$/.test(name)).flatMap(({ name }) => {
    const level = Number(name[1]);
    const skips = level > last + 1;
    const fault = skips ? [`${page.url}: h${last} is followed by ${name}`] : [];
    last = level;
    return fault;
  });
}));
checks.end();
