// A permanent address typed in another case leads to the id in its own case: capitals and a number (RG-2.3), or a name
// in lower case (mx-comar). A name such as mx-911 has both forms: the second is tried after the first.
(function () {
  var match = location.pathname.match(/\/id\/([A-Za-z0-9.-]+)(\/.*)?$/);
  var query = new URLSearchParams(location.search);
  if (!match || query.has("case")) return;
  addEventListener("DOMContentLoaded", function () {
    var typed = match[1];
    var forms = [typed.toLowerCase()];
    if (/^[a-z][a-z0-9]*(-[0-9][0-9a-z.]*)?$/i.test(typed)) {
      forms.unshift(typed.toLowerCase().replace(/^[^-]+/, function (head) { return head.toUpperCase(); }));
    }
    var right = forms.find(function (form) { return form !== typed; });
    if (!right) return;
    if (right === forms[forms.length - 1]) query.set("case", "lower");
    var search = query.toString();
    location.replace(document.body.dataset.base + "id/" + right + (match[2] || "/") + (search ? "?" + search : "") + location.hash);
  });
})();
