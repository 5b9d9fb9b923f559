// What to try: where nothing was found, and before anything was asked.
(function (search) {
  "use strict";
  // An instant navigation reads the scripts again.
  if (search.advice) return;

  const MOST_WORDS = 4;

  // Elements to show where nothing was found, or nothing asked.
  search.advice = async function (index, answer, chosen, view) {
    const { make, say } = search;
    if (!index.count && "public" in view.root.dataset) {
      return [make("p", "", say("Nothing is published here yet."))];
    }
    if (!index.count) {
      const command = make("code", "", 'postmortem new "What broke, for whom"');
      return [make("p", "", search.pieces("No postmortem is here yet. Write the first one: %(command)s", { command }))];
    }
    if (answer.rows.length) return tried(view, ofTheArchive(index, answer, view));
    const lines = [make("p", "", say("No postmortem matches all of this."))];
    const filtered = Object.keys(chosen).length > 0;
    if (filtered) lines.push(view.button("pm-button", say("Search without the filters"), view.actions.unfilter));
    const known = knownWords(answer);
    if (known.length || filtered) return [...lines, ...tried(view, known)];
    return [...lines, ...tried(view, ofTheArchive(index, await search.answer(index, "", {}), view))];
  };

  function tried(view, queries) {
    return queries.length ? [view.examples(queries)] : [];
  }

  // Those of several words that may be found one by one.
  function knownWords({ units, notices }) {
    const unknown = notices.map(({ message }) => message).join("\n");
    const wanted = units.map(({ source }) => source).filter((source) => !source.includes('"'));
    const known = wanted.filter((source) => !unknown.includes(`'${source}'`)).slice(0, MOST_WORDS);
    return wanted.length > 1 ? known.map(quoted) : [];
  }

  function quoted(text) {
    return /[\s",]/.test(text) ? `"${text.replaceAll('"', "")}"` : text;
  }

  // Queries that this archive answers, made from what it holds most of; to those outside it says nothing of actions.
  function ofTheArchive(index, { counts, rows }, view) {
    const answers = (query) => {
      const tests = search.parseQuery(query, index.vocabulary).conditions.map((one) => search.meets(index, one, ""));
      return rows.some((row) => tests.every((holds) => holds(row)));
    };
    return [
      ["service", "service", ""],
      ["cause", "cause", " longer:2h"],
      ["year", "after", "public" in view.root.dataset ? "" : " is:open"],
    ].flatMap(([field, name, further]) => {
      const [most] = [...counts[field]].sort((a, b) => b[1] - a[1]);
      if (!most) return [];
      const query = `${name}:${quoted(most[0])}`;
      return [query + further, query].filter(answers).slice(0, 1);
    });
  }
})((window.PostmortemSearch = window.PostmortemSearch || {}));
