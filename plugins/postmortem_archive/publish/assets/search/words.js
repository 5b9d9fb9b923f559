// The words of the page in the site's language. English ones stand in the code, as gettext has it:
// %(name)s is filled in, and texts that depend on a number are given in both forms.
(function (search) {
  "use strict";
  // An instant navigation reads the scripts again.
  if (search.say) return;

  const ORDER = ["zero", "one", "two", "few", "many", "other"];
  // English days stand first, in London and New York alike
  let language = "en-GB";
  // texts by the English ones; those that depend on a number are lists, by the order of the forms
  let texts = {};

  function speak(code, words) {
    language = code === "en" ? "en-GB" : code.replace("_", "-");
    texts = words;
  }

  // A text in pieces, those that are filled in among them: they may be elements.
  function pieces(english, values = {}) {
    return (texts[english] || english).split(/%\((\w+)\)s/).map((piece, i) => (i % 2 ? values[piece] : piece));
  }

  function say(english, values) {
    return pieces(english, values).join("");
  }

  // `one` or `many`, with the number as %(num)s.
  function sayMany(one, many, num) {
    const rules = new Intl.PluralRules(language);
    const kinds = ORDER.filter((kind) => rules.resolvedOptions().pluralCategories.includes(kind));
    const forms = texts[one] || [one, many];
    const form = forms[Math.min(kinds.indexOf(rules.select(num)), forms.length - 1)];
    return form.replace("%(num)s", () => number(num));
  }

  // Whether a name begins with a small letter in the middle of a sentence: in German it does not.
  function lowersNames() {
    return language === "en-GB";
  }

  function number(value) {
    return value.toLocaleString(language);
  }

  function day(text) {
    return new Date(text).toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
  }

  Object.assign(search, { speak, pieces, say, sayMany, lowersNames, number, day });
})((window.PostmortemSearch = window.PostmortemSearch || {}));
