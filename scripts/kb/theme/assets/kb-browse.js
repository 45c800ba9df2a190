// Narrows the list of institutions. The state stands in the address, so that a narrowed list can be bookmarked and sent.
(function () {
  "use strict";
  var form = document.querySelector(".kb-filter");
  if (!form) return;
  var fields = Array.from(form.querySelectorAll("select"));
  var items = Array.from(document.querySelectorAll("[data-kb-list] > li"));
  var status = form.querySelector(".kb-filter__count");
  items.forEach(function (item) {
    item.kbValues = {};
    fields.forEach(function (field) { item.kbValues[field.name] = (item.dataset[field.name] || "").split(" "); });
  });

  function matches(item, besides) {
    return fields.every(function (field) {
      return field === besides || !field.value || item.kbValues[field.name].indexOf(field.value) !== -1;
    });
  }

  // Each choice says how many institutions it would leave, given the other choices.
  function count(field) {
    var left = items.filter(function (item) { return matches(item, field); });
    Array.from(field.options).forEach(function (option) {
      if (!option.value) return;
      var number = left.filter(function (item) { return item.kbValues[field.name].indexOf(option.value) !== -1; }).length;
      option.textContent = option.dataset.name + " (" + number + ")";
      option.disabled = number === 0 && !option.selected;
    });
  }

  function show() {
    var shown = 0;
    items.forEach(function (item) {
      item.hidden = !matches(item);
      if (!item.hidden) shown += 1;
    });
    document.querySelectorAll("[data-kb-list]").forEach(function (list) {
      var empty = !list.querySelector("li:not([hidden])");
      list.hidden = empty;
      document.getElementById(list.dataset.kbList).hidden = empty;
    });
    fields.forEach(count);
    var text = shown === 0 ? form.dataset.none : shown === 1 ? form.dataset.one : form.dataset.many;
    status.textContent = text.replace("{number}", shown);
  }

  function toAddress() {
    var query = new URLSearchParams();
    fields.forEach(function (field) { if (field.value) query.set(field.name, field.value); });
    var text = query.toString();
    history.replaceState(null, "", location.pathname + (text ? "?" + text : ""));
  }

  function fromAddress() {
    var query = new URLSearchParams(location.search);
    fields.forEach(function (field) {
      var wanted = query.get(field.name) || "";
      field.value = Array.from(field.options).some(function (option) { return option.value === wanted; }) ? wanted : "";
    });
  }

  form.addEventListener("change", function () { toAddress(); show(); });
  form.addEventListener("reset", function () { setTimeout(function () { toAddress(); show(); }); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  addEventListener("popstate", function () { fromAddress(); show(); });
  form.hidden = false;
  fromAddress();
  show();
})();
