// Which postmortems have what a query asks for, and how well: what search/ranking.py, filters.py and search.py do.
(function (search) {
  "use strict";
  if (search.answer) return; // read again after an instant navigation

  const B = 0.75;
  const K1 = 1.2;
  const SCORE_DIGITS = 1e6;
  const FALLBACK_WORDS = 8;

  class Ranking {
    constructor(index) {
      this.index = index;
      this.average = index.content.terms / index.count || 1;
      this.known = new Map(); // merged postings
    }

    // Map from row to score of the postmortems that have all that is asked for and nothing that is excluded.
    async matching(units) {
      const lists = await Promise.all(units.map((unit) => this.postingsOf(unit)));
      const had = new Float64Array(this.index.count); // how many of the units a postmortem has
      units.forEach(({ negated }, i) => {
        for (const row of lists[i].rows) had[row] += negated ? -Infinity : 1;
      });
      const wanted = units.filter((unit) => !unit.negated);
      const scores = await this.scored(wanted);
      const rows = wanted.length ? lists[units.indexOf(wanted[0])].rows : had.keys();
      const found = new Map();
      for (const row of rows) if (had[row] === wanted.length) found.set(row, rounded(scores[row]));
      return found;
    }

    idf({ rows }) {
      return Math.log(this.index.count / (rows.length + 1)) + 1;
    }

    // What each postmortem scores by what it has of the units, by row.
    async scored(units) {
      const lists = new Map();
      for (const unit of units) {
        if (unit.prefix || !isMerged(unit)) {
          for (const [term] of unit.terms) lists.set(`=${term}`, await this.index.postings(term));
        }
        if (isMerged(unit)) lists.set(mergedKey(unit), await this.merged(unit));
      }
      const scores = new Float64Array(this.index.count);
      for (const postings of lists.values()) this.addScores(scores, postings, 1);
      return scores;
    }

    addScores(scores, postings, share) {
      const { index, average } = this;
      const { rows, weights } = postings;
      const idf = this.idf(postings);
      rows.forEach((row, i) => {
        const weight = weights[i];
        const length = 1 - B + (B * index.length(row)) / average;
        scores[row] += idf * ((weight * (K1 + 1)) / (weight + K1 * length)) * share;
      });
    }

    postingsOf(unit) {
      return isMerged(unit) ? this.merged(unit) : this.having(unit.terms);
    }

    async rows(unit) {
      return new Set((await this.postingsOf(unit)).rows);
    }

    // Postings of a word, or of a phrase, which counts as much as the least of its words.
    async having(phrase) {
      const lists = await Promise.all(phrase.map(([term]) => this.index.postings(term)));
      if (phrase.length === 1) return lists[0];
      const had = new Uint32Array(this.index.count);
      const least = new Uint32Array(this.index.count).fill(-1); // the greatest number that there is
      for (const { rows, weights } of lists) {
        rows.forEach((row, i) => {
          had[row]++;
          least[row] = Math.min(least[row], weights[i]);
        });
      }
      let rows = lists[0].rows.filter((row) => had[row] === lists.length);
      if (rows.length) rows = await this.inPlace(phrase, rows);
      return { rows, weights: rows.map((row) => least[row]) };
    }

    // Those rows in which the terms of a phrase stand in the right places.
    async inPlace(phrase, rows) {
      const wanted = new Set(rows);
      const terms = inPairs(phrase, this.index.everyday);
      const places = await Promise.all(terms.map(([term]) => this.index.places(term, wanted)));
      return rows.filter((row) => {
        const [starts, ...others] = places.map((one) => one.get(row) || []);
        return others.reduce((left, one, i) => followed(left, one, terms[i + 1][1] - terms[0][1]), starts).length;
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
        const weight = new Float64Array(this.index.count);
        for (const phrase of [...[...terms].map((term) => [[term, 0]]), ...phrases]) {
          const { rows, weights } = await this.having(phrase);
          rows.forEach((row, i) => (weight[row] += weights[i]));
        }
        const rows = [];
        weight.forEach((sum, row) => sum && rows.push(row));
        this.known.set(key, { rows, weights: rows.map((row) => weight[row]) });
      }
      return this.known.get(key);
    }
  }

  // The terms of a phrase by which its places are found: two everyday words in a row are one, as in search/pairs.py.
  function inPairs(phrase, everyday) {
    const isPair = phrase.map(([term, offset], i) => {
      const [next, place] = phrase[i + 1] || [];
      return place === offset + 1 && everyday.has(term) && everyday.has(next);
    });
    return phrase.flatMap(([term, offset], i) => {
      if (isPair[i]) return [[`${term} ${phrase[i + 1][0]}`, offset]];
      return isPair[i - 1] ? [] : [[term, offset]];
    });
  }

  // Those places after which, so many further on, there is one of some others; all ascending.
  function followed(places, others, offset) {
    let i = 0;
    return places.filter((place) => {
      while (others[i] < place + offset) i++;
      return others[i] === place + offset;
    });
  }

  // Whether a unit stands for more than what it says.
  function isMerged({ prefix, synonyms }) {
    return prefix || synonyms.length;
  }

  // The same for units that are merged of the same terms, and for nothing else.
  function mergedKey({ prefix, terms, synonyms }) {
    if (prefix) return `^${prefix}`;
    return `~${JSON.stringify([...terms.map((term) => [term]), ...synonyms].map(String).sort())}`;
  }

  function rounded(score) {
    return Math.round(score * SCORE_DIGITS) / SCORE_DIGITS;
  }

  // A function that says whether a postmortem meets a condition; what is not recorded meets none.
  function meets(index, { field, values, negated }, today) {
    const holds = positiveTest(index, field, values, today);
    return (row) => holds(row) !== negated;
  }

  function positiveTest(index, field, values, today) {
    if (!values.length) return () => false;
    const list = index.lists[field];
    if (list) {
      const holds = list.different.map((texts) => texts.some((value) => values.includes(value)));
      return (row) => holds[list.numbers[row]];
    }
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

  // The rows that meet all conditions, and by field those that fail by it alone.
  function filter(index, rows, conditions, today) {
    const tests = conditions.map((one) => [one.negated ? "" : one.field, meets(index, one, today)]);
    const kept = [];
    const nearly = {};
    for (const row of rows) {
      let failed = null;
      let several = false;
      for (const [field, holds] of tests) {
        if (holds(row)) continue;
        several ||= failed !== null && failed !== field;
        failed = field;
      }
      if (several) continue;
      if (failed === null) kept.push(row);
      else (nearly[failed] ||= []).push(row);
    }
    return { kept, nearly };
  }

  // How many of some rows have each value: first how many have each of the different lists.
  function countValues({ different, numbers }, rows) {
    const times = new Uint32Array(different.length);
    for (const row of rows) times[numbers[row]]++;
    const found = new Map();
    different.forEach((values, number) => {
      if (times[number]) for (const value of values) found.set(value, (found.get(value) || 0) + times[number]);
    });
    return found;
  }

  // The rows by what they are sorted by, equal ones by row. Both make one whole number: such are sorted at once.
  function order(index, scores, rows, sort) {
    const value = {
      relevance: (row) => Math.round(scores.get(row) * SCORE_DIGITS),
      newest: () => 0,
      longest: (row) => index.duration(row) ?? -1,
      actions: index.openActions,
    }[sort];
    const keys = Float64Array.from(rows, (row) => row - value(row) * index.count).sort();
    return Array.from(keys, (key) => ((key % index.count) + index.count) % index.count);
  }

  // What the words of a query find, the units to mark, and what to say about it.
  async function score(index, query, typing) {
    const ranking = new Ranking(index);
    if (query.pasted.length) return search.bestFit(ranking, query, []);
    const scores = await ranking.matching(query.units);
    const wanted = query.units.filter((unit) => !unit.negated);
    if (scores.size || !query.units.length) return { scores, units: wanted, notices: [] };
    if (wanted.length > FALLBACK_WORDS) {
      await search.more();
      const found = await search.bestFit(ranking, query, wanted);
      if (found.scores.size) return found;
    }
    await search.more();
    return search.explained(index, ranking, query, typing);
  }

  // The answer to a query.
  //   text: what was typed; chosen: {field: values} chosen beside it; today: ISO day; sort: relevance, newest, longest, actions;
  //   typing: the last word may be unfinished; shown: how many documents to load.
  // Gives {query, rows, scores, units, counts, documents, notices}, rows in order, all of them; of documents promises.
  search.answer = async function (index, text, { chosen = {}, today, sort = "relevance", typing = false, shown = 0 }) {
    if (search.isPasted(text)) await search.more();
    const query = search.parseQuery(text, index.vocabulary, typing);
    for (const [field, values] of Object.entries(chosen)) {
      query.conditions.push({ field, values, negated: false });
    }
    const { scores, units, notices } = await score(index, query, typing);
    const { kept, nearly } = filter(index, scores.keys(), query.conditions, today);
    const rows = order(index, scores, kept, sort);
    const documents = rows.slice(0, shown).map((row) => index.document(row, !units.length));
    // while they load: how many rows each value of a facet would leave if that facet chose it instead
    const counts = {};
    for (const name in index.facetTitles) counts[name] = countValues(index.lists[name], kept.concat(nearly[name] || []));
    return { query, rows, scores, units, counts, documents, notices: [...query.notices, ...notices] };
  };

  Object.assign(search, { isOverdue, meets, rounded });
})((window.PostmortemSearch = window.PostmortemSearch || {}));
