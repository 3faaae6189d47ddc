// The preview's companion: reloads the page when the site was rebuilt, keeps the place that was
// read, and shows the problems of the records. Served by `bangvang serve`, never published.
(() => {
  "use strict";
  const me = document.currentScript;
  const since = me ? me.dataset.since : "";
  const place = "bangvang:" + location.pathname;

  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    const [x, y] = kept.split(" ").map(Number);
    const back = () => scrollTo({ left: x, top: y, behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  }

  const events = new EventSource("/__bangvang/events?since=" + encodeURIComponent(since));
  events.addEventListener("reload", () => {
    events.close();
    sessionStorage.setItem(place, scrollX + " " + scrollY);
    location.reload();
  });
  events.addEventListener("css", () => {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const url = new URL(link.href);
      if (url.origin !== location.origin) continue;
      url.searchParams.set("bangvang", Date.now());
      const fresh = link.cloneNode();
      fresh.href = url;
      fresh.onload = fresh.onerror = () => link.remove();
      link.after(fresh);
    }
  });
  events.addEventListener("problems", (event) => show(JSON.parse(event.data)));

  // The panel has a shadow of its own, so that neither the theme nor the panel disturbs the other.
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  let closed = "";

  function show(report) {
    const all = (report.diagnostics || []).filter((one) => one.level !== "note" && !one.accepted);
    const key = JSON.stringify(all);
    root.replaceChildren();
    if (!all.length) { host.remove(); closed = ""; return; }
    if (key === closed) return;
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
    for (const one of all.slice(0, 100)) list.append(item(one));
    if (all.length > 100) list.append(box("li", "list-style:none", "… +" + (all.length - 100)));
    panel.append(list);
    root.append(panel);
    document.documentElement.append(host);
  }

  function item(one) {
    const line = box("li", "margin:.25rem 0");
    const at = one.file ? one.file + (one.line ? `:${one.line}:${one.column}` : "") : "";
    const colour = one.level === "error" ? "#b00020" : "#9a6700";
    if (at) line.append(box("code", "font-family:ui-monospace,monospace;user-select:all", at), " ");
    line.append(box("span", `color:${colour};font-weight:600`, `[${one.code}]`), " " + one.message);
    if (one.suggestion) line.append(" → ", box("code", "font-weight:600", one.suggestion));
    if (one.explain) line.append(box("div", "color:#555", one.explain));
    return line;
  }

  function closer(key) {
    const button = box("button", "font:inherit;border:0;background:none;cursor:pointer;font-size:1.25rem", "×");
    button.setAttribute("aria-label", "Đóng / Close");
    button.onclick = () => { closed = key; host.remove(); };
    return button;
  }

  function box(name, css, text) {
    const made = document.createElement(name);
    made.style.cssText = css;
    if (text !== undefined) made.textContent = text;
    return made;
  }
})();
