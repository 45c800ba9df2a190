// The search page. The address holds the query and the chosen facets, so that a search can be sent, kept and gone back to.
(function () {
  "use strict";
  var form = document.getElementById("kb-find");
  var whole = document.querySelector(".kb-find");
  if (!form || !whole) return;
  var PER_GROUP = 5, STEP = 20, MANY = 60, PAUSE = 700;
  var words = JSON.parse(form.dataset.words);
  var field = form.querySelector("input");
  var options = form.querySelector("[role=listbox]");
  var part = function (name) { return whole.querySelector(".kb-find__" + name); };
  var facets = part("facets"), chosen = part("chosen"), start = part("start");
  var count = part("count"), results = part("results"), more = part("more");
  var live = whole.querySelector("[role=status]");
  var boxes = Array.from(facets.querySelectorAll("input"));
  var asked = 0, shown = STEP, speak = 0;
  var title = document.title;

  function make(tag, css, text) {
    var node = document.createElement(tag);
    if (css) node.className = css;
    if (text) node.textContent = text;
    return node;
  }
  function labelOf(box) { return box.nextElementSibling.textContent; }
  function boxOf(name, value) {
    return boxes.find(function (box) { return box.name === name && box.value === value; });
  }

  // The address and the state of the page.
  function toAddress(changes) {
    var query = new URLSearchParams();
    if (field.value.trim()) query.set("q", field.value.trim());
    boxes.forEach(function (box) { if (box.checked) query.append(box.name, box.value); });
    (changes || []).forEach(function (pair) { query.append(pair[0], pair[1]); });
    var text = query.toString();
    return location.pathname + (text ? "?" + text : "");
  }
  function fromAddress() {
    var query = new URLSearchParams(location.search);
    field.value = query.get("q") || "";
    boxes.forEach(function (box) { box.checked = query.getAll(box.name).indexOf(box.value) !== -1; });
    shown = STEP;
  }
  function keep(how) {
    if (toAddress() !== location.pathname + location.search) history[how](null, "", toAddress());
  }

  function ask() {
    var choice = {};
    boxes.forEach(function (box) { if (box.checked) (choice[box.name] = choice[box.name] || []).push(box.value); });
    document.title = field.value.trim() ? field.value.trim() + " - " + title : title;
    if (!field.value.trim()) {
      asked += 1;
      show({ query: "", results: [], total: 0, counts: {} });
      return;
    }
    kbSearchClient.start();
    if (document.documentElement.dataset.kbSearch === "loading") wait();
    asked += 1;
    kbSearchClient.postMessage({
      type: "find",
      data: { number: asked, query: field.value, facets: choice, limit: Math.max(MANY, shown), few: PER_GROUP, many: shown },
    });
  }

  // What a search shows.
  function marked(parts) {
    var text = make("p", "kb-hit__text");
    parts.forEach(function (piece) { text.append(piece.mark ? make("mark", "", piece.text) : piece.text); });
    return text;
  }
  function numbers(result) {
    var line = make("p", "kb-hit__numbers");
    result.phones.forEach(function (phone) {
      var link = make("a", "kb-tel", phone.shown);
      link.href = "tel:" + phone.dial.replace("#", "%23");
      link.setAttribute("aria-label", kbFind.fill(words.call, { name: result.title, number: phone.shown }));
      line.append(link);
    });
    return line;
  }
  function hit(result) {
    var item = make("li", "kb-hit");
    var heading = make("h3");
    var link = make("a", "", result.title);
    if (result.code) heading.append(make("span", "kb-id", result.code), " ");
    link.href = words.root + result.url;
    if (result.lang) link.lang = result.lang;
    heading.append(link);
    item.append(heading);
    if (result.phones && result.phones.length) item.append(numbers(result));
    if (result.place) item.append(make("p", "kb-hit__where", result.place));
    if (result.snippet && result.snippet.length) item.append(marked(result.snippet));
    return item;
  }
  function group(kind, found, all, most) {
    var box = boxOf("kind", kind);
    var name = box ? labelOf(box) : kind;
    var section = make("section", "kb-hits");
    section.append(make("h2", "", name));
    var list = make("ol");
    list.append.apply(list, found.slice(0, most).map(hit));
    section.append(list);
    if (all > most && box && !box.checked) {
      var link = make("a", "kb-hits__all", kbFind.fill(words.all_of, { number: all, name: name }));
      link.href = toAddress([["kind", kind]]);
      section.append(link);
    }
    return section;
  }
  function groups(found) {
    var kinds = new Map();
    found.results.forEach(function (result) {
      if (!kinds.has(result.kind)) kinds.set(result.kind, []);
      kinds.get(result.kind).push(result);
    });
    var most = kinds.size > 1 ? PER_GROUP : shown;
    return Array.from(kinds, function (entry) {
      return group(entry[0], entry[1], (found.counts.kind || {})[entry[0]] || entry[1].length, most);
    });
  }

  function showFacets(counts) {
    boxes.forEach(function (box) {
      var number = (counts[box.name] || {})[box.value] || 0;
      box.parentElement.hidden = !number && !box.checked;
      box.parentElement.querySelector(".kb-count").textContent = "(" + number + ")";
    });
    facets.querySelectorAll("fieldset").forEach(function (set) { set.hidden = !set.querySelector("label:not([hidden])"); });
    facets.hidden = !facets.querySelector("fieldset:not([hidden])");
  }
  function showChosen() {
    var on = boxes.filter(function (box) { return box.checked; });
    chosen.replaceChildren.apply(chosen, on.map(function (box) {
      var button = make("button", "", labelOf(box) + " ×");
      button.type = "button";
      button.setAttribute("aria-label", kbFind.fill(words.remove, { name: labelOf(box) }));
      button.addEventListener("click", function () { box.click(); field.focus(); });
      var item = make("li");
      item.append(button);
      return item;
    }));
    chosen.hidden = !on.length;
    return on.length;
  }
  function clearing() {
    var item = make("li");
    var button = make("button", "", words.clear);
    button.type = "button";
    button.addEventListener("click", function () {
      boxes.forEach(function (box) { box.checked = false; });
      changed();
      field.focus();
    });
    item.append(button);
    return item;
  }
  function say(text) {
    count.textContent = text;
    clearTimeout(speak);
    speak = setTimeout(function () { live.textContent = text; }, PAUSE);
  }
  function show(found) {
    var narrowed = showChosen();
    start.hidden = !!found.query.trim();
    var place = links().indexOf(document.activeElement);  // results are made anew when their excerpts arrive
    results.replaceChildren.apply(results, groups(found));
    if (links()[place]) links()[place].focus();
    showFacets(found.counts || {});
    var asking = !!found.query.trim();
    var emptied = asking && !found.total && narrowed > 0;
    var ways = kbFind.ways(found, words);
    if (emptied) ways.unshift(clearing());
    if (emptied) say(kbFind.fill(words.without_filters, found));
    else say(asking ? kbFind.count(found, words) : "");
    var list = make("ul");
    list.append.apply(list, ways);
    more.replaceChildren.apply(more, ways.length ? [list] : []);
    if (found.total > shown && results.childElementCount === 1) more.prepend(further());
    completions.suggest(found.results.map(function (result) { return result.title; }));
  }
  function links() { return Array.from(results.querySelectorAll(".kb-hit h3 a")); }
  function further() {
    var button = make("button", "", words.more);
    button.type = "button";
    button.addEventListener("click", function () {
      var first = shown;
      shown += STEP;
      ask();
      whole.addEventListener("kb-shown", function () {
        if (links()[first]) links()[first].focus();
      }, { once: true });
    });
    return button;
  }
  function wait() { say(words.loading); start.hidden = true; }
  function failed() {
    say(words.failed);
    var list = make("ul");
    list.append(kbFind.retry(words));
    more.replaceChildren(list);
    start.hidden = false;
  }

  kbSearchClient.addEventListener("message", function (event) {
    var message = event.data;
    if (message.type === "state" && message.data === "failed") failed();
    if (message.type === "state" && message.data === "loading" && field.value.trim()) wait();
    if (message.type !== "found" || message.data.number !== asked) return;
    show(message.data);
    whole.dispatchEvent(new Event("kb-shown"));
  });

  // What the reader does. Typing changes the place in the history that one stands on; a choice makes a new one.
  function changed() {
    shown = STEP;
    keep("pushState");
    ask();
  }
  var completions = kbCompletions(field, options, changed);
  field.addEventListener("input", function () {
    completions.type(true);
    shown = STEP;
    keep("replaceState");
    ask();
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    completions.type(false);
    changed();
  });
  facets.addEventListener("change", changed);
  whole.addEventListener("click", function (event) {
    var link = event.target.closest("a[href]");
    var aside = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || aside || link.origin !== location.origin || link.pathname !== location.pathname) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    fromAddress();
    ask();
    scrollTo(0, 0);
  });
  addEventListener("popstate", function () {
    completions.type(false);
    fromAddress();
    ask();
  });

  var wide = matchMedia("(min-width: 60em)");
  facets.open = wide.matches;
  wide.addEventListener("change", function () { facets.open = wide.matches; });
  kbSearchClient.postMessage({ type: "labels", data: words.labels });
  fromAddress();
  if (field.value) ask();
})();
