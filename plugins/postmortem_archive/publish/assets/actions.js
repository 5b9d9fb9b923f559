// The actions board: what is asked for lives in the address; each change of it is answered from the lists of
// data/action_lists.py, which say what the numbers below stand for. As it comes, the page shows what is still to be
// done; a list is read when something else is asked for. What is chosen means what it means to `postmortem actions`
// (archive/actions.py). This file runs again each time the page is entered by an instant navigation.
(function () {
  "use strict";
  const SLICE = 100;
  // milliseconds without typing; browsers refuse to note more addresses than some 3 a second
  const WRITE_AFTER = 400;
  const FIELDS = ["q", "status", "team", "owner", "service", "type", "sort", "overdue"];
  const CLOSED = ["done", "wont-do"];

  // the page that was shown before, if any
  window.postmortemActions?.leave.abort();
  const root = document.getElementById("pm-actions");
  const form = root?.querySelector("form");
  if (!form) return;
  const leave = new AbortController();
  const on = (target, event, act) => target.addEventListener(event, act, { signal: leave.signal });

  const part = (name) => root.querySelector(`.pm-actions__${name}`);
  const [count, none, only, more, table, fold] = ["count", "none", "only", "more", "table", "fold"].map(part);
  const rows = table.tBodies[0];
  const nothing = none.textContent;
  const words = JSON.parse(root.dataset.words);
  const language = root.dataset.language.replace("_", "-");
  const say = (name, number) => words[name].replace("{}", number.toLocaleString(language));
  const plain = (text) => text.normalize("NFC").toLowerCase();

  // Lists: read once, as a script, which works from a disk as well ------------------------------------------------

  const lists = new Map();
  let received = null;
  window.postmortemActions = (content) => (received = content);
  window.postmortemActions.leave = leave;

  function list(name) {
    if (!lists.has(name)) {
      const loading = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.onload = () => resolve(received);
        script.onerror = () => reject(new Error(`the list ${name} cannot be loaded`));
        script.src = root.dataset[name];
        document.head.append(script);
      }).then(decode);
      // A failure is not kept, so that trying again is of use.
      loading.catch(() => lists.delete(name));
      lists.set(name, loading);
    }
    return lists.get(name);
  }

  function decode({ days, owners, services, postmortems, items }) {
    const incidents = postmortems.map(([id, url, title, severity, step, day, affected], place) => {
      const names = affected.map((service) => services[service]);
      return { id, url: root.dataset.siteRoot + url, title, severity, step, day: days[day], services: names, place };
    });
    return items.map(([text, own, due, status, type, priority, ticket, ticketUrl, place]) => {
      const of = incidents[place];
      const closed = CLOSED.includes(status);
      const late = !closed && due >= 0 ? days[due][2] : "";
      const names = own.map((one) => owners[one][0]).join(", ");
      const keys = own.map((one) => owners[one][1]);
      return { text, names, keys, due: days[due], late, closed, status, type, priority, ticket, ticketUrl, of };
    });
  }

  // What is asked for --------------------------------------------------------------------------------------------

  // An owner as owners are compared: as owner_key of rules/shared/action_items.py.
  function ownerKey(name) {
    const word = plain(name.trim()).replace(/^@/, "").split("/").pop();
    const bare = word.replace(/team$/, "").replace(/^team /, "");
    return bare.replace(/^[ _-]+|[ _-]+$/g, "") || word;
  }

  const wordsOf = (option) => JSON.parse(option.dataset.words || "[]");

  // The option of a control that a name in the address means.
  function optionFor(control, name) {
    const key = control.name === "service" ? plain(name) : ownerKey(name);
    const options = [...control.options];
    return options.find(({ value }) => value === name) || options.find((option) => wordsOf(option).includes(key));
  }

  // Brings the controls to what the address says; a name that nobody has stays, so that it can be seen and dropped.
  function enter() {
    const asked = new URLSearchParams(location.search);
    form.reset();
    for (const name of FIELDS) {
      const control = form.elements[name];
      const value = asked.get(name);
      if (!control || !value) continue;
      if (control.type === "checkbox") control.checked = value === "1";
      else if (control.type === "search") control.value = value;
      else choose(control, value);
    }
    only.dataset.id = asked.get("postmortem") || "";
  }

  function choose(control, value) {
    const teams = control.name === "owner" && form.elements.team;
    const found = optionFor(control, value);
    const team = !found && teams && optionFor(teams, value);
    if (team) teams.value = team.value;
    else if (found) control.value = found.value;
    else if (control.name in { team: 1, owner: 1, service: 1 }) {
      const option = new Option(value, value, false, true);
      option.dataset.words = JSON.stringify([control.name === "service" ? plain(value) : ownerKey(value)]);
      control.append(option);
    }
  }

  function address() {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) asked.set(name, value.trim());
    if (only.dataset.id) asked.set("postmortem", only.dataset.id);
    return location.pathname + (String(asked) && `?${asked}`);
  }

  // Where words are looked for; made when the first one is, for lists may be long.
  function searched(item) {
    item.searched ||= plain([item.text, item.names, item.ticket, item.of.title, item.of.id].join("\n"));
    return item.searched;
  }

  // Whether an item is asked for. One of the team counts beside one of the owner: most items have a single owner.
  function wanted() {
    const { status, team, owner, service, type, overdue, q } = form.elements;
    const owners = [team, owner].flatMap((one) => (one?.value ? wordsOf(one.selectedOptions[0]) : []));
    const texts = plain(q.value).split(/\s+/).filter(Boolean);
    return (item) =>
      (status.value === "all" || (status.value ? item.status === status.value : !item.closed)) &&
      (!type.value || item.type === type.value) &&
      (!overdue.checked || item.late) &&
      (!only.dataset.id || item.of.id === only.dataset.id) &&
      (!owners.length || item.keys.some((key) => owners.includes(key))) &&
      (!service.value || item.of.services.includes(service.value)) &&
      texts.every((word) => searched(item).includes(word));
  }

  function byOwner(one, other) {
    if (!one.keys.length || !other.keys.length) return other.keys.length - one.keys.length;
    const place = one.keys.findIndex((key, i) => key !== other.keys[i]);
    if (place < 0) return one.keys.length - other.keys.length;
    return other.keys[place] === undefined || one.keys[place] > other.keys[place] ? 1 : -1;
  }

  // Lists come by due date, which stays the order of what is equal.
  const SORTS = { owner: byOwner, started: (one, other) => one.of.place - other.of.place };

  // What is shown ------------------------------------------------------------------------------------------------

  // A row is a copy of the page's own, in which each part is filled or, where there is nothing to say, left out.
  function draw(item) {
    const row = root.querySelector("template").content.firstElementChild.cloneNode(true);
    const { of } = item;
    const label = (name, value) => optionFor(form.elements[name], value)?.text;
    const [due, day] = [item.due, of.day].map((one) => one && { text: one[1], dateTime: one[0] });
    const parts = {
      due,
      late: item.late && { text: item.late },
      text: { text: item.text },
      severity: of.severity && { text: of.severity, className: `pm-severity pm-severity--${of.step}` },
      title: { text: of.title, href: of.url },
      day,
      owner: item.names && { text: item.names },
      status: { text: label("status", item.status), className: `pm-state pm-state--${item.status}` },
      type: item.type && { text: label("type", item.type) },
      priority: item.priority && { text: item.priority },
      ticket: item.ticketUrl && { text: item.ticket, href: item.ticketUrl },
      key: !item.ticketUrl && item.ticket && { text: item.ticket },
    };
    for (const [name, given] of Object.entries({ due, owner: item.names, type: item.type, ticket: item.ticket })) {
      parts[`no-${name}`] = !given && {};
    }
    for (const element of row.querySelectorAll("[data-part]")) {
      const { text, ...properties } = parts[element.dataset.part] || {};
      if (!parts[element.dataset.part]) element.remove();
      else if (text !== undefined) Object.assign(element, { textContent: text }, properties);
    }
    return row;
  }

  let found = null;
  let turn = 0;

  function drawMore() {
    const shown = rows.rows.length;
    rows.append(...found.slice(shown, shown + SLICE).map(draw));
    sayMore(found.length - rows.rows.length);
  }

  function sayMore(left) {
    more.hidden = !left;
    more.textContent = say("more", left);
  }

  // Finds what is asked for; nothing where it cannot be read, or something else was asked for meanwhile.
  async function find() {
    const mine = ++turn;
    const { status, sort } = form.elements;
    const closed = status.value === "all" || CLOSED.includes(status.value);
    const slow = setTimeout(() => (count.textContent = words.reading), WRITE_AFTER);
    try {
      const every = await list(closed ? "all" : "open");
      if (mine !== turn || leave.signal.aborted) return null;
      const items = every.filter(wanted());
      return SORTS[sort.value] ? items.sort(SORTS[sort.value]) : items;
    } catch (error) {
      console.error(error);
      if (mine === turn) count.textContent = words.unread;
      return null;
    } finally {
      clearTimeout(slow);
    }
  }

  async function answer() {
    const items = await find();
    const isUsual = address() === location.pathname;
    part("clear").hidden = isUsual; // with the words beside it, so that the list moves once
    if (!items) return;
    found = items;
    rows.replaceChildren();
    drawMore();
    table.hidden = !found.length;
    none.hidden = Boolean(found.length);
    none.textContent = isUsual ? nothing : words.none;
    const still = found.filter((item) => !item.closed);
    const numbers = [
      ["open", still.length],
      ["overdue", still.filter((item) => item.late).length],
      ["undated", still.filter((item) => !item.due).length],
      ["closed", found.length - still.length],
    ];
    if (!numbers[3][1]) numbers.pop();
    count.textContent = numbers.map(([name, number]) => say(name, number)).join(", ");
    only.hidden = !only.dataset.id;
    const link = only.querySelector("a");
    link.textContent = found[0]?.of.title || only.dataset.id;
    link.href = found[0]?.of.url || root.dataset.siteRoot;
  }

  // What is done -------------------------------------------------------------------------------------------------

  let writing = 0;

  // Brings what was typed into the address, before another page is entered at the latest.
  function writeTyped() {
    if (!writing || !root.isConnected) return;
    forget();
    history.replaceState(history.state, "", address());
  }

  function forget() {
    clearTimeout(writing);
    writing = 0;
  }

  function change() {
    forget();
    if (address() !== location.pathname + location.search) history.pushState(null, "", address());
    answer();
  }

  function go(target) {
    forget();
    history.pushState(null, "", target);
    enter();
    answer();
    form.elements.q.focus();
  }

  on(form, "input", (event) => {
    if (event.target.name !== "q") return;
    forget();
    writing = setTimeout(writeTyped, WRITE_AFTER);
    answer();
  });
  root.addEventListener("click", writeTyped, { signal: leave.signal, capture: true });
  on(window, "pagehide", writeTyped);
  on(form, "change", (event) => event.target.name === "q" || change());
  on(form, "submit", (event) => (event.preventDefault(), change()));
  // On narrow screens the filters show when they are asked for.
  on(fold, "click", () => fold.setAttribute("aria-expanded", form.classList.toggle("pm-actions__filters--open")));
  on(part("clear"), "click", () => go(location.pathname));
  on(only.querySelector("button"), "click", () => {
    only.dataset.id = "";
    change();
    form.elements.q.focus();
  });
  // The figures above are doors to this page: nothing has to be loaded anew.
  on(part("totals"), "click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    go(location.pathname + link.search);
  });
  on(more, "click", async () => {
    const shown = rows.rows.length;
    if (!found) await answer();
    while (found && rows.rows.length <= shown && !more.hidden) drawMore();
    rows.rows[shown]?.querySelector("a").focus();
  });
  on(window, "popstate", () => root.isConnected && (enter(), answer()));

  form.hidden = fold.hidden = false;
  part("plain").hidden = true;
  enter();
  if (address() === location.pathname) sayMore(root.dataset.count - rows.rows.length);
  else answer();
})();
