// Draws the archive page's results, filters, chips and notices. Everything is made with textContent: nothing that
// an author or a reader wrote is ever taken for HTML.
(function (search) {
  "use strict";
  if (search.view) return; // read again after an instant navigation

  const MONTHS =
    "January February March April May June July August September October November December".split(" ");
  const FEW_VALUES = 6;
  const KEY_FIELDS = ["service", "cause", "trigger", "tag", "team", "severity"];
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

  function few(names, most) {
    const rest = names.length - most;
    return names.slice(0, most).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  }

  // A name in the middle of a sentence; acronyms stay.
  function lowerFirst(name) {
    return /^\p{Lu}\p{Ll}/u.test(name) ? name[0].toLowerCase() + name.slice(1) : name;
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

  function severityTag(value, steps) {
    return make("span", `pm-severity pm-severity--${steps[value] || 0}`, value);
  }

  class View {
    constructor(root, actions) {
      this.root = root;
      this.actions = actions; // {choose, drop, clear, close, ask, more, redraw}
      this.steps = JSON.parse(root.dataset.severitySteps || "{}");
      this.expanded = new Set();
    }

    part(name) {
      return this.root.querySelector(`.pm-${name}`);
    }

    label(index, field, value) {
      return index.vocabulary.labels[field]?.get(value) || value;
    }

    status(text) {
      const status = this.part("status");
      if (status.textContent !== text) status.textContent = text;
    }

    // Whether what is shown is about to be replaced: assistive technology waits, and so do tests.
    busy(busy) {
      this.part("found").setAttribute("aria-busy", String(busy));
    }

    // notices: [{message, query}]; a query that was probably meant becomes a button.
    notices(notices) {
      const meant = [...new Set(notices.map((notice) => notice.query).filter(Boolean))];
      const lines = notices.map((notice) => make("p", "pm-notice-line", notice.message));
      const buttons = meant.map((query) =>
        make("button", "pm-button", ["Search for ", make("strong", "", query)], {
          type: "button",
          onclick: () => this.actions.ask(query),
        }),
      );
      this.part("notices").replaceChildren(...lines, ...buttons);
    }

    // One button for every chosen value, and one that drops all.
    chips(index, chosen) {
      const buttons = [];
      for (const [field, values] of Object.entries(chosen)) {
        for (const value of values) {
          const text = `${field[0].toUpperCase()}${field.slice(1)}: ${this.label(index, field, value)}`;
          buttons.push(
            make("button", "pm-chip", [text, make("span", "pm-chip__cross", "×", { "aria-hidden": "true" })], {
              type: "button",
              "aria-label": `Drop the filter ${text}`,
              onclick: () => this.actions.drop(field, value),
            }),
          );
        }
      }
      if (buttons.length > 1) {
        buttons.push(
          make("button", "pm-button", "Clear all filters", { type: "button", onclick: this.actions.clear }),
        );
      }
      this.part("chips").replaceChildren(...buttons);
    }

    // Groups of check boxes with counts; the focus stays where it was.
    facets(index, answer, chosen, fields) {
      const focused = document.activeElement?.dataset?.facetValue;
      const groups = fields.map((field) => this.facet(index, answer, chosen, field)).filter(Boolean);
      const place = this.part("facets");
      const done = make("button", "pm-button pm-facets__done", `Show ${count(answer.rows.length, "postmortem")}`, {
        type: "button",
        onclick: this.actions.close,
      });
      place.replaceChildren(...groups, done);
      if (!focused) return;
      const again = [...place.querySelectorAll("[data-facet-value]")];
      again.find((element) => element.dataset.facetValue === focused)?.focus();
    }

    facet(index, answer, chosen, field) {
      const counts = answer.counts[field];
      const active = chosen[field] || [];
      const values = sortedValues(index, field, counts, active);
      if (!values.length) return null;
      const all = this.expanded.has(field);
      const shown = all ? values : values.filter((value, i) => i < FEW_VALUES || active.includes(value));
      const items = shown.map((value) => this.choice(index, field, value, counts, active));
      if (values.length > FEW_VALUES) items.push(this.expander(field, values.length, all));
      return make("fieldset", "pm-facet", [make("legend", "", index.facetTitles[field]), ...items]);
    }

    choice(index, field, value, counts, active) {
      const box = make("input", "", [], {
        type: "checkbox",
        checked: active.includes(value),
        "data-facet-value": `${field}:${value}`,
        onchange: () => this.actions.choose(field, value, box.checked),
      });
      const label = field === "severity" ? severityTag(value, this.steps) : this.label(index, field, value);
      const number = (counts.get(value) || 0).toLocaleString("en");
      return make("label", "pm-choice", [
        box,
        make("span", "pm-choice__name", label),
        make("span", "pm-choice__count", number),
      ]);
    }

    expander(field, number, all) {
      return make("button", "pm-button pm-facet__more", all ? "Show fewer" : `Show all ${number}`, {
        type: "button",
        "aria-expanded": String(all),
        "data-facet-value": `${field}:`,
        onclick: () => {
          if (all) this.expanded.delete(field);
          else this.expanded.add(field);
          this.actions.redraw();
        },
      });
    }

    // hits: [{row, document}], replacing what was shown; `rest` more can be shown.
    hits(index, answer, hits, rest, today) {
      this.part("hits").replaceChildren(
        ...hits.map(({ row, document }) => this.hit(index, answer, row, document, today)),
      );
      const more = make("button", "pm-button pm-more", `Show more (${rest.toLocaleString("en")} left)`, {
        type: "button",
        onclick: this.actions.more,
      });
      this.part("after").replaceChildren(...(rest ? [more] : []));
    }

    hit(index, answer, row, document_, today) {
      const url = this.root.dataset.postmortemUrl.replace("~id~", () => encodeURIComponent(document_.slug));
      const severity = index.lists.severity(row)[0];
      const title = make("a", "pm-hit__title", withMarks(search.marked(document_.title, answer.units)), {
        href: url,
      });
      return make("li", "pm-hit", [
        make("p", "pm-hit__head", [
          severity ? severityTag(severity, this.steps) : severityTag("none", this.steps),
          " ",
          title,
        ]),
        make("p", "pm-hit__facts", this.factLine(index, row, today)),
        make("p", "pm-hit__excerpt", this.reason(index, answer, row, document_), { dir: "auto" }),
      ]);
    }

    // Why it was found: an excerpt with the words, or the tags that have them; else how its summary begins.
    reason(index, answer, row, document_) {
      const excerpt = search.excerpt(document_.text, answer.units);
      if (!answer.units.length) return firstSentence(excerpt.text);
      if (excerpt.marks.length) return withMarks(excerpt);
      const found = KEY_FIELDS.flatMap((field) =>
        index.lists[field](row)
          .flatMap((value) => [value, this.label(index, field, value)])
          .map((name) => search.marked(name, answer.units))
          .filter(({ marks }) => marks.length)
          .slice(0, 1)
          .map((name) => [`${field} `, ...withMarks(name), " · "]),
      );
      return [...found.flat(), firstSentence(excerpt.text)];
    }

    factLine(index, row, today) {
      const names = (field) => index.lists[field](row).map((value) => this.label(index, field, value));
      const [day, duration, open] = [index.day(row), index.duration(row), index.openActions(row)];
      const status = index.lists.status(row)[0] || "draft";
      const pieces = [
        day ? make("time", "", dayText(day), { dateTime: day }) : `date ${NOT_RECORDED}`,
        duration === null ? `duration ${NOT_RECORDED}` : make("span", "pm-whole", durationText(duration)),
        few(names("service"), 3) || `services ${NOT_RECORDED}`,
        few(names("cause").map(lowerFirst), 2) || `causes ${NOT_RECORDED}`,
      ];
      if (index.nearMiss(row)) pieces.push("near miss");
      if (open) pieces.push(make("span", "pm-whole", count(open, "open action")));
      if (search.isOverdue(index, row, today)) pieces.push(make("span", "pm-late", "late"));
      if (status !== "published") pieces.push(make("strong", "pm-draft", status.replace("-", " ")));
      return pieces.flatMap((piece, i) => (i ? [" · ", piece] : [piece]));
    }

    // What to do where nothing was found, or before anything was asked.
    after(...children) {
      this.part("after").replaceChildren(...children);
    }

    examples(queries) {
      const buttons = queries.map((query) =>
        make("button", "pm-button pm-example", make("code", "", query), {
          type: "button",
          onclick: () => this.actions.ask(query),
        }),
      );
      return make("p", "pm-examples", ["Try ", ...buttons]);
    }
  }

  // Values of a facet as they are best read: severities worst first, years newest first, others by count.
  function sortedValues(index, field, counts, active) {
    const known = [...new Set([...counts.keys(), ...active])];
    const label = (value) => index.vocabulary.labels[field]?.get(value) || value;
    const ranks = new Map([...(index.vocabulary.labels[field]?.keys() || [])].map((value, i) => [value, i]));
    const by = {
      severity: (a, b) => (ranks.get(a) ?? ranks.size) - (ranks.get(b) ?? ranks.size),
      year: (a, b) => Number(b) - Number(a),
    };
    const byCount = (a, b) =>
      (counts.get(b) || 0) - (counts.get(a) || 0) || label(a).localeCompare(label(b), "en");
    return known.sort(by[field] || byCount);
  }

  function firstSentence(text) {
    const end = /[.!?](?=\s)|[。！？]/u.exec(text);
    return end ? text.slice(0, end.index + 1) : text;
  }

  Object.assign(search, { View, make, count });
  search.view = true;
})((window.PostmortemSearch = window.PostmortemSearch || {}));
