// Draws the archive page's results, chips and notices. Everything is made with textContent: nothing that
// an author or a reader wrote is ever taken for HTML.
(function (search) {
  "use strict";
  // An instant navigation reads the scripts again.
  if (search.View) return;

  const MONTHS =
    "January February March April May June July August September October November December".split(" ");
  // services and causes have a line of their own
  const FURTHER_FIELDS = ["trigger", "tag", "team", "severity"];
  const NOT_RECORDED = "not recorded";

  // An element with a class, children (texts or elements) and properties.
  function make(tag, className, children = [], properties = {}) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...[children].flat());
    for (const [name, value] of Object.entries(properties)) {
      if (name.includes("-") || name === "for") element.setAttribute(name, value);
      else element[name] = value;
    }
    return element;
  }

  function count(number, noun) {
    return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
  }

  function dayText(day) {
    const [year, month, date] = day.split("-").map(Number);
    return `${date} ${MONTHS[month - 1]} ${year}`;
  }

  // 27 min, 3 h 13 min, 3 d 12 h (from two days on)
  function durationText(minutes) {
    if (minutes < 60) return `${minutes} min`;
    const two = (large, unit, rest, small) =>
      `${large.toLocaleString("en")} ${unit}${rest ? ` ${rest} ${small}` : ""}`;
    if (minutes < 48 * 60) return two(Math.floor(minutes / 60), "h", minutes % 60, "min");
    const hours = Math.round(minutes / 60);
    return two(Math.floor(hours / 24), "d", hours % 24, "h");
  }

  // The first names of some, parted by commas; as in the middle of a sentence if `lower`. Null of none.
  function few(names, most, lower) {
    if (!names.length) return null;
    const rest = names.length - most;
    const pieces = names.slice(0, most).flatMap(({ name, pieces: [first, ...others] }, i) => {
      // acronyms stay
      const plain = lower && typeof first === "string" && /^\p{Lu}\p{Ll}/u.test(name);
      return [i ? ", " : "", plain ? first[0].toLowerCase() + first.slice(1) : first, ...others];
    });
    return rest > 0 ? [...pieces, ` and ${rest} more`] : pieces;
  }

  // A text with the found words in <mark>.
  function withMarks({ text, marks }) {
    const pieces = [];
    let place = 0;
    for (const [start, end] of marks) {
      pieces.push(text.slice(place, start), make("mark", "pm-mark", text.slice(start, end)));
      place = end;
    }
    pieces.push(text.slice(place));
    return pieces.filter((piece) => piece !== "");
  }

  class View {
    constructor(root, actions) {
      this.root = root;
      // {choose, drop, clear, unfilter, ask, more}
      this.actions = actions;
      this.steps = JSON.parse(root.dataset.severitySteps || "{}");
      this.facets = new search.Facets(this.part("facets"), this, actions);
    }

    part(name) {
      return this.root.querySelector(`.pm-${name}`);
    }

    label(index, field, value) {
      return index.vocabulary.labels[field]?.get(value) || value;
    }

    severity(value) {
      return make("span", `pm-severity pm-severity--${this.steps[value] || 0}`, value);
    }

    status(text) {
      const status = this.part("status");
      if (status.textContent !== text) status.textContent = text;
    }

    // Whether what is shown is about to be replaced: assistive technology waits, and so do tests.
    busy(part, busy) {
      this.part(part).setAttribute("aria-busy", String(busy));
    }

    // Nothing is shown rather than what answers another question.
    clear() {
      for (const name of ["notices", "chips", "facets", "hits", "after", "also"]) this.part(name).replaceChildren();
      this.part("bar__also").hidden = true;
      this.busy("found", false);
      this.busy("also", false);
    }

    button(className, content, onclick, properties = {}) {
      return make("button", className, content, { type: "button", onclick, ...properties });
    }

    // notices: [{message, query}]; a query that was probably meant becomes a button.
    notices(notices) {
      const meant = [...new Set(notices.map((notice) => notice.query).filter(Boolean))];
      const lines = notices.map((notice) => make("p", "pm-notice-line", notice.message));
      const buttons = meant.map((query) =>
        this.button("pm-button", ["Search for ", make("strong", "", query)], () => this.actions.ask(query)),
      );
      this.part("notices").replaceChildren(...lines, ...buttons);
    }

    // One button for every chosen value and every condition in the text, and one that drops all.
    chips(index, { q, chosen }) {
      const chip = (text, drop) =>
        this.button(
          "pm-chip",
          [make("bdi", "", text), make("span", "pm-chip__cross", "×", { "aria-hidden": "true" })],
          drop,
          { "aria-label": `Drop the filter ${text}` },
        );
      const title = (field) => field[0].toUpperCase() + field.slice(1);
      const chips = Object.entries(chosen).flatMap(([field, values]) =>
        values.map((value) =>
          chip(`${title(field)}: ${this.label(index, field, value)}`, () => this.actions.drop(field, value)),
        ),
      );
      for (const clause of search.clauses(q, index.vocabulary)) {
        const said = clause.conditions.map(({ field, values, negated }) => {
          const names = values.map((value) => this.conditionValue(index, field, value));
          return `${negated ? `Not ${field}` : title(field)}: ${names.join(" or ") || "no such value"}`;
        });
        chips.push(chip(said.join(", "), () => this.actions.ask(search.without(q, [clause]))));
      }
      if (chips.length > 1) chips.push(this.button("pm-button", "Clear all filters", this.actions.clear));
      this.part("chips").replaceChildren(...chips);
    }

    conditionValue(index, field, value) {
      if (field === "longer" || field === "shorter") return durationText(Number(value));
      return this.label(index, field, value);
    }

    // hits: [{row, document}], replacing what was shown; `rest` more can be shown.
    hits(index, answer, hits, rest, today) {
      this.part("hits").replaceChildren(
        ...hits.map(({ row, document }) => this.hit(index, answer, row, document, today)),
      );
      const more = this.button("pm-button pm-more", `Show more (${rest.toLocaleString("en")} left)`, this.actions.more);
      this.part("after").replaceChildren(...(rest ? [more] : []));
    }

    hit(index, { units }, row, document_, today) {
      const href = this.root.dataset.postmortemUrl.replace("~id~", () => encodeURIComponent(document_.slug));
      const severity = this.severity(index.lists.severity(row)[0] || "none");
      const title = make("a", "pm-hit__title", withMarks(search.marked(document_.title, units)), {
        href,
        dir: "auto",
      });
      return make("li", "pm-hit", [
        make("p", "pm-hit__head", [severity, " ", title]),
        make("p", "pm-hit__facts", this.factLine(index, row, units, today)),
        make("p", "pm-hit__excerpt", this.reason(index, units, row, document_), { dir: "auto" }),
      ]);
    }

    // Why it was found: what it is tagged with, where that has the words, and an excerpt with them marked.
    reason(index, units, row, document_) {
      const excerpt = search.excerpt(document_.text, units);
      if (!units.length) return firstSentence(excerpt.text);
      const tags = FURTHER_FIELDS.flatMap((field) =>
        this.names(index, field, row, units)
          .filter(({ found }) => found)
          .map(({ pieces }) => make("span", "pm-hit__tag", [`${field} `, ...pieces])),
      );
      const text = excerpt.marks.length ? withMarks(excerpt) : [firstSentence(excerpt.text)];
      return [...tags.flatMap((tag) => [tag, " · "]), ...text];
    }

    // [{name, pieces, found}] of a postmortem's values in a field, those with words of the query first and marked; a
    // value that was found by its ID or another name of it is marked whole.
    names(index, field, row, units) {
      const named = index.lists[field](row).map((value) => {
        const name = this.label(index, field, value);
        const marked = search.marked(name, units);
        const others = () => [value, ...this.aliases(index, field, value)];
        const found = marked.marks.length > 0 || others().some((one) => search.marked(one, units).marks.length);
        if (found && !marked.marks.length) marked.marks = [[0, name.length]];
        return { name, pieces: withMarks(marked), found };
      });
      return units.length ? [...named.filter((one) => one.found), ...named.filter((one) => !one.found)] : named;
    }

    // The further names of a value.
    aliases(index, field, value) {
      index.aliases ||= {};
      if (!index.aliases[field]) {
        const named = (index.aliases[field] = new Map());
        for (const [name, values] of index.vocabulary.names[field] || []) {
          for (const one of values) named.set(one, [...(named.get(one) || []), name]);
        }
      }
      return index.aliases[field].get(value) || [];
    }

    factLine(index, row, units, today) {
      const [day, duration, open] = [index.day(row), index.duration(row), index.openActions(row)];
      const status = index.lists.status(row)[0] || "draft";
      const pieces = [
        day ? make("time", "", dayText(day), { dateTime: day }) : `date ${NOT_RECORDED}`,
        duration === null ? `duration ${NOT_RECORDED}` : make("span", "pm-whole", durationText(duration)),
        few(this.names(index, "service", row, units), 3) || `services ${NOT_RECORDED}`,
        few(this.names(index, "cause", row, units), 2, true) || `causes ${NOT_RECORDED}`,
      ];
      if (index.nearMiss(row)) pieces.push("near miss");
      if (open) pieces.push(make("span", "pm-whole", count(open, "open action")));
      if (search.isOverdue(index, row, today)) pieces.push(make("span", "pm-late", "late"));
      if (status !== "published") pieces.push(make("strong", "pm-draft", status.replace("-", " ")));
      return pieces.flatMap((piece, i) => [i ? " · " : "", piece].flat());
    }

    // The first of the site's other pages that were found: {title, url, heading, text}; apart from the postmortems.
    also(pages, units, all) {
      const jump = this.part("bar__also");
      jump.hidden = !all;
      jump.textContent = count(all, "site page");
      const items = pages.map(({ title, url, heading, text }) => {
        const href = this.root.dataset.siteRoot + url;
        const link = make("a", "pm-other__title", withMarks(search.marked(title, units)), { href, dir: "auto" });
        const place = heading && heading !== title ? [" · ", ...withMarks(search.marked(heading, units))] : [];
        return make("li", "pm-other", [
          make("p", "pm-other__head", [link, make("span", "pm-quiet", place)]),
          make("p", "pm-hit__excerpt", withMarks(search.excerpt(text, units)), { dir: "auto" }),
        ]);
      });
      const rest = all - pages.length;
      const shown = make("span", "pm-quiet", rest ? ` ${pages.length} of ${all} pages` : "");
      const title = make("h2", "", ["Also in this site", shown]);
      this.part("also").replaceChildren(...(all ? [title, make("ol", "pm-plain", items)] : []));
    }

    alsoUnread() {
      const message = "The other pages of this site cannot be searched just now: the index is being updated.";
      this.part("also").replaceChildren(make("p", "pm-quiet", message));
    }

    // What to do where nothing was found, or before anything was asked.
    after(...children) {
      this.part("after").replaceChildren(...children);
    }

    examples(queries) {
      const buttons = queries.map((query) =>
        this.button("pm-button pm-example", make("code", "", query), () => this.actions.ask(query)),
      );
      return make("p", "pm-examples", ["Try ", ...buttons]);
    }
  }

  function firstSentence(text) {
    const end = /[.!?](?=\s)|[。！？]/u.exec(text);
    return end ? text.slice(0, end.index + 1) : text;
  }

  Object.assign(search, { View, make, count });
})((window.PostmortemSearch = window.PostmortemSearch || {}));
