// The page of the search: the field, the results, the facets, the address. What it shows is found by
// tim-kiem.js.
(function () {
  "use strict";
  var page = document.querySelector("[data-search]"), search = window.bangVangSearch;
  if (!page || !search) return;
  var KINDS = search.kinds, FACETS = search.facets, RUN = search.run;
  var LABELS = page.getAttribute("data-kinds").split("|");
  var AT_ONCE = 10, IN_FACET = 12;
  var say = function (name) { return page.getAttribute("data-" + name) || ""; };
  var one = function (selector) { return page.querySelector(selector); };
  var input = document.querySelector("#q"), form = input.form;
  var status = one("[data-status]"), list = one("[data-results]"), more = one("[data-more]"), everything = one("[data-everything]"), facets = one("[data-facets]"), chips = one("[data-chosen]"), idle = one("[data-idle]"), body = one("[data-found]");
  var title = document.title, turn = 0, shown = null, counted = 0, deep = null;
  var state = fromAddress();

  function fromAddress() {
    var state = { q: "", chosen: {} };
    location.search.slice(1).split("&").forEach(function (pair) {
      var cut = pair.indexOf("="), key = pair.slice(0, cut), value = pair.slice(cut + 1);
      try { value = decodeURIComponent(value.replace(/\+/g, " ")); } catch (_) { return; }
      if (key === "q") state.q = value.slice(0, 200);
      else if (value && (key === "loai" || FACETS[key])) state.chosen[key] = value.split(",").slice(0, 40);
    });
    return state;
  }
  function address() {
    var pairs = state.q ? ["q=" + encodeURIComponent(state.q).replace(/%20/g, "+")] : [];
    Object.keys(state.chosen).forEach(function (key) { if (state.chosen[key].length) pairs.push(key + "=" + state.chosen[key].map(encodeURIComponent).join(",")); });
    return location.pathname + (pairs.length ? "?" + pairs.join("&") : "");
  }
  function make(name, attrs, inside) {
    var element = document.createElement(name);
    Object.keys(attrs || {}).forEach(function (key) { if (attrs[key] !== null) element.setAttribute(key, attrs[key]); });
    [].concat(inside === undefined ? [] : inside).forEach(function (child) { element.appendChild(typeof child === "string" ? document.createTextNode(child) : child); });
    return element;
  }
  function amount(n) { return String(n).replace(/\B(?=(\d{3})+$)/g, say("mark")); }
  function marked(text, meant) {
    var out = [], from = 0, match;
    RUN.lastIndex = 0;
    while ((match = RUN.exec(text))) {
      if (meant.indexOf(search.keys(match[0]).folded) < 0) continue;
      out.push(text.slice(from, match.index), make("mark", {}, match[0]));
      from = match.index + match[0].length;
    }
    return out.concat(text.slice(from)).filter(function (piece) { return piece !== ""; });
  }
  function capital(text) { return text.charAt(0).toUpperCase() + text.slice(1); }

  // A recipient without a page is one of perhaps very many names of a decision: the link leads to the name
  // itself, where the browser knows such places, else to the decision.
  function place(card) {
    if (KINDS[card[0] >>> 28] !== "nguoi-nhan") return card[1];
    return card[1] + "#:~:text=" + encodeURIComponent(card[2].replace(/\s+/g, " ")).replace(/-/g, "%2D");
  }
  function row(card, meant) {
    var kind = LABELS[card[0] >>> 28], below = [card[5], card[6]].filter(Boolean);
    return make("li", {}, [
      make("div", { "class": "col" }, card[4] ? make("span", { "class": "when" }, card[4]) : []),
      make("div", {}, [
        make("p", { "class": "kicker" }, kind),
        make("h2", { "class": "deed" }, make("a", { href: place(card) }, marked(capital(card[2]), meant)))
      ].concat(below.map(function (text) { return make("p", {}, marked(text, meant)); }), card[3] && card[3] !== kind ? [make("p", { "class": "meta" }, capital(card[3]))] : []))
    ]);
  }

  function show(result, mine) {
    if (mine !== turn) return;
    idle.hidden = result.asked;
    body.hidden = !result.asked;
    if (!result.asked) { status.textContent = state.q.trim() ? say("nothing").replace("{q}", state.q) : ""; document.title = title; return; }
    return search.cards(Array.prototype.slice.call(result.ids, 0, AT_ONCE)).then(function (rows) {
      if (mine !== turn) return;
      shown = result;
      counted = rows.length;
      list.textContent = "";
      rows.forEach(function (card) { list.appendChild(row(card, result.meant)); });
      more.hidden = result.ids.length <= counted;
      everything.hidden = !result.partial;
      var form = (!result.whole ? "partly" : result.partial ? "some" : "count") + (result.ids.length === 1 ? "-one" : "");
      var words = say(result.ids.length ? form : "nothing");
      status.textContent = words.replace("{n}", amount(result.ids.length) + (result.partial && !result.whole ? "+" : "")).replace("{q}", state.q || say("all"));
      document.title = (state.q ? state.q + " · " : "") + title;
      one("[data-none]").hidden = result.ids.length > 0;
      // Where nothing was found there is nothing to narrow, unless what was chosen narrowed it to nothing.
      one(".to-facets").hidden = one(".facets").hidden = !result.ids.length && !Object.keys(state.chosen).some(function (facet) { return state.chosen[facet].length; });
      page.setAttribute("data-ready", state.q);
      return showFacets(result, mine);
    });
  }

  function run(unfinished) {
    var mine = ++turn;
    showChosen();
    history.replaceState(null, "", address());
    return search.find(state.q, state.chosen, unfinished, wide.open || deep === state.q).then(function (result) { return show(result, mine); }).catch(function () {
      if (mine !== turn) return;
      status.textContent = say("failed");
      idle.hidden = false;
    });
  }

  more.addEventListener("click", function () {
    var mine = turn, result = shown;
    search.cards(Array.prototype.slice.call(result.ids, counted, counted + AT_ONCE)).then(function (rows) {
      if (mine !== turn) return;
      var first = null;
      rows.forEach(function (card) { var item = row(card, result.meant); first = first || item; list.appendChild(item); });
      counted += rows.length;
      more.hidden = result.ids.length <= counted;
      if (first) first.querySelector("a").focus();
    });
  });

  // Where very many records share the words, all of them weigh much: the reader decides.
  everything.addEventListener("click", function () {
    deep = state.q;
    run(true).then(function () { (list.querySelector("h2 a") || input).focus(); });
  });

  // Facets: kinds are counted from the numbers themselves; the rest only once somebody opens them.
  var rest = one("[data-deep]"), wide = rest.parentNode;
  function group(facet, legend, values, partial) {
    var chosen = state.chosen[facet] || [];
    values = values.filter(function (value) { return value.n || chosen.indexOf(value.id) >= 0; });
    if (!values.length) return null;
    return make("fieldset", { "data-facet": facet }, [make("legend", {}, legend)].concat(values.map(function (value) {
      var box = make("input", { type: "checkbox", value: value.id });
      box.checked = chosen.indexOf(value.id) >= 0;
      box.addEventListener("change", function () { choose(facet, value.id, box.checked); });
      return make("label", {}, [box, make("span", {}, capital(value.label)), make("span", { "class": "n" }, amount(value.n) + (partial ? "+" : ""))]);
    })));
  }
  function put(into, groups) {
    var focus = document.activeElement, at = into.contains(focus) && focus.value !== undefined ? [focus.parentNode.parentNode.getAttribute("data-facet"), focus.value] : null;
    into.textContent = "";
    groups.filter(Boolean).forEach(function (one) { into.appendChild(one); });
    if (at) Array.prototype.forEach.call(into.querySelectorAll("input"), function (box) { if (box.value === at[1] && box.parentNode.parentNode.getAttribute("data-facet") === at[0]) box.focus(); });
  }
  // What there would be without what is chosen of a facet, so that more of it can be chosen.
  function beside(facet, result) {
    if (!(state.chosen[facet] || []).length) return Promise.resolve(result);
    var others = {};
    Object.keys(state.chosen).forEach(function (key) { if (key !== facet) others[key] = state.chosen[key]; });
    return search.find(state.q, others, true, wide.open || deep === state.q).then(function (all) { return all.asked ? all : result; });
  }
  function showFacets(result, mine) {
    return beside("loai", result).then(function (all) {
      if (mine !== turn) return;
      var kinds = KINDS.map(function (id, at) { return { id: id, label: LABELS[at], n: 0 }; });
      for (var i = 0; i < all.ids.length; i++) if (kinds[all.ids[i] >>> 28]) kinds[all.ids[i] >>> 28].n++;
      put(facets, [group("loai", say("facet-loai"), kinds, all.partial)]);
      if (wide.open || Object.keys(FACETS).some(function (facet) { return (state.chosen[facet] || []).length; })) return showRest(result, mine);
    });
  }
  function showRest(result, mine) {
    var facetsOf = Object.keys(FACETS);
    return Promise.all([search.labels()].concat(facetsOf.map(function (facet) { return beside(facet, result); }))).then(function (got) {
      var all = got.shift();
      return Promise.all(facetsOf.map(function (facet, at) {
        var values = wide.open ? Object.keys(all[FACETS[facet]] || {}) : [];
        return search.counter(got[at].ids, values.map(function (value) { return [facet, value]; }));
      })).then(function (counts) {
        if (mine !== turn) return;
        put(rest, facetsOf.map(function (facet, at) {
          var own = all[FACETS[facet]] || {}, chosen = state.chosen[facet] || [];
          var values = Object.keys(own).map(function (id) { return { id: id, label: own[id], n: counts[at](facet, id) }; });
          values.sort(function (a, b) { return facet === "nam" ? b.id - a.id : b.n - a.n || (a.label < b.label ? -1 : 1); });
          return group(facet, say("facet-" + facet), values.filter(function (value, at) { return at < IN_FACET || chosen.indexOf(value.id) >= 0; }));
        }));
        showChosen();
      });
    });
  }
  wide.addEventListener("toggle", function () { if (wide.open && shown) { if (shown.partial) run(true); else showFacets(shown, turn); } });

  function choose(facet, value, on) {
    var chosen = (state.chosen[facet] || []).filter(function (other) { return other !== value; });
    if (on) chosen.push(value);
    state.chosen[facet] = chosen;
    run(true);
  }
  function showChosen() {
    var any = Object.keys(state.chosen).some(function (facet) { return state.chosen[facet].length; });
    chips.hidden = !any;
    if (!any) { chips.textContent = ""; return; }
    (Object.keys(state.chosen).some(function (facet) { return FACETS[facet] && state.chosen[facet].length; }) ? search.labels() : Promise.resolve({})).then(function (all) {
      var hadFocus = chips.contains(document.activeElement);
      chips.textContent = "";
      Object.keys(state.chosen).forEach(function (facet) {
        state.chosen[facet].forEach(function (value) {
          var label = facet === "loai" ? LABELS[KINDS.indexOf(value)] || value : (all[FACETS[facet]] || {})[value] || value;
          var button = make("button", { type: "button", "aria-label": say("remove").replace("{x}", label) }, [capital(label), make("span", { "aria-hidden": "true" }, " ×")]);
          button.addEventListener("click", function () { choose(facet, value, false); });
          chips.appendChild(make("li", {}, button));
        });
      });
      if (hadFocus) (chips.querySelector("button") || input).focus();
    });
  }

  var timer = 0;
  input.addEventListener("input", function () {
    state.q = input.value.slice(0, 200);
    clearTimeout(timer);
    timer = setTimeout(function () { run(true); }, 60);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    state.q = input.value.slice(0, 200);
    run(true);
  });
  // The arrow keys walk from the field through the results and back.
  page.addEventListener("keydown", walk);
  input.addEventListener("keydown", walk);
  function walk(event) {
    var links = Array.prototype.slice.call(list.querySelectorAll("h2 a")), at = links.indexOf(document.activeElement);
    var to = event.key === "ArrowDown" ? links[at + 1] : event.key === "ArrowUp" && at >= 0 ? links[at - 1] || input : event.key === "Escape" && at >= 0 ? input : null;
    if (!to || (at < 0 && event.target !== input)) return;
    event.preventDefault();
    to.focus();
  }
  window.addEventListener("popstate", function () { state = fromAddress(); input.value = state.q; run(true); });

  page.removeAttribute("hidden");
  input.value = state.q;
  if (state.q || Object.keys(state.chosen).length) run(true); else input.addEventListener("focus", function first() { input.removeEventListener("focus", first); search.open(); });
})();
