// What scrolls sideways in a frame of its own, a wide table or a long line of code, is reached with the keyboard too.
(function () {
  "use strict";
  const FRAMES = ".md-typeset pre > code, .md-typeset table, .md-typeset__scrollwrap, .md-typeset__table, .pm-frame";

  function reach() {
    for (const frame of document.querySelectorAll(FRAMES)) {
      const scrolls = frame.scrollWidth > frame.clientWidth && getComputedStyle(frame).overflowX !== "visible";
      if (scrolls && frame.tabIndex < 0) frame.tabIndex = 0;
    }
  }

  // The theme brings pages in without loading them anew, and says so.
  if (window.document$) window.document$.subscribe(() => requestAnimationFrame(reach));
  else addEventListener("load", reach);
  addEventListener("resize", reach);
})();
