// Times of a postmortem in the reader's own zone, on demand; UTC is what stands there.
(function () {
  "use strict";
  const KEPT = "pm-local-time";
  const FORMS = {
    day: { day: "numeric", month: "short" },
    clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    moment: { day: "numeric", month: "long", year: "numeric" },
  };
  const before = new Map(); // what stood there, by its element

  function kept() {
    try {
      return localStorage.getItem(KEPT) === "1";
    } catch {
      return false; // a browser may keep nothing
    }
  }

  function keep(local) {
    try {
      localStorage.setItem(KEPT, local ? "1" : "0");
    } catch {
      return;
    }
  }

  function teller(language) {
    const form = (name, more) => new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { ...FORMS[name], ...more });
    const forms = { day: form("day"), clock: form("clock"), moment: form("moment"), exact: form("clock", { second: "2-digit" }) };
    const zones = form("clock", { timeZoneName: "short" });
    const utcDays = form("day", { timeZone: "UTC" });
    const zoneOf = (at) => zones.formatToParts(at).find((part) => part.type === "timeZoneName").value;
    const clock = (text) => (/:\d\d:/.test(text) ? forms.exact : forms.clock).format(new Date(text));
    const day = (text) => forms.day.format(new Date(text));
    const full = (text) => forms.moment.format(new Date(text));
    return { clock, day, full, zoneOf, utcDay: (text) => utcDays.format(new Date(text)) };
  }

  // A time that stands in a row of times says its day where it is another one than that before.
  function said(tell, text, shows, dayBefore) {
    if (shows === "day") return tell.day(text);
    const isNewDay = tell.day(text) !== dayBefore;
    if (shows === "moment" && isNewDay) return `${tell.full(text)} ${tell.clock(text)}`;
    const withDay = shows === "short" || isNewDay;
    return (withDay ? `${tell.day(text)} ` : "") + tell.clock(text);
  }

  function saidOfRow(tell, written, dayBefore) {
    const [start, end] = written.replace("~", "").split("/");
    const until = end ? `–${said(tell, end, "clock", tell.day(start))}` : "";
    return (written[0] === "~" ? "~" : "") + said(tell, start, "clock", dayBefore) + until;
  }

  function put(element, text) {
    if (!before.has(element)) before.set(element, [...element.childNodes]);
    element.replaceChildren(text);
  }

  function tellRows(page, tell) {
    let dayBefore = "";
    for (const element of page.querySelectorAll("[data-moment], [data-moment-of]")) {
      const { moment, momentOf } = element.dataset;
      const start = (moment || momentOf).replace("~", "").split("/")[0];
      const time = document.createElement("time");
      time.dateTime = start;
      time.className = "pm-in-my-time";
      time.textContent = saidOfRow(tell, moment || momentOf, dayBefore);
      dayBefore = tell.day(start);
      if (moment) {
        put(element, time);
      } else {
        time.append(` ${tell.zoneOf(new Date(start))}`);
        element.prepend(time, " ");
      }
    }
  }

  // The column of times is headed by their zone, whatever the author's text around it says.
  function tellHeadings(page, words) {
    for (const table of page.querySelectorAll("table:has([data-moment])")) {
      const cell = table.querySelector("[data-moment]");
      const heading = table.tHead?.rows[0]?.cells[cell.cellIndex];
      if (heading) put(heading, words);
    }
  }

  function showLocal(page, tell, heading) {
    const all = [...page.querySelectorAll("time[datetime*=T]")];
    const zones = [...new Set(all.map((time) => tell.zoneOf(new Date(time.dateTime))))];
    const zone = zones.join(" / ");
    let dayBefore = "";
    let list = null;
    for (const time of all) {
      const { shows = "clock" } = time.dataset;
      const around = time.closest(".pm-steps, .pm-kicker");
      if (!around || around !== list) dayBefore = shows === "clock" ? tell.utcDay(time.dateTime) : "";
      list = around;
      const ownDay = time.closest(".pm-step")?.querySelector("[data-shows=day]");
      const day = tell.day(time.dateTime);
      const rough = time.textContent.trim().startsWith("~") ? "~" : "";
      put(time, rough + said(tell, time.dateTime, shows, ownDay ? day : dayBefore));
      dayBefore = day;
    }
    tellRows(page, tell);
    tellHeadings(page, heading.replace("{}", zone));
    for (const element of page.querySelectorAll("[data-in-zone]")) put(element, element.dataset.inZone.replace("{}", zone));
    return zone;
  }

  function showUtc(page) {
    for (const time of page.querySelectorAll(".pm-in-my-time")) {
      if (time.parentElement.dataset.momentOf) time.nextSibling.remove();
      time.remove();
    }
    for (const [element, nodes] of before) element.replaceChildren(...nodes);
    before.clear();
  }

  function start() {
    before.clear();
    const box = document.querySelector(".pm-my-time");
    if (!box) return;
    const page = box.closest(".pm-page");
    const times = [...page.querySelectorAll("time[datetime*=T]")];
    const tell = teller(box.dataset.language);
    const isUtc = (time) => !new Date(time.dateTime).getTimezoneOffset();
    if (!times.length || times.every(isUtc)) {
      box.remove();
      return;
    }
    const button = box.querySelector("button");
    const status = box.querySelector("[role=status]");
    const show = (local) => {
      button.setAttribute("aria-pressed", String(local));
      if (local) {
        const name = new Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ");
        status.textContent = `${name}, ${showLocal(page, tell, box.dataset.heading)}`;
      } else {
        showUtc(page);
        status.textContent = "";
      }
    };
    box.hidden = false;
    button.addEventListener("click", () => {
      const local = button.getAttribute("aria-pressed") !== "true";
      keep(local);
      show(local);
    });
    if (kept()) show(true);
  }

  // The theme brings pages in without loading them anew, and says so.
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
