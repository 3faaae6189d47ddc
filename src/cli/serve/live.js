// The preview's companion: reloads the page when it has become another one, keeps the place that
// was read, swaps style sheets without a reload, shows the problems of the records with the lines
// they stand in, and opens sources in the editor. Served by `bangvang serve`, never published.
(() => {
  "use strict";
  const me = document.currentScript;
  const { file = "", look = "", source = "", hiddenVi = "", hiddenEn = "", near = "" } = me ? me.dataset : {};
  const place = "bangvang:" + location.pathname;

  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    const [x, y] = kept.split(" ").map(Number);
    const back = () => scrollTo({ left: x, top: y, behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  }

  const ask = "?file=" + encodeURIComponent(file) + "&look=" + encodeURIComponent(look);
  let events = null;
  // Whether the present connection stood, and how often none did since.
  let stood = false, lost = 0, again = 0;

  // A browser has few connections for one server: a page that nobody looks at gives its own back.
  function listen() {
    clearTimeout(again);
    if (document.hidden) { events?.close(); events = null; return; }
    if (events) return;
    events = new EventSource("/__bangvang/events" + ask);
    events.onopen = () => { stood = true; lost = 0; };
    events.onerror = part;
    events.addEventListener("reload", reload);
    events.addEventListener("css", swap);
    events.addEventListener("problems", (event) => show(JSON.parse(event.data)));
  }

  // Every answer ends, and the browser comes back by itself; but not to a server that is gone: it is
  // asked after a second, then more and more seldom.
  function part() {
    if (stood && events.readyState === EventSource.CONNECTING) { stood = false; return; }
    events.close();
    events = null;
    stood = false;
    again = setTimeout(listen, Math.min(1000 * 2 ** lost, 10000));
    lost += 1;
  }
  document.addEventListener("visibilitychange", listen);

  function reload() {
    events.close();
    sessionStorage.setItem(place, scrollX + " " + scrollY);
    location.reload();
  }

  // The addresses of style sheets hold the fingerprint of their content: another address is another
  // sheet. The old one goes when the new one has come, so that the page never stands bare.
  function swap(event) {
    const links = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((link) => !link.dataset.old);
    JSON.parse(event.data).forEach((href, at) => {
      const link = links[at];
      if (!link || link.getAttribute("href") === href) return;
      const fresh = link.cloneNode();
      link.dataset.old = "1";
      fresh.setAttribute("href", href);
      fresh.onload = fresh.onerror = () => link.remove();
      link.after(fresh);
    });
  }

  // The panel has a shadow of its own, so that neither the theme nor the panel disturbs the other.
  const vi = (document.documentElement.lang || "vi") === "vi";
  const unprinted = new CSSStyleSheet();
  unprinted.replaceSync("@media print { :host { display: none !important } }");
  const host = document.createElement("div");
  const root = shadow(host);
  // The end of the page is read above the panel, not behind it.
  const room = new CSSStyleSheet();
  document.adoptedStyleSheets.push(room);
  const measure = new ResizeObserver(([panel]) => {
    const height = host.isConnected ? Math.ceil(panel.target.getBoundingClientRect().height) : 0;
    room.replaceSync(height ? `@media screen { body { padding-bottom: ${height}px !important } }` : "");
  });
  // What was read and closed stays closed on every page of this tab, until there is something else.
  const CLOSED = "bangvang closed";
  let shown = "";

  function shadow(of) {
    const made = of.attachShadow({ mode: "open" });
    made.adoptedStyleSheets = [unprinted];
    return made;
  }

  function show(report) {
    const all = report.diagnostics || [];
    const key = JSON.stringify(all);
    // Whoever reads in the panel is not disturbed by a save that changes nothing in it.
    const whole = JSON.stringify(report);
    if (whole === shown) return;
    shown = whole;
    const read = root.querySelector("section")?.scrollTop ?? 0;
    if (!all.length) { sessionStorage.removeItem(CLOSED); hide(); return; }
    if (key === sessionStorage.getItem(CLOSED)) { hide(); return; }
    const errors = all.some((one) => one.level === "error");
    const panel = box("section", `position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:45vh;overflow:auto;
      margin:0;padding:.75rem 1rem;background:#fffdf5;color:#222;border-top:4px solid ${errors ? "#b00020" : "#9a6700"};
      box-shadow:0 -4px 24px #0004;font:15px/1.5 system-ui,sans-serif;text-align:left`);
    panel.setAttribute("role", errors ? "alert" : "status");
    panel.lang = report.lang || document.documentElement.lang || "vi";
    const head = box("div", "display:flex;gap:1rem;align-items:baseline");
    head.append(box("strong", "flex:1", (report.summary || {}).text || ""), closer(key));
    panel.append(head);
    if (report.kept) panel.append(box("div", "color:#555", report.kept));
    const list = box("ol", "margin:.5rem 0 0;padding-left:1.5rem");
    for (const one of all) list.append(item(one, panel.lang === "vi"));
    if (report.more) list.append(box("li", "list-style:none", "… +" + report.more));
    panel.append(list);
    root.replaceChildren(panel);
    document.documentElement.append(host);
    measure.disconnect();
    measure.observe(panel);
    for (const pre of panel.querySelectorAll("pre")) reveal(pre);
    panel.scrollTop = read;
  }

  function hide() {
    root.replaceChildren();
    host.remove();
    room.replaceSync("");
  }

  function item(one, inVietnamese) {
    const line = box("li", "margin:.25rem 0");
    const colour = one.level === "error" ? "#b00020" : "#9a6700";
    if (one.file) line.append(opener(spot(one), one.file, one.line, one.column), " ");
    line.append(box("span", `color:${colour};font-weight:600`, `[${one.code}]`), " " + message(one));
    if (one.suggestion) line.append(" → ", box("code", "font-weight:600", one.suggestion));
    if (one.excerpt) line.append(excerpt(one, colour));
    if (one.others) line.append(box("div", "color:#555", others(one, inVietnamese)));
    if (one.explain) line.append(box("div", "color:#555", one.explain));
    return line;
  }

  const spot = (of) => of.file + (of.line ? `:${of.line}:${of.column}` : "");
  const here = decoded(location.pathname);

  // A template fails many pages: the one that is open reads its own name.
  function message(one) {
    const pages = one.pages || [];
    return pages.length > 1 && pages.includes(here) ? one.message.replace(pages[0], () => here) : one.message;
  }

  function others(one, inVietnamese) {
    const pages = one.pages || [];
    const told = pages.includes(here) ? here : pages[0];
    const names = [...(one.elsewhere || []).filter((of) => of.file).map(spot), ...pages.filter((page) => page !== told)].slice(0, 3);
    const count = inVietnamese ? `và ${one.others} chỗ khác` : one.others === 1 ? "and 1 other place" : `and ${one.others} other places`;
    return names.length ? `${count}: ${names.join(", ")}${names.length < one.others ? ", …" : ""}` : count;
  }

  // The line of the source, or the part of a long one around the place, with the words that are meant
  // underlined.
  function excerpt(one, colour) {
    const letters = Array.from(one.excerpt.normalize("NFC"));
    const first = one.excerpt_column || 1;
    const from = one.column - first;
    const to = one.end_line === one.line ? Math.max(one.end_column - first, from + 1) : letters.length;
    const pre = box("pre", `position:relative;margin:.25rem 0;padding:.25rem .5rem;overflow:auto;background:#f1ead8;font:13px/1.5 ui-monospace,monospace`);
    const meant = box("span", `text-decoration:underline wavy ${colour} 1px;text-underline-offset:3px;font-weight:600`, letters.slice(from, to).join(""));
    meant.dataset.meant = "";
    pre.append(box("span", "color:#777;user-select:none", one.line + " │ " + (first > 1 ? "…" : "")), letters.slice(0, from).join(""), meant, letters.slice(to).join(""));
    return pre;
  }

  // On a narrow screen the words that are meant may lie far to the right.
  function reveal(pre) {
    const meant = pre.querySelector("[data-meant]");
    if (meant.offsetLeft + meant.offsetWidth > pre.clientWidth) pre.scrollLeft = meant.offsetLeft - pre.clientWidth / 4;
  }

  // A place in a source; pressing it opens the editor there.
  function opener(words, path, line, column) {
    const button = box("button", "font:13px/1.5 ui-monospace,monospace;text-align:left;padding:0;border:0;background:none;color:#0b4f9e;text-decoration:underline;cursor:pointer", words);
    button.title = vi ? "Mở tệp nguồn tại chỗ này" : "Open the source here";
    button.onclick = async () => {
      const body = JSON.stringify({ file: path, line: line || 1, column: column || 1 });
      const answer = await fetch("/__bangvang/open", { method: "POST", headers: { "content-type": "application/json" }, body }).catch(() => null);
      button.parentNode.querySelector("[data-unopened]")?.remove();
      if (answer && answer.ok) return;
      const said = box("span", "color:#555", ` (${unopened(answer && answer.status)})`);
      said.dataset.unopened = "";
      button.after(said);
    };
    return button;
  }

  // Why a source was not opened.
  function unopened(status) {
    switch (status) {
      case null: return vi ? "bản xem thử đã dừng" : "the preview has ended";
      case 404: return vi ? "không phải tệp của trang" : "not a file of the site";
      case 410: return vi ? "tệp không còn ở đó" : "the file is gone";
      case 500: return vi ? "không mở được trình soạn thảo; xem tùy chọn --editor" : "no editor could be opened; see --editor";
      default: return vi ? `bản xem thử từ chối, mã ${status}` : `the preview refused, code ${status}`;
    }
  }

  function closer(key) {
    const button = box("button", "font:inherit;border:0;background:none;cursor:pointer;font-size:1.25rem", "×");
    button.setAttribute("aria-label", "Đóng / Close");
    button.onclick = () => { sessionStorage.setItem(CLOSED, key); hide(); };
    return button;
  }

  // Where the page comes from, in a corner of it.
  if (source) {
    const corner = document.createElement("div");
    const badge = box("div", "position:fixed;top:0;right:0;z-index:2147483646;padding:.1rem .5rem;background:#fffdf5;border:1px solid #8c7a62;border-width:0 0 1px 1px;max-width:60vw;overflow:hidden;text-overflow:ellipsis;white-space:nowrap");
    badge.append(opener(source.replace(/^content\//, ""), source, 1, 1));
    shadow(corner).append(badge);
    document.documentElement.append(corner);
  }

  // What the public does not see says so on its own page, whatever the theme does.
  if (hiddenVi) {
    const words = vi ? `Chỉ bạn xem được: hồ sơ này ${hiddenVi}, chưa xuất bản.` : `Only you see this: the record is ${hiddenEn}, not published.`;
    strip("background:repeating-linear-gradient(135deg,#5a3b00 0 14px,#6b4700 14px 28px);color:#fff8e7", words);
  }

  // An address that was perhaps meant by one that does not exist.
  if (near) {
    const link = box("a", "color:#0b4f9e", decoded(near));
    link.href = near;
    strip("background:#fffdf5;color:#222", vi ? "Có phải bạn tìm " : "Did you mean ", link, "?");
  }

  function strip(css, ...words) {
    const mark = document.createElement("div");
    const line = box("div", `${css};padding:.4rem 1rem;font:600 15px/1.5 system-ui,sans-serif`);
    line.append(...words);
    line.setAttribute("role", "status");
    mark.attachShadow({ mode: "open" }).append(line);
    document.body.prepend(mark);
  }

  function decoded(address) { try { return decodeURI(address); } catch { return address; } }

  function box(name, css, text) {
    const made = document.createElement(name);
    made.style.cssText = css;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  listen();
})();
