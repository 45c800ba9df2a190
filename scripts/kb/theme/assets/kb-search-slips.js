// Typing slips: the same as kb/search/slips.py. Change both.
var kbSlips = (function () {
  "use strict";
  var SHORTEST = 4, LONG = 8, STEM = 5, ENDING = 6, MOST = 3, FAR = 9;
  var A = kbAnalysis;

  function edits(first, second, limit) {
    if (Math.abs(first.length - second.length) > limit) return limit + 1;
    var older, before = [], row = [];
    for (var n = 0; n <= second.length; n += 1) row.push(n);
    for (var i = 1; i <= first.length; i += 1) {
      older = before;
      before = row;
      row = [i];
      var least = i;
      for (var j = 1; j <= second.length; j += 1) {
        var cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (first[i - 1] === second[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && first[i - 1] === second[j - 2] && first[i - 2] === second[j - 1]) cost = Math.min(cost, older[j - 2] + 1);
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > limit) return limit + 1;
    }
    return row[second.length];
  }

  function distanceOf(typed, plain) {
    var limit = typed.length >= LONG ? 2 : 1;
    var distance = edits(typed, plain, limit);
    return distance <= limit ? distance : FAR;
  }

  // Which letters a word has, as bits: an edit changes at most two of them, so that most words need no closer look.
  function letters(word) {
    var bits = 0;
    for (var at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) - 97);
    return bits;
  }

  function differing(first, second) {
    var count = 0;
    for (var bits = first ^ second; bits; bits &= bits - 1) count += 1;
    return count;
  }

  function nearest(reader, word) {
    if (word.length < SHORTEST || !/^[a-zñ]+$/.test(word)) return [];
    var typed = A.withoutTilde(word), short = A.withoutTilde(A.stem(word, reader.lang));
    var forms = short !== typed && short.length >= STEM ? [typed, short] : [typed];
    var bits = forms.map(letters), found = [];
    if (!reader.letters) reader.letters = reader.plainWords.map(letters);
    reader.words.forEach(function (term, place) {
      var plain = reader.plainWords[place];
      if (plain.length < SHORTEST - 1 || plain[0] < "a" || plain[0] > "z") return;
      var distance = FAR;
      forms.forEach(function (form, number) {
        if (differing(bits[number], reader.letters[place]) <= 4) distance = Math.min(distance, distanceOf(form, plain));
      });
      if (distance < FAR) found.push([distance, plain[0] === typed[0] ? 0 : 1, -reader.frequency(term), term]);
      else if (plain.length >= STEM && plain.length >= typed.length - ENDING && typed.startsWith(plain)) found.push([FAR, 0, -plain.length, term]);
    });
    found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : 1); });
    return found.filter(function (row) { return row[0] === found[0][0]; })
      .slice(0, found.length && found[0][0] < FAR ? MOST : 1).map(function (row) { return row[3]; });
  }

  return { nearest: nearest };
})();
