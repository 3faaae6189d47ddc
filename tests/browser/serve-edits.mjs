// What a person changes in a site while its preview is open, with a mark in each change that a page
// then shows. In: the folder of a site of fictitious records. Out: an article, a unit that it is about,
// a theme above the site's own, and edits of them, saved as editors save (a new file in the place of
// the old one). Never leaves an edit behind: `restore` puts every file back as it was.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The theme that is put above the site's own for the time of the edits. */
const THEME = 'do-xem-thu';
const DEFAULT_THEME = 'bang-vang';
const SHEET = 'assets/bang-vang.css';
const SETTINGS = 'content/site.yaml';
const HEAD = /^---\n[\s\S]*?\n---\n/;
const NAME = /^(name|title): *"?(.*?)"?$/m;

/** A word for a number that no rule of typography takes apart and no record holds. */
const word = (number) => `xemthu${[...String(number)].map((digit) => 'abcdefghij'[digit]).join('')}`;
const colour = (number) => `rgb(1, ${number >> 8}, ${number & 255})`;

/** The site at `root` with its article, unit and theme; `program` gives the default theme. */
export function edits(program, root) {
  const desk = new Desk(root);
  const { article, unit } = subjects(root);
  const parent = desk.read(SETTINGS).match(/^theme: *"?([^"\s]+)"?/m)?.[1] ?? DEFAULT_THEME;
  const body = desk.read(article);
  const record = desk.read(unit);
  const sheet = style(program, root, parent);
  const template = (words) => `{% extends "${parent}/article.html" %}\n{% block top %}{{ super() }}${words}{% endblock top %}\n`;
  const own = (path) => `themes/${THEME}/${path}`;
  return {
    article: address(article),
    unit: address(unit),
    /** Puts the theme above the site's own, so that it is there before the preview begins. */
    begin() {
      if (existsSync(join(root, own('')))) throw new Error(`${own('')} is there already`);
      desk.save(own('theme.yaml'), `name: ${THEME}\nversion: 0.1.0\nextends: ${parent}\n`);
      desk.save(own('templates/article.html'), template(''));
      desk.save(own(SHEET), sheet);
      desk.save(SETTINGS, `${desk.read(SETTINGS).replace(/^theme:.*\n?/m, '').trimEnd()}\ntheme: ${THEME}\n`);
    },
    restore: () => desk.restore(),
    // Each edit takes a number, saves, and gives the mark that its pages show from then on.
    body: (number) => desk.save(article, body.replace(HEAD, (head) => `${head}Câu vừa thêm ${word(number)}.\n\n`), word(number)),
    rename: (number) => desk.save(unit, record.replace(NAME, (_, key, name) => `${key}: "${name} ${word(number)}"`), word(number)),
    template: (number) => desk.save(own('templates/article.html'), template(`<p>${word(number)}</p>`), word(number)),
    style: (number) => desk.save(own(SHEET), `${sheet}\nh1 { color: ${colour(number)} !important; transition: none !important; }\n`, colour(number)),
  };
}

/** Files that are changed for a while. */
class Desk {
  constructor(root) {
    this.root = root;
    /** What stood in each changed file; `null` where there was none. */
    this.before = new Map();
    /** Folders that were made, the outermost of each. */
    this.made = [];
  }

  read(path) { return readFileSync(join(this.root, path), 'utf8'); }

  /** Writes beside the file and puts that in its place. Gives back `mark`. */
  save(path, text, mark) {
    const file = join(this.root, path);
    if (!this.before.has(path)) this.before.set(path, existsSync(file) ? readFileSync(file) : null);
    const made = mkdirSync(dirname(file), { recursive: true });
    if (made) this.made.push(made);
    replace(file, text);
    return mark;
  }

  restore() {
    for (const [path, bytes] of this.before) {
      const file = join(this.root, path);
      rmSync(beside(file), { force: true });
      if (bytes === null) rmSync(file, { force: true });
      else replace(file, bytes);
    }
    for (const folder of this.made) rmSync(folder, { recursive: true, force: true });
    this.before.clear();
    this.made = [];
  }
}

const beside = (file) => join(dirname(file), `.${basename(file)}.tmp`);

function replace(file, bytes) {
  writeFileSync(beside(file), bytes);
  renameSync(beside(file), file);
}

/** The first of the newest articles that are about a unit with a record, and that record. */
function subjects(root) {
  const articles = readdirSync(join(root, 'content/bai-viet'), { recursive: true }).filter((name) => name.endsWith('.md')).sort();
  const newest = dirname(articles.at(-1) ?? '');
  for (const name of articles.filter((one) => dirname(one) === newest)) {
    const text = readFileSync(join(root, 'content/bai-viet', name), 'utf8');
    const id = text.match(/^about:.*"unit:([\w-]+)"/m)?.[1];
    const unit = ['yaml', 'md'].map((kind) => `content/don-vi/${id}.${kind}`).find((path) => existsSync(join(root, path)));
    if (id && unit && HEAD.test(text)) return { article: `content/bai-viet/${name.replaceAll('\\', '/')}`, unit };
  }
  throw new Error('no article of the newest ones is about a unit with a record');
}

/** Where the page of a record is. */
const address = (path) => `/${path.replace(/^content\//, '').replace(/\.\w+$/, '')}/`;

/** The style sheet of the theme below: the site's own, or the one inside the program. */
function style(program, root, parent) {
  const own = join(root, 'themes', parent, SHEET);
  if (existsSync(own)) return readFileSync(own, 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'bangvang-theme-'));
  try {
    execFileSync(program, ['init', join(folder, 'site'), '--theme', '-q']);
    return readFileSync(join(folder, 'site/themes', DEFAULT_THEME, SHEET), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
