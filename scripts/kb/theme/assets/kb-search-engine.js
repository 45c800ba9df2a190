// Answers questions: the same as kb/search/engine.py, where the reasons stand; a test compares the answers. Change both.
// Needs lunr, kbAnalysis, kbReader, kbSlips, kbQuestion, kbRanking and kbExcerpts. Runs in a worker or in a page.
var kbSearch = (function () {
  "use strict";
  var A = kbAnalysis;

  function Engine(data) {
    this.reader = new kbReader.Reader(data);
    this.ranking = new kbRanking.Ranking(this.reader);
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
    var answers = this.ranking.answers(question);
    var all = !question.phrases.length ? answers.numbers
      : answers.numbers.filter(function (number) { return engine.hasPhrases(number, question.phrases); });
    var chosen = options.facets || {};
    var passing = !options.facets ? all : all.filter(function (number) { return engine.passes(number, chosen); });
    return {
      results: kbRanking.first(passing, answers.scores, options.limit || 10).map(function (number) {
        return engine.result(number, answers, question.marks);
      }),
      total: passing.length,
      counts: options.facets ? this.counts(all, chosen) : {},
      needsTexts: question.phrases.length > 0 && !this.texts,
      other: question.elsewhere ? { lang: this.reader.other, total: null } : null,
      suggestions: all.length ? [] : this.suggestions(text),
      corrected: this.corrected(text, question)
    };
  };

  // `matched`: the terms that it has of those looked for; `marked`: those of them that a reader knows why they are shown.
  Engine.prototype.result = function (number, answers, marks) {
    var reader = this.reader, facets = {};
    Object.keys(reader.facets).forEach(function (name) { facets[name] = reader.values(name, number); });
    var matched = Array.from(answers.terms.keys()).filter(function (term) {
      return reader.names.some(function (name) { return reader.fields[name].find(term, number) >= 0; });
    }).map(function (term) { return reader.words[term]; }).sort();
    return {
      id: reader.ids[number], title: reader.titles[number], lang: reader.spoken.get(number) || "",
      url: this.url(number, matched), score: answers.scores[number], kind: facets.kind[0], facets: facets, matched: matched,
      marked: matched.filter(function (term) { return marks.has(term); }),
      phones: (this.phones[number] || []).map(function (phone) { return { shown: phone[0], dial: phone[1] }; })
    };
  };

  // The address of the part of a document that says most of what was asked for, once its text is there.
  Engine.prototype.url = function (number, terms) {
    var reader = this.reader, best = 0, most = 0;
    if (!this.texts || reader.plain.has(number) || this.texts[number].length < 2) return reader.url(number);
    this.partStems(number).forEach(function (stems, place) {
      var told = terms.filter(function (term) { return stems.has(term); })
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
      all.forEach(function (number) {
        if (!engine.passes(number, chosen, name)) return;
        facet.of[number].forEach(function (value) { counts[facet.values[value]] = (counts[facet.values[value]] || 0) + 1; });
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

  // A term as it is written where it stands first: in a title, else in a text.
  Engine.prototype.surface = function (term) {
    var reader = this.reader;
    if (!this.surfaces.has(term)) this.surfaces.set(term, reader.asTitled().get(term) || this.asWritten(term));
    return this.surfaces.get(term);
  };

  Engine.prototype.asWritten = function (term) {
    var lang = this.reader.lang, found;
    (this.texts || []).some(function (parts) {
      return parts.some(function (part) {
        found = (part[2].match(kbExcerpts.WORD) || []).find(function (word) { return A.terms(word, lang).includes(term); });
        return found;
      });
    });
    return (found || term).toLowerCase();
  };

  // Where nothing is found: the ids that begin as the one typed.
  Engine.prototype.suggestions = function (text) {
    var ids = this.reader.idsInAnyWriting, names = this.reader.ids;
    for (var begun = kbReader.normalId(A.tokens(text).join("-")); begun.includes("-"); begun = begun.replace(/.$/, "")) {
      if (ids.has(begun)) return [names[ids.get(begun)]];
    }
    return [];
  };

  Engine.prototype.hasPhrases = function (number, phrases) {
    if (!phrases.length || !this.texts) return true;
    var lines = [this.reader.titles[number]];
    this.texts[number].forEach(function (part) { lines.push(part[1], part[2]); });
    var words = lines.map(A.tokens);
    return phrases.every(function (phrase) { return words.some(function (line) { return standsIn(phrase, line); }); });
  };

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

  // An excerpt of a text, in pieces: the words in `marked` are to be marked, those in `matched` decide where it is cut.
  Engine.prototype.snippet = function (id, matched, marked) {
    var number = this.reader.numbers.get(id);
    if (!this.texts || number === undefined) return [];
    var text = this.texts[number].map(function (part) { return (part[1] ? part[1] + ". " : "") + part[2]; }).join(" ");
    return kbExcerpts.cut(text.replace(/\s+/g, " "), this.reader.lang, new Set(matched), new Set(marked));
  };

  return { load: function (data) { return new Engine(data); } };
})();
