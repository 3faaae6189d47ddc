// Filters and sorts the list of a page in place. The whole list is there without this file; the
// state stands in the address, the count is announced. Several pages of one list are searched on
// the search page, which a link leads to with the list's facet set. A page whose lists are not all to be
// filtered says in `data-filter` which are; one without a field for the order is not sorted.
(function () {
  "use strict";
  var box = document.querySelector("[data-filter]");
  if (!box || !String.prototype.normalize) return;
  var lists = Array.prototype.slice.call(document.querySelectorAll(box.getAttribute("data-filter") || "main table.cards tbody, main ol.ledger, main ul.names"));
  var rows = [];
  lists.forEach(function (list) { Array.prototype.forEach.call(list.children, function (row) { rows.push({ row: row, list: list, at: rows.length, text: null, name: null, year: null }); }); });
  if (rows.length < 12) return;
  function fold(text) { return text.normalize("NFD").replace(/[\u0300-\u036F]/g, "").replace(/[\u0111\u0110]/g, "d").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim(); }
  function year(row) {
    var time = row.querySelector("time"), found = (time ? time.getAttribute("datetime") : (row.querySelector("td.num, .when") || {}).textContent || "").match(/(1[89]|20)\d\d/);
    return found ? +found[0] : 0;
  }
  function param(name) {
    var found = location.search.match(new RegExp("[?&]" + name + "=([^&]*)"));
    try { return found ? decodeURIComponent(found[1].replace(/\+/g, " ")).slice(0, 100) : ""; } catch (_) { return ""; }
  }
  var input = box.querySelector("input"), order = box.querySelector("select"), told = box.querySelector("[role=status]");
  input.value = param("loc");
  if (order && param("xep")) order.value = param("xep");
  if (order && order.selectedIndex < 0) order.selectedIndex = 0;

  // Very many rows are read only once somebody asks for some of them.
  function read() {
    if (rows[0].text === null) rows.forEach(function (one) {
      one.text = fold(one.row.textContent);
      one.name = fold((one.row.querySelector("th, a") || one.row).textContent);
      one.year = year(one.row);
    });
  }
  function sort() {
    var by = { ten: function (a, b) { return a.name < b.name ? -1 : a.name > b.name ? 1 : a.at - b.at; }, moi: function (a, b) { return b.year - a.year || a.at - b.at; }, cu: function (a, b) { return (a.year || 9999) - (b.year || 9999) || a.at - b.at; } }[wanted()];
    rows.slice().sort(by || function (a, b) { return a.at - b.at; }).forEach(function (one) { one.list.appendChild(one.row); });
  }
  function wanted() { return order ? order.value : ""; }
  var ordered = "";

  function show() {
    var words = fold(input.value).split(" ").filter(Boolean), n = 0;
    read();
    rows.forEach(function (one) {
      var here = words.every(function (word) { return one.text.indexOf(word) >= 0; });
      one.row.hidden = !here;
      n += here;
    });
    if (ordered !== wanted()) { ordered = wanted(); sort(); }
    // A year without a row left needs no heading.
    lists.forEach(function (list) {
      var section = list.closest("section");
      if (section) section.hidden = !Array.prototype.some.call(list.children, function (row) { return !row.hidden; });
    });
    told.textContent = words.length ? box.getAttribute("data-count").replace("{n}", n).replace("{all}", rows.length) : "";
    var pairs = [];
    if (input.value.trim()) pairs.push("loc=" + encodeURIComponent(input.value.trim()));
    if (wanted()) pairs.push("xep=" + wanted());
    history.replaceState(null, "", location.pathname + (pairs.length ? "?" + pairs.join("&") : "") + location.hash);
  }
  var timer = 0;
  input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(show, 80); });
  if (order) order.addEventListener("change", show);
  box.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  box.hidden = false;
  if (input.value || wanted()) show();
})();
