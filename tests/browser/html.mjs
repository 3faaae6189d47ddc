// Every page, style sheet and drawing of a published folder is without error for the Nu HTML
// checker. Usage: node html.mjs FOLDER
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { report } from './report.mjs';
import { files } from './site.mjs';

/** Standard CSS that the checker's own tables do not know yet: container queries. */
const YOUNG = /Property “container(-type|-name)?” doesn't exist|Unrecognized at-rule “@container”/;

const root = process.argv[2];
const jar = fileURLToPath(new URL('../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));
const checks = report();
const groups = [['pages', '.html', '--skip-non-html'], ['style sheets', '.css', '--skip-non-css'], ['drawings', '.svg', '--skip-non-svg']];

for (const [name, ending, flag] of groups) {
  const count = files(root).filter((path) => path.endsWith(ending)).length;
  if (count === 0) continue;
  const args = ['-Xss4m', '-jar', jar, '--format', 'gnu', flag, root];
  const run = spawnSync('java', args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const lines = `${run.stdout}${run.stderr}`.split('\n').map((line) => line.replace(`"file:${root}`, '').trim()).filter(Boolean);
  const faults = lines.filter((line) => !/: info( warning)?: /.test(line) && !YOUNG.test(line));
  const warnings = lines.filter((line) => /: info warning: /.test(line));
  if (run.status !== 0 && lines.length === 0) faults.push(`the checker ended with ${run.status ?? run.error}`);
  for (const warning of new Set(warnings.map((line) => line.replace(/^.*info warning: /, '')))) console.log(`     warning: ${warning}`);
  checks.check(`${count} ${name} are valid`, faults);
}
checks.end();
