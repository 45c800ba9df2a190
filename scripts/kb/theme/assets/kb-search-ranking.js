// Puts answers in order: the same as `ranked` and what it needs in kb/search/engine.py, where the reasons stand; a test compares
// the answers. Change both.
//
// Every letter typed asks anew, so what can be told of all documents at once is worked out over typed arrays; lunr.js, which makes
// an object of every word in every document, is given the most promising ones alone.
var kbRanking = (function () {
  "use strict";
  var TITLES = ["title", "names"];

  function Ranking(reader) {
    var tuning = reader.tuning, length = reader.ids.length, country = reader.facets.country;
    this.reader = reader;
    this.length = length;
    this.spare = {
      sure: new Float64Array(length), got: new Float64Array(length), best: new Float64Array(length),
      touched: new Int32Array(length), having: new Int32Array(length)
    };
    this.placed = Uint8Array.from(country.of, function (values) { return values.length ? 1 : 0; });
    this.belonging = Object.fromEntries(country.values.map(function (code, value) {
      return [code, Uint8Array.from(country.of, function (values) { return values.includes(value) ? 1 : 0; })];
    }));
    this.priors = Float64Array.from(reader.cited, function (cited, number) {
      var prior = tuning.kinds[reader.values("kind", number)[0]];
      return (prior === undefined ? 1 : prior) * (1 + tuning.cited * Math.log(1 + cited));
    });
    this.personal = Float64Array.from(reader.cited, function (cited, number) {
      return tuning.own_words[reader.values("publication", number)[0]] || 1;
    });
    this.all = reader.names.map(function (name) { return reader.fields[name]; });
    this.titles = TITLES.map(function (name) { return reader.fields[name]; });
  }

  // Every answer to a question, none in order: their numbers, and for each document its score; and the terms looked for.
  Ranking.prototype.answers = function (question) {
    var boosts = this.boosts(question), worth = this.worth(question, boosts);
    var promising = first(worth.numbers, worth.promise, this.reader.tuning.candidates);
    var found = this.scored(boosts, promising), best = largest(found) || 1, scores = new Float64Array(this.length);
    worth.numbers.forEach(function (number) {
      scores[number] = Math.floor((worth.within[number] * (found[number] / best) + worth.besides[number]) * 10000 + 0.5) / 10000;
    });
    return { numbers: worth.numbers, scores: scores, terms: boosts };
  };

  // What lunr's score can be worth in each document that answers enough of a question, what counts besides, and what both promise.
  Ranking.prototype.worth = function (question, boosts) {
    var tuning = this.reader.tuning, length = this.length;
    var within = new Float64Array(length), besides = new Float64Array(length), promise = new Float64Array(length), numbers = [];
    var told = this.told(boosts), most = largest(told);
    var covered = this.covered(question.slots, this.all), widest = 0;
    for (var at = 0; at < length; at += 1) if (told[at] && covered[at] > widest) widest = covered[at];
    var enough = widest * tuning.least;
    var named = this.named(question.wholes), titled = this.titled(question, boosts), listed = this.listed(question.articles);
    var codes = codesOf(question.slots);
    for (var number = 0; number < length; number += 1) {
      if (!told[number] || covered[number] < enough) continue;
      var prior = this.place(number, codes) * this.priors[number] * (question.personal ? this.personal[number] : 1);
      var times = listed[number] ? tuning.article : 1, value = 0;
      if (named[number]) value += tuning.name * Math.pow(named[number], tuning.share);
      value += tuning.ident * (question.ids.get(number) || 0);
      value += tuning.title * titled[number] * prior;
      within[number] = tuning.score * Math.pow(covered[number], tuning.exponent) * prior * times;
      besides[number] = value * times;
      promise[number] = within[number] * (told[number] / most) + besides[number];
      numbers.push(number);
    }
    return { numbers: numbers, within: within, besides: besides, promise: promise };
  };

  // The terms of the index that are looked for, by their place, each with what it counts.
  Ranking.prototype.boosts = function (question) {
    var place = this.reader.place, boosts = new Map();
    function take(term, boost) {
      var at = place.get(term);
      if (at !== undefined && !(boosts.get(at) >= boost)) boosts.set(at, boost);
    }
    question.slots.forEach(function (slot) {
      slot.options.forEach(function (option) {
        option.words.forEach(function (words) { words.forEach(function (sure, term) { take(term, sure * option.quality); }); });
      });
    });
    question.wholes.forEach(function (share, term) { if (!boosts.has(place.get(term))) take(term, 0.01); });
    return boosts;
  };

  // What the terms that each document has tell of it, however often it has them and however long it is.
  Ranking.prototype.told = function (boosts) {
    var found = new Float64Array(this.length), reader = this.reader, fields = this.all;
    boosts.forEach(function (boost, term) {
      var rarity = reader.rarity(reader.words[term]);
      fields.forEach(function (field) {
        var tells = boost * rarity * field.weight;
        for (var at = field.starts[term], end = field.starts[term + 1]; at < end; at += 1) found[field.documents[at]] += tells;
      });
    });
    return found;
  };

  // lunr's score of some documents, each at its number.
  Ranking.prototype.scored = function (boosts, numbers) {
    var reader = this.reader, scores = new Float64Array(this.length);
    reader.index(Array.from(boosts.keys()), numbers).query(function (query) {
      boosts.forEach(function (boost, term) { query.term(reader.words[term], { boost: boost, usePipeline: false }); });
    }).forEach(function (hit) { scores[hit.ref] = hit.score; });
    return scores;
  };

  Ranking.prototype.place = function (number, codes) {
    var tuning = this.reader.tuning;
    if (!this.placed[number]) return 1;
    if (!codes.length) return tuning.abroad;
    return this.belongs(number, codes) ? 1 : tuning.elsewhere;
  };

  Ranking.prototype.belongs = function (number, codes) {
    for (var at = 0; at < codes.length; at += 1) if (this.belonging[codes[at]] && this.belonging[codes[at]][number]) return true;
    return false;
  };

  // How much of a question each document answers with its terms in some fields, from 0 to 1.
  Ranking.prototype.covered = function (slots, fields) {
    var length = this.length, covered = new Float64Array(length), best = this.spare.best, codes = codesOf(slots), whole = 0;
    for (var at = 0; at < slots.length; at += 1) {
      var slot = slots[at];
      best.fill(0);
      whole += slot.weight;
      for (var number = 0; number < slot.options.length; number += 1) this.answering(slot.options[number], fields, best);
      for (var n = 0; n < length; n += 1) {
        if (slot.country) covered[n] += slot.weight * this.inCountry(slot, n, best[n], codes);
        else if (best[n]) covered[n] += slot.weight * best[n];
      }
    }
    for (var n = 0; n < length; n += 1) covered[n] = whole ? covered[n] / whole : 0;
    return covered;
  };

  // Into `best` goes how much of one thing asked for each document answers in one way of saying it, where that is more.
  Ranking.prototype.answering = function (option, fields, best) {
    var got = this.spare.got, having = this.spare.having, count = 0;
    for (var word = 0; word < option.words.length; word += 1) count = this.surest(option.words[word], fields, count);
    for (var at = 0; at < count; at += 1) {
      var number = having[at], share = got[number] / option.words.length, value = option.quality * share * share;
      if (value > best[number]) best[number] = value;
      got[number] = 0;
    }
  };

  Ranking.prototype.inCountry = function (slot, number, best, codes) {
    if (!slot.country) return best;
    var own = this.belonging[slot.country], tuning = this.reader.tuning;
    if (own && own[number]) return 1;
    return best && this.belongs(number, codes) ? tuning.between : best * tuning.mentioned;
  };

  // To `got` is added how surely each document has one of these terms. `having` holds the documents that have got anything,
  // `count` of them; the answer is how many they are now.
  Ranking.prototype.surest = function (words, fields, count) {
    var place = this.reader.place, sures = this.spare.sure, touched = this.spare.touched, got = this.spare.got, some = 0;
    var having = this.spare.having;
    words.forEach(function (sure, word) {
      var term = place.get(word);
      if (term === undefined) return;
      for (var name = 0; name < fields.length; name += 1) {
        var documents = fields[name].documents;
        for (var at = fields[name].starts[term], end = fields[name].starts[term + 1]; at < end; at += 1) {
          var number = documents[at];
          if (!sures[number]) touched[some++] = number;
          if (sure > sures[number]) sures[number] = sure;
        }
      }
    });
    for (var at = 0; at < some; at += 1) {
      var number = touched[at];
      if (!got[number]) having[count++] = number;
      got[number] += sures[number];
      sures[number] = 0;
    }
    return count;
  };

  // How much of the question is the whole name of each document.
  Ranking.prototype.named = function (wholes) {
    var found = new Float64Array(this.length), place = this.reader.place, field = this.reader.fields.id;
    wholes.forEach(function (share, word) {
      var term = place.get(word);
      if (term === undefined) return;
      for (var at = field.starts[term]; at < field.starts[term + 1]; at += 1) found[field.documents[at]] = Math.max(found[field.documents[at]], share);
    });
    return found;
  };

  // The documents whose own number was typed as such.
  Ranking.prototype.listed = function (articles) {
    var found = new Uint8Array(this.length), place = this.reader.place, fields = this.all;
    articles.forEach(function (word) {
      fields.forEach(function (field) {
        for (var term = place.get(word), at = field.starts[term]; at < field.starts[term + 1]; at += 1) found[field.documents[at]] = 1;
      });
    });
    return found;
  };

  // How much each title and the question are the same: 1 if neither says more than the other.
  Ranking.prototype.titled = function (question, boosts) {
    var inside = new Uint16Array(this.length), seen = new Int32Array(this.length).fill(-1), fields = this.titles;
    boosts.forEach(function (boost, term) {
      fields.forEach(function (field) {
        for (var at = field.starts[term]; at < field.starts[term + 1]; at += 1) {
          var number = field.documents[at];
          if (seen[number] !== term) inside[number] += 1;
          seen[number] = term;
        }
      });
    });
    var slots = question.slots.filter(function (slot) { return !slot.country; });
    var shares = this.covered(slots.length ? slots : question.slots, fields), lengths = this.reader.fields.title.lengths;
    for (var number = 0; number < shares.length; number += 1) {
      shares[number] *= inside[number] && lengths[number] ? Math.min(1, inside[number] / lengths[number]) : 0;
    }
    return shares;
  };

  // The countries that are named.
  function codesOf(slots) { return slots.map(function (slot) { return slot.country; }).filter(Boolean); }

  // The first of some documents by score, in order; equal ones by their number.
  function first(numbers, scores, limit) {
    function before(a, b) { return scores[b] - scores[a] || a - b; }
    if (numbers.length <= limit) return numbers.slice().sort(before);
    var found = [];
    numbers.forEach(function (number) {
      if (found.length === limit && before(number, found[limit - 1]) > 0) return;
      var at = found.length;
      while (at > 0 && before(number, found[at - 1]) < 0) at -= 1;
      found.splice(at, 0, number);
      if (found.length > limit) found.pop();
    });
    return found;
  }

  function largest(values) {
    for (var at = 0, most = 0; at < values.length; at += 1) if (values[at] > most) most = values[at];
    return most;
  }

  return { Ranking: Ranking, first: first };
})();
