// A published folder as a set of pages: what each links to, which places it has. The pages are
// our own and valid (html.mjs sees to that), so a plain reader of tags is enough.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function decode(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, dec, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (dec) return String.fromCodePoint(Number(dec));
    return ENTITIES[name] ?? all;
  });
}

/** Every file of the folder, by its path from the root with `/`. */
export function files(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
    .sort();
}

/** Tags of a page in order: `{ name, attrs }`. Scripts and comments are left out. */
export function tags(html) {
  const bare = html.replace(/<!--[^]*?-->/g, '').replace(/(<script\b[^>]*>)[^]*?<\/script>/gi, '$1');
  const found = [];
  for (const [, name, rest] of bare.matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s=>/]+(?:=(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*\/?>/gi)) {
    const attrs = {};
    for (const [, key, , quoted, single, word] of rest.matchAll(/([^\s=>/]+)(=(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)) {
      attrs[key.toLowerCase()] = decode(quoted ?? single ?? word ?? '');
    }
    found.push({ name: name.toLowerCase(), attrs });
  }
  return found;
}

/** The address of a file: `a/index.html` is `/a/`. */
export function address(path) {
  return `/${path.replace(/(^|\/)index\.html$/, '$1')}`;
}

/** All pages: path, address, text, tags, ids, links. */
export function load(root) {
  const all = files(root);
  const pages = all.filter((path) => path.endsWith('.html')).map((path) => {
    const html = readFileSync(join(root, path), 'utf8');
    const found = tags(html);
    const ids = found.flatMap(({ attrs }) => (attrs.id === undefined ? [] : [attrs.id]));
    return { path, url: address(path), html, tags: found, ids, isRecord: html.includes('<meta property="og:type" content="article">') };
  });
  return { root, files: new Set(all), pages };
}
