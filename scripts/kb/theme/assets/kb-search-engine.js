// Answers questions: the same as kb/search/reader.py and engine.py, where the reasons stand; a test compares the answers. Change both.
// Needs lunr, kbAnalysis, kbSlips and kbQuestion. Runs in a worker or in a page.
var kbSearch = (function () {
  "use strict";
  var A = kbAnalysis;

  // Numbers as text: kb/search/codes.py.
  var ONE = 75, TWO = 92, BASE = 93, LIMIT = ONE + (TWO - ONE) * BASE;
  var VALUES = new Uint8Array(128);
  for (var code = 32, value = 0; code < 127; code += 1) if (code !== 34 && code !== 92) VALUES[code] = value++;

  function decode(text) {
    var found = [];
    for (var at = 0; at < text.length; at += 1) {
      var first = VALUES[text.charCodeAt(at)];
      if (first < ONE) found.push(first);
      else if (first < TWO) found.push(ONE + (first - ONE) * BASE + VALUES[text.charCodeAt(at += 1)]);
      else {
        var high = VALUES[text.charCodeAt(at + 1)], middle = VALUES[text.charCodeAt(at + 2)];
        found.push(LIMIT + (high * BASE + middle) * BASE + VALUES[text.charCodeAt(at += 3)]);
      }
    }
    return found;
  }

  function unfronted(shared, rests) {
    var lengths = decode(shared), before = "";
    return rests.split("\n").map(function (rest, number) { return (before = before.slice(0, lengths[number]) + rest); });
  }

  function Postings(data, weight) {
    this.weight = weight;
    this.counts = decode(data.in);
    this.gaps = decode(data.at);
    this.times = decode(data.times);
    this.lengths = decode(data.length);
    this.mean = this.lengths.reduce(function (sum, length) { return sum + length; }, 0) / this.lengths.length;
    this.starts = [0];
    for (var i = 0; i < this.counts.length; i += 1) this.starts.push(this.starts[i] + this.counts[i]);
  }

  Postings.prototype.each = function (term, visit) {
    var number = -1;
    for (var at = this.starts[term]; at < this.starts[term + 1]; at += 1) {
      number += this.gaps[at] + 1;
      visit(number, this.times.length ? this.times[at] + 1 : 1);
    }
  };

  function Reader(data) {
    var reader = this;
    this.lang = data.lang;
    this.other = data.other;
    this.tuning = data.tuning;
    this.soft = new Set(data.soft.split(" "));
    this.markers = new Set(data.markers.split(" "));
    this.ids = data.ids.split("\n");
    this.titles = data.titles.split("\n");
    this.pages = data.pages;
    this.page = decode(data.page);
    this.plain = new Set(decode(data.plain));
    this.words = unfronted(data.shared, data.rests);
    this.place = new Map(this.words.map(function (word, number) { return [word, number]; }));
    this.names = Object.keys(data.fields);
    this.fields = {};
    this.names.forEach(function (name) { reader.fields[name] = new Postings(data.fields[name], data.tuning.fields[name]); });
    this.facets = {};
    Object.keys(data.facets).forEach(function (name) {
      reader.facets[name] = { values: data.facets[name].values, of: rows(data.facets[name].of, 1) };
    });
    this.cited = decode(data.cited);
    this.groups = data.groups.map(function (text) {
      var sides = text.split("\t");
      return { own: expressions(sides[0]), other: expressions(sides[1]), country: sides[2] };
    });
    this.foreign = new Map(Array.from(this.chances(data.foreign), function (entry) { return [A.withoutTilde(entry[0]), entry[1]]; }));
    this.alike = this.chances(data.alike);
    this.plainWords = this.words.map(A.withoutTilde);
    this.numbers = new Map(this.ids.map(function (id, number) { return [id, number]; }));
    this.idsInAnyWriting = new Map();
    this.ids.forEach(function (id, number) { if (!id.includes(":")) reader.idsInAnyWriting.set(kbQuestion.normalId(id), number); });
    this.withTilde = new Map();
    this.words.forEach(function (word) {
      if (!word.includes("ñ")) return;
      var plain = A.withoutTilde(word);
      reader.withTilde.set(plain, (reader.withTilde.get(plain) || []).concat(word));
    });
  }

  function rows(text, width) {
    var numbers = decode(text), found = [];
    for (var at = 0, end; at < numbers.length; at = end) {
      end = at + 1 + numbers[at] * width;
      found.push(numbers.slice(at + 1, end));
    }
    return found;
  }

  function expressions(side) {
    return side.split("|").filter(Boolean).map(function (words) { return words.split(" "); });
  }

  // For each word the terms that it stands for, each with its share.
  Reader.prototype.chances = function (data) {
    var reader = this, found = new Map(), of = rows(data.of, 2);
    unfronted(data.shared, data.rests).forEach(function (word, number) {
      var pairs = [];
      for (var at = 0; at < of[number].length; at += 2) pairs.push([reader.words[of[number][at]], of[number][at + 1] / 10]);
      found.set(word, pairs);
    });
    return found;
  };

  Reader.prototype.values = function (facet, number) {
    var values = this.facets[facet].values;
    return this.facets[facet].of[number].map(function (value) { return values[value]; });
  };

  Reader.prototype.isTopic = function (word) {
    var reader = this, place = this.place.get(word);
    return place !== undefined && this.names.some(function (name) { return name !== "text" && reader.fields[name].counts[place] > 0; });
  };

  Reader.prototype.url = function (number, added) {
    var path = this.pages[this.page[number]];
    return this.plain.has(number) ? path : path + "#" + this.ids[number].toLowerCase() + (added || "");
  };

  Reader.prototype.frequency = function (word) {
    var reader = this, place = this.place.get(word);
    return place === undefined ? 0 : this.names.reduce(function (sum, name) { return sum + reader.fields[name].counts[place]; }, 0);
  };

  Reader.prototype.rarity = function (word) {
    var count = this.frequency(word);
    return Math.log(1 + Math.abs((this.ids.length - count + 0.5) / (count + 0.5)));
  };

  // lunr's index of some words, as far as they stand in some documents.
  Reader.prototype.index = function (words, among) {
    var reader = this, inverted = Object.create(null), vectors = Object.create(null);
    words.forEach(function (word) {
      var place = reader.place.get(word), rarity = reader.rarity(word);
      var posting = inverted[word] = { _index: place };
      reader.names.forEach(function (name) {
        var field = reader.fields[name], refs = posting[name] = Object.create(null);
        field.each(place, function (number, times) {
          if (!among[number]) return;
          refs[number] = {};
          var ref = name + "/" + number;
          (vectors[ref] = vectors[ref] || new lunr.Vector()).insert(place, reader.weight(field, rarity, number, times));
        });
      });
    });
    return new lunr.Index({
      invertedIndex: inverted, fieldVectors: vectors, tokenSet: lunr.TokenSet.fromArray(words.slice().sort()),
      fields: this.names, pipeline: new lunr.Pipeline()
    });
  };

  Reader.prototype.weight = function (field, rarity, number, times) {
    var k1 = this.tuning.k1, b = this.tuning.b;
    var score = rarity * ((k1 + 1) * times) / (k1 * (1 - b + b * (field.lengths[number] / field.mean)) + times);
    return Math.floor(score * field.weight * 1000 + 0.5) / 1000;
  };

  function Engine(data) {
    this.reader = new Reader(data);
    this.asker = new kbQuestion.Asker(this.reader);
    this.texts = null;
    this.phones = {};
    this.stems = new Map();
    this.surfaces = new Map();
  }

  Engine.prototype.addTexts = function (data) {
    this.surfaces.clear();
    this.texts = data.texts;
    this.phones = data.phones;
  };

  Engine.prototype.search = function (text, options) {
    options = options || {};
    var engine = this;
    var question = this.asker.ask(text);
    var all = this.ranked(question);
    var chosen = options.facets || {};
    var passing = all.filter(function (row) { return engine.passes(row.number, chosen); });
    return {
      results: passing.slice(0, options.limit || 10).map(function (row) { return engine.result(row); }),
      total: passing.length,
      counts: options.facets ? this.counts(all, chosen) : {},
      needsTexts: question.phrases.length > 0 && !this.texts,
      other: question.elsewhere ? { lang: this.reader.other, total: null } : null,
      suggestions: all.length ? [] : this.suggestions(text),
      corrected: this.corrected(text, question)
    };
  };

  Engine.prototype.result = function (row) {
    var reader = this.reader, number = row.number, facets = {};
    Object.keys(reader.facets).forEach(function (name) {
      var facet = reader.facets[name];
      facets[name] = facet.of[number].map(function (value) { return facet.values[value]; });
    });
    return {
      id: reader.ids[number], title: reader.titles[number], url: this.url(number, row.terms), score: row.score,
      kind: facets.kind[0], facets: facets, matched: Object.keys(row.terms).sort(),
      phones: (this.phones[number] || []).map(function (phone) { return { shown: phone[0], dial: phone[1] }; })
    };
  };

  // The address of the part of a document that says most of what was asked for, once its text is there.
  Engine.prototype.url = function (number, terms) {
    var reader = this.reader, parts = this.partStems(number), best = 0, most = 0;
    if (parts.length < 2) return reader.url(number);
    parts.forEach(function (stems, place) {
      var told = Object.keys(terms).filter(function (term) { return stems.has(term); }).sort()
        .reduce(function (sum, term) { return sum + reader.rarity(term); }, 0);
      if (told > most) {
        most = told;
        best = place;
      }
    });
    return reader.url(number, this.texts[number][best][0]);
  };

  // The words of each part of a document; the first part has the title's too.
  Engine.prototype.partStems = function (number) {
    var engine = this, lang = this.reader.lang;
    if (!this.texts || this.reader.plain.has(number)) return [];
    if (!this.stems.has(number)) {
      this.stems.set(number, this.texts[number].map(function (part, place) {
        return new Set(A.terms((place ? part[1] : engine.reader.titles[number]) + " " + part[2], lang));
      }));
    }
    return this.stems.get(number);
  };

  Engine.prototype.passes = function (number, chosen, besides) {
    var facets = this.reader.facets;
    return Object.keys(chosen).every(function (name) {
      if (name === besides || !facets[name] || !chosen[name].length) return true;
      return facets[name].of[number].some(function (value) { return chosen[name].includes(facets[name].values[value]); });
    });
  };

  // How many answers each value of a facet would leave, given what is chosen of the others; only for who shows facets.
  Engine.prototype.counts = function (all, chosen) {
    var engine = this, found = {};
    Object.keys(this.reader.facets).forEach(function (name) {
      var facet = engine.reader.facets[name], counts = found[name] = {};
      all.forEach(function (row) {
        if (!engine.passes(row.number, chosen, name)) return;
        facet.of[row.number].forEach(function (value) { counts[facet.values[value]] = (counts[facet.values[value]] || 0) + 1; });
      });
    });
    return found;
  };

  // What was typed with its slips mended, or null: the words that were taken for it, as they stand in a title.
  Engine.prototype.corrected = function (text, question) {
    var engine = this;
    if (!question.corrected.size) return null;
    return A.tokens(text).map(function (word) {
      return question.corrected.has(word) ? engine.surface(question.corrected.get(word)) : word;
    }).join(" ");
  };

  Engine.prototype.surface = function (term) {
    if (!this.surfaces.has(term)) this.surfaces.set(term, this.asWritten(term));
    return this.surfaces.get(term);
  };

  Engine.prototype.asWritten = function (term) {
    var reader = this.reader, lines = reader.titles;
    if (this.texts) lines = lines.concat(this.texts.map(function (parts) { return parts.map(function (part) { return part[2]; }).join(" "); }));
    for (var n = 0; n < lines.length; n += 1) {
      var found = (lines[n].match(WORD) || []).find(function (word) { return A.tokens(word).some(function (t) { return A.stem(t, reader.lang) === term; }); });
      if (found) return found.toLowerCase();
    }
    return term;
  };

  // Where nothing is found: the ids that begin as the one typed.
  Engine.prototype.suggestions = function (text) {
    var ids = this.reader.idsInAnyWriting, names = this.reader.ids;
    for (var begun = kbQuestion.normalId(A.tokens(text).join("-")); begun.includes("-"); begun = begun.replace(/.$/, "")) {
      if (ids.has(begun)) return [names[ids.get(begun)]];
    }
    return [];
  };

  Engine.prototype.ranked = function (question) {
    var engine = this, tuning = this.reader.tuning;
    var covered = this.covered(question.slots);
    var most = covered.reduce(function (a, b) { return Math.max(a, b); }, 0);
    var among = covered.map(function (value) { return value > 0 && value >= most * tuning.least ? 1 : 0; });
    var found = this.found(question, among);
    var best = found.reduce(function (most, row) { return Math.max(most, row.score); }, 0) || 1;
    var named = question.slots.map(function (slot) { return slot.country; }).filter(Boolean);
    var answers = [];
    found.forEach(function (row) {
      if (!engine.hasPhrases(row.number, question.phrases)) return;
      var prior = engine.prior(row.number, named);
      var value = tuning.score * row.score / best * Math.pow(covered[row.number], tuning.exponent) * prior;
      var name = 0;
      question.wholes.forEach(function (share, term) {
        if (row.terms[term] && "id" in row.terms[term]) name = Math.max(name, share);
      });
      value += tuning.name * Math.pow(name, tuning.share);
      value += tuning.ident * (question.ids.get(row.number) || 0);
      value += tuning.title * engine.titled(row.number, question, row.terms) * prior;
      value *= question.articles.some(function (term) { return row.terms[term]; }) ? tuning.article : 1;
      answers.push({ number: row.number, terms: row.terms, score: Math.floor(value * 10000 + 0.5) / 10000 });
    });
    return answers.sort(function (a, b) { return b.score - a.score || a.number - b.number; });
  };

  Engine.prototype.prior = function (number, named) {
    var tuning = this.reader.tuning;
    var prior = tuning.kinds[this.reader.values("kind", number)[0]];
    var own = this.reader.values("country", number);
    var here = !own.length || own.some(function (code) { return named.includes(code); });
    return (here ? 1 : named.length ? tuning.elsewhere : tuning.abroad) * (prior === undefined ? 1 : prior) * (1 + tuning.cited * Math.log(1 + this.reader.cited[number]));
  };

  // How much of a question each document answers: what engine.py works out from the terms found, here for all at once.
  Engine.prototype.covered = function (slots) {
    var reader = this.reader, length = reader.ids.length, whole = 0;
    var covered = new Float64Array(length), sure = new Float64Array(length), got = new Float64Array(length);
    slots.forEach(function (slot) {
      var best = new Float64Array(length);
      whole += slot.weight;
      slot.options.forEach(function (option) {
        var having = [];
        option.words.forEach(function (words) {
          reader.surest(words, sure).forEach(function (number) {
            if (!got[number]) having.push(number);
            got[number] += sure[number];
            sure[number] = 0;
          });
        });
        having.forEach(function (number) {
          var share = got[number] / option.words.length;
          best[number] = Math.max(best[number], option.quality * share * share);
          got[number] = 0;
        });
      });
      for (var n = 0; n < length; n += 1) if (best[n] || slot.country) covered[n] += slot.weight * inCountry(reader, slot, n, best[n]);
    });
    for (var n = 0; n < length; n += 1) covered[n] = whole ? covered[n] / whole : 0;
    return covered;
  };

  // Into `sures` goes how surely each document has one of these terms; the answer is which documents have any.
  Reader.prototype.surest = function (words, sures) {
    var reader = this, having = [];
    words.forEach(function (sure, term) {
      var place = reader.place.get(term);
      if (place === undefined) return;
      reader.names.forEach(function (name) {
        reader.fields[name].each(place, function (number) {
          if (!sures[number]) having.push(number);
          if (sure > sures[number]) sures[number] = sure;
        });
      });
    });
    return having;
  };

  function inCountry(reader, slot, number, best) {
    if (!slot.country) return best;
    return reader.values("country", number).includes(slot.country) ? 1 : best * reader.tuning.mentioned;
  }

  Engine.prototype.found = function (question, among) {
    var reader = this.reader, boosts = new Map();
    question.slots.forEach(function (slot) {
      slot.options.forEach(function (option) {
        option.words.forEach(function (words) {
          words.forEach(function (sure, term) { boosts.set(term, Math.max(boosts.get(term) || 0, sure * option.quality)); });
        });
      });
    });
    question.wholes.forEach(function (share, term) { if (!boosts.has(term)) boosts.set(term, 0.01); });
    Array.from(boosts.keys()).forEach(function (term) { if (!reader.place.has(term)) boosts.delete(term); });
    if (!boosts.size) return [];
    var hits = reader.index(Array.from(boosts.keys()), among).query(function (query) {
      boosts.forEach(function (boost, term) { query.term(term, { boost: boost, usePipeline: false }); });
    });
    return hits.map(function (hit) { return { number: Number(hit.ref), score: hit.score, terms: hit.matchData.metadata }; });
  };

  Engine.prototype.titled = function (number, question, terms) {
    var length = this.reader.fields.title.lengths[number];
    if (!length) return 0;
    var inside = Object.create(null), count = 0;
    Object.keys(terms).forEach(function (term) {
      if (!("title" in terms[term] || "names" in terms[term])) return;
      inside[term] = terms[term];
      count += 1;
    });
    if (!count) return 0;
    var slots = question.slots.filter(function (slot) { return !slot.country; });
    return this.covers(slots.length ? slots : question.slots, number, inside) * Math.min(1, count / length);
  };

  Engine.prototype.hasPhrases = function (number, phrases) {
    if (!phrases.length || !this.texts) return true;
    var lines = [this.reader.titles[number]];
    this.texts[number].forEach(function (part) { lines.push(part[1], part[2]); });
    var words = lines.map(A.tokens);
    return phrases.every(function (phrase) { return words.some(function (line) { return standsIn(phrase, line); }); });
  };

  Engine.prototype.covers = function (slots, number, terms) {
    var reader = this.reader, whole = 0, got = 0;
    slots.forEach(function (slot) {
      whole += slot.weight;
      got += slot.weight * inCountry(reader, slot, number, answered(slot, terms));
    });
    return whole ? got / whole : 0;
  };

  function answered(slot, terms) {
    var best = 0;
    slot.options.forEach(function (option) {
      var got = 0;
      option.words.forEach(function (words) {
        var most = 0;
        words.forEach(function (sure, term) { if (terms[term] && sure > most) most = sure; });
        got += most;
      });
      var share = got / option.words.length;
      best = Math.max(best, option.quality * share * share);
    });
    return best;
  }

  function standsIn(phrase, words) {
    for (var start = 0; start + phrase.length <= words.length; start += 1) {
      var same = phrase.every(function (typed, at) {
        var word = words[start + at];
        return typed === word || (!typed.includes("ñ") && typed === A.withoutTilde(word));
      });
      if (same) return true;
    }
    return false;
  }

  // Excerpts: the piece of a text that holds most of what was asked for, its words marked.

  var WORD = /[0-9A-Za-z\u00c0-\u024f]+(?:[-.'’][0-9A-Za-z\u00c0-\u024f]+)*/g;
  var LENGTH = 28;

  Engine.prototype.snippet = function (id, matched) {
    var reader = this.reader, number = reader.numbers.get(id);
    if (!this.texts || number === undefined) return [];
    var wanted = new Set(matched);
    var text = this.texts[number].map(function (part) { return (part[1] ? part[1] + ". " : "") + part[2]; }).join(" ").replace(/\s+/g, " ");
    var words = Array.from(text.matchAll(WORD), function (match) {
      var hit = A.tokens(match[0]).some(function (word) { return wanted.has(A.stem(word, reader.lang)) || wanted.has(word); });
      return { start: match.index, end: match.index + match[0].length, hit: hit };
    });
    return pieces(text, words, bestStart(words));
  };

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
      if (!words[i].hit) continue;
      if (words[i].start > at) found.push({ text: text.slice(at, words[i].start), mark: false });
      found.push({ text: text.slice(words[i].start, words[i].end), mark: true });
      at = words[i].end;
    }
    var stop = last < words.length ? words[last - 1].end : text.length;
    if (stop > at) found.push({ text: text.slice(at, stop), mark: false });
    if (last < words.length) found.push({ text: " …", mark: false });
    return found;
  }

  return { load: function (data) { return new Engine(data); } };
})();
