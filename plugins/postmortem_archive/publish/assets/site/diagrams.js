// The theme has a global named mermaid draw diagrams, and loads it from another site where there is none. This one
// stands in: when the first diagram is to be drawn, it loads the real one from this site.
(function () {
  "use strict";
  const FILE = "mermaid-11.17.2.js";
  // Authors write diagrams: what they say there is text, and changes nothing of how it is read.
  const FIXED = {
    securityLevel: "strict",
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    secure: [
      "secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering", "htmlLabels",
      "themeCSS", "themeVariables", "fontFamily", "altFontFamily", "dompurifyConfig",
    ],
  };

  // The theme styles labels that are HTML; those that are text would have the line of an edge run through them.
  const LABELS = ".edgeLabel .label rect.background { fill: var(--md-mermaid-label-bg-color); opacity: 1 }";

  if (typeof window.mermaid?.render === "function") return; // the site's own
  const address = new URL(FILE, document.currentScript.src).href;
  let settings = {};
  let loaded;

  function load() {
    loaded ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", () => {
        window.mermaid.initialize({ ...settings, themeCSS: (settings.themeCSS ?? "") + LABELS, ...FIXED });
        resolve(window.mermaid);
      });
      script.addEventListener("error", () => reject(new Error(`${address} could not be loaded`)));
      document.head.append(script);
    });
    return loaded;
  }

  window.mermaid = {
    initialize(given) {
      settings = given;
    },
    render: (...given) => load().then((real) => real.render(...given)),
  };
})();
