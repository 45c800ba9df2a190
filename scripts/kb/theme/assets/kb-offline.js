// Keeps copies of the site on the reader's telephone, tells how old they are, updates and deletes them. A copy is a cache
// with a name of its own; which caches count stands in one list, written last: until then the old copy is whole, and used.
// The service worker (kb-sw.js) answers from them.
(function () {
  "use strict";
  var place = document.querySelector(".kb-offline");
  if (!place) return;
  var words = JSON.parse(place.dataset.words);
  var root = new URL(place.dataset.root, location.href);
  var status = place.querySelector("[role=status]");
  var items = Array.from(document.querySelectorAll("[data-pack]"));
  var state = "kb " + root.pathname;
  var list = new URL("offline/copies.json", root);
  var TYPES = { html: "text/html", css: "text/css", js: "text/javascript", json: "application/json", svg: "image/svg+xml",
    webmanifest: "application/manifest+json" };
  var AT_ONCE = 20;
  var packs = {};

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (hole, name) { return name in values ? String(values[name]) : hole; });
  }
  function say(key, values) { status.textContent = fill(words[key], values || {}); }

  function isoDay(time) {
    var two = function (number) { return String(number).padStart(2, "0"); };
    return time.getFullYear() + "-" + two(time.getMonth() + 1) + "-" + two(time.getDate());
  }
  function inWords(day) {
    var parts = day.split("-").map(Number);
    return fill(words.date, { day: parts[2], month: words.months.split(" ")[parts[1] - 1], year: parts[0] });
  }
  function age(day) {
    var days = Math.max(0, Math.round((Date.parse(isoDay(new Date())) - Date.parse(day)) / 86400000));
    return days === 0 ? words.today : days === 1 ? words.one_day : fill(words.days, { number: days });
  }

  async function copies() {
    if (!(await caches.has(state))) return [];
    var answer = await (await caches.open(state)).match(list);
    return answer ? answer.json() : [];
  }
  async function count(found) {
    await (await caches.open(state)).put(list, new Response(JSON.stringify(found)));
  }
  // What no copy counts on is left over from something that broke off.
  async function tidy(found) {
    var used = found.map(function (copy) { return copy.cache; });
    for (var name of await caches.keys()) {
      if (name.indexOf(state + " ") === 0 && used.indexOf(name) === -1) await caches.delete(name);
    }
  }

  function Problem(key) { this.key = key; }

  async function arrive(pack, name) {
    var answer = await fetch(new URL(pack.file, root), { cache: "no-store" });
    if (!answer.ok) throw new Problem("failed");
    var reader = answer.body.getReader();
    var chunks = [];
    for (var had = 0, next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      had += next.value.length;
      say("working", { name: name, percent: Math.min(90, Math.floor(90 * had / pack.bytes)) });
    }
    var whole = await new Blob(chunks).arrayBuffer();
    var digest = Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", whole)));
    var sum = digest.map(function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
    if (sum !== pack.sha256) throw new Problem(whole.byteLength < pack.bytes ? "failed" : "damaged");
    return whole;
  }

  async function unpacked(data) {
    var text = await new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
    return Object.entries(text.files).map(function (entry) {
      var at = 0, parts = [], runs = entry[1];
      for (var i = 0; i < runs.length; i += 2) {
        at += runs[i];
        parts.push(text.parts.slice(at, at + runs[i + 1]).join(""));
      }
      return [entry[0], parts.join("")];
    });
  }

  function response(path, text) {
    var ending = path === "" || /\/$/.test(path) ? "html" : path.split(".").pop();
    return new Response(text, { headers: { "Content-Type": (TYPES[ending] || "text/plain") + "; charset=utf-8" } });
  }

  async function store(name, files, shown) {
    var cache = await caches.open(name);
    for (var i = 0; i < files.length; i += AT_ONCE) {
      await Promise.all(files.slice(i, i + AT_ONCE).map(function (file) {
        return cache.put(new URL(file[0], root), response(file[0], file[1]));
      }));
      say("working", { name: shown, percent: 90 + Math.floor(10 * i / files.length) });
    }
  }

  async function keep(item) {
    var shown = item.dataset.name, pack = packs[item.dataset.pack];
    var name = state + " " + item.dataset.pack + " " + pack.sha256.slice(0, 12) + " " + Date.now();
    try {
      say("working", { name: shown, percent: 0 });
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(function () { /* as it was */ });
      await store(name, await unpacked(await arrive(pack, shown)), shown);
      await navigator.serviceWorker.register(new URL("sw.js", root));
      var others = (await copies()).filter(function (copy) { return copy.pack !== item.dataset.pack; });
      var own = { pack: item.dataset.pack, cache: name, lang: pack.lang, prefix: pack.prefix, day: pack.day, sha256: pack.sha256,
        kept: isoDay(new Date()) };
      await count([own].concat(others));
    } catch (error) {
      await caches.delete(name).catch(function () { /* it was never begun */ });
      say(error.name === "QuotaExceededError" ? "full" : error instanceof Problem ? error.key : "failed");
      return;
    }
    await tidy(await copies());
    await navigator.serviceWorker.ready;
    say("done", { name: shown });
  }

  async function remove(item) {
    var left = (await copies()).filter(function (copy) { return copy.pack !== item.dataset.pack; });
    await tidy(left); // first: on a full disk not even a shorter list can be written
    await count(left);
    if (!left.length) {
      await caches.delete(state);
      var registration = await navigator.serviceWorker.getRegistration(root);
      if (registration) await registration.unregister();
    }
    say("deleted", { name: item.dataset.name });
  }

  // One thing at a time, in all tabs: what is half done in one is not left over for another.
  function button(item, key, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "kb-copies__" + key;
    made.textContent = fill(words[key], { name: item.dataset.name });
    made.addEventListener("click", async function () {
      document.querySelectorAll(".kb-copies button").forEach(function (other) { other.disabled = true; });
      try {
        await navigator.locks.request(state, function () { return act(item); });
      } catch (error) { say("cannot"); }
      await show();
      var next = item.querySelector("button");
      if (next) next.focus();
    });
    return made;
  }

  function tell(item, copy) {
    var pack = packs[item.dataset.pack];
    var said = [];
    if (copy) {
      said.push(fill(words.kept, { day: inWords(copy.day), age: age(copy.day), kept: inWords(copy.kept) }));
      if (pack) said.push(pack.sha256 === copy.sha256 ? words.current : fill(words.newer, { day: inWords(pack.day) }));
    }
    if (pack) {
      var size = (pack.bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 });
      said.push(fill(words.size, { pages: pack.pages, size: size }));
    }
    item.querySelector(".kb-copies__state").textContent = said.join(" ");
    item.querySelectorAll("button").forEach(function (old) { old.remove(); });
    if (pack && !(copy && copy.sha256 === pack.sha256)) item.append(button(item, copy ? "update" : "keep", keep));
    if (copy) item.append(button(item, "delete", remove));
  }

  async function show() {
    var found = await copies();
    items.forEach(function (item) {
      tell(item, found.find(function (copy) { return copy.pack === item.dataset.pack; }));
    });
    document.documentElement.dataset.kbCopies = found.length;
  }

  async function start() {
    var able = window.isSecureContext && navigator.serviceWorker && navigator.locks && window.caches && window.DecompressionStream;
    if (!able) return say("cannot");
    try {
      await navigator.locks.request(state, async function () { await tidy(await copies()); });
      var answer = await fetch(new URL("offline/packs.json", root), { cache: "no-store" });
      if (answer.ok) packs = await answer.json();
      else say("not_now");
    } catch (error) {
      say(error instanceof TypeError ? "not_now" : "cannot");
    }
    if (new URLSearchParams(location.search).has("missing")) say("missing");
    return show().catch(function () { say("cannot"); });
  }
  start();
})();
