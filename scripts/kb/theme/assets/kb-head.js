// What Material's bundle expects from its inline script: a scope for stored choices, and the functions that keep them.
var __md_scope = new URL(document.currentScript.dataset.base, location);
var __md_hash = function (text) {
  return Array.from(text).reduce(function (sum, char) { return (sum << 5) - sum + char.charCodeAt(0); }, 0);
};
var __md_get = function (key, store, scope) {
  try { return JSON.parse((store || localStorage).getItem((scope || __md_scope).pathname + "." + key)); } catch (error) { return null; }
};
var __md_set = function (key, value, store, scope) {
  try { (store || localStorage).setItem((scope || __md_scope).pathname + "." + key, JSON.stringify(value)); } catch (error) { /* private mode */ }
};
// Material answers to single letters; a reader who dictates or leans on a key must not be thrown about (WCAG 2.1.4).
addEventListener("keydown", function (event) {
  var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName || "") || event.target.isContentEditable;
  if (!typing && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopImmediatePropagation();
}, true);

// The root sends a first visitor to the browser's language, once; a choice made later counts.
(function (script) {
  var languages = {};
  (script.dataset.languages || "").trim().split(" ").forEach(function (pair) {
    var at = pair.indexOf("=");
    if (at > 0) languages[pair.slice(0, at)] = pair.slice(at + 1);
  });
  var codes = Object.keys(languages);
  if (!codes.length) return;
  try {
    if (localStorage.getItem("kb.language")) return;
    var wanted = Array.from(navigator.languages || [navigator.language]).map(function (code) { return code.slice(0, 2).toLowerCase(); })
      .find(function (code) { return codes.indexOf(code) !== -1; }) || codes[0];
    localStorage.setItem("kb.language", wanted);
    if (wanted !== codes[0]) location.replace(languages[wanted] + location.search + location.hash);
  } catch (error) { /* without storage a visitor would be sent again and again: stay */ }
})(document.currentScript);

// The search index weighs more than all the rest: it is fetched when somebody begins to search, not on every page.
(function () {
  var open = XMLHttpRequest.prototype.open;
  var send = XMLHttpRequest.prototype.send;
  var waiting = [];
  var begun = new URLSearchParams(location.search).has("q");
  XMLHttpRequest.prototype.open = function (method, url) {
    this.kbIsIndex = /search_index\.json$/.test(String(url));
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function () {
    if (this.kbIsIndex && !begun) waiting.push(this);
    else send.apply(this, arguments);
  };
  addEventListener("focusin", function (event) {
    if (begun || !event.target.matches("[name=query], #kb-q")) return;
    begun = true;
    waiting.forEach(function (request) { send.call(request); });
  });
})();
