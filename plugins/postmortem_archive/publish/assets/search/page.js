// The archive page: what is asked for lives in the address; every change of it is answered and drawn.
// This file runs again each time the page is entered by an instant navigation.
(function (search) {
  "use strict";

  const FACETS = ["service", "cause", "severity", "status", "team", "year", "trigger", "detection"];
  const PAGE = 20;
  // milliseconds
  const RETRIES = [500, 2000, 5000];
  // milliseconds without typing; browsers refuse to note more addresses than some 3 a second
  const WRITE_AFTER = 400;
  // as in archive.css
  const WIDE = "(min-width: 60em)";

  class ArchivePage {
    constructor(root, signal) {
      this.root = root;
      this.signal = signal;
      // {q, chosen, sort}, once the address was read
      this.state = null;
      this.typing = false;
      this.shown = PAGE;
      // answers to older questions are dropped
      this.turn = 0;
      this.failures = 0;
      this.today = new Date().toISOString().slice(0, 10);
      this.view = new search.View(root, {
        choose: (field, value, on) => this.choose(field, value, on),
        drop: (field, value) => this.choose(field, value, false),
        clear: () => this.ask(this.withoutConditions(), { chosen: {} }),
        unfilter: () => this.change({ chosen: {} }, true),
        ask: (q) => this.ask(q),
        more: () => this.showMore(),
      });
      this.input = root.querySelector(".pm-ask__query");
      this.sort = root.querySelector(".pm-sort");
      this.drawer = root.querySelector(".pm-drawer");
      this.listen();
    }

    start() {
      this.root.querySelector(".pm-archive__search").hidden = false;
      this.root.querySelector(".pm-archive__plain").hidden = true;
      this.input.value = search.oneLine(search.readText());
      if (matchMedia(`(hover: hover) and ${WIDE}`).matches) this.input.focus({ preventScroll: true });
      return this.open();
    }

    // Opens the index and answers. When it has to be tried again, an old copy of the entry file must not be in the way.
    open() {
      this.stopped = false;
      return this.guarded(++this.turn, async () => {
        const entry = new URL(this.root.dataset.searchEntry, location.href);
        if (this.failures) entry.search = Date.now();
        this.index = await search.openIndex(entry.href);
        this.root.querySelector(".pm-archive__plain").hidden = true;
        if (!this.state) this.enter(this.typing ? this.input.value : "");
        await this.answer(++this.turn);
      });
    }

    // Does something that needs the index. A file that is missing means that the site is being replaced: nothing is
    // shown then, for it would be the answer to another question, until the index can be read again.
    async guarded(turn, act) {
      try {
        await act();
        this.failures = 0;
      } catch (error) {
        if (this.signal.aborted || turn > this.turn) return;
        this.turn += 1;
        this.index = null;
        this.view.clear();
        const wait = RETRIES[this.failures++];
        if (wait === undefined) return this.giveUp(error);
        this.view.status(search.say("The index is being updated; trying again …"));
        clearTimeout(this.retrying);
        this.retrying = setTimeout(() => this.signal.aborted || this.open(), wait);
      }
    }

    giveUp(error) {
      console.error(error);
      this.stopped = true;
      this.view.status(search.say("The index cannot be read just now. Reload the page to try again."));
      this.root.querySelector(".pm-archive__plain").hidden = false;
      this.failures = 0;
    }

    listen() {
      const on = (target, event, act, options) =>
        target.addEventListener(event, act, { signal: this.signal, ...options });
      const { root, input, drawer } = this;
      on(input, "input", () => {
        this.typing = true;
        this.change({ q: input.value }, false);
      });
      on(input, "paste", (event) => this.paste(event));
      on(root.querySelector(".pm-ask"), "submit", (event) => {
        event.preventDefault();
        const shown = this.state && input.value === search.oneLine(this.state.q);
        this.ask(shown ? this.state.q : input.value);
      });
      on(this.sort, "change", () => this.change({ sort: this.sort.value }, true));
      on(root.querySelector(".pm-ask__help"), "click", () => this.toggleHelp());
      on(root.querySelector(".pm-bar__filters"), "click", () => this.openDrawer());
      on(root.querySelector(".pm-bar__also"), "click", () => {
        this.view.part("also").scrollIntoView();
        root.querySelector(".pm-other__title").focus({ preventScroll: true });
      });
      on(drawer, "close", () => root.querySelector(".pm-archive__columns").prepend(this.view.part("facets")));
      on(drawer, "click", (event) => {
        const closing = event.target === drawer || event.target.closest(".pm-drawer__close, .pm-drawer__done");
        if (closing) drawer.close();
      });
      on(matchMedia(WIDE), "change", () => drawer.close());
      on(window, "popstate", () => this.root.isConnected && this.index && (this.enter(), this.redraw()));
      on(window, "pagehide", () => this.writeTyped());
      on(root, "click", () => this.writeTyped(), { capture: true });
      on(document, "keydown", (event) => this.key(event), { capture: true });
    }

    // Takes on what the address asks for; what was typed before the index was there goes first.
    enter(typed) {
      clearTimeout(this.writing);
      this.state = search.readAddress(this.index.vocabulary);
      if (typed) this.state.q = typed;
      this.typing = Boolean(typed);
      this.input.value = search.oneLine(this.state.q);
      this.shown = PAGE;
    }

    ask(q, changes = {}) {
      this.input.value = search.oneLine(q);
      this.typing = false;
      this.change({ q, ...changes }, true);
    }

    // Lines are kept, though the box shows one: without them, the last word of a line would run into the next.
    paste(event) {
      const text = event.clipboardData.getData("text");
      if (!text.includes("\n") || !this.state) return;
      event.preventDefault();
      const { value, selectionStart, selectionEnd } = this.input;
      this.ask(value.slice(0, selectionStart) + text + value.slice(selectionEnd));
    }

    choose(field, value, on) {
      const values = (this.state.chosen[field] || []).filter((one) => one !== value);
      const chosen = { ...this.state.chosen, [field]: on ? [...values, value] : values };
      if (!chosen[field].length) delete chosen[field];
      this.change({ chosen }, true);
    }

    withoutConditions() {
      const conditions = (text) => search.clauses(text, this.index.vocabulary);
      let text = this.state.q;
      for (let found = conditions(text); found.length; found = conditions(text)) text = search.without(text, found);
      return text;
    }

    // Takes on a new state; `lasting` ones get an entry in the browser's history.
    change(changes, lasting) {
      if (this.stopped) this.open();
      if (!this.state) return;
      if (lasting) this.writeTyped();
      this.state = { ...this.state, ...changes };
      this.shown = PAGE;
      clearTimeout(this.writing);
      const address = search.addressOf(this.state);
      if (!lasting) this.writing = setTimeout(() => this.writeTyped(), WRITE_AFTER);
      else if (address !== location.pathname + location.search + location.hash) history.pushState(null, "", address);
      if (this.index) this.redraw();
    }

    // Brings what was typed into the address.
    writeTyped() {
      if (!this.writing || !this.root.isConnected) return;
      clearTimeout(this.writing);
      this.writing = 0;
      history.replaceState(history.state, "", search.addressOf(this.state));
    }

    redraw() {
      const turn = ++this.turn;
      return this.guarded(turn, () => this.answer(turn));
    }

    async showMore() {
      const first = this.shown;
      this.shown += PAGE;
      await this.redraw();
      this.root.querySelectorAll(".pm-hit__title")[first]?.focus();
    }

    async answer(turn) {
      const { index, view, today } = this;
      view.busy("found", true);
      view.busy("also", true);
      const { q, chosen } = this.state;
      const asked = q.trim() !== "";
      const sort = this.state.sort || (asked ? "relevance" : "newest");
      const answer = await search.answer(index, q, { chosen, today, sort, typing: this.typing, shown: this.shown });
      // each line is made when its text is there, while others load
      const hits = await Promise.all(answer.documents.map((_, place) => view.hit(index, answer, place, today)));
      const narrowed = asked || Object.keys(chosen).length > 0;
      let advice = null;
      if (!hits.length || !narrowed) {
        await search.more();
        advice = await search.advice(index, answer, chosen, view);
      }
      if (turn !== this.turn || this.signal.aborted) return;
      this.sort.value = sort;
      view.chips(index, this.state);
      view.facets.draw(index, answer, chosen, "public" in view.root.dataset ? FACETS.filter((name) => name !== "status") : FACETS);
      view.notices([...this.unknownChoices(), ...answer.notices]);
      view.hits(hits, answer.rows.length - hits.length);
      if (!hits.length) view.after(...advice);
      else if (advice) view.part("notices").replaceChildren(...advice);
      this.say(answer, narrowed);
      this.root.classList.add("pm-archive--answered");
      view.busy("found", false);
      await this.alsoInThisSite(answer, turn);
    }

    // The site's other pages come after, and only for words alone: they have no services, dates and so on.
    async alsoInThisSite(answer, turn) {
      const { units, conditions } = answer.query;
      // as typed, else as corrected: a word that no postmortem has may be one of theirs
      const corrected = [...answer.units, ...units.filter((unit) => unit.negated)];
      let found = [];
      let read = true;
      try {
        await search.more();
        for (const wanted of conditions.length ? [] : [units, corrected]) {
          if (!found.length) found = await search.findPages(this.index, wanted);
        }
      } catch (error) {
        console.error(error);
        read = false;
      }
      if (turn !== this.turn || this.signal.aborted) return;
      if (read) search.showPages(this.view, found, [...units, ...corrected]);
      else this.view.alsoUnread();
      this.view.busy("also", false);
    }

    unknownChoices() {
      const { labels } = this.index.vocabulary;
      return Object.entries(this.state.chosen).flatMap(([field, values]) =>
        values
          .filter((value) => !labels[field].has(value))
          .map((value) => ({ message: search.say("No %(field)s is called '%(value)s'.", { field: search.say(field), value: search.printable(value) }), query: "" })),
      );
    }

    say(answer, narrowed) {
      const { index, view } = this;
      const found = answer.rows.length;
      const postmortems = (count) => search.sayMany("%(num)s postmortem", "%(num)s postmortems", count);
      const [some, all] = [search.number(found), postmortems(index.count)];
      view.status(narrowed ? search.say("%(some)s of %(all)s", { some, all }) : all);
      this.root.querySelector(".pm-drawer__done").textContent = search.say("Show %(all)s", { all: postmortems(found) });
    }

    toggleHelp(open = this.root.querySelector(".pm-help").hidden) {
      this.root.querySelector(".pm-help").hidden = !open;
      this.root.querySelector(".pm-ask__help").setAttribute("aria-expanded", String(open));
    }

    // On narrow screens the filters are in a dialog: the browser keeps the focus in it and closes it by Escape.
    openDrawer() {
      this.root.querySelector(".pm-drawer__body").append(this.view.part("facets"));
      this.drawer.showModal();
    }

    key(event) {
      if (!this.root.isConnected || event.ctrlKey || event.metaKey || event.altKey || this.drawer.open) return;
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
      const titles = [...this.root.querySelectorAll(".pm-hit__title, .pm-other__title")];
      const place = titles.indexOf(from);
      if (place < 0 && (from !== this.input || step < 0)) return false;
      const target = place + step < 0 ? this.input : titles[place + step];
      target?.focus();
      return Boolean(target);
    }

    escape(from) {
      if (!this.root.querySelector(".pm-help").hidden) this.toggleHelp(false);
      else if (from.closest?.(".pm-hit, .pm-other")) this.input.focus();
      else if (from === this.input && this.input.value) this.ask("");
      else return false;
      return true;
    }
  }

  // the page that was shown before, if any
  search.leave?.abort();
  const root = document.getElementById("pm-archive");
  if (!root) return;
  search.speak(root.dataset.language || "en", JSON.parse(root.dataset.words || "{}"));
  search.leave = new AbortController();
  new ArchivePage(root, search.leave.signal).start();
})((window.PostmortemSearch = window.PostmortemSearch || {}));
