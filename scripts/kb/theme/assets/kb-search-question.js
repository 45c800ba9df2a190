// What somebody means by what they type: the same as kb/search/question.py, where the reasons stand. A test compares the answers.
// Change both.
var kbQuestion = (function () {
  "use strict";
  var ALIAS = "=", ALSO = "+", NUMBER = "#", ARTICLE = "§", OTHER = "~", OF = "of";
  var LONGEST_ALIAS = 6, LONGEST_ID = 4, LONGEST_EXPRESSION = 7, MOST_BEGUN = 8, FEW = 2;
  var QUOTED = /["“”„«]([^"“”„«»]+)["“”»]/g;
  var PHONE = /(?<![0-9A-Za-z.])[+*#(]?[0-9](?:[0-9]|[ .()/-](?=[ .()/-]?[0-9(+]))*/g;
  var US = new RegExp("(?<![\\w.-])(?:U\\.S\\.|US(?![\\w.-]))|(?<=\\bthe )us(?![\\w-])|(?<![\\w-])us(?= (?:border|custody|law|court|" +
    "government|authorities|immigration|consulate|embassy)\\b)", "g");
  var A = kbAnalysis;

  function Asker(reader) {
    var asker = this;
    this.reader = reader;
    this.tuning = reader.tuning;
    this.stop = A.STOP_WORDS[reader.lang] || new Set();
    this.otherStop = new Set(A.STOP_WORDS[reader.other]);
    (A.CONTENT[reader.lang] || []).forEach(function (word) { asker.otherStop.delete(word); });
    this.soft = new Set(reader.soft);
    reader.soft.forEach(function (word) { asker.soft.add(A.stem(word, reader.lang)); });
    this.stopStems = new Set(Array.from(this.stop, function (word) { return A.stem(word, reader.lang); }));
    this.expressions = new Map();
    this.foreign = new Map();
    this.expressed = new Set();
    reader.groups.forEach(function (meaning, number) {
      [[meaning.own, asker.expressions, reader.lang], [meaning.other, asker.foreign, reader.other]].forEach(function (side) {
        side[0].forEach(function (expression) {
          expression.forEach(function (word) { asker.expressed.add(word); });
          var key = keyOf(expression, side[2]);
          var entries = side[1].get(key) || [];
          if (!entries.includes(number)) side[1].set(key, entries.concat(number));
        });
      });
    });
  }

  Asker.prototype.ask = function (text) {
    var asker = this, reader = this.reader;
    var question = { slots: [], wholes: new Map(), ids: new Map(), articles: [], phrases: [], corrected: new Map(), elsewhere: false, personal: false, marks: new Set() };
    text = text.replace(US, "usa");
    question.phrases = Array.from(text.matchAll(QUOTED), function (match) { return A.tokens(match[1]); })
      .filter(function (phrase) { return phrase.length; });
    var rest = text;
    Array.from(text.matchAll(PHONE)).reverse().forEach(function (match) {
      var slot = asker.telephone(match[0]);
      if (!slot) return;
      question.slots.push(slot);
      rest = rest.slice(0, match.index) + " " + rest.slice(match.index + match[0].length);
    });
    var found = A.tokens(rest);
    question.personal = found.some(function (word) { return reader.personal.has(word); });
    var typing = found.length > 0 && A.fold(rest).endsWith(found[found.length - 1]);
    var typed = found.map(function (word) {
      return { text: word, own: A.stem(word, reader.lang), other: A.stem(word, reader.other), terms: new Map(), saysNothing: false, weight: 0 };
    });
    var taken = this.takeIds(question, typed);
    this.takeArticles(question, typed, taken);
    typed.forEach(function (word, at) { asker.understand(question, word, typing && at === typed.length - 1, taken.has(at)); });
    this.takeNames(question, typed);
    this.takeExpressions(question, typed, taken);
    typed.forEach(function (word, at) {
      if (!taken.has(at) && !word.saysNothing) question.slots.push(slotOf(word.terms.size ? [option([word.terms], 1)] : [], word.weight));
    });
    return question;
  };

  Asker.prototype.understand = function (question, word, typing, taken) {
    var reader = this.reader, tuning = this.tuning;
    word.saysNothing = this.stop.has(word.text) || this.otherStop.has(word.text);
    if (word.saysNothing) return;
    var known = this.termsOf(word.own);
    if (/^[0-9]+$/.test(word.text) && reader.place.has(NUMBER + word.text)) {
      known.forEach(function (sure, term) { known.set(term, tuning.number); });
      known.set(NUMBER + word.text, 1);
    }
    var foreign = this.foreignTerms(word.other), own = Array.from(known.keys());
    if (!known.size && !taken) question.elsewhere = true;
    if (!known.size || (foreign.size && this.commonest(Array.from(foreign.keys())) > this.commonest(Array.from(known.keys())))) known = merged(foreign, known);
    if (!own.length) own = Array.from(known.keys()).slice(0, 1);
    if (!known.size && typing) known = this.begun(word.text);
    if (!known.size && !taken && !this.expressed.has(word.own) && !this.expressed.has(word.other)) {
      var slips = kbSlips.nearest(reader, word.text);
      if (slips.length) {
        word.own = slips[0];
        if (!word.text.startsWith(slips[0])) question.corrected.set(word.text, slips[0]);
        known = new Map(slips.map(function (term) { return [term, tuning.slip]; }));
      }
    }
    var terms = Array.from(known.keys());
    (own.length ? own : terms).forEach(function (term) { question.marks.add(term); });
    var rarity = terms.length ? Math.max.apply(null, terms.map(function (term) { return reader.rarity(term); })) : tuning.unknown;
    word.weight = Math.pow(rarity, tuning.rarity) * (terms.some(function (term) { return reader.isTopic(term); }) ? 1 : tuning.topic);
    word.weight *= this.soft.has(word.text) || this.soft.has(word.own) ? tuning.soft : 1;
    word.terms = known.size <= FEW ? merged(this.alikeTerms(known), known) : known;
  };

  Asker.prototype.termsOf = function (own) {
    var tuning = this.tuning, found = this.same(own);
    if (found.length > 1 && this.commonest(found.slice(1)) > tuning.proper * this.commonest(found.slice(0, 1))) found = found.slice(1);
    return new Map(found.map(function (term) { return [term, found[0].includes("ñ") || term === found[0] ? 1 : tuning.tilde]; }));
  };

  Asker.prototype.same = function (term) {
    var found = this.reader.place.has(term) ? [term] : [];
    return found.concat(term.includes("ñ") ? [] : this.reader.withTilde.get(term) || []);
  };

  Asker.prototype.foreignTerms = function (other) {
    var sure = this.tuning.foreign, found = new Map(), pairs = this.reader.foreign.get(A.withoutTilde(other)) || [];
    var most = pairs.reduce(function (most, pair) { return Math.max(most, pair[1]); }, 0);
    pairs.forEach(function (pair) { found.set(pair[0], sure * pair[1] / most); });
    this.same(OTHER + other).forEach(function (term) { found.set(term, sure); });
    return found;
  };

  Asker.prototype.alikeTerms = function (known) {
    var worth = this.tuning.alike, found = new Map(), alike = this.reader.alike;
    known.forEach(function (sure, term) {
      (alike.get(term) || []).forEach(function (pair) { found.set(pair[0], worth * pair[1]); });
    });
    return found;
  };

  Asker.prototype.commonest = function (terms) {
    var reader = this.reader, most = 0;
    terms.forEach(function (term) { most = Math.max(most, reader.frequency(term)); });
    return most;
  };

  Asker.prototype.begun = function (word) {
    var reader = this.reader, sure = this.tuning.begun;
    var plain = A.withoutTilde(word), found = reader.begun(plain, MOST_BEGUN);
    if (!found.length) {
      found = new Set();
      reader.titled().forEach(function (stem, titled) { if (A.withoutTilde(titled).startsWith(plain)) found.add(stem); });
      found = Array.from(found).sort(function (a, b) { return reader.frequency(b) - reader.frequency(a) || (a < b ? -1 : 1); });
    }
    return new Map(found.slice(0, MOST_BEGUN).map(function (term) { return [term, sure]; }));
  };

  Asker.prototype.telephone = function (written) {
    var digits = written.replace(/[^0-9]/g, ""), place = this.reader.place, found = new Map();
    if (digits.length < 7 && !(written.startsWith("*") && digits.length >= 3)) {
      if (written === digits || !place.has(NUMBER + digits)) return null;
      found.set(NUMBER + digits, 1);
      if (place.has(digits)) found.set(digits, this.tuning.number);
      return slotOf([option([found], 1)], this.tuning.unknown);
    }
    this.reader.beginning(NUMBER).forEach(function (term) {
      var number = term.slice(1);
      var ends = number.endsWith(digits) || digits.endsWith(number);
      var alike = Math.min(number.length, digits.length) >= 7 && (ends || number.startsWith(digits));
      if (number === digits || alike) found.set(term, 1);
    });
    return found.size ? slotOf([option([found], 1)], this.tuning.unknown) : null;
  };

  Asker.prototype.takeIds = function (question, typed) {
    var asker = this, taken = new Set();
    runs(typed.length, LONGEST_ID, function (start, size) {
      var run = typed.slice(start, start + size), first = run[0].text;
      var number = asker.reader.idsInAnyWriting.get(kbReader.normalId(run.map(textOf).join("-")));
      if (number === undefined || any(taken, start, size) || asker.stop.has(first) || asker.otherStop.has(first)) return;
      take(taken, start, size);
      question.ids.set(number, size / typed.length);
      question.slots.push(asker.idSlot(number, run));
    });
    return taken;
  };

  Asker.prototype.idSlot = function (number, run) {
    var asker = this;
    var ident = this.reader.ids[number].toLowerCase();
    var terms = new Map([[ident, 1]]);
    if (ident.includes("-")) {
      this.reader.beginning(ident + ".").forEach(function (term) { terms.set(term, 0.5); });
    }
    var options = [option([terms], 1)];
    var plain = run.map(function (word) { return asker.termsOf(word.own); });
    if (plain.every(filled)) options.push(option(plain, 0.7));
    return slotOf(options, this.tuning.unknown);
  };

  Asker.prototype.takeArticles = function (question, typed, taken) {
    var asker = this;
    runs(typed.length, LONGEST_ID, function (start, size) {
      var texts = typed.slice(start, start + size).map(textOf);
      var marked = asker.reader.markers.has(texts[0]);
      var term = ARTICLE + (marked ? texts.slice(1) : texts).join(".");
      if (!(marked || size > 1 || term.includes(".")) || !asker.reader.place.has(term) || any(taken, start, size)) return;
      take(taken, start, size);
      question.articles.push(term);
      var terms = asker.termsOf(typed[start + size - 1].own);
      question.slots.push(slotOf([option([terms.set(term, 1)], 1)], asker.tuning.unknown));
    });
  };

  Asker.prototype.takeNames = function (question, typed) {
    var asker = this;
    var content = typed.filter(function (word) { return !asker.stop.has(word.text); }).map(function (word) { return word.own; });
    runs(content.length, LONGEST_ALIAS, function (start, size) {
      var name = content.slice(start, start + size).join("_");
      [[ALIAS, 1], [ALSO, asker.tuning.also]].forEach(function (pair) {
        asker.same(pair[0] + name).forEach(function (term) {
          if (!question.wholes.has(term)) question.wholes.set(term, pair[1] * size / content.length);
        });
      });
    });
  };

  Asker.prototype.takeExpressions = function (question, typed, taken) {
    var asker = this;
    runs(typed.length, LONGEST_EXPRESSION, function (start, size) {
      var run = typed.slice(start, start + size);
      if (any(taken, start, size) || (size === 1 && asker.tellsLittle(run[0]))) return;
      var own = asker.expressions.get(keyOf(run.map(function (word) { return word.own; }), asker.reader.lang));
      var foreign = own ? null : asker.foreign.get(keyOf(run.map(function (word) { return word.other; }), asker.reader.other));
      if (!own && !foreign) return;
      take(taken, start, size);
      asker.takeExpression(question, run, own || foreign, Boolean(foreign), typed.length);
    });
  };

  Asker.prototype.tellsLittle = function (word) {
    return word.saysNothing || this.reader.soft.has(word.text);
  };

  Asker.prototype.takeExpression = function (question, run, entries, foreign, total) {
    var asker = this, place = this.reader.place;
    var plain = run.filter(function (word) { return !word.saysNothing; }).map(function (word) { return word.terms; });
    var options = plain.length && plain.every(filled) ? [option(plain, 1)] : [];
    var country = "";
    entries.forEach(function (number) {
      var meaning = asker.reader.groups[number];
      var first = foreign || meaning.everyday ? asker.tuning.meant : asker.tuning.synonym;
      country = meaning.country || country;
      meaning.own.forEach(function (expression, rank) {
        var content = expression.filter(function (word) { return !asker.stopStems.has(word); });
        if (content.length && content.every(function (word) { return place.has(word); })) {
          options.push(option(content.map(function (word) { return new Map([[word, 1]]); }), rank === 0 ? first : asker.tuning.synonym * 0.8));
          if (expression.length === 1) question.marks.add(content[0]);
        }
        if (rank > 0) return;
        asker.same(ALIAS + content.join("_")).forEach(function (term) {
          question.wholes.set(term, Math.max(question.wholes.get(term) || 0, first * run.length / total));
        });
      });
    });
    var weight = run.reduce(function (sum, word) { return sum + word.weight; }, 0);
    if (country) {
      weight = Math.max(weight, this.tuning.country);
      if (run.length < total) options.forEach(function (item) { item.quality *= asker.tuning.country_words; });
    }
    question.slots.push(slotOf(options, weight, country));
  };

  // `expression` of kb/search/question.py.
  function keyOf(words, lang) {
    var whose = A.WHOSE[lang] || new Set(), at = words.slice(0, -1).indexOf(OF, 1);
    var kept = (at > 0 ? words.slice(at + 1).concat(words.slice(0, at)) : words.slice(1)).filter(function (word) { return !whose.has(word); });
    return A.withoutTilde((at > 0 ? kept : words.slice(0, 1).concat(kept)).join(" "));
  }

  function textOf(word) { return word.text; }

  function filled(map) { return map.size > 0; }

  // The entries of both; where both have one, at the first's place with the second's value.
  function merged(first, second) { return new Map(Array.from(first).concat(Array.from(second))); }

  function option(terms, quality) { return { words: terms, quality: quality }; }

  function slotOf(options, weight, country) { return { options: options, weight: weight, country: country || "" }; }

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

  return { Asker: Asker };
})();
