// The only HTML that scripts may put into a page: the plain tags of Material's search results and our marks, without
// attributes. Whatever else looks like a tag becomes text. Scripts and workers come from this site alone.
if (window.trustedTypes) trustedTypes.createPolicy("default", {
  createHTML: function (text) {
    var plain = /<(?!\/?(?:mark|strong|h1|h2|p|del)>|div class="md-search-result__icon md-icon"><\/div>|\/div>)/g;
    return text.replace(plain, "&lt;");
  },
  createScriptURL: function (url) {
    if (new URL(url, location).origin !== location.origin) throw new TypeError("another origin");
    return url;
  },
});

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

// Search begins when somebody searches. Material makes its worker with every page: it gets this go-between, which fetches
// the worker and the index, side by side, at the first sign of a search, and the texts for the excerpts after them.
// Messages: see kb-search-worker.js.
var kbSearchClient = (function (names) {
  var client = new EventTarget();
  var NativeWorker = window.Worker;
  var worker = null;
  var kept = [];
  var failed = false;

  function tell(data) {
    client.dispatchEvent(new MessageEvent("message", { data: data }));
  }
  function state(name) {
    document.documentElement.dataset.kbSearch = name;
    tell({ type: "state", data: name });
  }
  function hand(name) {
    return fetch(names[name]).then(function (response) {
      if (!response.ok) throw new Error(names[name] + ": " + response.status);
      return response.text();
    }).then(function (text) { worker.postMessage({ type: name, data: text }); });
  }
  function fail() {
    failed = true;
    state("failed");
  }
  function load() {
    failed = false;
    state("loading");
    hand("index").then(function () {
      hand("texts").catch(function () { /* no excerpts */ });
    }, fail);
  }
  client.start = function () {
    if (worker && failed) load();
    if (worker || !names.worker) return;
    worker = new NativeWorker(names.worker);
    worker.addEventListener("message", function (event) {
      if (event.data.type === "state") state(event.data.data);
      else if (event.data.type === "elsewhere") hand("other").catch(function () { /* it stays unknown */ });
      else tell(event.data);
    });
    worker.addEventListener("error", fail);
    worker.postMessage({ type: 0, data: { lang: document.documentElement.lang } });
    kept.forEach(function (message) { worker.postMessage(message); });
    load();
  };
  client.postMessage = function (message) {
    if (worker) worker.postMessage(message);
    else kept.push(message);
  };

  window.Worker = function (url, options) {
    return String(url).indexOf(names.worker) === -1 ? new NativeWorker(url, options) : client;
  };
  // Material asks for its stock index on every page; there is none, and its answer is not waited for.
  var send = XMLHttpRequest.prototype.send;
  var open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, url) {
    this.kbIsIndex = /search_index\.json$/.test(String(url));
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function () {
    if (!this.kbIsIndex) send.apply(this, arguments);
  };

  function begin(event) {
    if (event.target.closest && event.target.closest(".md-search, [for=__search], .kb-search")) client.start();
  }
  addEventListener("input", begin, true);
  addEventListener("pointerdown", begin, true);
  if (new URLSearchParams(location.search).has("q")) addEventListener("DOMContentLoaded", client.start);
  return client;
})(document.currentScript.dataset);
