// For copies opened from a disk (file://), where browsers let a page neither fetch files nor start workers: what a search
// needs comes as scripts, and its engine runs on the page. Stands before kb-head.js, which notices no difference.
// What the scripts hand over: kbStick.text(name, text) and kbStick.worker(function (self) { … the worker … }).
var kbStick = (function () {
  "use strict";
  var texts = {};
  var work = null;

  function load(address) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.addEventListener("load", resolve);
      script.addEventListener("error", function () { reject(new TypeError(address)); });
      script.src = address;
      document.head.append(script);
    });
  }

  // A folder's address is answered with its index.html by servers only.
  function opened(url) { return url.replace(/(^|\/)(?=[?#]|$)/, "$1index.html"); }
  function readable(message) {
    if (message.type === 3) message.data.items.flat().forEach(function (item) { item.location = opened(item.location); });
    if (message.type === "found") message.data.results.forEach(function (result) { result.url = opened(result.url); });
    return message;
  }

  // The worker's two ends; messages are handed on one by one, in their order, as a browser does.
  window.Worker = function (address) {
    var outside = new EventTarget(), inside = new EventTarget();
    function hand(target, data) { target.dispatchEvent(new MessageEvent("message", { data: data })); }
    var ready = load(address).then(function () { work(inside); });
    ready.catch(function () { outside.dispatchEvent(new Event("error")); });
    inside.postMessage = function (data) { setTimeout(hand, 0, outside, readable(data)); };
    outside.postMessage = function (data) {
      ready.then(function () { setTimeout(hand, 0, inside, data); }, function () { /* said already */ });
    };
    return outside;
  };

  window.fetch = function (address) {
    var name = String(address).split("/").pop();
    if (!/\.json$/.test(name)) return Promise.reject(new TypeError(name));
    return load(address + ".js").then(function () {
      return { ok: true, text: function () { return Promise.resolve(texts[name]); } };
    });
  };

  return {
    text: function (name, text) { texts[name] = text; },
    worker: function (given) { work = given; },
  };
})();
