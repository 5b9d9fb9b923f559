// Draws the filters of the archive page: groups of check boxes with counts; long groups can be searched.
(function (search) {
  "use strict";
  // An instant navigation reads the scripts again.
  if (search.Facets) return;

  // values shown before all are asked for
  const FEW = 6;
  // from here on a group can be searched
  const MANY = 12;
  // values shown at all
  const MOST = 100;

  class Facets {
    constructor(place, view, actions) {
      this.place = place;
      this.view = view;
      // {choose}
      this.actions = actions;
      this.expanded = new Set();
      // what is typed into the search box of a group, by field
      this.wanted = new Map();
    }

    // The focus stays where it was.
    draw(index, answer, chosen, fields) {
      const { activeElement: before } = document;
      const focused = before?.dataset?.facetValue;
      this.index = index;
      this.values = new Map(fields.map((field) => [field, this.sorted(answer, chosen, field)]));
      this.place.replaceChildren(...fields.map((field) => this.group(field)).filter(Boolean));
      if (!focused) return;
      const all = [...this.place.querySelectorAll("[data-facet-value]")];
      const again = all.find((element) => element.dataset.facetValue === focused);
      again?.focus();
      if (again?.type === "text") again.setSelectionRange(before.selectionStart, before.selectionEnd);
    }

    // {value, label, count, chosen} as they are best read: severities worst first, years newest first, others by count.
    sorted(answer, chosen, field) {
      const { index, view } = this;
      const active = new Set(chosen[field]);
      const counts = answer.counts[field];
      const values = [...new Set([...counts.keys(), ...active])].map((value) => ({
        value,
        label: view.label(index, field, value),
        count: counts.get(value) || 0,
        chosen: active.has(value),
      }));
      const ranks = new Map([...(index.vocabulary.labels[field]?.keys() || [])].map((value, i) => [value, i]));
      const rank = ({ value }) => ranks.get(value) ?? ranks.size;
      const by = {
        severity: (a, b) => rank(a) - rank(b),
        year: (a, b) => Number(b.value) - Number(a.value),
      };
      const byCount = (a, b) => b.count - a.count || a.label.localeCompare(b.label, "en");
      return values.sort(by[field] || byCount);
    }

    group(field) {
      const values = this.values.get(field);
      if (!values.length) return null;
      const title = search.say(this.index.facetTitles[field]);
      const list = search.make("div", "pm-facet__values");
      const parts = [search.make("legend", "", title)];
      if (values.length > MANY) parts.push(this.finder(field, title, list));
      this.fill(list, field);
      return search.make("fieldset", "pm-facet", [...parts, list]);
    }

    finder(field, title, list) {
      const box = search.make("input", "pm-facet__find", [], {
        type: "text",
        value: this.wanted.get(field) || "",
        placeholder: search.say("Find among %(count)s", { count: search.number(this.values.get(field).length) }),
        "aria-label": search.say("Find among %(title)s", { title: title.toLowerCase() }),
        autocomplete: "off",
        spellcheck: false,
        "data-facet-value": `${field}?`,
        oninput: () => {
          this.wanted.set(field, box.value);
          this.fill(list, field);
        },
      });
      return box;
    }

    // The check boxes of a group: the first few, all, or those that are looked for; chosen ones always.
    fill(list, field) {
      const values = this.values.get(field);
      const wanted = search.fold(this.wanted.get(field) || "").trim();
      const all = this.expanded.has(field);
      const fits = ({ value, label }) => search.fold(`${label}\n${value}`).includes(wanted);
      const fitting = wanted ? values.filter(fits) : values.slice(0, all ? values.length : FEW);
      const shown = new Set([...values.filter((one) => one.chosen), ...fitting.slice(0, MOST)]);
      const items = values.filter((one) => shown.has(one)).map((one) => this.choice(field, one));
      if (wanted && !fitting.length) items.push(search.make("p", "pm-quiet", search.say("None is called so.")));
      if (fitting.length > MOST) items.push(search.make("p", "pm-quiet", search.say("%(count)s more can be found.", { count: fitting.length - MOST })));
      if (!wanted && values.length > FEW) items.push(this.expander(list, field, values.length, all));
      list.replaceChildren(...items);
    }

    choice(field, { value, label, count, chosen }) {
      const { make } = search;
      const box = make("input", "", [], {
        type: "checkbox",
        checked: chosen,
        "data-facet-value": `${field}:${value}`,
        onchange: () => this.actions.choose(field, value, box.checked),
      });
      return make("label", "pm-choice", [
        box,
        make("span", "pm-choice__name", field === "severity" ? this.view.severity(value) : label),
        make("span", "pm-choice__count", search.number(count)),
      ]);
    }

    expander(list, field, number, all) {
      const text = all ? search.say("Show fewer") : search.say("Show all %(count)s", { count: search.number(number) });
      const button = search.make("button", "pm-button pm-facet__more", text, {
        type: "button",
        "aria-expanded": String(all),
        "data-facet-value": `${field}:`,
        onclick: () => {
          if (all) this.expanded.delete(field);
          else this.expanded.add(field);
          this.fill(list, field);
          list.querySelector("button")?.focus();
        },
      });
      return button;
    }
  }

  Object.assign(search, { Facets });
})((window.PostmortemSearch = window.PostmortemSearch || {}));
