// Typing slips: the same as kb/search/slips.py. Change both.
var kbSlips = (function () {
  "use strict";
  var SHORTEST = 4, LONG = 8, STEM = 5, ENDING = 6, MOST = 3, FAR = 9;
  var A = kbAnalysis;

  // Three rows, used in turn: thousands of words are compared at a keystroke.
  var older = [], before = [], row = [];

  function edits(first, second, limit) {
    if (Math.abs(first.length - second.length) > limit) return limit + 1;
    for (var n = 0; n <= second.length; n += 1) row[n] = n;
    for (var i = 1; i <= first.length; i += 1) {
      var spare = older;
      older = before;
      before = row;
      row = spare;
      row[0] = i;
      var least = i;
      for (var j = 1; j <= second.length; j += 1) {
        var cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (first[i - 1] === second[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && first[i - 1] === second[j - 2] && first[i - 2] === second[j - 1]) cost = Math.min(cost, older[j - 2] + 1);
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > limit) return limit + 1;
    }
    return row[second.length];
  }

  function limitOf(typed) { return typed.length >= LONG ? 2 : 1; }

  function distanceOf(typed, plain) {
    var limit = limitOf(typed), distance = edits(typed, plain, limit);
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

  // What a word may be compared with: the terms, and the words of the titles as they are written, which lead to their stems.
  function spellings(reader) {
    if (!reader.spellings) {
      var found = reader.words.map(function (term) { return [A.withoutTilde(term), term]; });
      reader.titled().forEach(function (stem, word) { found.push([A.withoutTilde(word), stem]); });
      found = found.filter(function (pair) { return pair[0].length >= SHORTEST - 1 && pair[0][0] >= "a" && pair[0][0] <= "z"; });
      reader.spellings = { pairs: found, letters: Int32Array.from(found, function (pair) { return letters(pair[0]); }) };
      reader.slips = new Map();
    }
    return reader.spellings;
  }

  function nearest(reader, word) {
    var known = spellings(reader);
    if (!reader.slips.has(word)) reader.slips.set(word, found(reader, known, word));
    return reader.slips.get(word);
  }

  function found(reader, known, word) {
    if (word.length < SHORTEST || !/^[a-zñ]+$/.test(word)) return [];
    var typed = A.withoutTilde(word), short = A.withoutTilde(A.stem(word, reader.lang));
    var forms = short !== typed && short.length >= STEM ? [typed, short] : [typed];
    var bits = forms.map(letters), limits = forms.map(limitOf), rows = new Map();
    for (var at = 0; at < known.pairs.length; at += 1) {
      var plain = known.pairs[at][0], distance = FAR;
      for (var n = 0; n < forms.length; n += 1) {
        var longer = forms[n].length - plain.length;
        if (longer > limits[n] || longer < -limits[n] || differing(bits[n], known.letters[at]) > 2 * limits[n]) continue;
        distance = Math.min(distance, distanceOf(forms[n], plain));
      }
      if (distance < FAR) keep(rows, [distance, plain[0] === typed[0] ? 0 : 1, -reader.frequency(known.pairs[at][1]), known.pairs[at][1]]);
      else if (plain.length >= STEM && plain.length >= typed.length - ENDING && typed.startsWith(plain)) {
        keep(rows, [FAR, 0, -plain.length, known.pairs[at][1]]);
      }
    }
    var best = Array.from(rows.values()).sort(compared);
    return best.filter(function (row) { return row[0] === best[0][0]; })
      .slice(0, best.length && best[0][0] < FAR ? MOST : 1).map(function (row) { return row[3]; });
  }

  // Of each term the best row.
  function keep(rows, row) {
    var other = rows.get(row[3]);
    if (!other || compared(row, other) < 0) rows.set(row[3], row);
  }

  function compared(a, b) {
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : a[3] > b[3] ? 1 : 0);
  }

  return { nearest: nearest };
})();
