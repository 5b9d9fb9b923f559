// The site's other pages: which of them have all that is asked for, and in which section.
(function (search) {
  "use strict";
  // An instant navigation reads the scripts again.
  if (search.findPages) return;

  // places between two texts, so that no phrase reaches from one into the next
  const GAP = 1000;
  const MOST_OF_A_WORD = 30;
  const MOST_SHOWN = 5;

  const weightOf = (zone) => (zone === 0 ? 10 : zone % 2 ? 5 : 1);

  // Zone 0 is the title; a section's heading and text are the next two. places: Map from term to Map from place to zone.
  function prepared([title, url, sections]) {
    const places = new Map();
    let next = 0;
    const texts = [title, ...sections.flatMap(([, heading, text]) => [heading, text])];
    texts.forEach((text, zone) => {
      const first = next;
      for (const { term, position } of search.tokens(text)) {
        if (!places.has(term)) places.set(term, new Map());
        places.get(term).set(first + position, zone);
        next = Math.max(next, first + position + GAP);
      }
    });
    return { title, url, sections, places };
  }

  // Zones of everything in a page that a unit asks for: its word or phrase, any word that its start may become, or what
  // stands for it.
  function zonesOf({ places }, { terms, prefix, synonyms }) {
    const started = prefix ? [...places.keys()].filter((term) => term.startsWith(prefix)) : [];
    const words = prefix ? [...started, ...terms.map(([term]) => term)].map((term) => [[term, 0]]) : [terms];
    return [...words, ...synonyms].flatMap(([[term, start], ...others]) =>
      [...(places.get(term) || [])]
        .filter(([place]) => others.every(([other, offset]) => places.get(other)?.has(place + offset - start)))
        .map(([, zone]) => zone),
    );
  }

  // {score, section} of a page that has every unit and none of those that are excluded; null of any other.
  function judged(page, units) {
    let score = 0;
    // number of a section to how much of the query it has
    const sections = new Map();
    for (const unit of units) {
      const zones = zonesOf(page, unit);
      if (Boolean(zones.length) === unit.negated) return null;
      score += Math.min(MOST_OF_A_WORD, zones.map(weightOf).reduce((sum, weight) => sum + weight, 0));
      for (const section of new Set(zones.filter(Boolean).map((zone) => (zone - 1) >> 1))) {
        sections.set(section, (sections.get(section) || 0) + 1);
      }
    }
    const best = [...sections].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
    return { score, section: best ? best[0] : 0 };
  }

  // {title, url, heading, text} of every page that has all of the units, best first.
  search.findPages = async function (index, units) {
    if (!units.some((unit) => !unit.negated)) return [];
    const pages = await index.pages();
    index.preparedPages ||= pages.map(prepared);
    const found = index.preparedPages
      .map((page) => ({ page, ...judged(page, units) }))
      .filter(({ score }) => score);
    found.sort((a, b) => b.score - a.score);
    return found.map(({ page: { title, url, sections }, section }) => {
      const [anchor, heading, text] = sections[section];
      return { title, url: url + (anchor ? `#${anchor}` : ""), heading, text };
    });
  };

  // Draws the first of the pages that were found, apart from the postmortems.
  search.showPages = function (view, found, units) {
    const { make, say, marked, withMarks } = search;
    const jump = view.part("bar__also");
    jump.hidden = !found.length;
    jump.textContent = search.sayMany("%(num)s site page", "%(num)s site pages", found.length);
    const shown = found.slice(0, MOST_SHOWN);
    const items = shown.map(({ title, url, heading, text }) => {
      const href = view.root.dataset.siteRoot + url;
      const link = make("a", "pm-other__title", withMarks(marked(title, units)), { href, dir: "auto" });
      const place = heading && heading !== title ? [" · ", ...withMarks(marked(heading, units))] : [];
      return make("li", "pm-other", [
        make("p", "pm-other__head", [link, make("span", "pm-quiet", place)]),
        make("p", "pm-hit__excerpt", withMarks(search.excerpt(text, units)), { dir: "auto" }),
      ]);
    });
    const some = say("%(some)s of %(all)s pages", { some: shown.length, all: found.length });
    const rest = make("span", "pm-quiet", found.length > shown.length ? ` ${some}` : "");
    const title = make("h2", "", [say("Also in this site"), rest]);
    view.part("also").replaceChildren(...(found.length ? [title, make("ol", "pm-plain", items)] : []));
  };
})((window.PostmortemSearch = window.PostmortemSearch || {}));
