// How words are read, for the index and for what people type: the same as kb/search/analysis.py, where the reasons stand. A test compares
// the two on some 200,000 words. Change both.
var kbAnalysis = (function () {
  "use strict";
  var TOKEN = /[a-z][a-z0-9]*-[0-9]+(?:\.(?:[0-9]+|[a-z]{1,4})(?![a-z0-9ñ]))*(?![a-z0-9ñ])|[0-9]+(?:[.,][0-9]+)+(?![a-z0-9ñ])|[a-z0-9ñ]+/g;
  var STOP_WORDS = {
    es: words("a al algo ante asi aun aunque cada como con contra cual cuales cuando de del desde donde dos e el ella ellas ello ellos" +
      " en entre era eran es esa esas ese eso esos esta estaba estan estar estas este esto estos fue fueron ha haber hacia han" +
      " hasta hay la las le les lo los mas me mi mis mientras mucho muy ni no nos nosotros o os otra otras otro otros para pero" +
      " por porque pues que quien quienes se sea sean segun ser si sido sin sino sobre son su sus tal tambien tan tanto te" +
      " tiene tienen toda todas todo todos tu tus u un una unas uno unos usted ustedes y ya yo"),
    en: words("a about after all also am an and any are as at be because been before being both but by can could d did do does each" +
      " else ever for from had has have he her hers him his how i if in into is it its just ll may me might more most must my" +
      " no nor not of on once only or other others our out over own re s same shall she should so some such t than that the" +
      " their theirs them then there these they this those through to too under until up us ve very was we were what when" +
      " where which while who whom whose why will with within would you your yours")
  };

  function words(text) { return new Set(text.split(" ")); }

  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/n\u0303/g, "ñ").replace(/[\u0300-\u036f]/g, "");
  }

  function tokens(text) { return fold(text).replace(/['’`]s(?![a-z0-9ñ])/g, "").match(TOKEN) || []; }

  function withoutTilde(word) { return word.replace(/ñ/g, "n"); }

  var cache = { es: new Map(), en: new Map() };

  function stem(word, lang) {
    var known = cache[lang];
    if (!known) return word;
    var found = known.get(word);
    if (found === undefined) {
      found = stemmed(word, STEMMERS[lang]);
      known.set(word, found);
    }
    return found;
  }

  function stemmed(word, rules) {
    if (word.length < 4 || /[0-9]/.test(word)) return word;
    var plain = rules(withoutTilde(word));
    var kept = 0;
    while (kept < Math.min(plain.length, word.length) && (plain[kept] === word[kept] || plain[kept] === withoutTilde(word[kept]))) kept += 1;
    return word.slice(0, kept) + plain.slice(kept);
  }

  function terms(text, lang) {
    var stop = STOP_WORDS[lang] || new Set();
    return tokens(text).filter(function (word) { return !stop.has(word); }).map(function (word) { return stem(word, lang); });
  }

  // [ending, what takes its place, how many letters must stand before it]
  function endings(rest, list, put) {
    return list.split(" ").map(function (ending) { return [ending, put || "", rest]; });
  }

  function cut(word, list) {
    for (var i = 0; i < list.length; i += 1) {
      var end = word.length - list[i][0].length;
      if (end >= list[i][2] && word.endsWith(list[i][0])) return word.slice(0, end) + list[i][1];
    }
    return word;
  }

  var ES_IRREGULAR = new Map(Object.entries({
    nino: "nin", nina: "nin", ninos: "nin", ninas: "nin", hijo: "hij", hija: "hij", hijos: "hij", hijas: "hij",
    policial: "polici", policiales: "polici", fronterizo: "front", fronteriza: "front", fronterizos: "front",
    fronterizas: "front", frontera: "front", fronteras: "front", consulares: "consul", consular: "consul",
    interes: "interes", intereses: "interes", interesa: "interes", tratamiento: "tratamient", comar: "comar",
    decision: "decid", nacimiento: "nac", pide: "ped", piden: "ped", pida: "ped", pidio: "ped", pidiendo: "ped",
    detiene: "deten", detienen: "deten", cierra: "cerr", cierran: "cerr", cierre: "cerr", vuelve: "volv",
    vuelven: "volv", vuelva: "volv", devuelve: "devolv", devuelven: "devolv", devuelto: "devolv", devuelta: "devolv",
    resuelve: "resolv", resuelven: "resolv", resuelva: "resolv", resuelto: "resolv", resuelta: "resolv",
    duerme: "dorm", duermen: "dorm", encuentra: "encontr", encuentran: "encontr", muere: "mor", mueren: "mor"
  }));
  var ES_CLITIC = /^(.{3,}(?:[aei]r|ando|iendo))(?:se)?(?:l[aeo]s?|se)$/;
  var ES_PLURAL = [].concat(
    endings(1, "aces", "az"), endings(1, "eces", "ez"), endings(1, "ices", "iz"), endings(1, "oces", "oz"),
    endings(1, "uces", "uz"), endings(2, "es"), endings(2, "as", "a"), endings(2, "os", "o")
  );
  var ES_DERIVED = [].concat(
    endings(5, "amente"), endings(4, "mente"), endings(4, "amiento imiento"), endings(1, "olucion", "olv"), endings(3, "acion icion ucion"),
    endings(4, "pcion", "pt"), endings(3, "ccion", "c"), endings(4, "cion"), endings(4, "sion", "s"),
    endings(4, "abilidad ibilidad ividad alidad idad"), endings(4, "atorio atoria"), endings(4, "adora edora idora ador edor idor"),
    endings(4, "itud", "it"), endings(5, "ante ant"), endings(4, "ancia encia"), endings(4, "able ible abl ibl")
  );
  var ES_VERB = [].concat(
    endings(3, "iendo ando ieron aron aban aba"), endings(3, "adas ados idas idos ada ado ida ido"), endings(3, "ar er ir"),
    endings(4, "an en"), endings(6, "ia io")
  );

  function spanish(word) {
    if (ES_IRREGULAR.has(word)) return ES_IRREGULAR.get(word);
    word = word.replace(ES_CLITIC, "$1");
    for (var twice = 0; twice < 2; twice += 1) word = word.length > 3 ? cut(word, ES_PLURAL) : word;
    if (word.length < 5 || ES_IRREGULAR.has(word)) return ES_IRREGULAR.get(word) || word;
    var shorter = cut(word, ES_DERIVED);
    if (shorter === word) shorter = cut(word, ES_VERB);
    if (shorter === word && /[aeo]$/.test(word)) shorter = word.slice(0, -1);
    if (shorter.length > 6 && shorter.endsWith("i")) return shorter.slice(0, -1);
    return /[gq]u$/.test(shorter) ? shorter.slice(0, -1) : shorter;
  }

  var EN_IRREGULAR = new Map(Object.entries({
    children: "child", childrens: "child", women: "woman", men: "man", people: "person", persons: "person",
    rights: "right", news: "news", lives: "life", wives: "wife", left: "leav", fled: "flee",
    decision: "decid", decisions: "decid", heard: "hear", told: "tell", sent: "send", kept: "keep", found: "find",
    ran: "run", took: "tak", taken: "tak", gave: "giv", given: "giv", held: "hold", spoke: "speak",
    spoken: "speak", wrote: "writ", written: "writ", lost: "los", met: "meet", consular: "consul",
    committee: "committee", committees: "committee"
  }));
  var EN_PLURAL = [].concat(
    endings(2, "sses", "ss"), endings(3, "ies", "y"), endings(2, "xes", "x"), endings(2, "ches", "ch"),
    endings(2, "shes", "sh"), endings(2, "ss", "ss"), endings(2, "us", "us"), endings(2, "is", "is"), endings(3, "s")
  );
  var EN_DERIVED = [].concat(
    endings(1, "etention", "etain"), endings(4, "aint", "ain"),
    endings(4, "ification", "ify"), endings(4, "isation ization", "iz"), endings(4, "ation"), endings(4, "ition"),
    endings(4, "ment"), endings(4, "ness"), endings(5, "ity ance ence"), endings(4, "ly"), endings(4, "ion"),
    endings(3, "ying", "y"), endings(3, "ied", "y"), endings(4, "ating ated"), endings(4, "ise ize", "iz"),
    endings(3, "eed", "eed"), endings(4, "ee"), endings(3, "ing ed")
  );
  var EN_VOWEL = [].concat(endings(4, "ate"), endings(3, "e"), endings(3, "y", "i"));

  function english(word) {
    if (EN_IRREGULAR.has(word)) return EN_IRREGULAR.get(word);
    word = cut(word, EN_PLURAL);
    word = word.length > 4 ? cut(word, EN_DERIVED) : word;
    word = cut(word, EN_VOWEL);
    var last = word[word.length - 1];
    var doubled = word.length > 3 && last === word[word.length - 2] && !/[aeiou]/.test(last);
    return doubled ? word.slice(0, -1) : word;
  }

  var WHOSE = {
    es: new Set("el la los las lo un una mi mis tu tus su sus".split(" ")),
    en: new Set("the a an my your his her its our their".split(" "))
  };

  var STEMMERS = { es: spanish, en: english };
  return { fold: fold, tokens: tokens, withoutTilde: withoutTilde, stem: stem, terms: terms, STOP_WORDS: STOP_WORDS, WHOSE: WHOSE, CONTENT: { en: ["son"] } };
})();
