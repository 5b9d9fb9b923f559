// Draws the archive page's results, chips and notices. Everything is made with textContent: nothing that
// an author or a reader wrote is ever taken for HTML.
(function (search) {
  "use strict";
  // An instant navigation reads the scripts again.
  if (search.View) return;

  // services and causes have a line of their own
  const FURTHER_FIELDS = ["trigger", "tag", "team", "severity"];
  const { say, sayMany, number, pieces, lowersNames } = search;

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

  // 27 min, 3 h 13 min, 3 d 12 h (from two days on)
  function durationText(minutes) {
    const two = (large, unit, rest, small) => `${number(large)} ${unit}${rest ? ` ${rest} ${small}` : ""}`;
    const [d, h, min] = [say("d"), say("h"), say("min")];
    if (minutes < 60) return two(minutes, min, 0);
    if (minutes < 48 * 60) return two(Math.floor(minutes / 60), h, minutes % 60, min);
    const hours = Math.round(minutes / 60);
    return two(Math.floor(hours / 24), d, hours % 24, h);
  }

  // The first names of some, parted by commas; as in the middle of a sentence if `lower`. Null of none.
  function few(names, most, lower) {
    if (!names.length) return null;
    const rest = names.length - most;
    const shown = names.slice(0, most).flatMap(({ name, pieces: [first, ...others] }, i) => {
      // acronyms stay
      const plain = lower && lowersNames() && typeof first === "string" && /^\p{Lu}\p{Ll}/u.test(name);
      return [i ? ", " : "", plain ? first[0].toLowerCase() + first.slice(1) : first, ...others];
    });
    return rest > 0 ? [...shown, " ", say("and %(count)s more", { count: number(rest) })] : shown;
  }

  // A text with the found words in <mark>.
  function withMarks({ text, marks }) {
    const shown = [];
    let place = 0;
    for (const [start, end] of marks) {
      shown.push(text.slice(place, start), make("mark", "pm-mark", text.slice(start, end)));
      place = end;
    }
    shown.push(text.slice(place));
    return shown.filter((piece) => piece !== "");
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
        this.button("pm-button", pieces("Search for %(query)s", { query: make("strong", "", query) }), () => this.actions.ask(query)),
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
          { "aria-label": say("Drop the filter %(filter)s", { filter: text }) },
        );
      const title = (field) => say(field[0].toUpperCase() + field.slice(1));
      const chips = Object.entries(chosen).flatMap(([field, values]) =>
        values.map((value) =>
          chip(`${title(field)}: ${this.label(index, field, value)}`, () => this.actions.drop(field, value)),
        ),
      );
      for (const clause of search.clauses(q, index.vocabulary)) {
        const said = clause.conditions.map(({ field, values, negated }) => {
          const names = values.map((value) => this.conditionValue(index, field, value));
          const named = names.join(say(" or ")) || say("no such value");
          const name = negated ? say("Not %(field)s", { field: say(field) }) : title(field);
          return `${name}: ${named}`;
        });
        chips.push(chip(said.join(", "), () => this.actions.ask(search.without(q, [clause]))));
      }
      if (chips.length > 1) chips.push(this.button("pm-button", say("Clear all filters"), this.actions.clear));
      this.part("chips").replaceChildren(...chips);
    }

    conditionValue(index, field, value) {
      if (field === "longer" || field === "shorter") return durationText(Number(value));
      return this.label(index, field, value);
    }

    // Replaces the lines that were shown; `rest` more can be shown.
    hits(lines, rest) {
      this.part("hits").replaceChildren(...lines);
      const more = this.button("pm-button pm-more", say("Show more (%(count)s left)", { count: number(rest) }), this.actions.more);
      this.part("after").replaceChildren(...(rest ? [more] : []));
    }

    // The line of the result at a place of an answer.
    async hit(index, { units, rows, documents }, place, today) {
      const row = rows[place];
      const document_ = await documents[place];
      const href = this.root.dataset.postmortemUrl.replace("~id~", () => encodeURIComponent(document_.slug));
      const severity = this.severity(index.lists.severity(row)[0] || say("none"));
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
          .map(({ pieces: named }) => make("span", "pm-hit__tag", [`${say(field)} `, ...named])),
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
      // to those outside, what is not told is not mentioned
      const inside = (text) => ("public" in this.root.dataset ? "" : text);
      const facts = [
        day ? make("time", "", search.day(day), { dateTime: day }) : inside(say("date not recorded")),
        duration === null ? inside(say("duration not recorded")) : make("span", "pm-whole", durationText(duration)),
        few(this.names(index, "service", row, units), 3) || inside(say("services not recorded")),
        few(this.names(index, "cause", row, units), 2, true) || inside(say("causes not recorded")),
      ].filter(Boolean);
      if (index.nearMiss(row)) facts.push(say("near miss"));
      if (open) facts.push(make("span", "pm-whole", sayMany("%(num)s open action", "%(num)s open actions", open)));
      if (search.isOverdue(index, row, today)) facts.push(make("span", "pm-late", say("late")));
      if (status !== "published") facts.push(make("strong", "pm-draft", say(status.replace("-", " "))));
      return facts.flatMap((piece, i) => [i ? " · " : "", piece].flat());
    }

    alsoUnread() {
      this.part("bar__also").hidden = true;
      const message = say("The other pages of this site cannot be searched just now: the index is being updated.");
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
      return make("p", "pm-examples", [say("Try"), " ", ...buttons]);
    }
  }

  function firstSentence(text) {
    const end = /[.!?](?=\s)|[。！？]/u.exec(text);
    return end ? text.slice(0, end.index + 1) : text;
  }

  Object.assign(search, { View, make, withMarks });
})((window.PostmortemSearch = window.PostmortemSearch || {}));
