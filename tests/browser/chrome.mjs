// What the checks in a browser share: a plain web server of a published folder that sends the policy the
// site promises to keep, and Debian's own Chromium.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'];
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.xml': 'application/xml', '.json': 'application/json', '.jpg': 'image/jpeg', '.png': 'image/png', '.webp': 'image/webp', '.txt': 'text/plain' };
const POLICY = "default-src 'self'";

/** Serves a folder like any plain web server; `send` may change how a body is sent. */
export async function serve(site, send = (request, body) => ({ body, headers: {} })) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const file = path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1);
    const found = site.files.has(file);
    const sent = found ? file : '404.html';
    const whole = site.files.has(sent) ? readFileSync(join(site.root, sent)) : Buffer.alloc(0);
    const { body, headers } = send(request, whole, sent);
    response.writeHead(found ? 200 : 404, { 'content-type': TYPES[extname(sent)] ?? 'application/octet-stream', 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', ...headers });
    response.end(body);
  }).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

export const launch = () => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
