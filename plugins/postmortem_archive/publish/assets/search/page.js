// The archive page: what is asked for lives in the address; every change of it is answered and drawn.
// This file runs again each time the page is entered by an instant navigation.
(function (search) {
  "use strict";

  const FACETS = ["service", "cause", "severity", "status", "team", "year", "trigger", "detection"];
  const SORTS = ["relevance", "newest", "longest"];
  const PAGE = 20;
  const RETRIES = [500, 2000, 5000]; // milliseconds

  // {q, chosen, sort} of an address; values that the index does not know stay, so that they can be seen and dropped.
  function readAddress(query, vocabulary) {
    const parameters = new URLSearchParams(query);
    const chosen = {};
    for (const field of search.VALUE_FIELDS) {
      const values = parameters.getAll(field).flatMap((text) => {
        return vocabulary.labels[field].has(text) ? [text] : text.split(",");
      });
      const kept = [...new Set(values.map((value) => value.trim()).filter(Boolean))];
      if (kept.length) chosen[field] = kept;
    }
    const sort = parameters.get("sort");
    return { q: parameters.get("q") || "", chosen, sort: SORTS.includes(sort) ? sort : "" };
  }

  function writeAddress({ q, chosen, sort }) {
    const parameters = new URLSearchParams();
    if (q.trim()) parameters.set("q", q);
    for (const [field, values] of Object.entries(chosen)) {
      const texts = values.some((value) => value.includes(",")) ? values : [values.join(",")];
      for (const text of texts) parameters.append(field, text);
    }
    if (sort) parameters.set("sort", sort);
    const query = parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
    return location.pathname + (query ? `?${query}` : "");
  }

  class ArchivePage {
    constructor(root, signal) {
      this.root = root;
      this.signal = signal;
      this.state = { q: "", chosen: {}, sort: "" };
      this.typing = false;
      this.shown = PAGE;
      this.turn = 0; // answers to older questions are dropped
      this.failures = 0;
      this.today = new Date().toISOString().slice(0, 10);
      this.view = new search.View(root, {
        choose: (field, value, on) => this.choose(field, value, on),
        drop: (field, value) => this.choose(field, value, false),
        clear: () => this.change({ chosen: {} }, true),
        close: () => this.toggleFilters(false),
        ask: (q) => this.ask(q),
        more: () => this.showMore(),
        redraw: () => this.redraw(),
      });
      this.input = root.querySelector(".pm-ask__query");
      this.sort = root.querySelector(".pm-sort");
      this.listen();
    }

    async start() {
      this.root.querySelector(".pm-archive__search").hidden = false;
      this.root.querySelector(".pm-archive__plain").hidden = true;
      this.input.value = new URLSearchParams(location.search).get("q") || "";
      if (matchMedia("(hover: hover) and (min-width: 60em)").matches) this.input.focus({ preventScroll: true });
      await this.guarded(async () => {
        this.index = await search.openIndex(new URL(this.root.dataset.searchEntry, location.href).href);
        if (this.typing) this.state.q = this.input.value; // something was typed meanwhile
        else this.enter();
        await this.answer();
      });
    }

    // Does something that needs the index. A file that is missing means that the site is being replaced.
    async guarded(act) {
      try {
        await act();
        this.failures = 0;
      } catch (error) {
        if (this.signal.aborted) return;
        const wait = RETRIES[this.failures++];
        if (wait === undefined) {
          this.view.status("The index cannot be read just now. Reload the page to try again.");
          console.error(error);
          return;
        }
        this.view.status("The archive is being updated; trying again …");
        setTimeout(() => this.signal.aborted || this.start(), wait);
      }
    }

    listen() {
      const on = (target, event, act, options) =>
        target.addEventListener(event, act, { signal: this.signal, ...options });
      const { root, input } = this;
      const help = root.querySelector(".pm-ask__help");
      const filters = root.querySelector(".pm-bar__filters");
      on(input, "input", () => {
        this.typing = true;
        this.change({ q: input.value }, false);
      });
      on(root.querySelector(".pm-ask"), "submit", (event) => {
        event.preventDefault();
        this.ask(input.value);
      });
      on(this.sort, "change", () => this.change({ sort: this.sort.value }, true));
      on(help, "click", () => this.toggleHelp());
      on(filters, "click", () => this.toggleFilters());
      on(window, "popstate", () => this.root.isConnected && this.index && (this.enter(), this.redraw()));
      on(document, "keydown", (event) => this.key(event), { capture: true });
    }

    enter() {
      this.state = readAddress(location.search, this.index.vocabulary);
      this.input.value = this.state.q;
      this.typing = false;
      this.shown = PAGE;
    }

    ask(q) {
      this.input.value = q;
      this.typing = false;
      this.change({ q }, true);
    }

    choose(field, value, on) {
      const values = (this.state.chosen[field] || []).filter((one) => one !== value);
      const chosen = { ...this.state.chosen, [field]: on ? [...values, value] : values };
      if (!chosen[field].length) delete chosen[field];
      this.change({ chosen }, true);
    }

    // Takes on a new state; `lasting` ones get an entry in the browser's history.
    change(changes, lasting) {
      this.state = { ...this.state, ...changes };
      this.shown = PAGE;
      if (!this.index) return;
      const address = writeAddress(this.state);
      if (lasting && address !== location.pathname + location.search) history.pushState(null, "", address);
      else history.replaceState(history.state, "", address);
      this.redraw();
    }

    redraw() {
      return this.guarded(() => this.answer());
    }

    async showMore() {
      const first = this.shown;
      this.shown += PAGE;
      await this.redraw();
      this.root.querySelectorAll(".pm-hit__title")[first]?.focus();
    }

    async answer() {
      const turn = ++this.turn;
      const { index, view, today } = this;
      view.busy(true);
      const { q, chosen } = this.state;
      const asked = q.trim() !== "";
      const sort = this.state.sort || (asked ? "relevance" : "newest");
      const answer = await search.answer(index, q, { chosen, today, sort, typing: this.typing });
      const rows = answer.rows.slice(0, this.shown);
      const beginning = !answer.units.length;
      const documents = await Promise.all(rows.map((row) => index.document(row, beginning)));
      if (turn !== this.turn || this.signal.aborted) return;
      this.sort.value = sort;
      view.chips(index, chosen);
      view.facets(index, answer, chosen, FACETS);
      view.notices([...this.unknownChoices(), ...answer.notices]);
      view.hits(
        index,
        answer,
        rows.map((row, i) => ({ row, document: documents[i] })),
        answer.rows.length - rows.length,
        today,
      );
      this.say(answer, asked);
      view.busy(false);
    }

    unknownChoices() {
      const { labels } = this.index.vocabulary;
      return Object.entries(this.state.chosen).flatMap(([field, values]) =>
        values
          .filter((value) => !labels[field].has(value))
          .map((value) => ({ message: `No ${field} is called '${search.printable(value)}'.`, query: "" })),
      );
    }

    say(answer, asked) {
      const { index, view } = this;
      const found = answer.rows.length;
      const narrowed = asked || Object.keys(this.state.chosen).length > 0;
      const all = search.count(index.count, "postmortem");
      view.status(narrowed ? `${found.toLocaleString("en")} of ${all}` : all);
      if (!found) view.after(...this.help(answer));
      else if (!narrowed) this.root.querySelector(".pm-notices").replaceChildren(view.examples(this.examples(answer)));
    }

    // What to try where nothing was found.
    help(answer) {
      const { make } = search;
      if (!this.index.count) {
        return [
          make("p", "", [
            "No postmortem is here yet. Write the first one: ",
            make("code", "", 'postmortem new "What broke, for whom"'),
          ]),
        ];
      }
      const lines = [make("p", "", "No postmortem matches all of this. Try fewer or other words.")];
      if (Object.keys(this.state.chosen).length) {
        lines.push(
          make("button", "pm-button", "Search without the filters", {
            type: "button",
            onclick: () => this.change({ chosen: {} }, true),
          }),
        );
      }
      const wanted = answer.units.map((unit) => unit.source).filter((source) => !source.includes('"'));
      if (wanted.length > 1 && !answer.notices.length) {
        const single = wanted.slice(0, 4).map((source) => (source.includes(" ") ? `"${source}"` : source));
        lines.push(this.view.examples(single));
      }
      return lines;
    }

    // Queries that this archive answers, made from what it holds most of.
    examples(answer) {
      const most = (field) => [...answer.counts[field]].sort((a, b) => b[1] - a[1])[0]?.[0];
      const quoted = (value) => (/[\s",]/.test(value) ? `"${value.replaceAll('"', "")}"` : value);
      const [service, cause, year] = ["service", "cause", "year"].map(most);
      return [
        service && `service:${quoted(service)}`,
        cause && `cause:${quoted(cause)} longer:2h`,
        year && `after:${year} is:open`,
      ].filter(Boolean);
    }

    toggleHelp(open = this.root.querySelector(".pm-help").hidden) {
      this.root.querySelector(".pm-help").hidden = !open;
      this.root.querySelector(".pm-ask__help").setAttribute("aria-expanded", String(open));
    }

    toggleFilters(open = !this.root.classList.contains("pm-archive--filters")) {
      this.root.classList.toggle("pm-archive--filters", open);
      const button = this.root.querySelector(".pm-bar__filters");
      button.setAttribute("aria-expanded", String(open));
      (open ? this.root.querySelector(".pm-facets input") : button)?.focus();
    }

    key(event) {
      if (!this.root.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
      const writes = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
      const acts = {
        "/": () => !writes && (this.input.focus(), this.input.select(), true),
        "?": () => !writes && (this.toggleHelp(), true),
        ArrowDown: () => this.move(event.target, 1),
        ArrowUp: () => this.move(event.target, -1),
        Escape: () => this.escape(event.target),
      };
      if (!acts[event.key]?.()) return;
      event.preventDefault();
      event.stopPropagation();
    }

    // Arrow keys go from the search box through the results and back.
    move(from, step) {
      const titles = [...this.root.querySelectorAll(".pm-hit__title")];
      const place = titles.indexOf(from);
      if (place < 0 && (from !== this.input || step < 0)) return false;
      const target = place + step < 0 ? this.input : titles[place + step];
      target?.focus();
      return Boolean(target);
    }

    escape(from) {
      if (!this.root.querySelector(".pm-help").hidden) this.toggleHelp(false);
      else if (this.root.classList.contains("pm-archive--filters")) this.toggleFilters(false);
      else if (from.closest?.(".pm-hit")) this.input.focus();
      else if (from === this.input && this.input.value) this.ask("");
      else return false;
      return true;
    }
  }

  // An instant navigation loads all scripts at once, and they arrive in any order.
  const PARTS = ["stem", "tokens", "parseQuery", "openIndex", "answer", "excerpt", "view"];

  function enterPage() {
    const root = document.getElementById("pm-archive");
    search.leave?.abort(); // the page that was shown before, if any
    if (!root) return;
    const { signal } = (search.leave = new AbortController());
    let started = false;
    const startWhenComplete = () => {
      if (started || !PARTS.every((part) => search[part])) return;
      started = true;
      new ArchivePage(root, signal).start();
    };
    document.addEventListener("load", startWhenComplete, { capture: true, signal });
    startWhenComplete();
  }

  enterPage();
})((window.PostmortemSearch = window.PostmortemSearch || {}));
