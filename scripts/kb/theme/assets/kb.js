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

// A number that can be dialled can also be copied.
(function () {
  "use strict";
  var words = document.querySelector("[data-kb-copy]").dataset.kbCopy;
  if (!words || !navigator.clipboard) return;
  var copy = words.split("|");
  document.querySelectorAll(".kb-contacts a[href^='tel:']").forEach(function (link) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "kb-copy";
    button.textContent = copy[0];
    button.setAttribute("aria-label", copy[0] + " " + link.textContent);
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(decodeURIComponent(link.getAttribute("href").slice(4))).then(function () {
        button.textContent = copy[1];
        setTimeout(function () { button.textContent = copy[0]; }, 2000);
      });
    });
    link.after(" ", button);
  });
})();
