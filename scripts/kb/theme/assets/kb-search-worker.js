// Answers Material's search dialog and the search page, off the page's own thread. The build puts lunr and the other
// kb-search-*.js of the engine in front of this file.
//
// Messages in:  {type: 0} SETUP, {type: 2, data: query} QUERY (Material's protocol);
//               {type: "find", data: {number, query, facets, limit, few, many}} from the search page;
//               {type: "labels", data: {facet: {value: label}}}, the words for what a result belongs to;
//               {type: "index" | "texts" | "other", data: JSON text}, once each, as they arrive; "other": the index of the
//               other language, which is fetched where this one has nothing and the other might.
// Messages out: {type: 1} READY, {type: 3, data: {items, kb}} RESULT (Material's protocol);
//               {type: "found", data: {number, …}} for the search page; {type: "state", data: "ready"};
//               {type: "elsewhere"}: please fetch the other language's index.
(function (scope) {
  "use strict";
  var SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  var SHOWN = 30;
  var EXCERPTS = 12;
  var PER_PAGE = 4;
  var PHONES = 2;
  var engine = null;
  var other = null;
  var looked = false;
  var labels = {};
  var last = {};

  // Material puts titles and texts in as HTML.
  function escaped(text) {
    return String(text).replace(/[&<>"']/g, function (char) { return "&#" + char.charCodeAt(0) + ";"; });
  }

  function snippetOf(result) {
    return engine.snippet(result.id, result.matched, result.marked) || [];
  }

  // What a result belongs to, in words: its publication, and the country unless the publication is the country's own.
  function placeOf(result) {
    var words = ["publication", "country"].map(function (facet) {
      var value = [].concat(result.facets[facet] || [])[0];
      return (labels[facet] || {})[value] || "";
    });
    var own = [].concat(result.facets.country || [])[0] === [].concat(result.facets.publication || [])[0];
    return (own ? words.slice(0, 1) : words).filter(Boolean).join(" · ");
  }

  // Citable text is known by its id, a record by its name.
  function codeOf(result) {
    return /^[A-Z]/.test(result.id) ? result.id : "";
  }

  function paragraph(words) {
    return words ? "<p>" + words + "</p>" : "";
  }

  function textOf(result, excerpt) {
    var phones = (result.phones || []).slice(0, PHONES).map(function (phone) { return phone.shown; }).join(" · ");
    var words = (excerpt ? snippetOf(result) : []).map(function (part) {
      return part.mark ? "<mark>" + escaped(part.text) + "</mark>" : escaped(part.text);
    });
    return paragraph(phones && "<strong>" + escaped(phones) + "</strong>") + paragraph(words.join(""));
  }

  function item(result, score, excerpt) {
    var title = (codeOf(result) + " " + result.title).trim();
    return { location: result.url, title: escaped(title), text: textOf(result, excerpt), terms: {}, score: score };
  }

  // Material shows groups: a page, and what was found on it. The page has the lowest score of its group, so that Enter
  // leads to what was found. What does not fit is folded: Material does so with what has a lower score than the first.
  function groups(results) {
    var pages = new Map();
    results.forEach(function (result) {
      var path = result.url.split("#")[0];
      if (!pages.has(path)) pages.set(path, []);
      pages.get(path).push(result);
    });
    return Array.from(pages).map(function (entry, place) {
      var found = entry[1], score = 3 * (SHOWN - place);
      var items = found.map(function (result, number) {
        return item(result, number < PER_PAGE ? score : score - 1, results.indexOf(result) < EXCERPTS);
      });
      var whole = found.some(function (result) { return result.url === entry[0]; });
      var page = { location: entry[0], title: escaped(placeOf(found[0])), text: "", terms: {}, score: score - 2 };
      return whole ? items : items.concat(page);
    });
  }

  // What the other language has. How much is only known once its index is here; a guess at a slip is no find.
  function elsewhere(found, query) {
    if (!found.other) return null;
    if (other) {
      var there = other.search(query, { limit: 1 });
      return there.total && !there.corrected ? { lang: found.other.lang, total: there.total } : null;
    }
    if (!found.total && !looked) {
      looked = true;
      scope.postMessage({ type: "elsewhere" });
    }
    return found.other;
  }

  function search(query, options) {
    var found = query.trim() ? engine.search(query, options) : { results: [], total: 0, counts: {} };
    found.query = query;
    found.other = elsewhere(found, query);
    return found;
  }

  function answerDialog(query) {
    var found = search(query, { limit: SHOWN });
    scope.postMessage({
      type: RESULT,
      data: {
        items: groups(found.results),
        kb: { query: query, total: found.total, corrected: found.corrected, suggestions: found.suggestions, other: found.other },
      },
    });
  }

  // An excerpt costs more than finding: it is cut only for what the page shows, so many of each kind where there are several.
  function answerPage(asked) {
    var found = search(asked.query, { limit: asked.limit, facets: asked.facets });
    var kinds = {};
    found.results.forEach(function (result) { kinds[result.kind] = 0; });
    var most = Object.keys(kinds).length > 1 ? asked.few : asked.many;
    found.results.forEach(function (result) {
      kinds[result.kind] += 1;
      result.snippet = kinds[result.kind] > most ? [] : snippetOf(result);
      result.place = placeOf(result);
      result.code = codeOf(result);
    });
    found.number = asked.number;
    scope.postMessage({ type: "found", data: found });
  }

  function answer() {
    if (!engine) return;
    if ("query" in last) answerDialog(last.query);
    if (last.find) answerPage(last.find);
  }

  var on = {
    labels: function (given) { labels = given; },
    index: function (text) {
      engine = kbSearch.load(JSON.parse(text));
      scope.postMessage({ type: "state", data: "ready" });
      answer();
    },
    texts: function (text) {
      engine.addTexts(JSON.parse(text));
      answer();
    },
    other: function (text) {
      other = kbSearch.load(JSON.parse(text));
      answer();
    },
    find: function (asked) {
      last = { find: asked };
      answer();
    },
  };
  on[SETUP] = function () { scope.postMessage({ type: READY }); };
  on[QUERY] = function (query) {
    last = { query: query };
    answer();
  };

  scope.addEventListener("message", function (event) {
    on[event.data.type](event.data.data);
  });
})(self);
