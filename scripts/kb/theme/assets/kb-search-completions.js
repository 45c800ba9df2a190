// Completions of what is being typed into a field: names that begin a word with it. The pattern: combobox with a listbox.
// `taken` is called once a name stands in the field.
function kbCompletions(field, options, taken) {
  "use strict";
  var typing = false;
  function folded(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  function suggest(found) {
    var typed = folded(field.value.trim());
    var titles = typing && typed.length > 1 ? found : [];
    var names = titles.filter(function (name, place) {
      var plain = folded(name);
      return name.length < 50 && plain !== typed && (" " + plain).indexOf(" " + typed) !== -1 && titles.indexOf(name) === place;
    });
    options.replaceChildren.apply(options, names.slice(0, 5).map(function (name, place) {
      var option = document.createElement("li");
      option.textContent = name;
      option.id = "kb-find-option-" + place;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      return option;
    }));
    open(names.length > 0);
  }
  function open(yes) {
    options.hidden = !yes;
    field.setAttribute("aria-expanded", String(yes));
    field.removeAttribute("aria-activedescendant");
  }
  function move(step) {
    var all = Array.from(options.children);
    var at = all.findIndex(function (option) { return option.getAttribute("aria-selected") === "true"; });
    var next = at === -1 ? (step > 0 ? 0 : all.length - 1) : at + step;
    all.forEach(function (option, place) { option.setAttribute("aria-selected", String(place === next)); });
    if (all[next]) {
      field.setAttribute("aria-activedescendant", all[next].id);
      all[next].scrollIntoView({ block: "nearest", inline: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }
  function take(text) {
    field.value = text;
    type(false);
    taken();
  }
  function type(yes) {
    typing = yes;
    if (!yes) open(false);
  }
  field.addEventListener("keydown", function (event) {
    if (options.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    }
    if (event.key === "Escape") {
      event.preventDefault();
      type(false);  // answers and excerpts may still come: they open nothing until one types again
    }
    var active = options.querySelector("[aria-selected=true]");
    if (event.key === "Enter" && active) {
      event.preventDefault();
      take(active.textContent);
    }
  });
  options.addEventListener("click", function (event) {
    if (event.target.getAttribute("role") === "option") take(event.target.textContent);
    field.focus();
  });

  return { suggest: suggest, type: type };
}
