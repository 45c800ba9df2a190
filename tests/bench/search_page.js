// The engines of the search benchmark behind one face: `load(options)` until the first question can be asked, and
// `ask(text)`, which answers with orders of addresses or ids, best first. All run on the page's own thread, because the
// browser's brake on the processor does not reach workers. An engine with two fair ways to order its answers gives both.
var bench = (function () {
  "use strict";
  var DEPTH = 30;
  var PAGES = 10;
  var SHOWN_ON_A_PAGE = 3; // Pagefind's own interface shows so many headings of a page
  var SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // Material's protocol
  var engines = {};
  var pageWithout = /[^/]*$/;

  function fetched(url) {
    return fetch(url).then(function (response) {
      if (!response.ok) throw new Error(url + ": " + response.status);
      return response.text();
    });
  }

  function script(url) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      element.src = url;
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  }

  function next(type) {
    return new Promise(function (resolve) {
      function heard(event) {
        if (event.data.type !== type) return;
        removeEventListener("message", heard);
        resolve(event.data.data);
      }
      addEventListener("message", heard);
    });
  }

  // Ours: the worker's script as the site delivers it, its engine called directly. The texts for excerpts, by which phrases
  // are checked too, come after the first answer.
  var ours = null;
  engines.ours = {
    load: async function (options) {
      var arrived = await Promise.all([script(options.worker), fetched(options.index)]);
      ours = kbSearch.load(JSON.parse(arrived[1]));
    },
    complete: async function (options) {
      ours.addTexts(JSON.parse(await fetched(options.texts)));
    },
    ask: async function (text) {
      return [ours.search(text, { limit: DEPTH }).results.map(function (result) { return result.id; })];
    },
  };

  // Material's worker, unchanged: it answers messages of its own thread just as well.
  engines.stock = {
    load: async function (options) {
      var worker = new URL(options.worker, location);
      window.importScripts = async function () {
        for (var url of arguments) await script(new URL(url, worker));
      };
      var arrived = await Promise.all([script(worker), fetched(options.index)]);
      var index = JSON.parse(arrived[1]);
      index.options = { suggest: false };
      var ready = next(READY);
      postMessage({ type: SETUP, data: index });
      await ready;
    },
    ask: async function (text) {
      var result = next(RESULT);
      postMessage({ type: QUERY, data: text });
      var items = (await result).items.flat().filter(function (item) { return item.score > 0; });
      items.sort(function (a, b) { return b.score - a.score; });
      return [items.slice(0, DEPTH).map(function (item) { return item.location; })];
    },
  };

  // Pagefind without its worker. Its pages in order with the best headings of each, or all headings in order.
  var pagefind = null;
  engines.pagefind = {
    load: async function (options) {
      var module = await import(options.script);
      pagefind = module.createInstance({ noWorker: true, basePath: options.script.replace(pageWithout, "") });
      await pagefind.init();
    },
    ask: async function (text, first) {
      var found = (await pagefind.search(text)).results.slice(0, first ? 1 : PAGES);
      var pages = await Promise.all(found.map(async function (result) {
        var data = await result.data();
        var headings = data.sub_results.map(function (heading) {
          var weight = heading.weighted_locations.reduce(function (sum, place) { return sum + place.balanced_score; }, 0);
          return { url: heading.url.replace(/^.*?\/pagefind\//, ""), weight: weight };
        });
        return headings.sort(function (a, b) { return b.weight - a.weight; });
      }));
      function urls(list) { return list.map(function (heading) { return heading.url; }); }
      var byPage = pages.flatMap(function (headings) { return headings.slice(0, SHOWN_ON_A_PAGE); });
      var byHeading = pages.flat().sort(function (a, b) { return b.weight - a.weight; });
      return [urls(byPage).slice(0, DEPTH), urls(byHeading).slice(0, DEPTH)];
    },
  };

  // MiniSearch with accents folded, and the settings that its manual recommends for a search box.
  var mini = null;
  engines.minisearch = {
    load: async function (options) {
      var arrived = await Promise.all([script(options.script), fetched(options.docs)]);
      mini = new MiniSearch({
        idField: "location",
        fields: ["title", "text"],
        processTerm: function (term) { return term.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(); },
        searchOptions: { boost: { title: 3 }, prefix: true, fuzzy: 0.2 },
      });
      mini.addAll(JSON.parse(arrived[1]));
    },
    ask: async function (text) {
      return [mini.search(text).slice(0, DEPTH).map(function (result) { return result.id; })];
    },
  };

  return {
    load: async function (name, options) {
      var start = performance.now();
      await engines[name].load(options);
      return performance.now() - start;
    },
    askAll: async function (name, options, texts) {
      var answers = [];
      if (engines[name].complete) await engines[name].complete(options);
      for (var text of texts) answers.push(await engines[name].ask(text));
      return answers;
    },
    first: async function (name, options, text) {
      var start = performance.now();
      await engines[name].load(options);
      var orders = await engines[name].ask(text, true);
      return { seconds: (performance.now() - start) / 1000, found: orders[0].length };
    },
    // The time of each keystroke while the texts are typed, in milliseconds.
    type: async function (name, texts) {
      var times = [];
      for (var text of texts) {
        for (var length = 1; length <= text.length; length++) {
          var start = performance.now();
          await engines[name].ask(text.slice(0, length), true);
          times.push(performance.now() - start);
        }
      }
      return times;
    },
  };
})();
