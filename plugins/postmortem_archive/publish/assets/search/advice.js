// What to try: where nothing was found, and before anything was asked.
(function (search) {
  "use strict";
  // An instant navigation reads the scripts again.
  if (search.advice) return;

  const MOST_WORDS = 4;

  // Elements to show instead of results.
  function advice(index, answer, chosen, view) {
    const { make, say } = search;
    if (!index.count && "public" in view.root.dataset) {
      return [make("p", "", say("Nothing is published here yet."))];
    }
    if (!index.count) {
      const command = make("code", "", 'postmortem new "What broke, for whom"');
      return [make("p", "", search.pieces("No postmortem is here yet. Write the first one: %(command)s", { command }))];
    }
    const lines = [make("p", "", say("No postmortem matches all of this. Try fewer or other words."))];
    if (Object.keys(chosen).length) {
      lines.push(view.button("pm-button", say("Search without the filters"), view.actions.unfilter));
    }
    const unknown = answer.notices.map(({ message }) => message).join("\n");
    const wanted = answer.units.map((unit) => unit.source).filter((source) => !source.includes('"'));
    const known = wanted.filter((source) => !unknown.includes(`'${source}'`)).slice(0, MOST_WORDS);
    if (known.length && wanted.length > 1) {
      lines.push(view.examples(known.map((source) => (source.includes(" ") ? `"${source}"` : source))));
    }
    return lines;
  }

  // Queries that this archive answers, made from what it holds most of; to those outside it says nothing of actions.
  function examples(answer, ofActions) {
    const most = (field) => [...answer.counts[field]].sort((a, b) => b[1] - a[1])[0]?.[0];
    const quoted = (value) => (/[\s",]/.test(value) ? `"${value.replaceAll('"', "")}"` : value);
    const [service, cause, year] = ["service", "cause", "year"].map(most);
    return [
      service && `service:${quoted(service)}`,
      cause && `cause:${quoted(cause)} longer:2h`,
      year && (ofActions ? `after:${year} is:open` : `after:${year}`),
    ].filter(Boolean);
  }

  Object.assign(search, { advice, examples });
})((window.PostmortemSearch = window.PostmortemSearch || {}));
