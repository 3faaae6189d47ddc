// Every package that the program is built from has a licence of the list in deny.toml, comes
// from the registry, and so does the lock file of the tests. No network.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { report } from './browser/report.mjs';

const allowed = new Set(
  readFileSync('deny.toml', 'utf8').split('allow = [')[1].split(']')[0].match(/"[^"]+"/g).map((word) => word.slice(1, -1)),
);

/** Whether an SPDX expression leaves a choice that is allowed. `/` is the old way to write OR. */
function isAllowed(expression) {
  const words = expression.replaceAll('/', ' OR ').match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const either = () => {
    let good = both();
    while (words[at] === 'OR') { at += 1; good = both() || good; }
    return good;
  };
  const both = () => {
    let good = one();
    while (words[at] === 'AND') { at += 1; good = one() && good; }
    return good;
  };
  const one = () => {
    if (words[at] === '(') { at += 1; const good = either(); at += 1; return good; }
    let name = words[at++];
    if (words[at] === 'WITH') { name += ` WITH ${words[at + 1]}`; at += 2; }
    return allowed.has(name);
  };
  return words.length > 0 && either() && at === words.length;
}

const checks = report();
for (const [expression, expected] of [['MIT OR GPL-3.0', true], ['MIT AND GPL-3.0', false], ['(MIT OR X) AND ISC', true], ['GPL-3.0', false], ['', false]]) {
  if (isAllowed(expression) !== expected) checks.fail('reading of licences', expression);
}

const metadata = JSON.parse(execFileSync('cargo', ['metadata', '--format-version', '1', '--locked'], { encoding: 'utf8', maxBuffer: 1 << 28 }));
for (const { name, version, license, source } of metadata.packages) {
  checks.check(`${name} ${version}`, [
    ...(isAllowed(license ?? '') ? [] : [`licence ${license} is not in deny.toml`]),
    ...(source === null || source.startsWith('registry+') ? [] : [`comes from ${source}`]),
  ], { quiet: true });
}

const lock = JSON.parse(readFileSync('tests/package-lock.json', 'utf8'));
for (const [path, { resolved, integrity }] of Object.entries(lock.packages)) {
  if (path === '') continue;
  const pinned = integrity && (resolved === undefined || resolved.startsWith('https://registry.npmjs.org/'));
  checks.check(path, pinned ? [] : ['is not pinned to a content of the registry'], { quiet: true });
}
checks.end();
