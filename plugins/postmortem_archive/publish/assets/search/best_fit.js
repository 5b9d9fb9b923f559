// What a text finds that is not to be found whole: what search/best_fit.py describes and search/ranking.py does.
(function (search) {
  "use strict";
  if (search.bestFit) return; // read again after an instant navigation

  const FALLBACK_TERMS = 12;
  const FALLBACK_WORTH = 0.3;

  // Map from row to score of the postmortems with the rarest of some words, and these words.
  async function best(ranking, words) {
    const { index } = ranking;
    const { rounded } = search;
    const lists = await Promise.all(words.map(({ term }) => index.postings(term)));
    const known = words.map((word, i) => ({ word, postings: lists[i] })).filter(({ postings }) => postings.rows.length);
    known.forEach((one) => (one.value = rounded(one.word.weight * ranking.idf(one.postings))));
    const rarest = known.sort((a, b) => b.value - a.value).slice(0, FALLBACK_TERMS);
    const sums = new Float64Array(index.count);
    const had = new Uint8Array(index.count); // how many of the words a postmortem has
    for (const { word, postings } of rarest) {
      ranking.addScores(sums, postings, word.weight);
      for (const row of postings.rows) had[row]++;
    }
    const least = Math.min(2, rarest.length);
    const scores = new Map();
    had.forEach((count, row) => count && count >= least && scores.set(row, rounded(sums[row])));
    const worth = [...scores.values()].reduce((most, score) => Math.max(most, score), 0) * FALLBACK_WORTH;
    for (const [row, score] of scores) if (score < worth) scores.delete(row);
    return { scores, words: rarest.map(({ word }) => word) };
  }

  // What a pasted text finds, or what the words do that were wanted of a long query, and what to say about it.
  search.bestFit = async function (ranking, query, wanted) {
    const text = wanted.map((unit) => unit.source).join(" ");
    const { scores, words } = await best(ranking, wanted.length ? search.tellingWords(text) : query.pasted);
    for (const unit of query.units.filter((one) => one.negated)) {
      for (const row of await ranking.rows(unit)) scores.delete(row);
    }
    const units = words.map(({ term, source }) => search.makeUnit([[term, 0]], source));
    const said = words.map(({ source }) => search.printable(source)).join(", ");
    const why = wanted.length
      ? search.say("No postmortem has all of these %(count)s words.", { count: wanted.length })
      : search.say("A pasted text is searched for by its most telling words.");
    const fit = scores.size
      ? search.say("These fit best on: %(words)s.", { words: said })
      : search.say("No postmortem has enough of them.");
    return { scores, units, notices: [{ message: `${why} ${fit}`, query: "" }] };
  };
})((window.PostmortemSearch = window.PostmortemSearch || {}));
