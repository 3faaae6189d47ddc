// What a page of the preview lives through, told by the page itself. In: a tab before its first load.
// Out: when news reached its script and how often, when a mark (see serve-edits.mjs) stood in a frame
// that was drawn, which errors the panel tells of. All instants are those of `Date.now()`, which the page
// and this process share. Never asks the page for anything while something is on its way but whether
// the mark is there.
import { until } from './until.mjs';

/** Where the notes lie; there they outlive a reload. */
const NOTES = 'bangvang-witness';

/** Begins to take notes in every page that `tab` will load. */
export async function witness(tab) { await tab.addInitScript(watch, NOTES); }

/** What came of an edit saved at `saved`: `null` when its mark was not seen within `patience`. */
export async function arrival(tab, mark, saved, patience) {
  const seen = await until(tab, ([key, wanted]) => JSON.parse(sessionStorage.getItem(key) ?? '{}').seen?.[wanted], [NOTES, mark], patience).then(() => true, () => false);
  if (!seen) return null;
  const notes = await tab.evaluate((key) => JSON.parse(sessionStorage.getItem(key)), NOTES);
  const shown = notes.seen[mark];
  const event = notes.news.findLast((at) => at >= saved && at <= shown) ?? Infinity;
  return { event: event - saved, shown: shown - saved };
}

/** How often the page was told that it is another one. */
export async function news(tab) { return tab.evaluate((key) => JSON.parse(sessionStorage.getItem(key) ?? '{}').news?.length ?? 0, NOTES); }

/** The errors that the panel tells of; it lives in a shadow of its own. */
export async function errors(tab) {
  return tab.evaluate(() => [...document.documentElement.children].map((one) => one.shadowRoot?.querySelector('section[role="alert"]')?.textContent ?? '').join(''));
}

/** Runs in the page before anything of its own. */
function watch(key) {
  const read = () => ({ news: [], seen: {}, ...JSON.parse(sessionStorage.getItem(key) ?? '{}') });
  const note = (change) => {
    const notes = read();
    change(notes, Date.now());
    sessionStorage.setItem(key, JSON.stringify(notes));
  };
  const happened = () => note((notes, now) => notes.news.push(now));

  // The addresses of style sheets are told with every event; they are news when they are others.
  const others = (hrefs) => {
    const links = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((link) => !link.dataset.old);
    return hrefs.some((href, at) => links[at] && links[at].getAttribute('href') !== href);
  };
  window.EventSource = class extends EventSource {
    constructor(...given) {
      super(...given);
      this.addEventListener('reload', happened);
      this.addEventListener('css', (event) => { if (others(JSON.parse(event.data))) happened(); });
    }
  };

  const drawn = (text) => {
    const range = document.createRange();
    range.selectNode(text);
    return text.parentElement.checkVisibility({ visibilityProperty: true }) && range.getClientRects().length > 0;
  };
  const marks = () => {
    const found = [];
    const heading = document.querySelector('h1');
    const colour = heading ? getComputedStyle(heading).color : '';
    if (colour.startsWith('rgb(1, ')) found.push(colour);
    if (!document.body) return found;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const word = texts.currentNode.data.match(/xemthu[a-j]+/);
      if (word && drawn(texts.currentNode)) found.push(word[0]);
    }
    return found;
  };
  // Looks in the next frame, and takes the time once that frame is made.
  let due = false;
  const look = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      const found = marks();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => note((notes, now) => found.forEach((mark) => { notes.seen[mark] ??= now; }));
      if (found.length > 0) port2.postMessage(0);
    });
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
  document.addEventListener('load', look, true);
}
