// Waiting for something a page will show. Asks from here, again and again: a question that waits inside the
// page is code made from text, which our own Content-Security-Policy refuses there.

/** How often a page is asked, in milliseconds. */
const EVERY = 25;

/** Waits until `test(value)`, run in the page of `tab`, holds; throws after `limit` milliseconds. */
export async function until(tab, test, value, limit = 8000) {
  const begun = performance.now();
  // A page that is just being replaced by its next version cannot answer; the next one will.
  while (!(await tab.evaluate(test, value).catch(() => false))) {
    if (performance.now() - begun > limit) throw new Error(`waited ${limit} ms in vain for ${String(test).replace(/\s+/g, ' ').slice(0, 120)}`);
    await tab.waitForTimeout(EVERY);
  }
}
