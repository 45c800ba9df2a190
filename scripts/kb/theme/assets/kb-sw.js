// Answers from the copies that a reader has kept when the network does not answer. What the network says comes first:
// nobody reads old numbers while online. kb-offline.js makes, updates and deletes the copies. Stands at the site's root.
"use strict";
var BASE = new URL("./", self.location.href);
var STATE = "kb " + BASE.pathname;
var PATIENCE = 10000; // milliseconds after which a copy is shown instead of waiting on
var WEAK_FOR = 60000; // milliseconds for which the connection then counts as too weak
// A browser may take a page from its own store without asking whether it has changed: pages are asked for anew.
var FRESH = { cache: "no-cache", redirect: "manual" };
var weakUntil = 0;

// The copies, the last one kept first: [{pack, cache, day, kept, lang}].
async function copies() {
  if (!(await caches.has(STATE))) return [];
  var answer = await (await caches.open(STATE)).match(new URL("offline/copies.json", BASE));
  return answer ? answer.json() : [];
}

// A copy's file, and the copy: an address in it ends in a slash for a page.
async function held(path) {
  for (var copy of await copies()) {
    if (!(await caches.has(copy.cache))) continue;
    var answer = await (await caches.open(copy.cache)).match(new URL(path, BASE));
    if (answer) return { answer: answer, copy: copy };
  }
  return null;
}

// A page of a copy says whence it comes: kb.js shows it.
async function marked(found) {
  var text = await found.answer.text();
  var page = text.replace(/<html /, "<html data-kb-kept=\"" + encodeURIComponent(found.copy.day) + "\" ");
  return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

// A permanent address leads to the language asked for, or to that of the last copy kept.
async function permanent(url, path) {
  var ident = (/^id\/([^/]+)\/?$/.exec(path) || [])[1];
  if (!ident) return null;
  var found = await copies();
  var wanted = url.searchParams.get("lang");
  found.sort(function (a, b) { return (b.lang === wanted) - (a.lang === wanted); });
  for (var copy of found) {
    var places = await held(copy.prefix + "offline/places.json");
    var place = places && (await places.answer.json())[decodeURIComponent(ident)];
    if (place) return Response.redirect(new URL(place, BASE));
  }
  return null;
}

// What the copies answer to a reader who opens a page; null if they have nothing.
async function page(url) {
  var path = decodeURI(url.pathname).slice(decodeURI(BASE.pathname).length).replace(/(^|\/)index\.html$/, "$1");
  var found = await held(path);
  if (found) return /html/.test(found.answer.headers.get("Content-Type")) ? marked(found) : found.answer;
  if (!/\/$/.test(path) && await held(path + "/")) return Response.redirect(new URL(path + "/" + url.search, BASE));
  return permanent(url, path);
}

async function notKept() {
  for (var copy of await copies()) {
    return Response.redirect(new URL(copy.prefix + "offline/?missing", BASE));
  }
  return Response.error();
}

async function file(url) {
  var found = await held(url.pathname.slice(BASE.pathname.length));
  return found && found.answer;
}

function late() {
  return new Promise(function (resolve) { setTimeout(resolve, PATIENCE, "late"); });
}

async function answer(event) {
  var url = new URL(event.request.url);
  var opens = event.request.mode === "navigate";
  var kept = function () { return opens ? page(url) : file(url); };
  if (Date.now() < weakUntil && !opens) {
    var soon = await kept();
    if (soon) return soon;
  }
  var asked = opens ? fetch(url, FRESH) : fetch(event.request);
  asked.catch(function () { /* looked at below */ });
  var told;
  try { told = await Promise.race([asked, late()]); } catch (error) { told = null; }
  if (told === "late") {
    var meanwhile = await kept();
    if (meanwhile) weakUntil = Date.now() + WEAK_FOR;
    return meanwhile || asked;
  }
  // A file that a kept page asks for may be gone from the site; a page that is gone is gone.
  var troubled = !told || told.status >= 500 || (told.status === 404 && !opens);
  if (!troubled) return told;
  return (await kept()) || told || (opens ? notKept() : Response.error());
}

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", function (event) {
  var url = new URL(event.request.url);
  var packs = url.pathname.indexOf(BASE.pathname + "offline/") === 0 && /\.(pack|json)$/.test(url.pathname);
  if (event.request.method !== "GET" || url.origin !== BASE.origin || packs) return;
  event.respondWith(answer(event));
});
