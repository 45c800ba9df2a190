// What tests ask of a page in the browser. Each function returns what is wrong, a line each; none if all is well.
window.kbProbes = (function () {
  "use strict";
  var FOCUSABLE = "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']";

  function named(node) {
    var words = (node.getAttribute("aria-label") || node.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return node.tagName.toLowerCase() + (node.className ? "." + String(node.className).split(" ")[0] : "") + " “" + words + "”";
  }
  function isSeen(node) {
    return node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;
  }
  // One element for each kind of control: its tag, its classes, and where it stands.
  function kinds(selector) {
    var found = new Map();
    document.querySelectorAll(selector).forEach(function (node) {
      var place = node.closest("header, nav, footer, form, table, h1, h2, h3, [class^='kb-']");
      var key = [node.tagName, node.className, node.type || "", place && place.tagName + place.className].join(" ");
      if (isSeen(node) && !found.has(key)) found.set(key, node);
    });
    return Array.from(found.values());
  }

  function luminance(colour) {
    var parts = colour.match(/[\d.]+/g).slice(0, 3).map(function (part) {
      var value = part / 255;
      return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  }
  function contrast(one, other) {
    var found = [luminance(one), luminance(other)].sort(function (a, b) { return b - a; });
    return (found[0] + 0.05) / (found[1] + 0.05);
  }
  // What lies behind the mark of the focus, which is drawn around an element.
  function ground(node) {
    for (var around = node.parentElement; around; around = around.parentElement) {
      var colour = getComputedStyle(around).backgroundColor;
      if (!/, 0\)|transparent/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  }

  // The focus of a keyboard is drawn on each kind of control (or on the label that stands for it), apart from what is behind it (WCAG 1.4.11,
  // 3 to 1), and nothing covers it.
  function focus() {
    var faults = [], seen = 0;
    kinds(FOCUSABLE).forEach(function (node) {
      if (node.tabIndex < 0) return;
      node.focus({ focusVisible: true });
      if (document.activeElement !== node) return;
      var shown = node.matches(".md-option") ? node.nextElementSibling : node;
      var style = getComputedStyle(shown);
      var outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      seen += 1;
      if (!outlined && style.boxShadow === "none") faults.push(named(node) + ": no mark of the focus");
      if (outlined && contrast(style.outlineColor, ground(shown)) < 3) faults.push(named(node) + ": a pale mark of the focus");
      var box = shown.getClientRects()[0];
      var above = Math.max(box.y, 0), below = Math.min(box.bottom, innerHeight);
      var top = document.elementFromPoint(box.x + box.width / 2, (above + below) / 2);
      if (!top || !(shown.contains(top) || top.contains(shown))) faults.push(named(node) + ": covered, or out of sight");
    });
    document.activeElement.blur();
    return seen ? faults : ["no control took the focus"];
  }

  // The spacing of WCAG 1.4.12, which a reader may set.
  function space() {
    var sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }" +
      " p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets = [sheet];
  }
  function sideways() {
    var pixels = document.documentElement.scrollWidth - innerWidth;
    return pixels > 0 ? [pixels + " pixels beyond the window"] : [];
  }
  // Text that its box cuts off. What can be scrolled is not cut off; what nobody sees is not either.
  function cut() {
    return Array.from(document.querySelectorAll("main *, footer *, header a")).filter(function (node) {
      var style = getComputedStyle(node);
      var hides = [style.overflowX, style.overflowY].some(function (value) { return value === "hidden" || value === "clip"; });
      return hides && node.clientWidth > 2 && node.textContent.trim() && isSeen(node) && !node.closest(".kb-sr, .md-sidebar") &&
        (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1);
    }).map(function (node) { return named(node) + ": cut off"; });
  }

  // With reduced motion wished for, nothing moves.
  function motion() {
    var faults = document.getAnimations().map(function () { return "an animation runs"; });
    document.querySelectorAll("body, body *").forEach(function (node) {
      ["", "::before", "::after"].forEach(function (part) {
        var style = getComputedStyle(node, part || null);
        if (style.animationName !== "none") faults.push(named(node) + part + ": animation " + style.animationName);
        if (style.transitionProperty !== "none" && style.transitionDuration.split(", ").some(function (time) { return parseFloat(time) > 0; }))
          faults.push(named(node) + part + ": transition of " + style.transitionProperty);
      });
    });
    if (getComputedStyle(document.documentElement).scrollBehavior !== "auto") faults.push("scrolling is drawn out");
    return faults;
  }

  // With forced colours, backgrounds are gone: controls keep a border, links a line under them, cells and cards an edge.
  function forced() {
    var faults = [];
    function bordered(node) {
      var style = getComputedStyle(node);
      return ["Top", "Bottom", "Left", "Right"].some(function (side) {
        return style["border" + side + "Style"] !== "none" && parseFloat(style["border" + side + "Width"]) > 0;
      });
    }
    kinds("main button, main select, main input:not([type=hidden]):not([type=checkbox]):not([type=radio]), main summary").forEach(function (node) {
      var edge = node.matches("summary") ? [node, node.parentElement] : [node];
      var told = node.matches("summary") && node.textContent.trim();
      if (!edge.some(bordered) && !told) faults.push(named(node) + ": no edge");
    });
    kinds("main article a[href]").forEach(function (node) {
      var line = getComputedStyle(node).textDecorationLine.indexOf("underline") !== -1;
      var inside = Array.from(node.querySelectorAll("*")).some(function (part) {
        return getComputedStyle(part).textDecorationLine.indexOf("underline") !== -1;
      });
      if (!line && !inside && !bordered(node)) faults.push(named(node) + ": told from text by colour alone");
    });
    kinds("main th, main td, .kb-card, .kb-first-hour, .kb-step").forEach(function (node) {
      if (!bordered(node) && !bordered(node.parentElement)) faults.push(named(node) + ": no edge");
    });
    return faults;
  }

  return { focus: focus, space: space, sideways: sideways, cut: cut, motion: motion, forced: forced };
})();
