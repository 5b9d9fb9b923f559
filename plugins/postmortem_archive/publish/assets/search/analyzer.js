// Text to terms, the same for documents and queries: what search/analyzer.py describes and does.
(function (search) {
  "use strict";
  if (search.tokens) return; // read again after an instant navigation

  const MAX_TERM = 64;
  const MAX_RUN = 4;
  const MAX_REMEMBERED = 20000;

  const LETTER = "[0-9A-Za-z\\u{80}-\\u{10FFFF}]"; // no other non-ASCII characters are left by then
  const WORD = `${LETTER}+`;
  const TOKEN = new RegExp(
    `(?:--?|~?/|[.@#$])?${WORD}(?:[-_.:/@=&+~#%\\\\?]{1,3}${WORD})*(?:\\+\\+|[#%])?`,
    "gu",
  );
  const WORDS = new RegExp(WORD, "gu");
  const POSSESSIVE = new RegExp(`'s(?!${LETTER})`, "gu");
  const SEPARATOR = /[^\x00-\x7f\p{L}\p{M}\p{N}]/gu;
  // Accents; Hebrew points; Arabic vowel signs, hamzas of their own and the stroke that stretches a word.
  const MARKS =
    /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/g;
  const VERSION = /^v\d+(?:\.\d+)+$/u;
  const UNSPACED_CLASS =
    "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff" +
    "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{323af}]";
  const UNSPACED = new RegExp(UNSPACED_CLASS, "u");
  const SCRIPT_RUNS = new RegExp(`${UNSPACED_CLASS}+|(?:(?!${UNSPACED_CLASS}).)+`, "gsu");
  const ASCII = /^[\x00-\x7f]*$/;

  function fold(text) {
    if (ASCII.test(text)) return text.toLowerCase();
    const plain = text.normalize("NFKD").toLowerCase().replace(MARKS, "");
    return plain.normalize("NFKC").replaceAll("ß", "ss").replaceAll("ς", "σ");
  }

  function wordTerm(word) {
    const folded = fold(word);
    return search.stem(folded.length > MAX_TERM ? [...folded].slice(0, MAX_TERM).join("") : folded);
  }

  function isUnspaced(text) {
    return UNSPACED.test(text);
  }

  function fits(term) {
    return term.length <= MAX_TERM || [...term].length <= MAX_TERM;
  }

  // [start, raw] of every token. Separators become spaces of the same length, so places stay right.
  function rawTokens(text) {
    const plain = text
      .replaceAll("’", "'")
      .replace(SEPARATOR, (letter) => " ".repeat(letter.length))
      .replace(POSSESSIVE, "  ");
    return Array.from(plain.matchAll(TOKEN), (match) => [match.index, match[0]]);
  }

  const remembered = new Map();

  // What one token stands for: entries [term, position, start, end], exact [term, position] pairs, its width.
  function expand(raw) {
    let found = remembered.get(raw);
    if (!found) {
      if (remembered.size > MAX_REMEMBERED) remembered.clear();
      found = expandAnew(raw);
      remembered.set(raw, found);
    }
    return found;
  }

  function expandAnew(raw) {
    const words = Array.from(raw.matchAll(WORDS), (m) => [m.index, m.index + m[0].length]);
    if (isUnspaced(raw)) return expandUnspaced(raw, words);
    if (words.length === 1 && words[0][0] === 0 && words[0][1] === raw.length) {
      const term = wordTerm(raw);
      return { entries: [[term, 0, 0, raw.length]], exact: [[term, 0]], width: 1 };
    }
    const entries = words.map(([start, end], number) => [
      wordTerm(raw.slice(start, end)),
      number,
      start,
      end,
    ]);
    const exact = entries.map(([term, number]) => [term, number]);
    const seen = new Set(exact.map(String));
    for (const run of runs(raw, words)) {
      const key = String([run[0], run[1]]);
      if (seen.has(key)) continue;
      seen.add(key);
      entries.push(run);
    }
    entries.sort((a, b) => a[1] - b[1]);
    const whole = [fold(raw), 0];
    return { entries, exact: seen.has(String(whole)) ? [whole] : exact, width: words.length };
  }

  // Runs of two to MAX_RUN words; those at an end also with what stands outside them; the whole token.
  function runs(raw, words) {
    const found = [];
    const last = words.length - 1;
    words.forEach(([start], first) => {
      for (let until = first; until < Math.min(first + MAX_RUN, words.length); until++) {
        const end = words[until][1];
        const begins = first === 0 && start > 0 ? [0, start] : [start];
        const ends = until === last && end < raw.length ? [end, raw.length] : [end];
        for (const begin of begins) {
          for (const stop of ends) {
            const bare = begin === start && stop === end;
            if (until === first && bare) continue; // the bare word is there already
            const term = fold(raw.slice(begin, stop));
            if (fits(term)) found.push([term, first, begin, stop]);
            if (bare && VERSION.test(term)) found.push([term.slice(1), first, begin + 1, stop]);
          }
        }
      }
    });
    const whole = fold(raw);
    if (fits(whole)) found.push([whole, 0, 0, raw.length]);
    return found;
  }

  // Scripts without spaces: pairs of neighbouring letters, and the last letter alone.
  function expandUnspaced(raw, words) {
    const entries = [];
    const exact = [];
    let number = 0;
    for (const [start, end] of words) {
      for (const match of raw.slice(start, end).matchAll(SCRIPT_RUNS)) {
        const begin = start + match.index;
        const stop = begin + match[0].length;
        if (!isUnspaced(match[0])) {
          const term = wordTerm(match[0]);
          entries.push([term, number, begin, stop]);
          exact.push([term, number]);
          number += 1;
          continue;
        }
        const letters = [...fold(match[0])];
        const even = letters.join("").length === match[0].length; // else mark the whole run
        let place = begin;
        letters.forEach((letter, offset) => {
          const term = letter + (letters[offset + 1] || "");
          entries.push([term, number + offset, even ? place : begin, even ? place + term.length : stop]);
          if (offset < letters.length - 1 || offset === 0) exact.push([term, number + offset]);
          place += letter.length;
        });
        number += letters.length;
      }
    }
    return { entries, exact, width: number };
  }

  // Every term of a text, with its position and its place: {term, position, start, end}.
  function tokens(text) {
    const found = [];
    let position = 0;
    for (const [start, raw] of rawTokens(text)) {
      const { entries, width } = expand(raw);
      for (const [term, offset, begin, end] of entries) {
        found.push({ term, position: position + offset, start: start + begin, end: start + end });
      }
      position += width;
    }
    return found;
  }

  // What a query means that asks for the text: [term, relative position] pairs for each of its tokens.
  function exactTerms(text) {
    return rawTokens(text)
      .map(([, raw]) => expand(raw).exact)
      .filter((exact) => exact.length);
  }

  // What a quoted phrase means: its terms with their relative positions.
  function exactPhrase(text) {
    const found = [];
    let position = 0;
    for (const [, raw] of rawTokens(text)) {
      const { exact, width } = expand(raw);
      for (const [term, offset] of exact) found.push([term, position + offset]);
      position += width;
    }
    return found;
  }

  Object.assign(search, { fold, tokens, exactTerms, exactPhrase, isUnspaced });
})((window.PostmortemSearch = window.PostmortemSearch || {}));
