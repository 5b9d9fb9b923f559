// What is asked for, as the page's address holds it: the text, the chosen filters, the order.
(function (search) {
  "use strict";
  // An instant navigation reads the scripts again.
  if (search.readAddress) return;

  const SORTS = ["relevance", "newest", "longest", "actions"];
  // characters; of longer texts only these are searched for
  const MOST = 10000;
  // as in header.js: web servers refuse long addresses, and what follows # is not sent to them
  const LONG = 1500;
  const CLAUSE = /"[^"]*"?|[^\s"]+(?:"[^"]*"?[^\s"]*)*/g;
  const MOST_CLAUSES = 20;

  function readText() {
    const asked = (part) => new URLSearchParams(part).get("q");
    return asked(location.search) || asked(location.hash.slice(1)) || "";
  }

  // {q, chosen, sort}; values that the index does not know stay, so that they can be seen and dropped.
  function readAddress(vocabulary) {
    const parameters = new URLSearchParams(location.search);
    const chosen = {};
    for (const field of search.VALUE_FIELDS) {
      const values = parameters.getAll(field).flatMap((text) => {
        return vocabulary.labels[field].has(text) ? [text] : text.split(",");
      });
      const kept = [...new Set(values.map((value) => value.trim()).filter(Boolean))];
      if (kept.length) chosen[field] = kept;
    }
    const sort = parameters.get("sort");
    return { q: readText(), chosen, sort: SORTS.includes(sort) ? sort : "" };
  }

  function addressOf({ q, chosen, sort }) {
    const text = new URLSearchParams(q.trim() ? { q: q.slice(0, MOST) } : {});
    const long = text.toString().length > LONG;
    const parameters = long ? new URLSearchParams() : text;
    for (const [field, values] of Object.entries(chosen)) {
      const texts = values.some((value) => value.includes(",")) ? values : [values.join(",")];
      for (const one of texts) parameters.append(field, one);
    }
    if (sort) parameters.set("sort", sort);
    const query = parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
    return location.pathname + (query ? `?${query}` : "") + (long ? `#${text}` : "");
  }

  // The first clauses of a text that are conditions and nothing else: {conditions, start, end}.
  function clauses(text, vocabulary) {
    const found = [];
    for (const { 0: clause, index: start } of text.slice(0, MOST).matchAll(CLAUSE)) {
      const [, name] = /^-?([a-z]+):/i.exec(clause) || [];
      if (!search.FIELDS.includes(name?.toLowerCase())) continue;
      const { conditions, units } = search.parseQuery(clause, vocabulary);
      if (conditions.length && !units.length) found.push({ conditions, start, end: start + clause.length });
      if (found.length === MOST_CLAUSES) break;
    }
    return found;
  }

  // A text without some of its clauses.
  function without(text, dropped) {
    const ends = [0, ...dropped.map(({ end }) => end)];
    const starts = [...dropped.map(({ start }) => start), text.length];
    const kept = ends.map((end, i) => text.slice(end, starts[i]).trim());
    return kept.filter(Boolean).join(" ");
  }

  // A text as a box of one line can show it.
  function oneLine(text) {
    return text.replace(/[\r\n]+/g, " ");
  }

  Object.assign(search, { oneLine, readText, readAddress, addressOf, clauses, without });
})((window.PostmortemSearch = window.PostmortemSearch || {}));
