// Excerpts: the piece of a text that holds most of what was asked for, its words marked. Never HTML.
var kbExcerpts = (function () {
  "use strict";
  var A = kbAnalysis;

  var WORD = /[0-9A-Za-z\u00c0-\u024f]+(?:[-.'’][0-9A-Za-z\u00c0-\u024f]+)*/g;
  var LENGTH = 28;

  function cut(text, lang, matched, marked) {
    var words = Array.from(text.matchAll(WORD), function (match) {
      var found = A.tokens(match[0]);
      function among(terms) { return found.some(function (word) { return terms.has(A.stem(word, lang)) || terms.has(word); }); }
      return { start: match.index, end: match.index + match[0].length, hit: among(matched), mark: among(marked) };
    });
    return pieces(text, words, bestStart(words));
  }

  function bestStart(words) {
    var best = 0, most = -1, inside = 0;
    for (var end = 0; end < words.length; end += 1) {
      inside += words[end].hit ? 1 : 0;
      if (end >= LENGTH && words[end - LENGTH].hit) inside -= 1;
      if (inside > most) {
        most = inside;
        best = Math.max(0, end - LENGTH + 1);
      }
    }
    return best;
  }

  function pieces(text, words, first) {
    var last = Math.min(words.length, first + LENGTH);
    if (!words.length) return [];
    var found = [], at = words[first].start;
    if (first > 0) found.push({ text: "… ", mark: false });
    for (var i = first; i < last; i += 1) {
      if (!words[i].mark) continue;
      if (words[i].start > at) found.push({ text: text.slice(at, words[i].start), mark: false });
      found.push({ text: text.slice(words[i].start, words[i].end), mark: true });
      at = words[i].end;
    }
    var stop = last < words.length ? words[last - 1].end : text.length;
    if (stop > at) found.push({ text: text.slice(at, stop), mark: false });
    if (last < words.length) found.push({ text: " …", mark: false });
    return found;
  }

  return { cut: cut, WORD: WORD };
})();
