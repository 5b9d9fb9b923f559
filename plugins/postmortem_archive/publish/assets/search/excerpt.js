// The stretch of a text that shows best why it was found, and which words of it to mark: as search/excerpt.py.
(function (search) {
  "use strict";
  if (search.excerpt) return; // read again after an instant navigation

  const WIDTH = 200;
  const LEAD = 40;
  const MAX_STARTS = 1000;

  // [start, end, term] of everything in the text that was asked for.
  function matches(text, units) {
    // a word that is not finished may be each of its terms
    const asked = units.flatMap(({ prefix, terms, synonyms }) => [...(prefix ? terms.map((term) => [term]) : [terms]), ...synonyms]);
    const wanted = new Set(asked.filter((phrase) => phrase.length === 1).map(([[term]]) => term));
    const phrases = asked.filter((phrase) => phrase.length > 1);
    const prefixes = units.map((unit) => unit.prefix).filter(Boolean);
    const starts = (token) => {
      const written = search.fold(text.slice(token.start, token.end));
      return prefixes.some((prefix) => written.startsWith(prefix));
    };
    // a stem is the beginning of its word but for its last letter: most tokens need no closer look
    const pieces = [...[...wanted].map((term) => term.slice(0, -1)), ...prefixes];
    const tokens = phrases.length ? search.tokens(text) : tokensNear(text, pieces);
    const inPhrase = tokensInPhrases(tokens, phrases);
    return tokens
      .filter((token) => wanted.has(token.term) || inPhrase.has(token) || (prefixes.length && starts(token)))
      .map((token) => [token.start, token.end, token.term]);
  }

  // The tokens of those stretches without a space that may hold one of some folded pieces; their positions mean nothing.
  function tokensNear(text, pieces) {
    if (!pieces.length) return [];
    const escaped = pieces.map((piece) => piece.replace(/[^\p{L}\p{N}]/gu, "\\$&"));
    const found = [];
    const hint = new RegExp(`${escaped.join("|")}|[^\\x00-\\x7f]`, "gi"); // what is not ASCII may be folded to anything
    for (let hit; (hit = hint.exec(text)) && hit.index < text.length; ) {
      const begin = text.lastIndexOf(" ", hit.index) + 1;
      const end = text.indexOf(" ", hit.index) + 1 || text.length;
      for (const token of search.tokens(text.slice(begin, end))) {
        found.push({ ...token, start: token.start + begin, end: token.end + begin });
      }
      hint.lastIndex = Math.max(end, hit.index + 1);
    }
    return found;
  }

  function tokensInPhrases(tokens, phrases) {
    const marked = new Set();
    if (!phrases.length) return marked;
    const places = new Map(tokens.map((token) => [`${token.position} ${token.term}`, token]));
    for (const phrase of phrases) {
      for (const { position } of tokens.filter(({ term }) => term === phrase[0][0]).slice(0, MAX_STARTS)) {
        const found = phrase.map(([term, offset]) => places.get(`${position + offset} ${term}`));
        if (found.every(Boolean)) found.forEach((token) => marked.add(token));
      }
    }
    return marked;
  }

  // Where the window with the most different terms begins, then the one with the most words.
  function bestStart(found) {
    let best = [0, 0];
    let bestPlace = 0;
    let last = 0;
    found.forEach(([start], first) => {
      while (last < found.length && found[last][0] < start + WIDTH - LEAD) last += 1;
      const terms = found.slice(first, last).map(([, , term]) => term);
      const value = [new Set(terms).size, terms.length];
      if (value[0] > best[0] || (value[0] === best[0] && value[1] > best[1])) {
        best = value;
        bestPlace = start;
      }
    });
    return bestPlace;
  }

  // Begin and end of the excerpt, at spaces where there are any near.
  function stretch(text, start) {
    let begin = Math.max(0, start - LEAD);
    if (begin) {
      const space = text.indexOf(" ", begin);
      if (space >= 0 && space < start) begin = space + 1;
    }
    let end = Math.min(text.length, begin + WIDTH);
    if (end < text.length) {
      const space = text.lastIndexOf(" ", end - 1);
      if (space >= begin + WIDTH / 2) end = space;
    }
    return [begin, end];
  }

  function merged(marks) {
    const found = [];
    for (const [start, end] of marks.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const last = found.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else found.push([start, end]);
    }
    return found;
  }

  // {text, marks}: one line and the [start, end] places of it to mark.
  search.excerpt = function (source, units) {
    const text = source.replace(/\s+/g, " ").trim();
    const found = matches(text, units);
    const [begin, end] = stretch(text, bestStart(found));
    const before = begin ? "… " : "";
    const after = end < text.length ? " …" : "";
    const shift = before.length - begin;
    const marks = found
      .filter(([a, b]) => a < end && b > begin)
      .map(([a, b]) => [Math.max(a, begin) + shift, Math.min(b, end) + shift]);
    return { text: before + text.slice(begin, end) + after, marks: merged(marks) };
  };

  // A whole line, such as a title, with the places to mark.
  search.marked = function (text, units) {
    return { text, marks: merged(matches(text, units).map(([a, b]) => [a, b])) };
  };
})((window.PostmortemSearch = window.PostmortemSearch || {}));
