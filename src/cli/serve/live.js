// The preview's companion: reloads the page when it has become another one, keeps the place that
// was read, swaps style sheets without a reload, shows the problems of the records with the lines
// they stand in, and opens sources in the editor. Served by `bangvang serve`, never published.
(() => {
  "use strict";
  const me = document.currentScript;
  const { file = "", look = "", source = "", hidden = "" } = me ? me.dataset : {};
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

  // A browser has few connections for one server: a page that nobody looks at gives its own back.
  function listen() {
    if (document.hidden) { events?.close(); events = null; return; }
    if (events) return;
    events = new EventSource("/__bangvang/events" + ask);
    events.addEventListener("reload", reload);
    events.addEventListener("css", swap);
    events.addEventListener("problems", (event) => show(JSON.parse(event.data)));
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
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  // What was read and closed stays closed on every page of this tab, until there is something else.
  const CLOSED = "bangvang closed";

  function show(report) {
    const all = report.diagnostics || [];
    const key = JSON.stringify(all);
    root.replaceChildren();
    if (!all.length) { host.remove(); sessionStorage.removeItem(CLOSED); return; }
    if (key === sessionStorage.getItem(CLOSED)) { host.remove(); return; }
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
    for (const one of all) list.append(item(one));
    if (report.more) list.append(box("li", "list-style:none", "… +" + report.more));
    panel.append(list);
    root.append(panel);
    document.documentElement.append(host);
  }

  function item(one) {
    const line = box("li", "margin:.25rem 0");
    const at = one.file ? one.file + (one.line ? `:${one.line}:${one.column}` : "") : "";
    const colour = one.level === "error" ? "#b00020" : "#9a6700";
    if (at) line.append(opener(at, one.file, one.line, one.column), " ");
    line.append(box("span", `color:${colour};font-weight:600`, `[${one.code}]`), " " + one.message);
    if (one.suggestion) line.append(" → ", box("code", "font-weight:600", one.suggestion));
    if (one.excerpt) line.append(excerpt(one, colour));
    if (one.explain) line.append(box("div", "color:#555", one.explain));
    return line;
  }

  // The line of the source, with the words that are meant underlined.
  function excerpt(one, colour) {
    const letters = Array.from(one.excerpt);
    const from = one.column - 1;
    const to = one.end_line === one.line ? Math.max(one.end_column - 1, from + 1) : letters.length;
    const pre = box("pre", `margin:.25rem 0;padding:.25rem .5rem;overflow:auto;background:#f1ead8;font:13px/1.5 ui-monospace,monospace`);
    const meant = box("span", `text-decoration:underline wavy ${colour} 1px;text-underline-offset:3px;font-weight:600`, letters.slice(from, to).join(""));
    pre.append(box("span", "color:#777;user-select:none", one.line + " │ "), letters.slice(0, from).join(""), meant, letters.slice(to).join(""));
    return pre;
  }

  // A place in a source; pressing it opens the editor there.
  function opener(words, path, line, column) {
    const button = box("button", "font:13px/1.5 ui-monospace,monospace;padding:0;border:0;background:none;color:#0b4f9e;text-decoration:underline;cursor:pointer", words);
    button.title = vi ? "Mở tệp nguồn tại chỗ này" : "Open the source here";
    button.onclick = async () => {
      const body = JSON.stringify({ file: path, line: line || 1, column: column || 1 });
      const answer = await fetch("/__bangvang/open", { method: "POST", headers: { "content-type": "application/json" }, body }).catch(() => null);
      if (answer && answer.ok) return;
      button.after(box("span", "color:#555", vi ? " (không mở được trình soạn thảo; xem tùy chọn --editor)" : " (no editor could be opened; see --editor)"));
    };
    return button;
  }

  function closer(key) {
    const button = box("button", "font:inherit;border:0;background:none;cursor:pointer;font-size:1.25rem", "×");
    button.setAttribute("aria-label", "Đóng / Close");
    button.onclick = () => { sessionStorage.setItem(CLOSED, key); host.remove(); };
    return button;
  }

  // Where the page comes from, in a corner of it.
  if (source) {
    const corner = document.createElement("div");
    const badge = box("div", "position:fixed;top:0;right:0;z-index:2147483646;padding:.1rem .5rem;background:#fffdf5;border:1px solid #8c7a62;border-width:0 0 1px 1px;max-width:60vw;overflow:hidden;text-overflow:ellipsis;white-space:nowrap");
    badge.append(opener(source.replace(/^content\//, ""), source, 1, 1));
    corner.attachShadow({ mode: "open" }).append(badge);
    document.documentElement.append(corner);
  }

  // What the public does not see says so on its own page, whatever the theme does.
  if (hidden) {
    const mark = document.createElement("div");
    const words = vi ? `Chỉ bạn xem được: hồ sơ này ${hidden}, chưa xuất bản.` : `Only you see this: the record is ${hidden}, not published.`;
    const strip = box("div", "background:repeating-linear-gradient(135deg,#5a3b00 0 14px,#6b4700 14px 28px);color:#fff8e7;padding:.4rem 1rem;font:600 15px/1.5 system-ui,sans-serif", words);
    strip.setAttribute("role", "status");
    mark.attachShadow({ mode: "open" }).append(strip);
    document.body.prepend(mark);
  }

  function box(name, css, text) {
    const made = document.createElement(name);
    made.style.cssText = css;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  listen();
})();
