// A light stemmer for English words: plurals, -ed, -ing, -y and a final -e (steps 1 and 5 of Porter's algorithm).
// The same, function by function, as search/stemmer.py.
(function (search) {
  "use strict";
  if (search.stem) return; // read again after an instant navigation

  const ENGLISH = /^[a-z]{4,}$/;
  const VOWELS = "aeiou";

  // One letter for each of the word's: "v" for a vowel, "c" for a consonant; y after a consonant is a vowel.
  function shape(word) {
    let found = "";
    for (const letter of word) {
      const vowel = VOWELS.includes(letter) || (letter === "y" && found.endsWith("c"));
      found += vowel ? "v" : "c";
    }
    return found;
  }

  function hasVowel(word) {
    return shape(word).includes("v");
  }

  // How many times a vowel is followed by a consonant.
  function measure(word) {
    return shape(word).split("vc").length - 1;
  }

  function endsShort(word) {
    return shape(word).endsWith("cvc") && !"wxy".includes(word.at(-1));
  }

  function withoutPlural(word) {
    if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
    if (word.endsWith("s") && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
    return word;
  }

  function withoutEdOrIng(word) {
    if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
    for (const ending of ["ed", "ing"]) {
      if (!word.endsWith(ending)) continue;
      const rest = word.slice(0, -ending.length);
      if (hasVowel(rest)) return repaired(rest, word);
    }
    return word;
  }

  // What is left of a word without its ending, as it stood before the ending came.
  function repaired(rest, word) {
    if (rest.length < 3) return shape(rest) === "vc" ? rest + "e" : word;
    if (/(at|bl|iz)$/.test(rest)) return rest + "e";
    if (rest.at(-1) === rest.at(-2) && !"aeioulsz".includes(rest.at(-1))) return rest.slice(0, -1);
    if (measure(rest) === 1 && endsShort(rest)) return rest + "e";
    return rest;
  }

  function yToI(word) {
    return word.endsWith("y") && hasVowel(word.slice(0, -1)) ? word.slice(0, -1) + "i" : word;
  }

  function withoutFinalE(word) {
    if (word.endsWith("e")) {
      const rest = word.slice(0, -1);
      const syllables = measure(rest);
      if (syllables > 1 || (syllables === 1 && rest.length > 2 && !endsShort(rest))) word = rest;
    }
    if (word.endsWith("ll") && measure(word.slice(0, -1)) > 1) word = word.slice(0, -1);
    return word;
  }

  search.stem = function (word) {
    if (!ENGLISH.test(word)) return word;
    return withoutFinalE(yToI(withoutEdOrIng(withoutPlural(word))));
  };
})((window.PostmortemSearch = window.PostmortemSearch || {}));
