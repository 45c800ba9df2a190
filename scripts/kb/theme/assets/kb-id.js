// Takes a reader from a permanent address to the section in their language: the one asked for, the one chosen before,
// or the browser's.
addEventListener("DOMContentLoaded", function () {
  var links = Array.from(document.querySelectorAll("a[hreflang]"));
  var known = links.map(function (link) { return link.hreflang; });
  var asked = new URLSearchParams(location.search).get("lang");
  var chosen = null;
  try { chosen = localStorage.getItem("kb.language"); } catch (error) { /* private mode */ }
  var wanted = [asked, chosen].concat(Array.from(navigator.languages || [navigator.language])).concat(known)
    .filter(Boolean).map(function (code) { return code.slice(0, 2).toLowerCase(); });
  var code = wanted.find(function (item) { return known.indexOf(item) !== -1; });
  location.replace(links[known.indexOf(code)].href);
});
