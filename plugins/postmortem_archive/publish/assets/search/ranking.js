// Which postmortems have what a query asks for, and how well: what search/ranking.py, filters.py and search.py do.
(function (search) {
  "use strict";
  if (search.answer) return; // read again after an instant navigation

  const B = 0.75;
  const K1 = 1.2;
  const SCORE_DIGITS = 1e6;
  const FALLBACK_WORDS = 8;
  const FALLBACK_TERMS = 12;
  const FALLBACK_WORTH = 0.3;

  class Ranking {
    constructor(index) {
      this.index = index;
      this.average = index.content.terms / index.count || 1;
      this.known = new Map(); // merged postings
    }

    // Map from row to score of the postmortems that have all that is asked for and nothing that is excluded.
    async matching(units) {
      const found = await Promise.all(units.map((unit) => this.rows(unit)));
      let rows = Array.from({ length: this.index.count }, (_, row) => row);
      units.forEach((unit, i) => {
        rows = rows.filter((row) => found[i].has(row) !== unit.negated);
      });
      return this.scored(
        units.filter((unit) => !unit.negated),
        rows,
      );
    }

    // For a long text that nothing matches whole: the postmortems with its rarest words, and these words.
    async best(words) {
      const lists = await Promise.all(words.map(({ term }) => this.index.postings(term)));
      const known = words.map((word, i) => ({ word, postings: lists[i] })).filter(({ postings }) => postings.rows.length);
      known.forEach((one) => (one.value = total([one.word.weight * this.idf(one.postings)])));
      const rarest = known.sort((a, b) => b.value - a.value).slice(0, FALLBACK_TERMS);
      const parts = new Map();
      for (const { word, postings } of rarest) {
        this.eachScore(postings, (row, score) => parts.set(row, [...(parts.get(row) || []), score * word.weight]));
      }
      const least = Math.min(2, rarest.length);
      const scores = [...parts].filter(([, each]) => each.length >= least).map(([row, each]) => [row, total(each)]);
      const worth = scores.reduce((most, [, score]) => Math.max(most, score), 0) * FALLBACK_WORTH;
      return {
        scores: new Map(scores.filter(([, score]) => score >= worth)),
        words: rarest.map(({ word }) => word),
      };
    }

    idf({ rows }) {
      return Math.log(this.index.count / (rows.length + 1)) + 1;
    }

    async scored(units, rows) {
      const parts = new Map(rows.map((row) => [row, []]));
      const lists = new Map();
      for (const unit of units) {
        const isMerged = unit.prefix || unit.synonyms.length;
        if (unit.prefix || !isMerged) {
          for (const [term] of unit.terms) lists.set(`=${term}`, await this.index.postings(term));
        }
        if (isMerged) lists.set(mergedKey(unit), await this.merged(unit));
      }
      for (const postings of lists.values()) {
        this.eachScore(postings, (row, score) => parts.get(row)?.push(score));
      }
      return new Map([...parts].map(([row, scores]) => [row, total(scores)]));
    }

    eachScore(postings, use) {
      const { index, average } = this;
      const { rows, weights } = postings;
      const idf = this.idf(postings);
      rows.forEach((row, i) => {
        const weight = weights[i];
        const length = 1 - B + (B * index.length(row)) / average;
        use(row, idf * ((weight * (K1 + 1)) / (weight + K1 * length)));
      });
    }

    async rows(unit) {
      const isMerged = unit.prefix || unit.synonyms.length;
      return new Set((await (isMerged ? this.merged(unit) : this.having(unit.terms))).rows);
    }

    // Postings of a word, or of a phrase, which counts as much as the least of its words.
    async having(phrase) {
      const lists = await Promise.all(phrase.map(([term]) => this.index.postings(term)));
      if (phrase.length === 1) return lists[0];
      const weights = lists.map((list) => new Map(list.rows.map((row, i) => [row, list.weights[i]])));
      let rows = lists[0].rows.filter((row) => weights.every((map) => map.has(row)));
      if (rows.length) rows = await this.inPlace(phrase, rows);
      return { rows, weights: rows.map((row) => Math.min(...weights.map((map) => map.get(row)))) };
    }

    // Those rows in which the terms of a phrase stand in the right places.
    async inPlace(phrase, rows) {
      const places = await Promise.all(phrase.map(([term]) => this.index.places(term)));
      const offsets = phrase.map(([, offset]) => offset);
      return rows.filter((row) => {
        const sets = places.map((one) => new Set(one.get(row)));
        const starts = places[0].get(row).map((place) => place - offsets[0]);
        return starts.some((start) => sets.every((set, i) => set.has(start + offsets[i])));
      });
    }

    // Postings of all that a word may become or stand for, as if that were one term.
    async merged(unit) {
      const key = mergedKey(unit);
      if (!this.known.has(key)) {
        const words = [...unit.terms, ...unit.synonyms.filter((phrase) => phrase.length === 1).flat()];
        const completions = unit.prefix ? await this.index.completions(unit.prefix) : [];
        const terms = new Set([...completions, ...words.map(([term]) => term)]);
        const phrases = unit.synonyms.filter((phrase) => phrase.length > 1);
        const weight = new Map();
        for (const phrase of [...[...terms].map((term) => [[term, 0]]), ...phrases]) {
          const { rows, weights } = await this.having(phrase);
          rows.forEach((row, i) => weight.set(row, (weight.get(row) || 0) + weights[i]));
        }
        const rows = [...weight.keys()].sort((a, b) => a - b);
        this.known.set(key, { rows, weights: rows.map((row) => weight.get(row)) });
      }
      return this.known.get(key);
    }
  }

  // The same for units that are merged of the same terms, and for nothing else.
  function mergedKey({ prefix, terms, synonyms }) {
    if (prefix) return `^${prefix}`;
    return `~${JSON.stringify([...terms.map((term) => [term]), ...synonyms].map(String).sort())}`;
  }

  function total(scores) {
    return Math.round(scores.reduce((sum, score) => sum + score, 0) * SCORE_DIGITS) / SCORE_DIGITS;
  }

  // A function that says whether a postmortem meets a condition; what is not recorded meets none.
  function test(index, { field, values, negated }, today) {
    const meets = positiveTest(index, field, values, today);
    return (row) => meets(row) !== negated;
  }

  function positiveTest(index, field, values, today) {
    if (!values.length) return () => false;
    const list = index.lists[field];
    if (list) return (row) => list(row).some((value) => values.includes(value));
    const [value] = values;
    const { day, duration } = index;
    const tests = {
      before: (row) => day(row) !== "" && day(row) < value,
      after: (row) => day(row) !== "" && day(row) >= value,
      longer: (row) => duration(row) !== null && duration(row) >= Number(value),
      shorter: (row) => duration(row) !== null && duration(row) < Number(value),
      is: flagTest(index, value, today),
    };
    return tests[field];
  }

  function flagTest(index, flag, today) {
    if (flag === "open") return (row) => index.openActions(row) > 0;
    if (flag === "overdue") return (row) => isOverdue(index, row, today);
    if (flag === "near-miss") return (row) => index.nearMiss(row);
    if (flag === "incident") return (row) => !index.nearMiss(row);
    return (row) => (index.lists.status(row)[0] || "draft") === flag; // a file without a status is a draft
  }

  function isOverdue(index, row, today) {
    return index.nextDue(row) !== "" && index.nextDue(row) < today;
  }

  // The rows that meet all conditions, and how many each value of a facet would leave if that facet chose it instead.
  function filter(index, rows, conditions, today) {
    const facets = Object.keys(index.facetTitles);
    const counts = Object.fromEntries(facets.map((name) => [name, new Map()]));
    const tests = conditions.map((one) => [one.negated ? "" : one.field, test(index, one, today)]);
    const kept = [];
    for (const row of rows) {
      let failed = null; // the one field whose conditions fail, null where none does
      let several = false;
      for (const [field, holds] of tests) {
        if (holds(row)) continue;
        several ||= failed !== null && failed !== field;
        failed = field;
      }
      if (several) continue;
      if (failed === null) kept.push(row);
      for (const name of facets) {
        if (failed !== null && failed !== name) continue;
        for (const value of index.lists[name](row)) {
          counts[name].set(value, (counts[name].get(value) || 0) + 1);
        }
      }
    }
    return { kept, counts };
  }

  function order(index, scores, rows, sort) {
    const longest = (row) => (index.duration(row) === null ? -1 : index.duration(row));
    const byValue = {
      relevance: (row) => scores.get(row),
      newest: () => 0,
      longest,
      actions: (row) => index.openActions(row),
    }[sort];
    const values = new Map(rows.map((row) => [row, byValue(row)]));
    return rows.sort((a, b) => values.get(b) - values.get(a) || a - b);
  }

  // What a text finds that is not to be found whole: pasted, or the words that were wanted of a long query.
  async function bestFit(ranking, query, wanted) {
    await search.more();
    const text = wanted.map((unit) => unit.source).join(" ");
    const { scores, words } = await ranking.best(wanted.length ? search.tellingWords(text) : query.pasted);
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
  }

  // What the words of a query find, the units to mark, and what to say about it.
  async function score(index, query, typing) {
    const ranking = new Ranking(index);
    if (query.pasted.length) return bestFit(ranking, query, []);
    const scores = await ranking.matching(query.units);
    const wanted = query.units.filter((unit) => !unit.negated);
    if (scores.size || !query.units.length) return { scores, units: wanted, notices: [] };
    if (wanted.length > FALLBACK_WORDS) {
      const found = await bestFit(ranking, query, wanted);
      if (found.scores.size) return found;
    }
    await search.more();
    return search.explained(index, ranking, query, typing);
  }

  // The answer to a query.
  //   text: what was typed; chosen: {field: values} chosen beside it; today: ISO day; sort: relevance, newest, longest, actions;
  //   typing: the last word may be unfinished.
  // Gives {query, rows, scores, units, counts, notices}, rows in order, all of them.
  search.answer = async function (index, text, { chosen = {}, today, sort = "relevance", typing = false }) {
    if (search.isPasted(text)) await search.more();
    const query = search.parseQuery(text, index.vocabulary, typing);
    for (const [field, values] of Object.entries(chosen)) {
      query.conditions.push({ field, values, negated: false });
    }
    const { scores, units, notices } = await score(index, query, typing);
    const { kept, counts } = filter(index, scores.keys(), query.conditions, today);
    return {
      query,
      rows: order(index, scores, kept, sort),
      scores,
      units,
      counts,
      notices: [...query.notices, ...notices],
    };
  };

  search.isOverdue = isOverdue;
})((window.PostmortemSearch = window.PostmortemSearch || {}));
