// Takes a reader from a permanent address to the section in their language: the one asked for, the one chosen before,
// or the browser's; to a heading inside the section if the address names one. `?show` stays here, and so does what has
// been withdrawn.
addEventListener("DOMContentLoaded", function () {
  var query = new URLSearchParams(location.search);
  if (query.has("show") || document.querySelector("[data-stay]")) return;
  var links = Array.from(document.querySelectorAll("a[hreflang]"));
  var known = links.map(function (link) { return link.hreflang; });
  var chosen = null;
  try { chosen = localStorage.getItem("kb.language"); } catch (error) { /* private mode */ }
  var wanted = [query.get("lang"), chosen].concat(Array.from(navigator.languages || [navigator.language])).concat(known)
    .filter(Boolean).map(function (code) { return code.slice(0, 2).toLowerCase(); });
  var code = wanted.find(function (item) { return known.indexOf(item) !== -1; });
  var target = new URL(links[known.indexOf(code)].href);
  if (location.hash.indexOf(target.hash + "-") === 0) target.hash = location.hash;
  location.replace(target.href);
});
