// What pages can do with JavaScript; every page can be read without it.
(function () {
  "use strict";
  var store = {
    get: function (key) { try { return localStorage.getItem("kb." + key); } catch (error) { return null; } },
    set: function (key, value) { try { localStorage.setItem("kb." + key, value); } catch (error) { /* private mode */ } },
  };

  // The language switch stays on the same section and is remembered.
  document.querySelectorAll("a[data-kb-language]").forEach(function (link) {
    var address = link.getAttribute("href");
    link.addEventListener("click", function () {
      store.set("language", link.dataset.kbLanguage);
      link.setAttribute("href", address + location.hash);
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
