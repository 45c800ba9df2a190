// A page that moved: on to its new address, at the same place in it.
addEventListener("DOMContentLoaded", function () {
  location.replace(document.querySelector("main a").href + location.search + location.hash);
});
