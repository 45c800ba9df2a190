// What pages can do with JavaScript; every page can be read without it.
(function () {
  "use strict";
  var store = {
    get: function (key) { try { return localStorage.getItem("kb." + key); } catch (error) { return null; } },
    set: function (key, value) { try { localStorage.setItem("kb." + key, value); } catch (error) { /* private mode */ } },
  };

  // The language switch stays on the same section, with the same search, and is remembered.
  document.querySelectorAll("a[data-kb-language]").forEach(function (link) {
    var address = link.getAttribute("href");
    link.addEventListener("click", function () {
      store.set("language", link.dataset.kbLanguage);
      link.setAttribute("href", address + location.search + location.hash);
    });
  });

  // The country whose numbers are shown on the home page is remembered.
  var countries = Array.from(document.querySelectorAll("details.kb-country"));
  countries.forEach(function (details) {
    if (details.id === store.get("country")) details.open = true;
    details.addEventListener("toggle", function () { if (details.open) store.set("country", details.id); });
  });

  // A folded part opens when an address leads into it.
  function unfold() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  }
  addEventListener("hashchange", unfold);
  unfold();
})();

// A page from the copy kept on this telephone says so, and of which day it is: see kb-sw.js.
(function () {
  "use strict";
  var day = document.documentElement.dataset.kbKept;
  var script = document.querySelector("[data-kb-kept][src]");
  var main = document.querySelector(".md-content__inner");
  if (!day || !script || !main) return;
  var words = script.dataset.kbKept.split("|"), parts = day.split("-").map(Number);
  var shown = words[1].replace("{day}", parts[2]).replace("{month}", words[2].split(" ")[parts[1] - 1]).replace("{year}", parts[0]);
  var note = document.createElement("p");
  note.className = "kb-kept";
  note.textContent = words[0].replace("{day}", shown);
  main.prepend(note);
})();

// A number that can be dialled can also be copied, and so can a section's permanent link.
(function () {
  "use strict";
  var script = document.querySelector("[data-kb-copy]");
  if (!script || !navigator.clipboard) return;

  function copies(selector, words, textOf, nameOf) {
    var copy = words.split("|");
    document.querySelectorAll(selector).forEach(function (link) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "kb-copy";
      button.textContent = copy[0];
      button.setAttribute("aria-label", copy[0] + " " + nameOf(link));
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(textOf(link)).then(function () {
          button.textContent = copy[1];
          setTimeout(function () { button.textContent = copy[0]; }, 2000);
        });
      });
      link.after(" ", button);
    });
  }

  copies(".kb-contacts a[href^='tel:']", script.dataset.kbCopy,
    function (link) { return decodeURIComponent(link.getAttribute("href").slice(4)); },
    function (link) { return link.textContent; });
  copies("a.kb-permanent", script.dataset.kbCopyLink,
    function (link) { return link.href; },
    function (link) { return decodeURIComponent(link.pathname.split("/id/")[1] || "").replace("/", ""); });
})();

// An address may name an id that no longer stands on this page: its permanent address knows where it is now.
(function () {
  "use strict";
  var script = document.querySelector("[data-kb-root]");
  if (!script || !window.fetch) return;

  function forms(name) {
    var lower = name.toLowerCase();
    if (!/^[a-z][a-z0-9]*(-[0-9][0-9a-z.]*)?$/.test(lower)) return [lower];
    return [lower.replace(/^[^-]+/, function (head) { return head.toUpperCase(); }), lower];
  }

  function follow() {
    var name = decodeURIComponent(location.hash.slice(1));
    if (!/^[a-z][a-z0-9.-]+$/i.test(name) || document.getElementById(name)) return;
    var tried = forms(name).concat(/-[0-9]+$/.test(name) ? forms(name.replace(/-[0-9]+$/, "")) : []);
    (function next() {
      var id = tried.shift();
      if (!id) return;
      var address = new URL(script.dataset.kbRoot + "id/" + id + "/", location.href);
      fetch(address, { method: "HEAD" }).then(function (answer) {
        if (answer.ok) location.replace(address + "?lang=" + document.documentElement.lang + "#" + name.toLowerCase());
        else next();
      }).catch(function () { /* offline: the page itself is here */ });
    })();
  }
  addEventListener("hashchange", follow);
  follow();
})();

// What a search says beside its results: how many there are, what else to try, whom to ask. For the dialog and the page.
var kbFind = (function () {
  "use strict";

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (place, name) { return name in values ? String(values[name]) : place; });
  }

  function address(page, query) {
    return page + "?q=" + encodeURIComponent(query);
  }

  function way(href, text) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = href;
    link.textContent = text;
    item.append(link);
    return item;
  }

  // `found` is what the worker tells of an answer: query, total, corrected, suggestions, other.
  function count(found, words) {
    if (!found.query.trim()) return words.start;
    if (!found.total) return fill(words.none, found);
    if (found.corrected) return fill(words.corrected, found);
    return fill(found.total === 1 ? words.one : words.many, { number: found.total, query: found.query });
  }

  function others(found, words) {
    var other = found.other && words.languages[found.other.lang];
    if (!other) return [];
    var values = { language: other.name, number: found.other.total, query: found.query };
    var item = way(address(other.page, found.query), fill(words.other_look, values));
    item.prepend(fill(found.other.total === null ? words.other_maybe : words.other_has, values), " ");
    return [item];
  }

  // The ways on from an answer, as list items: other spellings, the other language, and, where there is nothing, whom to ask.
  function ways(found, words) {
    if (!found.query.trim()) return [];
    var spellings = (found.suggestions || []).slice(0, 3).map(function (query) {
      var item = way(address(words.page, query), fill(words.did_you_mean, { query: query }));
      item.firstChild.dataset.query = query;
      return item;
    });
    var people = found.total ? [] : ["urgent", "ask", "tell"].filter(function (key) { return words.places[key]; }).map(function (key) {
      return way(words.places[key], words[key]);
    });
    return spellings.concat(others(found, words), people);
  }

  // A button that tries again to fetch what did not arrive.
  function retry(words) {
    var item = document.createElement("li");
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = words.retry;
    button.addEventListener("click", function () { kbSearchClient.start(); });
    item.append(button);
    return item;
  }

  return { fill: fill, address: address, way: way, count: count, ways: ways, retry: retry };
})();

// The menu of a narrow window is Material's label of a hidden box. With a script there is a button in it, for keyboards and
// screen readers too (a label must not be one itself), and the menu closes when the focus leaves it.
(function () {
  "use strict";
  var label = document.querySelector(".kb-menu");
  var toggle = document.getElementById("__drawer");
  var menu = document.querySelector(".md-sidebar--primary");
  if (!label || !toggle || !menu) return;

  // A button around what stands in a label that opens or closes something.
  function press(label, then) {
    var button = document.createElement("span");
    button.className = "kb-press";
    button.tabIndex = 0;
    button.setAttribute("role", "button");
    button.append.apply(button, label.childNodes);
    label.append(button);
    button.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation(); // Material presses whatever label has the focus by then
      button.click();
      then();
    });
    return button;
  }
  // The list in front is the innermost that is open.
  function enter() {
    var stops = Array.from(menu.querySelectorAll("a[href], [role=button]"));
    var first = stops.find(function (node) { return node.checkVisibility ? node.checkVisibility({ visibilityProperty: true }) : true; });
    if (toggle.checked && first) first.focus();
  }
  var button = press(label, enter);
  menu.querySelectorAll("label.md-nav__title[for], label.md-nav__link[for]").forEach(function (label) {
    if (label.htmlFor !== "__drawer" && label.textContent.trim()) press(label, enter);
  });

  function tell() { button.setAttribute("aria-expanded", String(toggle.checked)); }
  function close() { if (toggle.checked) toggle.click(); }
  tell();
  toggle.addEventListener("change", tell);
  menu.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !toggle.checked) return;
    close();
    button.focus();
  });
  menu.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
})();

// Material's search dialog: says what it found, leads on, keeps the focus inside while it is open and gives it back.
(function () {
  "use strict";
  var dialog = document.querySelector(".md-search");
  var toggle = document.getElementById("__search");
  if (!dialog || !toggle) return;
  var words = JSON.parse(dialog.dataset.words);
  var field = dialog.querySelector("[name=query]");
  var status = dialog.querySelector("[role=status]");
  var all = dialog.querySelector(".kb-search-all");
  var more = dialog.querySelector(".kb-search-more");
  var opener = document.querySelector(".md-header__button[for=__search]");

  var place = -1;
  kbSearchClient.postMessage({ type: "labels", data: words.labels });

  // `found`: the answer, where there is a whole page of it to look at.
  function say(text, items, found) {
    if (status.textContent !== text) status.textContent = text;
    all.hidden = !found;
    if (found) all.href = kbFind.address(words.page, found.query);
    if (found) all.textContent = kbFind.fill(words.all, { number: found.total });
    var now = document.createElement("ul");
    now.append.apply(now, items || []);
    if (now.innerHTML !== more.innerHTML) more.replaceChildren.apply(more, Array.from(now.childNodes));  // else a tap may get lost
  }

  kbSearchClient.addEventListener("message", function (event) {
    var message = event.data;
    if (message.type === "state" && message.data === "failed") say(words.failed, [kbFind.retry(words)]);
    if (message.type === "state" && message.data === "loading" && field.value) say(words.loading);
    if (message.type !== 3) return;
    var found = message.data.kb;
    say(kbFind.count(found, words), kbFind.ways(found, words), found.total > 1 && found);
    setTimeout(keepFocus);
  });

  // Results are made anew when their excerpts arrive: whoever was on one is on it again.
  function links() { return Array.from(dialog.querySelectorAll(".md-search-result__link")); }
  function keepFocus() {
    if (toggle.checked && document.activeElement === document.body) (links()[place] || field).focus();
  }
  // Material takes results out of the order of the Tab key, and then nobody with a keyboard could scroll them.
  new MutationObserver(function () { links().forEach(function (link) { link.tabIndex = 0; }); })
    .observe(dialog.querySelector(".md-search-result__list"), { childList: true, subtree: true });
  dialog.addEventListener("focusin", function (event) { place = links().indexOf(event.target); });
  // Material waits for keys; what is pasted or dictated comes without any.
  field.addEventListener("input", function () {
    field.dispatchEvent(new Event("keyup"));
    if (document.documentElement.dataset.kbSearch === "loading") say(words.loading);
  });

  more.addEventListener("click", function (event) {
    if (!("query" in event.target.dataset)) return;
    event.preventDefault();
    event.stopPropagation();
    field.value = event.target.dataset.query;
    field.dispatchEvent(new Event("keyup"));
    field.focus();
  });

  // In a narrow window the closed dialog is out of sight: only its button takes the focus.
  var wide = matchMedia("(min-width: 60em)");
  function show() {
    field.tabIndex = wide.matches || toggle.checked ? 0 : -1;
    if (toggle.checked) dialog.setAttribute("aria-modal", "true");
    else dialog.removeAttribute("aria-modal");
  }
  toggle.addEventListener("change", show);
  wide.addEventListener("change", show);
  show();

  // Material closes its dialog on Tab, and then its results cannot be reached: once something is typed, Tab goes round inside.
  dialog.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && opener.offsetParent) setTimeout(function () { opener.focus(); });
    if (event.key !== "Tab" || !toggle.checked || !field.value) return;
    var stops = Array.from(dialog.querySelectorAll("input, button, a[href], summary"))
      .filter(function (node) { return node.getClientRects().length; });
    var next = stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
    event.preventDefault();
    event.stopPropagation();
    stops[(next + stops.length) % stops.length].focus();
  });
})();
