// The compact index, read, and lunr's index made from it: the same as kb/search/codes.py and reader.py, where the reasons stand. Change both. Needs lunr.
// What every keystroke asks for stands in typed arrays, worked out once on arrival.
var kbReader = (function () {
  "use strict";
  var A = kbAnalysis;

  // Numbers as text: kb/search/codes.py.
  var ONE = 75, TWO = 92, BASE = 93, LIMIT = ONE + (TWO - ONE) * BASE;
  var VALUES = new Uint8Array(128);
  for (var code = 32, value = 0; code < 127; code += 1) if (code !== 34 && code !== 92) VALUES[code] = value++;

  function decode(text) {
    var found = new Int32Array(text.length), count = 0;
    for (var at = 0; at < text.length; at += 1) {
      var first = VALUES[text.charCodeAt(at)];
      if (first < ONE) found[count++] = first;
      else if (first < TWO) found[count++] = ONE + (first - ONE) * BASE + VALUES[text.charCodeAt(at += 1)];
      else {
        var high = VALUES[text.charCodeAt(at + 1)], middle = VALUES[text.charCodeAt(at + 2)];
        found[count++] = LIMIT + (high * BASE + middle) * BASE + VALUES[text.charCodeAt(at += 3)];
      }
    }
    return found.subarray(0, count);
  }

  function unfronted(shared, rests) {
    var lengths = decode(shared), before = "";
    return rests.split("\n").map(function (rest, number) { return (before = before.slice(0, lengths[number]) + rest); });
  }

  function rows(text, width) {
    var numbers = decode(text), found = [];
    for (var at = 0, end; at < numbers.length; at = end) {
      end = at + 1 + numbers[at] * width;
      found.push(numbers.subarray(at + 1, end));
    }
    return found;
  }

  function expressions(side) {
    return side.split("|").filter(Boolean).map(function (words) { return words.split(" "); });
  }

  // One field: the documents of term t are documents[starts[t]] to documents[starts[t + 1] - 1], in order.
  // `norms`: how much the length of each document's field is held against a word in it.
  function Postings(data, weight, k1, b) {
    this.weight = weight;
    this.counts = decode(data.in);
    this.documents = decode(data.at);
    this.times = decode(data.times);
    this.lengths = decode(data.length);
    var mean = this.lengths.reduce(function (sum, length) { return sum + length; }, 0) / this.lengths.length;
    this.norms = Float64Array.from(this.lengths, function (length) { return k1 * (1 - b + b * (length / mean)); });
    this.starts = new Int32Array(this.counts.length + 1);
    for (var term = 0, at = 0; term < this.counts.length; term += 1) {
      this.starts[term] = at;
      for (var number = -1, end = at + this.counts[term]; at < end; at += 1) this.documents[at] = number += this.documents[at] + 1;
    }
    this.starts[term] = at;
  }

  // Where a document stands among those of a term, or -1.
  Postings.prototype.find = function (term, number) {
    var low = this.starts[term], high = this.starts[term + 1];
    if (low === high || number < this.documents[low] || number > this.documents[high - 1]) return -1;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (this.documents[middle] < number) low = middle + 1;
      else high = middle;
    }
    return this.documents[low] === number ? low : -1;
  };

  function Reader(data) {
    var reader = this;
    this.lang = data.lang;
    this.other = data.other;
    this.tuning = data.tuning;
    this.soft = new Set(data.soft.split(" "));
    this.personal = new Set(data.personal.split(" "));
    this.markers = new Set(data.markers.split(" "));
    this.ids = data.ids.split("\n");
    this.titles = data.titles.split("\n");
    this.spoken = new Map();  // the language of titles that are in another than the reader's
    Object.keys(data.spoken).forEach(function (lang) {
      decode(data.spoken[lang]).forEach(function (number) { reader.spoken.set(number, lang); });
    });
    this.pages = data.pages;
    this.page = decode(data.page);
    this.plain = new Set(decode(data.plain));
    this.words = unfronted(data.shared, data.rests);
    this.place = new Map(this.words.map(function (word, number) { return [word, number]; }));
    this.names = Object.keys(data.fields);
    this.fields = {};
    this.names.forEach(function (name) { reader.fields[name] = new Postings(data.fields[name], data.tuning.fields[name], data.tuning.k1, data.tuning.b); });
    this.facets = {};
    Object.keys(data.facets).forEach(function (name) {
      reader.facets[name] = { values: data.facets[name].values, of: rows(data.facets[name].of, 1) };
    });
    this.cited = decode(data.cited);
    this.groups = data.groups.map(function (text) {
      var sides = text.split("\t");
      var everyday = sides[2] === "*";
      return { own: expressions(sides[0]), other: expressions(sides[1]), country: everyday ? "" : sides[2], everyday: everyday };
    });
    this.foreign = new Map(Array.from(this.chances(data.foreign), function (entry) { return [A.withoutTilde(entry[0]), entry[1]]; }));
    this.alike = this.chances(data.alike);
    this.numbers = new Map(this.ids.map(function (id, number) { return [id, number]; }));
    this.idsInAnyWriting = new Map();
    this.ids.forEach(function (id, number) { if (!id.includes(":")) reader.idsInAnyWriting.set(normalId(id), number); });
    this.withTilde = new Map();
    this.words.forEach(function (word) {
      if (!word.includes("ñ")) return;
      var plain = A.withoutTilde(word);
      reader.withTilde.set(plain, (reader.withTilde.get(plain) || []).concat(word));
    });
    this.frequencies = new Int32Array(this.words.length);
    this.topics = new Uint8Array(this.words.length);
    this.names.forEach(function (name) {
      var counts = reader.fields[name].counts;
      for (var term = 0; term < counts.length; term += 1) {
        reader.frequencies[term] += counts[term];
        if (name !== "text" && counts[term]) reader.topics[term] = 1;
      }
    });
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

  // The place of the first word that does not stand before these letters.
  Reader.prototype.from = function (prefix) {
    var low = 0, high = this.words.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (this.words[middle] < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  // The words that begin so, in order.
  Reader.prototype.beginning = function (prefix) {
    var low = this.from(prefix), high = low;
    while (high < this.words.length && this.words[high].startsWith(prefix)) high += 1;
    return this.words.slice(low, high);
  };

  // The most frequent words that begin so, where `n` stands for `ñ` too; of equal ones the first.
  Reader.prototype.begun = function (plain, most) {
    var reader = this, frequencies = this.frequencies, found = [];
    function take(at) {
      var place = found.length;
      while (place > 0 && (frequencies[found[place - 1]] - frequencies[at] || at - found[place - 1]) < 0) place -= 1;
      if (place === most) return;
      found.splice(place, 0, at);
      if (found.length > most) found.pop();
    }
    for (var at = this.from(plain); at < this.words.length && this.words[at].startsWith(plain); at += 1) take(at);
    this.withTilde.forEach(function (words, key) {
      if (key.startsWith(plain)) words.forEach(function (word) { if (!word.startsWith(plain)) take(reader.place.get(word)); });
    });
    return found.map(function (at) { return reader.words[at]; });
  };

  // The words of the titles as they are written, each with its stem.
  Reader.prototype.titled = function () {
    var reader = this;
    if (!this.titleWords) {
      this.titleWords = new Map();
      A.tokens(this.titles.join("\n")).forEach(function (word) {
        var stem = A.stem(word, reader.lang);
        if (reader.place.has(stem)) reader.titleWords.set(word, stem);
      });
    }
    return this.titleWords;
  };

  // For stems, the word of a title that has it.
  Reader.prototype.asTitled = function () {
    var found = new Map();
    this.titled().forEach(function (stem, word) { if (!found.has(stem)) found.set(stem, word); });
    return found;
  };

  Reader.prototype.values = function (facet, number) {
    var values = this.facets[facet].values;
    return Array.from(this.facets[facet].of[number], function (value) { return values[value]; });
  };

  Reader.prototype.isTopic = function (word) {
    return this.topics[this.place.get(word)] === 1;
  };

  Reader.prototype.url = function (number, added) {
    var path = this.pages[this.page[number]];
    return this.plain.has(number) ? path : path + "#" + this.ids[number].toLowerCase() + (added || "");
  };

  Reader.prototype.frequency = function (word) {
    return this.frequencies[this.place.get(word)] || 0;
  };

  Reader.prototype.rarity = function (word) {
    var count = this.frequency(word);
    return Math.log(1 + Math.abs((this.ids.length - count + 0.5) / (count + 0.5)));
  };

  Reader.prototype.weight = function (field, rarity, number, times) {
    var score = rarity * ((this.tuning.k1 + 1) * times) / (field.norms[number] + times);
    return Math.floor(score * field.weight * 1000 + 0.5) / 1000;
  };

  // lunr's index of some terms, as far as they stand in some documents. These are few: a common word's list is not walked
  // for them, each is looked up in it. A document stands in the list of one of its words a field, which is all that lunr asks for
  // to score it: which words it has there, and what they count, stands in its vector.
  Reader.prototype.index = function (terms, numbers) {
    var reader = this, inverted = Object.create(null), vectors = Object.create(null);
    reader.names.forEach(function (name) {
      var field = reader.fields[name], own = new Array(numbers.length);
      terms.forEach(function (term) {
        var word = reader.words[term], posting = inverted[word] || (inverted[word] = { _index: term });
        var refs = posting[name] = Object.create(null), rarity = reader.rarity(word);
        for (var n = 0; field.counts[term] && n < numbers.length; n += 1) {
          var at = field.find(term, numbers[n]);
          if (at < 0) continue;
          if (!own[n]) {
            own[n] = vectors[name + "/" + numbers[n]] = new lunr.Vector();
            refs[numbers[n]] = {};
          }
          own[n].insert(term, reader.weight(field, rarity, numbers[n], field.times.length ? field.times[at] + 1 : 1));
        }
      });
    });
    return new lunr.Index({
      invertedIndex: inverted, fieldVectors: vectors, tokenSet: lunr.TokenSet.fromArray(Object.keys(inverted).sort()),
      fields: this.names, pipeline: new lunr.Pipeline()
    });
  };

  function normalId(text) { return (text.toLowerCase().match(/[a-z]+|[0-9]+/g) || []).join("-"); }

  return { Reader: Reader, normalId: normalId };
})();
