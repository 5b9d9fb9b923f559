// What to answer where nothing was found: with the words that were meant, or with what may be meant. What
// search/corrections.py and search/spelling.py describe and do; the numbers of both are explained there.
(function (search) {
  "use strict";
  if (search.explained) return; // read again after an instant navigation

  const MAX_CORRECTED = 4;
  const MAX_TERM = 64;
  const DOUBLED = 4;
  const SLIPPED = 8;
  const FIRST_CHANGED = 12;
  const LIMITS = [0, 0, 0, 4, 6, 8, 12, 12, 14, 16, 20, 20, 26];
  const ALIKE = ["aeiouy", "ckq", "csz", "gj", "dt", "fv"];
  const KEYS = "qwertyuiopasdfghjkl_zxcvbnm"; // rows of ten
  const OTHER_SPELLINGS = [
    [/our/g, "or"],
    [/(?<=[iy])z/g, "s"],
    [/(?<=en)ce/g, "se"],
    [/(?<=[bt])re/g, "er"],
    [/gu?e?$/, "g"],
  ];
  const CHUNK = /"[^"]*"?|[^\s\x1c-\x1f\x85"]+/g;

  function areNeighbours(...letters) {
    const places = letters.map((letter) => KEYS.indexOf(letter || "?"));
    const [row, otherRow] = places.map((place) => Math.floor(place / 10));
    const [x, otherX] = places.map((place, i) => 4 * (place % 10) + [0, 1, 3][i ? otherRow : row]);
    return !places.includes(-1) && Math.abs(row - otherRow) <= 1 && Math.abs(x - otherX) <= 4;
  }

  function replacedCost(letter, right, atStart, atEnd) {
    if (letter === right) return 0;
    if (areNeighbours(letter, right)) return atStart || atEnd ? 12 : 8;
    const alike = ALIKE.some((letters) => letters.includes(letter) && letters.includes(right));
    return (alike ? 8 : 24) + (atStart ? 6 : atEnd ? 8 : 0);
  }

  function addedCost(letter, place, typed) {
    const beside = [typed[place - 1], typed[place + 1]];
    if (beside.includes(letter)) return DOUBLED;
    if (beside.some((other) => areNeighbours(letter, other))) return place ? SLIPPED : 12;
    return place ? 12 : 18;
  }

  function leftOutCost(letter, place, word) {
    if (letter === word[place - 1] || letter === word[place + 1]) return DOUBLED;
    if (!place) return FIRST_CHANGED;
    return "aeiou".includes(letter) ? 6 : 8;
  }

  // What the slips cost that make the word what was typed.
  function cost(typedText, wordText) {
    const [typed, word] = [[...typedText], [...wordText]];
    const added = typed.map(addedCost);
    const leftOut = word.map(leftOutCost);
    let before = [];
    let row = [0];
    leftOut.forEach((one, j) => row.push(row[j] + one));
    typed.forEach((letter, i) => {
      const last = before;
      before = row;
      row = [before[0] + added[i]];
      word.forEach((right, j) => {
        const atEnd = i === typed.length - 1 && j === word.length - 1;
        const costs = [
          before[j] + replacedCost(letter, right, i + j === 0, atEnd),
          before[j + 1] + added[i] + (!atEnd || added[i] === DOUBLED ? 0 : added[i] === SLIPPED ? 4 : 8),
          row[j] + leftOut[j] + (atEnd && leftOut[j] > DOUBLED ? 8 : 0),
        ];
        if (i && j && letter !== right && letter === word[j - 1] && right === typed[i - 1]) {
          costs.push(last[j - 1] + (i === 1 && j === 1 ? 12 : 6));
        }
        row.push(Math.min(...costs));
      });
    });
    return row.at(-1);
  }

  function limit(text) {
    return LIMITS[Math.min([...text].length, LIMITS.length - 1)];
  }

  function mayBe(typed, word) {
    const few = (letters, others) => new Set([...letters].filter((letter) => !others.includes(letter))).size <= 3;
    return Math.abs(typed.length - word.length) <= 3 && few(typed, word) && few(word, typed);
  }

  function isOtherSpelling(typed, word) {
    const plain = (text) => OTHER_SPELLINGS.reduce((before, [pattern, after]) => before.replace(pattern, after), text);
    return plain(typed) === plain(word);
  }

  function compare(a, b) {
    return a.cost - b.cost || (a.term < b.term ? -1 : 1);
  }

  // Those that are about as near as the first.
  function rivalsOf(near) {
    return near.filter((one) => one.cost <= near[0].cost + 2);
  }

  // The nearest of some words, measured by their stems and by the ways in which they are written.
  function measure(typed, term, words) {
    const near = words
      .filter(([word]) => mayBe(term, word))
      .map(([word, ...written]) => ({ term: word, forms: written.length ? written : [word], cost: cost(term, word) }))
      .filter((one) => one.cost <= 48)
      .sort(compare)
      .slice(0, 6);
    for (const one of near) {
      const forms = one.forms.map((form) => ({ term: form, cost: cost(typed, form) })).sort(compare);
      one.excess = Math.min(one.cost - limit(term), forms[0].cost - limit(typed));
      one.cost = Math.min(one.cost, forms[0].cost);
      one.form = forms[0].term;
    }
    return near.sort(compare);
  }

  // The word most probably meant, if any, with isSure; `rows` have the other words of the query.
  async function chosen(index, typed, near, rows) {
    const rivals = rivalsOf(near);
    for (const one of rivals) {
      const { rows: all } = await index.postings(one.term);
      one.rows = all.filter((row) => rows.has(row));
      one.isRare = all.length < 4 && all.length * 20 < index.count;
    }
    const [best, ...others] = rivals.sort((a, b) => b.rows.length - a.rows.length || compare(a, b));
    if (!best) return null;
    best.isSure =
      /^\p{L}+$/u.test(typed + best.term) &&
      best.excess + (best.isRare && best.cost > 8 ? 6 : 0) <= (rows.size < index.count ? 4 : 0) &&
      best.rows.length > 0 &&
      !isOtherSpelling(typed, best.form) &&
      others.every((other) => best.cost < other.cost || best.rows.length >= 2 * other.rows.length);
    return best;
  }

  // Words with the same first letter are tried first, then common ones too.
  async function bestFor(index, typed, term, rows) {
    const initial = String.fromCodePoint(term.codePointAt(0));
    const words = await index.words(initial);
    const first = await chosen(index, typed, measure(typed, term, words), rows);
    if (first?.isSure && first.cost <= FIRST_CHANGED) return first;
    const common = (await index.words("")).filter(([word]) => !word.startsWith(initial));
    const best = await chosen(index, typed, measure(typed, term, [...words, ...common]), rows);
    return best?.isSure || best?.excess <= [...typed].length ? best : null;
  }

  // What may be meant, by the source of the unknown word: {source, isSure}.
  async function guess(index, ranking, unknown, known) {
    const found = new Map();
    const units = unknown.filter((unit) => !unit.literal && !search.unknownField(unit.source));
    if (!units.length) return found;
    let rows = new Set((await ranking.matching(known)).keys());
    units.sort((a, b) => [...b.source].length - [...a.source].length);
    for (const { source } of units.slice(0, MAX_CORRECTED)) {
      const tokens = search.tokens(source);
      const [{ start, end, term }] = tokens;
      if (tokens.length > 1 || !/^[\p{L}\p{N}]{3,}$/u.test(term) || search.isUnspaced(term)) continue;
      const typed = search.fold(source.slice(start, end));
      const best = [...typed].length > MAX_TERM ? null : await bestFor(index, typed, term, rows);
      if (!best) continue;
      found.set(source, { source: source.slice(0, start) + best.form + source.slice(end), isSure: best.isSure });
      if (best.isSure) rows = new Set(best.rows);
    }
    return found;
  }

  // A query with some of its words, as typed, replaced; what stands in quotes stays.
  function replaced(text, sources) {
    return text.replace(CHUNK, (chunk) => sources.get(chunk) ?? chunk);
  }

  function sayUnknown(unit, guessed) {
    const source = search.printable(unit.source);
    const field = search.unknownField(unit.source);
    const fields = search.FIELDS.join(", ");
    if (field) {
      const text = "No postmortem has the word '%(source)s', and there is no field '%(field)s'. Fields: %(fields)s.";
      return search.say(text, { source, field, fields });
    }
    if (unit.terms.length > 1 && !unit.prefix) return search.say("No postmortem has '%(source)s' in this order.", { source });
    const said = search.say("No postmortem has the word '%(source)s'.", { source });
    return guessed ? `${said} ${search.say("Did you mean '%(guess)s'?", { guess: guessed.source })}` : said;
  }

  // Where the words of a query find nothing: what those that were meant find, the units to mark, what to say about it.
  search.explained = async function (index, ranking, query, typing) {
    const wanted = query.units.filter((unit) => !unit.negated);
    const found = await Promise.all(wanted.map((unit) => ranking.rows(unit)));
    const unknown = wanted.filter((_, i) => !found[i].size);
    const guesses = await guess(index, ranking, unknown, query.units.filter((unit) => !unknown.includes(unit)));
    const meant = replaced(query.text, new Map([...guesses].map(([source, one]) => [source, one.source])));
    if (unknown.length && unknown.every((unit) => guesses.get(unit.source)?.isSure)) {
      const { units } = search.parseQuery(meant, index.vocabulary, typing);
      const scores = await ranking.matching(units);
      const names = unknown.map((unit) => `'${search.printable(unit.source)}'`);
      const last = names.pop();
      const either = names.length ? `${names.join(", ")}${search.say(" or ")}${last}` : last;
      const message = search.say("No postmortem has %(words)s; showing results for '%(meant)s'.", {
        words: either,
        meant: search.printable(meant),
      });
      const quoted = replaced(query.text, new Map(unknown.map(({ source }) => [source, `"${source}"`])));
      const marked = units.filter((unit) => !unit.negated);
      if (scores.size) return { scores, units: marked, notices: [{ message, query: quoted }] };
    }
    const notices = unknown.map((unit) => ({
      message: sayUnknown(unit, guesses.get(unit.source)),
      query: meant === query.text ? "" : meant,
    }));
    return { scores: new Map(), units: wanted, notices };
  };

  search.spelling = { cost, limit, mayBe, isOtherSpelling };
})((window.PostmortemSearch = window.PostmortemSearch || {}));
