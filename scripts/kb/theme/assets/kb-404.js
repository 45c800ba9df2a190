// A permanent address typed in another case leads to the id in its own case.
(function () {
  var match = location.pathname.match(/\/id\/([A-Za-z0-9.-]+)\/?$/);
  if (!match) return;
  addEventListener("DOMContentLoaded", function () {
    var base = document.body.dataset.base;
    var right = /^[A-Za-z]+[0-9]*(-[0-9][0-9A-Za-z.]*)?$/.test(match[1])
      ? match[1].replace(/^[^-]+/, function (head) { return head.toUpperCase(); }).replace(/-.*/, function (tail) { return tail.toLowerCase(); })
      : match[1].toLowerCase();
    if (right !== match[1]) location.replace(base + "id/" + right + "/" + location.search);
  });
})();
