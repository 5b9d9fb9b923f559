// Which postmortems have what a query asks for, and how well: what search/ranking.py, filters.py and search.py do.
(function (search) {
  "use strict";
  if (search.answer) return; // read again after an instant navigation

  const B = 0.75;
  const K1 = 1.2;
  const SCORE_DIGITS = 1e6;
  const FALLBACK_WORDS = 8;
  const FALLBACK_TERMS = 12;

  class Ranking {
    constructor(index) {
      this.index = index;
      this.average = index.content.terms / index.count || 1;
      this.completed = new Map();
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

    // For a long query that nothing matches whole: the postmortems with its rarest terms, and what those are.
    async best(units) {
      const wanted = units.filter((unit) => !unit.negated && !unit.prefix);
      const terms = [...new Set(wanted.flatMap((unit) => unit.terms.map(([term]) => term)))];
      const lists = await Promise.all(terms.map((term) => this.index.postings(term)));
      const known = terms
        .map((term, i) => ({ term, postings: lists[i] }))
        .filter(({ postings }) => postings.rows.length);
      known.sort((a, b) => a.postings.rows.length - b.postings.rows.length || (a.term < b.term ? -1 : 1));
      const rarest = known.slice(0, FALLBACK_TERMS);
      const parts = new Map();
      for (const { postings } of rarest) {
        this.eachScore(postings, (row, score) => parts.set(row, [...(parts.get(row) || []), score]));
      }
      const least = Math.min(2, rarest.length);
      const enough = [...parts].filter(([, scores]) => scores.length >= least);
      return {
        scores: new Map(enough.map(([row, scores]) => [row, total(scores)])),
        terms: rarest.map(({ term }) => term),
      };
    }

    async scored(units, rows) {
      const parts = new Map(rows.map((row) => [row, []]));
      const lists = new Map();
      for (const unit of units) {
        for (const [term] of unit.terms) lists.set(`=${term}`, await this.index.postings(term));
        if (unit.prefix) lists.set(`^${unit.prefix}`, await this.completions(unit));
      }
      for (const postings of lists.values()) {
        this.eachScore(postings, (row, score) => parts.get(row)?.push(score));
      }
      return new Map([...parts].map(([row, scores]) => [row, total(scores)]));
    }

    eachScore({ rows, weights }, use) {
      const { index, average } = this;
      const idf = Math.log(index.count / (rows.length + 1)) + 1;
      rows.forEach((row, i) => {
        const weight = weights[i];
        const length = 1 - B + (B * index.length(row)) / average;
        use(row, idf * ((weight * (K1 + 1)) / (weight + K1 * length)));
      });
    }

    async rows(unit) {
      if (unit.prefix) return new Set((await this.completions(unit)).rows);
      const lists = await Promise.all(unit.terms.map(([term]) => this.index.postings(term)));
      const sets = lists.map(({ rows }) => new Set(rows));
      const rows = lists[0].rows.filter((row) => sets.every((set) => set.has(row)));
      return new Set(unit.terms.length > 1 && rows.length ? await this.inPlace(unit, rows) : rows);
    }

    // Those rows in which the terms of a phrase stand in the right places.
    async inPlace(unit, rows) {
      const places = await Promise.all(unit.terms.map(([term]) => this.index.places(term)));
      const offsets = unit.terms.map(([, offset]) => offset);
      return rows.filter((row) => {
        const sets = places.map((one) => new Set(one.get(row)));
        const starts = places[0].get(row).map((place) => place - offsets[0]);
        return starts.some((start) => sets.every((set, i) => set.has(start + offsets[i])));
      });
    }

    // Postings of all terms that an unfinished word may become, as if they were one term.
    async completions(unit) {
      if (!this.completed.has(unit.prefix)) {
        const found = await this.index.completions(unit.prefix);
        const terms = new Set([...found, ...unit.terms.map(([term]) => term)]);
        const merged = new Map();
        for (const term of terms) {
          const { rows, weights } = await this.index.postings(term);
          rows.forEach((row, i) => merged.set(row, (merged.get(row) || 0) + weights[i]));
        }
        const rows = [...merged.keys()].sort((a, b) => a - b);
        const weights = rows.map((row) => merged.get(row));
        this.completed.set(unit.prefix, { rows, weights });
      }
      return this.completed.get(unit.prefix);
    }
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
    }[sort];
    const values = new Map(rows.map((row) => [row, byValue(row)]));
    return rows.sort((a, b) => values.get(b) - values.get(a) || a - b);
  }

  // What the words of a query find, the units to mark, and what to say about it.
  async function score(index, query) {
    const ranking = new Ranking(index);
    const scores = await ranking.matching(query.units);
    const wanted = query.units.filter((unit) => !unit.negated);
    if (scores.size || !query.units.length) return { scores, units: wanted, notices: [] };
    if (wanted.length > FALLBACK_WORDS) {
      const found = await ranking.best(query.units);
      if (found.scores.size) {
        const message =
          `No postmortem has all of these ${wanted.length} words. ` +
          `These fit best on: ${found.terms.join(", ")}.`;
        const units = wanted.filter((unit) => unit.terms.some(([term]) => found.terms.includes(term)));
        return { scores: found.scores, units, notices: [{ message, query: "" }] };
      }
    }
    const unknown = [];
    for (const unit of wanted) {
      if (!(await ranking.rows(unit)).size) unknown.push(unit);
    }
    return { scores, units: wanted, notices: await sayUnknown(index, unknown, query.text) };
  }

  // Says which words no postmortem has, and which were perhaps meant; all notices carry one new query.
  async function sayUnknown(index, units, text) {
    const messages = [];
    let meant = text;
    for (const unit of units) {
      const source = search.printable(unit.source);
      const field = search.unknownField(unit.source);
      if (field) {
        messages.push(
          `No postmortem has the word '${source}', and there is no field '${field}'. ` +
            `Fields: ${search.FIELDS.join(", ")}.`,
        );
        continue;
      }
      if (unit.terms.length > 1 && !unit.prefix) {
        messages.push(`No postmortem has '${source}' in this order.`);
        continue;
      }
      const term = unit.prefix || unit.terms[0][0];
      const words = new Map(await index.words(String.fromCodePoint(term.codePointAt(0))));
      const near = search.nearest(term, [...words.keys()]);
      const word = near === null ? "" : words.get(near);
      if (word) meant = meant.replaceAll(unit.source, () => word);
      messages.push(`No postmortem has the word '${source}'.${word ? ` Did you mean '${word}'?` : ""}`);
    }
    return messages.map((message) => ({ message, query: meant === text ? "" : meant }));
  }

  // The answer to a query.
  //   text: what was typed; chosen: {field: values} chosen beside it; today: ISO day; sort: relevance, newest, longest;
  //   typing: the last word may be unfinished.
  // Gives {query, rows, scores, units, counts, notices}, rows in order, all of them.
  search.answer = async function (index, text, { chosen = {}, today, sort = "relevance", typing = false }) {
    const query = search.parseQuery(text, index.vocabulary, typing);
    for (const [field, values] of Object.entries(chosen)) {
      query.conditions.push({ field, values, negated: false });
    }
    const { scores, units, notices } = await score(index, query);
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
