// Text size, light or dark, print and share. Everything works without this file; it is read before
// the page is drawn so that a chosen size or scheme never flashes.
(function () {
  "use strict";
  var root = document.documentElement;
  var keep = function (key, value) {
    try { if (value === undefined) return localStorage.getItem(key); localStorage.setItem(key, value); } catch (_) { return null; }
  };
  var sizes = ["s", "m", "l", "xl"];
  var size = keep("bv-size");
  var scheme = keep("bv-scheme");
  if (sizes.indexOf(size) < 0) size = "m";
  var show = function () {
    root.setAttribute("data-size", size);
    if (scheme === "light" || scheme === "dark") root.setAttribute("data-scheme", scheme);
  };
  root.setAttribute("data-js", "");
  show();

  document.addEventListener("DOMContentLoaded", function () {
    var today = new Date();
    var printed = document.querySelector("[data-printed]");
    if (printed) printed.textContent = printed.getAttribute("data-printed") + " " + today.getDate() + "/" + (today.getMonth() + 1) + "/" + today.getFullYear();
    // A button that can do nothing here is none.
    var canShare = navigator.share || navigator.clipboard;
    if (!canShare) [].forEach.call(document.querySelectorAll("[data-act=share]"), function (button) { button.hidden = true; });
    document.addEventListener("click", function (event) {
      var button = event.target.closest ? event.target.closest("button") : null;
      if (!button) return;
      if (button.hasAttribute("data-open")) {
        var opened = document.getElementById(button.getAttribute("data-open"));
        button.setAttribute("aria-expanded", opened.classList.toggle("open"));
      } else if (button.hasAttribute("data-size")) {
        var want = button.getAttribute("data-size");
        var step = sizes.indexOf(size) + (want === "s" ? -1 : 1);
        size = want === "m" ? "m" : sizes[Math.max(0, Math.min(sizes.length - 1, step))];
        keep("bv-size", size);
        show();
      } else if (button.hasAttribute("data-scheme")) {
        var dark = scheme ? scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
        scheme = dark ? "light" : "dark";
        keep("bv-scheme", scheme);
        show();
      } else if (button.getAttribute("data-act") === "print") {
        window.print();
      } else if (button.getAttribute("data-act") === "share") {
        var link = document.querySelector("link[rel=canonical]");
        var url = link ? link.href : location.href;
        if (navigator.share) navigator.share({ title: document.title, url: url }).catch(function () {});
        else navigator.clipboard.writeText(url).then(function () { button.textContent = button.getAttribute("data-done"); });
      }
    });
  });
})();
