// The query language: text to units (words, phrases), conditions (fields) and notices. What search/query.py
// describes and does; nothing typed is an error.
(function (search) {
  "use strict";
  if (search.parseQuery) return; // read again after an instant navigation

  const MAX_QUERY = 10000;
  const MAX_UNITS = 64;
  const MAX_CONDITIONS = 64;
  const MIN_PREFIX = 3;
  const MAX_SYNONYM = 5; // words of it
  const TYPED = 240; // characters; who has more to ask for has it from somewhere
  const CUTOFF = 72;

  const VALUE_FIELDS = [
    "service",
    "cause",
    "severity",
    "team",
    "year",
    "tag",
    "trigger",
    "status",
    "detection",
    "owner",
  ];
  const FIELDS = [...VALUE_FIELDS, "before", "after", "longer", "shorter", "is"];
  const FLAGS = ["open", "overdue", "draft", "in-review", "published", "near-miss", "incident"];

  const WRITTEN = /[^ \t\r]/;
  const SIGNS = new RegExp(
    '[0-9]:[0-5][0-9]:[0-5][0-9]|\\{"|":|="|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|0x[0-9a-f]' +
      "|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{12}",
  );
  // what Python and JavaScript together take for a space
  const SPACE = /[\s\x1c-\x1f\x85]+/y;
  const FIELD = /(-)?([A-Za-z][A-Za-z_-]{0,30}):((?:"[^"]*"?|[^\s\x1c-\x1f\x85",]+|,)*)/y;
  const PHRASE = /(-)?"([^"]*)"?/y;
  const WORD = /(-(?=[^\s\x1c-\x1f\x85"-]))?([^\s\x1c-\x1f\x85"]+)/y;
  const VALUE = /"([^"]*)"?|([^",]+)/g;
  const DAY = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
  const DURATION = /^(?:\d{1,6}(?:\.\d{1,3})?(?:m|min|h|d|w))+$/;
  const AMOUNT = /(\d+(?:\.\d+)?)(min|[mhdw])/g;
  const MINUTES = { m: 1, min: 1, h: 60, d: 24 * 60, w: 7 * 24 * 60 };
  const FIELD_LIKE = /^([A-Za-z][A-Za-z_-]{0,30}):[^:/]/; // no address, no `std::string`
  const SUFFIXES = ["ing", "ed", "es"];

  // Length of the longest common subsequence.
  function common(a, b) {
    let row = new Array(b.length + 1).fill(0);
    for (const letter of a) {
      const next = [0];
      b.forEach((other, i) => next.push(letter === other ? row[i] + 1 : Math.max(row[i + 1], next[i])));
      row = next;
    }
    return row[b.length];
  }

  function comparable(text) {
    return [...text.slice(0, 200).toLowerCase().replace(/[^\p{L}\p{N}_]/gu, " ").trim()];
  }

  // The known word most like the given one, or null where none is near; of equals the first.
  function nearest(word, known) {
    const wanted = comparable(word);
    let best = null;
    let bestRatio = CUTOFF;
    for (const candidate of known) {
      const letters = comparable(candidate);
      const sum = wanted.length + letters.length;
      const most = (200 * Math.min(wanted.length, letters.length)) / sum;
      if (!sum || most < bestRatio) continue;
      const ratio = (200 * common(wanted, letters)) / sum;
      if (ratio > bestRatio || (ratio === CUTOFF && best === null)) {
        best = candidate;
        bestRatio = ratio;
      }
    }
    return best;
  }

  function didYouMean(word, known) {
    const near = nearest(word, known);
    return near === null ? "" : search.say("Did you mean '%(guess)s'?", { guess: near });
  }

  // The beginning of something typed, safe to be said again.
  function printable(text) {
    return [...text].slice(0, 60).join("").replace(/(?! )[\p{C}\p{Z}]/gu, "?");
  }

  // Which values a field takes: from {field: [[value, label, further names], …]}; what else words may stand for: from
  // {terms: [phrase, …]}.
  function makeVocabulary(fields, synonyms) {
    const labels = {};
    const names = {};
    for (const [field, entries] of Object.entries(fields)) {
      labels[field] = new Map(entries.map(([value, label]) => [value, label]));
      names[field] = new Map();
      for (const [value, , further] of entries) {
        for (const name of [value, ...further].map(search.fold)) {
          const known = names[field].get(name) || [];
          if (!known.includes(value)) names[field].set(name, [...known, value]);
        }
      }
    }
    return { labels, names, synonyms: new Map(Object.entries(synonyms)) };
  }

  function matchAt(pattern, text, place) {
    pattern.lastIndex = place;
    return pattern.exec(text);
  }

  // The query as understood: {text, units, conditions, notices, pasted}. With typing, the last word may be unfinished.
  // Whether a query was evidently not typed. One that was pasted is only understood with search.more.
  function isPasted(text) {
    const lines = text.split("\n").filter((line) => WRITTEN.test(line));
    return lines.length > 1 || [...text].length > TYPED || SIGNS.test(text);
  }

  function parseQuery(text, vocabulary, typing) {
    const query = { text, units: [], conditions: [], notices: [] };
    const typed = [];
    const seen = new Set();
    const add = (list, found) => {
      const key = JSON.stringify({ ...found, source: "" });
      if (!seen.has(key)) list.push(found);
      seen.add(key);
    };
    const context = {
      vocabulary,
      unit: (terms, source, more) => typed.push(search.makeUnit(terms, source, more)),
      condition: (field, values, negated) => add(query.conditions, { field, values, negated }),
      notice: (message, meant) => add(query.notices, { message, query: meant || "" }),
    };
    if (text.length > MAX_QUERY) {
      query.text = text.slice(0, MAX_QUERY);
      context.notice(search.say("Only the first 10,000 characters were searched for."));
    }
    query.pasted = isPasted(query.text) ? search.pastedWords(query.text) : [];
    if (query.pasted.length) return query;
    readClauses(query.text, context, typing);
    addSynonyms(typed, vocabulary.synonyms);
    for (const unit of typed) add(query.units, unit);
    if (query.units.length > MAX_UNITS) {
      context.notice(search.say("Only the first %(count)s words were searched for.", { count: MAX_UNITS }));
      query.units.length = MAX_UNITS;
    }
    if (query.conditions.length > MAX_CONDITIONS) {
      context.notice(search.say("Only the first %(count)s conditions were applied.", { count: MAX_CONDITIONS }));
      query.conditions.length = MAX_CONDITIONS;
    }
    return query;
  }

  function readClauses(text, context, typing) {
    let place = 0;
    while (place < text.length) {
      const space = matchAt(SPACE, text, place);
      const field = space ? null : matchAt(FIELD, text, place);
      const known = field && FIELDS.includes(field[2].toLowerCase());
      const phrase = space || known ? null : matchAt(PHRASE, text, place);
      const word = space || known || phrase ? null : matchAt(WORD, text, place);
      const found = space || (known && field) || phrase || word;
      place += found ? found[0].length : 1;
      if (known) {
        readCondition(field, text, context);
      } else if (phrase) {
        const terms = search.exactPhrase(phrase[2]);
        if (terms.length) context.unit(terms, phrase[2], { negated: Boolean(phrase[1]), literal: true });
      } else if (word) {
        if (field) sayUnknownField(field[2], context);
        readWord(word[2], Boolean(word[1]), typing && place === text.length, context);
      }
    }
  }

  function readWord(source, negated, unfinished, context) {
    const found = search.exactTerms(source);
    found.forEach((terms, number) => {
      const term = terms[0][0];
      const last = unfinished && !negated && number === found.length - 1;
      const prefix = last ? typedPrefix(source, term) : "";
      if (terms.length > 1) {
        context.unit(terms, source, { negated });
      } else if (search.isUnspaced(term)) {
        // pairs of letters are indexed: a single letter starts them
        context.unit(terms, source, { negated, prefix: [...term].length === 1 ? term : "" });
      } else if (prefix) {
        const endings = new Set([term, ...finished(prefix).map(search.stem)]);
        context.unit([...endings].sort().map((ending) => [ending, 0]), source, { prefix });
      } else {
        context.unit(terms, source, { negated });
      }
    });
  }

  // A word or a phrase to be found; what its parts mean says search/query.py.
  function makeUnit(terms, source, more) {
    return { terms, source, negated: false, prefix: "", literal: false, synonyms: [], ...more };
  }

  // Gives each word what it may stand for, alone or together with words beside it.
  function addSynonyms(units, synonyms) {
    const terms = units.map(({ terms, negated, literal, prefix }) => {
      if (negated || literal) return "";
      return prefix ? search.stem(prefix) : terms.length === 1 ? terms[0][0] : "";
    });
    units.forEach((_, start) => {
      for (let end = start + 1; end <= start + MAX_SYNONYM && terms[end - 1]; end++) {
        for (const phrase of synonyms.get(terms.slice(start, end).join(" ")) || []) {
          for (const unit of units.slice(start, end)) {
            if (!unit.synonyms.map(String).includes(String(phrase))) unit.synonyms.push(phrase);
          }
        }
      }
    });
  }

  // The folded start of a word, where it is long enough and nothing else was typed with it.
  function typedPrefix(source, term) {
    const folded = search.fold(source);
    const same = folded === term || search.stem(folded) === term;
    return same && [...folded].length >= MIN_PREFIX ? folded : "";
  }

  // Words that a start may become by finishing an ending that is cut off by stemming: cachi, caching.
  function finished(start) {
    const found = [];
    for (const suffix of SUFFIXES) {
      for (let length = 1; length < suffix.length; length++) {
        if (start.endsWith(suffix.slice(0, length))) found.push(start.slice(0, -length) + suffix);
      }
    }
    return found;
  }

  function readCondition(match, text, context) {
    const field = match[2].toLowerCase();
    const negated = Boolean(match[1]);
    const values = Array.from(match[3].matchAll(VALUE), (m) => (m[1] || m[2] || "").trim()).filter(Boolean);
    if (VALUE_FIELDS.includes(field)) {
      readValues(field, values, negated, match, text, context);
    } else if (field === "is") {
      readFlags(values, negated, context);
    } else if (field === "before" || field === "after") {
      for (const value of values) {
        const day = firstDay(value);
        if (!day) context.notice(search.say("%(field)s: takes a year, month or day: 2025, 2025-03 or 2025-03-12.", { field }));
        context.condition(field, day ? [day] : [], Boolean(day) && negated);
      }
    } else {
      for (const value of values) {
        const minutes = durationMinutes(value.toLowerCase());
        const known = minutes !== null;
        if (!known) context.notice(search.say("%(field)s: takes a duration: 45m, 2h, 1h30m or 3d.", { field }));
        context.condition(field, known ? [String(minutes)] : [], known && negated); // none: met by nothing
      }
    }
  }

  function readValues(field, values, negated, match, text, context) {
    const names = context.vocabulary.names[field];
    const known = new Set();
    for (const value of values) {
      const name = search.fold(field === "owner" ? value.replace(/^@/, "") : value);
      const meant = names.get(name) || [];
      meant.forEach((one) => known.add(one));
      if (meant.length) continue;
      const message = search.say("No %(field)s is called '%(value)s'.", { field: search.say(field), value: printable(value) });
      const near = nearest(name, names.keys());
      if (near === null) {
        context.notice(message);
        continue;
      }
      const clause = match[0].replaceAll(value, () => (near.includes(" ") ? `"${near}"` : near));
      context.notice(`${message} ${didYouMean(name, names.keys())}`, text.replaceAll(match[0], () => clause));
    }
    if (values.length) context.condition(field, [...known], negated);
  }

  function readFlags(values, negated, context) {
    for (const value of values) {
      const flag = search.fold(value);
      if (FLAGS.includes(flag)) {
        context.condition("is", [flag], negated);
        continue;
      }
      const hint = didYouMean(flag, FLAGS) || search.say("Use one of: %(flags)s.", { flags: FLAGS.join(", ") });
      const unknown = search.say("is:%(value)s is not known.", { value: printable(value) });
      context.notice(`${unknown} ${hint}`);
      context.condition("is", [], false);
    }
  }

  // The first day (ISO) of a year, month or day; empty where there is no such day.
  function firstDay(text) {
    const match = DAY.exec(text);
    if (!match) return "";
    const [year, month, day] = [Number(match[1]), Number(match[2] || 1), Number(match[3] || 1)];
    const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days[month - 1]) return "";
    return `${match[1]}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  }

  function durationMinutes(text) {
    if (!DURATION.test(text)) return null;
    let minutes = 0;
    for (const [, number, unit] of text.matchAll(AMOUNT)) minutes += Number(number) * MINUTES[unit];
    return Math.floor(minutes);
  }

  function sayUnknownField(name, context) {
    const hint = didYouMean(name.toLowerCase(), FIELDS);
    const said = search.say("%(name)s: is not a field, so it was searched as a word.", { name: printable(name) });
    if (hint) context.notice(`${said} ${hint}`);
  }

  // The name of a field that a word seems to ask for, where there is none like it; else empty.
  function unknownField(source) {
    const match = FIELD_LIKE.exec(source);
    return match === null || nearest(match[1].toLowerCase(), FIELDS) !== null ? "" : match[1];
  }

  Object.assign(search, { parseQuery, isPasted, makeUnit, makeVocabulary, nearest, printable, unknownField, FIELDS, VALUE_FIELDS, FLAGS });
})((window.PostmortemSearch = window.PostmortemSearch || {}));
