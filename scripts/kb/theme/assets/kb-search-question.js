// What somebody means by what they type: the same as kb/search/question.py and slips.py, where the reasons stand. A test compares the
// answers. Change both.
var kbQuestion = (function () {
  "use strict";
  var ALIAS = "=", NUMBER = "#", OTHER = "~";
  var LONGEST_ALIAS = 6, LONGEST_ID = 4, LONGEST_EXPRESSION = 7;
  var SHORTEST = 4, LONG = 8, MOST = 3;
  var QUOTED = /["“”„«]([^"“”„«»]+)["“”»]/g;
  var PHONE = /(?<![0-9A-Za-z.])[+*#(]?[0-9](?:[0-9]|[ .()/-](?=[ .()/-]?[0-9(+]))*/g;
  var SOFT = new Set((
    "haces hacer hago hace haga hacemos debo debe deben debemos puedo puede pueden podemos necesito necesita quiero quiere quieren" +
    " llamo llama llamar pasa pasar dice dicen dan doy tengo tener ver hay saber sabe se encuentro encontrar encuentra donde" +
    " cuanto cuanta cuantos cuantas quien numero aqui ahora favor esta estoy" +
    " need needs want wants get got give gives tell says say said find found happens happen go goes going make many much know there here"
  ).split(" "));
  var A = kbAnalysis;

  function Asker(reader) {
    var asker = this;
    this.reader = reader;
    this.stop = A.STOP_WORDS[reader.lang] || new Set();
    this.otherStop = A.STOP_WORDS[reader.other] || new Set();
    this.stopStems = new Set(Array.from(this.stop, function (word) { return A.stem(word, reader.lang); }));
    this.expressions = new Map();
    reader.groups.forEach(function (group, number) {
      [[group.own, false], [group.other, true]].forEach(function (side) {
        side[0].forEach(function (words) {
          var name = (side[1] ? "~" : "") + A.withoutTilde(words.join(" "));
          var entries = asker.expressions.get(name) || [];
          if (!entries.some(function (entry) { return entry[0] === number && entry[1] === side[1]; })) entries.push([number, side[1]]);
          asker.expressions.set(name, entries);
        });
      });
    });
  }

  Asker.prototype.ask = function (text) {
    var asker = this;
    var question = { slots: [], wholes: new Map(), ids: new Map(), phrases: [], corrected: new Map() };
    question.phrases = Array.from(text.matchAll(QUOTED), function (match) { return A.tokens(match[1]); })
      .filter(function (phrase) { return phrase.length; });
    var rest = text;
    Array.from(text.matchAll(PHONE)).reverse().forEach(function (match) {
      var slot = asker.telephone(match[0]);
      if (!slot) return;
      question.slots.push(slot);
      rest = rest.slice(0, match.index) + " " + rest.slice(match.index + match[0].length);
    });
    var words = A.tokens(rest);
    var typing = words.length > 0 && A.fold(rest).endsWith(words[words.length - 1]) && !question.phrases.length;
    var taken = this.takeIds(question, words);
    this.takeNames(question, words);
    this.takeExpressions(question, words, taken);
    this.takeWords(question, words, taken, typing);
    return question;
  };

  Asker.prototype.telephone = function (written) {
    var digits = written.replace(/[^0-9]/g, "");
    if (digits.length < 7 && !(written.startsWith("*") && digits.length >= 3)) return null;
    var found = new Map();
    this.reader.words.forEach(function (term) {
      if (!term.startsWith(NUMBER)) return;
      var number = term.slice(1);
      var same = number === digits ||
        (Math.min(number.length, digits.length) >= 7 && (number.endsWith(digits) || digits.endsWith(number)));
      if (same || (digits.length >= 7 && number.startsWith(digits))) found.set(term, 1);
    });
    return found.size ? slotOf([option([found], 1)], 8, digits) : null;
  };

  Asker.prototype.takeIds = function (question, words) {
    var asker = this;
    var taken = new Set();
    runs(words.length, LONGEST_ID, function (start, size) {
      if (any(taken, start, size)) return;
      var run = words.slice(start, start + size);
      var number = asker.reader.idsInAnyWriting.get(normalId(run.join("-")));
      if (number === undefined || (size === 1 && !asker.isSurelyId(words[start]))) return;
      take(taken, start, size);
      question.ids.set(number, size / words.length);
      question.slots.push(asker.idSlot(number, run));
    });
    return taken;
  };

  Asker.prototype.isSurelyId = function (word) { return !this.stop.has(word) && !this.otherStop.has(word); };

  Asker.prototype.idSlot = function (number, words) {
    var asker = this;
    var ident = this.reader.ids[number].toLowerCase();
    var terms = new Map([[ident, 1]]);
    if (ident.includes("-")) {
      this.reader.words.forEach(function (term) { if (term.startsWith(ident + ".")) terms.set(term, 0.5); });
    }
    var options = [option([terms], 1)];
    if (words.length > 1 || this.reader.place.has(words[0])) {
      var plain = words.map(function (word) { return asker.termsOf(word); });
      if (plain.every(size)) options.push(option(plain, 0.7));
    }
    return slotOf(options, 6 + words.length, ident);
  };

  Asker.prototype.takeNames = function (question, words) {
    var asker = this;
    var content = words.filter(function (word) { return !asker.stop.has(word); })
      .map(function (word) { return A.stem(word, asker.reader.lang); });
    runs(content.length, LONGEST_ALIAS, function (start, size) {
      asker.same(ALIAS + content.slice(start, start + size).join("_")).forEach(function (term) {
        atLeast(question.wholes, term, size / content.length);
      });
    });
  };

  Asker.prototype.same = function (term) {
    var found = this.reader.place.has(term) ? [term] : [];
    return found.concat(term.includes("ñ") ? [] : this.reader.withTilde.get(term) || []);
  };

  Asker.prototype.takeExpressions = function (question, words, taken) {
    var asker = this;
    var own = words.map(function (word) { return A.stem(word, asker.reader.lang); });
    var other = words.map(function (word) { return A.stem(word, asker.reader.other); });
    runs(words.length, LONGEST_EXPRESSION, function (start, size) {
      var run = words.slice(start, start + size);
      if (any(taken, start, size) || run.every(function (word) { return asker.saysLittle(word); })) return;
      var entries = asker.expressions.get(A.withoutTilde(own.slice(start, start + size).join(" "))) || [];
      var foreign = asker.expressions.get("~" + A.withoutTilde(other.slice(start, start + size).join(" "))) || [];
      if (!entries.length && !foreign.length) return;
      take(taken, start, size);
      question.slots.push(asker.expressionSlot(question, run, entries.concat(foreign), words.length));
    });
  };

  Asker.prototype.saysLittle = function (word) { return this.stop.has(word) || this.otherStop.has(word) || SOFT.has(word); };

  Asker.prototype.expressionSlot = function (question, words, entries, total) {
    var asker = this;
    var place = this.reader.place;
    var plain = words.filter(function (word) { return !asker.stop.has(word) && !asker.otherStop.has(word); })
      .map(function (word) { return or(asker.termsOf(word), function () { return asker.otherTerms(word); }); });
    var options = plain.length && plain.every(size) ? [option(plain, 1)] : [];
    var foreignOnly = entries.every(function (entry) { return entry[1]; });
    entries.forEach(function (entry) {
      var foreign = entry[1] && foreignOnly;
      asker.reader.groups[entry[0]].own.forEach(function (expression, rank) {
        var content = expression.filter(function (word) { return !asker.stopStems.has(word); });
        var found = content.filter(function (word) { return place.has(word); });
        if (found.length && found.length === content.length) {
          var first = foreign ? 0.95 : 0.5;
          options.push(option(found.map(function (word) { return new Map([[word, 1]]); }), rank === 0 ? first : first * 0.8));
        }
        if (rank > 0) return;
        asker.same(ALIAS + content.join("_")).forEach(function (term) {
          atLeast(question.wholes, term, words.length / total * (foreign ? 0.9 : 0.5));
        });
      });
    });
    return slotOf(options, words.reduce(function (sum, word) { return sum + asker.weightOf(word); }, 0), words.join(" "));
  };

  Asker.prototype.takeWords = function (question, words, taken, typing) {
    var asker = this;
    words.forEach(function (word, at) {
      if (taken.has(at) || asker.stop.has(word) || asker.otherStop.has(word)) return;
      var found = or(asker.termsOf(word), function () { return asker.otherTerms(word); });
      if (typing && at === words.length - 1) found = or(found, function () { return asker.begun(word); });
      found = or(found, function () { return asker.slip(question, word); });
      question.slots.push(slotOf(found.size ? [option([found], 1)] : [], asker.weightOf(word, found), word));
    });
  };

  Asker.prototype.termsOf = function (word) {
    var found = new Map(this.same(A.stem(word, this.reader.lang)).map(function (term, number) { return [term, number ? 0.5 : 1]; }));
    if (/^[0-9]+$/.test(word) && this.reader.place.has(NUMBER + word)) found.set(NUMBER + word, 1);
    return found;
  };

  Asker.prototype.otherTerms = function (word) {
    var term = OTHER + A.stem(word, this.reader.other);
    return new Map(this.reader.place.has(term) ? [[term, 0.9]] : []);
  };

  Asker.prototype.begun = function (word) {
    var reader = this.reader, asker = this;
    var plain = A.withoutTilde(word);
    var found = reader.words.filter(function (term) { return A.withoutTilde(term).startsWith(plain); });
    for (var cut = 1; !found.length && cut <= 3 && word.length - cut >= 4; cut += 1) found = asker.same(word.slice(0, word.length - cut)).slice(0, 1);
    return new Map(byFrequency(reader, found).slice(0, 12).map(function (term) { return [term, 0.8]; }));
  };

  Asker.prototype.slip = function (question, word) {
    var found = nearest(this.reader, word);
    if (found.length) question.corrected.set(word, found[0]);
    return new Map(found.map(function (term) { return [term, 0.7]; }));
  };

  Asker.prototype.weightOf = function (word, found) {
    if (this.stop.has(word) || this.otherStop.has(word)) return 0;
    var reader = this.reader;
    var terms = Array.from((found || this.termsOf(word)).keys());
    var rarity = terms.length ? Math.max.apply(null, terms.map(function (term) { return reader.rarity(term); })) : 8;
    return rarity * (SOFT.has(word) ? 0.25 : 1);
  };

  // Typing slips.

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

  function nearest(reader, word) {
    if (word.length < SHORTEST || !/^[a-zñ]+$/.test(word)) return [];
    var typed = A.withoutTilde(A.stem(word, reader.lang));
    var limit = word.length >= LONG ? 2 : 1;
    var found = [];
    reader.words.forEach(function (term) {
      if (!/^[a-zñ]/.test(term) || term.length < SHORTEST - 1 || Math.abs(term.length - typed.length) > limit) return;
      var distance = edits(typed, A.withoutTilde(term), limit);
      if (distance <= limit) found.push([distance, term[0] === typed[0] ? 0 : 1, -reader.frequency(term), term]);
    });
    found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || compare(a[3], b[3]); });
    return found.filter(function (row) { return row[0] === found[0][0]; }).slice(0, MOST).map(function (row) { return row[3]; });
  }

  // Small tools.

  function compare(a, b) { return a < b ? -1 : a > b ? 1 : 0; }

  function byFrequency(reader, terms) {
    return terms.slice().sort(function (a, b) { return reader.frequency(b) - reader.frequency(a) || compare(a, b); });
  }

  function normalId(text) { return (text.toLowerCase().match(/[a-z]+|[0-9]+/g) || []).join("-"); }

  function size(map) { return map.size > 0; }

  function or(found, otherwise) { return found.size ? found : otherwise(); }

  function atLeast(map, key, value) { map.set(key, Math.max(map.get(key) || 0, value)); }

  function option(words, quality) { return { words: words, quality: quality }; }

  function slotOf(options, weight, label) { return { options: options, weight: weight, label: label }; }

  function runs(length, longest, visit) {
    for (var size = Math.min(longest, length); size > 0; size -= 1) {
      for (var start = 0; start + size <= length; start += 1) visit(start, size);
    }
  }

  function any(taken, start, size) {
    for (var at = start; at < start + size; at += 1) if (taken.has(at)) return true;
    return false;
  }

  function take(taken, start, size) {
    for (var at = start; at < start + size; at += 1) taken.add(at);
  }

  return { Asker: Asker, normalId: normalId };
})();
