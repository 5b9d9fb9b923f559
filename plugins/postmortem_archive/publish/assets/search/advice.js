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
    if (answer.rows.length) return tried(view, await ofTheArchive(index, view));
    const lines = [make("p", "", say("No postmortem matches all of this."))];
    const filtered = Object.keys(chosen).length > 0;
    if (filtered) lines.push(view.button("pm-button", say("Search without the filters"), view.actions.unfilter));
    const known = knownWords(answer);
    if (known.length || filtered) return [...lines, ...tried(view, known)];
    return [...lines, ...tried(view, await ofTheArchive(index, view))];
  };

  function tried(view, queries) {
    return queries.length ? [view.examples(queries)] : [];
  }

  // Those of several words that may be found one by one.
  function knownWords({ units, notices }) {
    const unknown = notices.map(({ message }) => message).join("\n");
    const wanted = units.map(({ source }) => source).filter((source) => !source.includes('"'));
    const known = wanted.filter((source) => !unknown.includes(`'${source}'`)).slice(0, MOST_WORDS);
    return wanted.length > 1 ? known.map((source) => (source.includes(" ") ? `"${source}"` : source)) : [];
  }

  // Queries that this archive answers, made from what it holds most of; to those outside it says nothing of actions.
  async function ofTheArchive(index, view) {
    const { counts } = await search.answer(index, "", {});
    const most = (field) => [...counts[field]].sort((a, b) => b[1] - a[1])[0]?.[0];
    const quoted = (value) => (/[\s",]/.test(value) ? `"${value.replaceAll('"', "")}"` : value);
    const found = [];
    for (const [field, name, further] of [
      ["service", "service", ""],
      ["cause", "cause", " longer:2h"],
      ["year", "after", "public" in view.root.dataset ? "" : " is:open"],
    ]) {
      const value = most(field);
      if (value === undefined) continue;
      for (const query of [`${name}:${quoted(value)}${further}`, `${name}:${quoted(value)}`]) {
        if (!(await search.answer(index, query, {})).rows.length) continue;
        found.push(query);
        break;
      }
    }
    return found;
  }
})((window.PostmortemSearch = window.PostmortemSearch || {}));
