// The search box in the header of every page: keys, and what the theme's own box does when it is entered or left.
// Without this script it is a plain form that leads to the archive page.
(function () {
  "use strict";
  const LONG = 1500; // as in search/page.js

  const form = document.querySelector(".pm-header form");
  const toggle = document.getElementById("__search");
  if (!form || !toggle) return;
  const input = form.elements.q;
  // A whole address, for an instant navigation changes what a relative one means and leaves the header alone.
  const archive = form.action;
  form.action = archive;

  // The theme listens to what a click on its toggle does, not to its state.
  function open(wanted) {
    if (toggle.checked !== wanted) toggle.click();
  }

  input.addEventListener("focus", () => open(true));
  toggle.addEventListener("change", () => (toggle.checked ? input.focus() : input.blur()));
  form.addEventListener("reset", () => input.focus());
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "Tab") open(false);
  });

  // A box of one line would run the lines of a pasted text together.
  const oneLine = (text) => text.replace(/[\r\n]+/g, " ");
  let pasted = "";
  input.addEventListener("paste", (event) => {
    pasted = event.clipboardData.getData("text");
    if (input.value || pasted === oneLine(pasted)) return;
    event.preventDefault();
    input.value = oneLine(pasted);
  });

  // Web servers refuse long addresses; what follows # is not sent to them.
  form.addEventListener("submit", (event) => {
    const lines = pasted !== input.value && oneLine(pasted) === input.value;
    const asked = lines ? pasted : input.value.trim();
    if (asked && !lines && asked.length <= LONG) return;
    event.preventDefault();
    location.href = archive + (asked ? `#${new URLSearchParams({ q: asked })}` : "");
  });

  document.addEventListener("keydown", (event) => {
    if (!["/", "s", "f"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog")) return;
    event.preventDefault();
    (document.getElementById("pm-query") || input).focus();
  });

  // A page that comes back from the browser's memory comes back with its box closed.
  window.addEventListener("pageshow", (event) => event.persisted && open(false));
})();
