// Gives each text that one wants to copy a button that copies it. Everything can be read and marked by hand without it.
(function () {
  "use strict";
  var holder = document.querySelector("[data-kb-copy]");
  if (!holder || !navigator.clipboard) return;
  var words = holder.dataset.kbCopy.split("|");
  document.querySelectorAll("[data-copy]").forEach(function (node) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "kb-copy";
    button.textContent = words[0];
    var text = node.dataset.copy || node.textContent;
    button.setAttribute("aria-label", words[0] + ": " + text.trim().slice(0, 60));
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(text).then(function () {
        button.textContent = words[1];
        setTimeout(function () { button.textContent = words[0]; }, 2000);
      });
    });
    node.after(" ", button);
  });
})();
