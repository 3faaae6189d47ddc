// "Check this honour": finds a decision by its number among the lists of the page, and looks for a name
// in its list. The name never leaves the browser. Without this file the lists below the form do the same.
(function () {
  "use strict";
  var SHOWN = 5;
  var fold = function (text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  };
  var make = function (tag, text, parent) {
    var element = document.createElement(tag);
    if (text) element.textContent = text;
    if (parent) parent.appendChild(element);
    return element;
  };

  document.addEventListener("DOMContentLoaded", function () {
    var form = document.querySelector("[data-verify]");
    if (!form || !window.fetch || !window.DOMParser) return;
    var verdict = form.querySelector(".verdict");
    var say = function (key) { return form.getAttribute("data-" + key); };
    var asked = 0;

    // The decisions that bear the number; a whole number with its symbols must fit altogether.
    var matching = function (rows, typed) {
      var number = /\d+/.exec(typed)[0].replace(/^0+(?=\d)/, "");
      var whole = fold(typed.replace(/^\D+/, "")).replace(/^0+(?=\d)/, "");
      return rows.filter(function (row) {
        var folded = fold(row.number || "").replace(/^0+(?=\d)/, "");
        return folded.split(" ")[0] === number && (whole === number || folded.indexOf(whole) === 0);
      });
    };

    var amount = function (n) { return String(n).replace(/\B(?=(\d{3})+$)/g, say("mark")); };

    // What decisions print of a name: no form of address. A word that is also a name is one only where marks
    // tell them apart, or nobody typed any.
    var bare = function (name) {
      var typed = name.normalize("NFC").toLowerCase();
      var plain = /^[\x00-\x7f]*$/.test(typed) ? "ba|chi|" : "";
      return typed.replace(new RegExp("^(?:(?:" + plain + "ông|ong|bà|đồng chí|dong chi|đ/c|d/c|anh|chị)[.:]?\\s+)+"), "");
    };

    // The name that a cell shows, without what became of it since and without its marks.
    var nameIn = function (cell) {
      var copy = cell.cloneNode(true);
      [].forEach.call(copy.querySelectorAll(".now, .chip"), function (more) { more.parentNode.removeChild(more); });
      return copy.textContent.trim().replace(/\s+/g, " ");
    };

    // The names that have the wanted words, whole and in a row.
    var having = function (names, wanted) {
      return wanted ? names.filter(function (name) { return (" " + fold(name) + " ").indexOf(" " + wanted + " ") >= 0; }) : [];
    };

    // The address leads on to the name itself, where the browser knows such places.
    var placeOf = function (url, name) {
      return url + "#:~:text=" + encodeURIComponent(name).replace(/-/g, "%2D");
    };

    var lookFor = function (name, row, item) {
      return fetch(row.url).then(function (answer) { return answer.text(); }).then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        var names = [].map.call(page.querySelectorAll("main tbody th"), nameIn);
        var found = having(names, fold(name));
        if (!found.length) found = having(names, fold(bare(name)));
        var line = make("p", found.length ? say("in") + " " : say("out"), item);
        line.className = found.length ? "yes" : "muted";
        found.slice(0, SHOWN).forEach(function (one, at) { make("b", (at ? "; " : "") + one, line); });
        if (found.length) item.querySelector("a").href = placeOf(row.url, found[0]);
        if (found.length > SHOWN) make("span", " " + say("more").replace("{n}", amount(found.length - SHOWN)), line);
      });
    };

    var show = function (rows, name) {
      verdict.textContent = "";
      make("p", rows.length > 1 ? say("many") : rows.length ? say("one") : say("none"), verdict).className = "sum";
      var list = rows.length ? make("ol", "", verdict) : null;
      return Promise.all(rows.map(function (row) {
        var item = make("li", "", list);
        var link = make("a", row.title, make("p", "", item));
        link.href = row.url;
        make("p", [row.number, row.date].filter(Boolean).join(", ") + ". " + row.honours.join("; ") + (row.names ? ". " + amount(row.names) + " " + say(row.names === 1 ? "name" : "names") : "") + ".", item).className = "small";
        if (row.annulled) make("p", say("annulled") + ".", item).className = "warn";
        return name ? lookFor(name, row, item) : null;
      }));
    };

    var check = function () {
      var typed = form.elements.so.value.trim();
      var name = form.elements.ten.value.trim();
      var digits = /\d+/.exec(typed);
      var turn = ++asked;
      if (!digits) { verdict.textContent = say("ask"); form.elements.so.focus(); return; }
      var span = +say("span");
      var part = String(Math.floor(+digits[0] / span) * span);
      if (!document.querySelector('[data-part="' + part + '"]')) { show([]); return; }
      fetch(say("verify") + part + ".json").then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      }).then(function (rows) {
        if (turn === asked) return show(matching(rows, typed), name);
      }).catch(function () { if (turn === asked) verdict.textContent = say("failed"); });
    };

    form.addEventListener("submit", function (event) { event.preventDefault(); check(); });
    var asks = new URLSearchParams(location.search);
    if (asks.get("so")) { form.elements.so.value = asks.get("so"); form.elements.ten.value = asks.get("ten") || ""; check(); }
  });
})();
