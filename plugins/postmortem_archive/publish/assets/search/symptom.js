// Pasted text: a log line, a stack trace, an alert; which of its words tell most. What search/symptom.py describes and does.
(function (search) {
  "use strict";
  if (search.pastedWords) return; // read again after an instant navigation

  const FEWEST = 3;
  const MAX_TELLING = 16;
  const NEAR = 12;
  const OFTEN = 4;
  const ALARM_COUNTS = 2;
  const FRAME_COUNTS = 0.25;
  const NAME_COUNTS = 3;
  const WORD_COUNTS = [0, 0, 0, 0.5, 0.8, 0.8, 1, 1, 1.2, 1.2, 1.2, 1.4]; // by length
  const SHOUTED_COUNTS = 1.5;
  const LONGEST_JOINED = 4;

  const TOKEN = /[^\s\x1c-\x1f\x85()[\]{}<>"'`,;|*]+/g;
  const SOURCE_FILE = /\.(?:java|kt|scala|py|go|js|ts|rb|php|cs|rs|cc?|cpp)(?::[0-9]|$)/;
  const SEGMENT = /[^./:=@&+~#%\\?$!]+/g;
  const PART = /[^-_]+/g;
  const CAMEL = /[a-z][A-Z]|[A-Z][A-Z][a-z]/;
  const NUMBER = /[0-9]/;
  const SHOUTED = /^[A-Z]{4,}$/; // SIGSEGV, NOSPACE
  const CODE = /^[A-Z]{2,8}-[0-9]{2,6}(?:-[0-9]{2,6})?$/; // ORA-01555, CVE-2024-3094
  const NUMBERED = /^[A-Za-z]{1,10}[0-9]{1,3}$/; // x509, sha256, node17
  const HEX = /^[0-9A-Fa-f]{5,}$/;
  const ALARM = new RegExp(
    "abort|alert|cannot|caused|corrupt|crash|crit|denied|emerg|err|evict|exceed|except|expir" +
      "|fail|fatal|firing|full|invalid|kill|missing|not$|oom|panic|refus|reject|timed|timeout|unable|unhealthy|warn",
  );
  const EVERYDAY = new Set(
    (
      "about after all and any are because been before but can could did does done for from had has have her " +
      "his how into its let may might more most new not now off old one other our out over own set should some " +
      "such than that the their them then there these they this those too was were what when where which while " +
      "who why will with would yes you your null none true false undefined " +
      "http https www com org net example localhost var usr lib src bin opt etc home build main app " +
      "error errors err exception failed failure fatal warn warning info debug trace critical level severity " +
      "status code type name message msg reason details description value key data time timestamp date day " +
      "host hostname client server service services request requests response method path url user agent get " +
      "put post line file thread process pid caller logger log logs java python node pod job task worker pool " +
      "call calls called run running start started end stop seconds minutes hours utc gmt mon tue wed thu fri " +
      "sat sun jan feb mar apr jun jul aug sep oct nov dec internal prod production default instance cluster"
    ).split(" "),
  );

  // The telling words of a pasted text; none where they are too few.
  function pastedWords(text) {
    const found = tellingWords(text);
    return found.length < FEWEST ? [] : found;
  }

  // The words of a pasted text that tell most, best first: {term, source, weight}.
  function tellingWords(text) {
    const raw = text.match(TOKEN) || [];
    const alarmed = alarms(raw);
    const best = new Map();
    const counts = new Map();
    raw.forEach((token, place) => {
      const inFrame = place > 0 && raw[place - 1] === "at" && token.includes(".");
      const near = inFrame ? FRAME_COUNTS : alarmed[place] ? ALARM_COUNTS : 1;
      for (const [term, source, weight] of termsOf(token)) {
        counts.set(term, (counts.get(term) || 0) + 1);
        if (!(best.get(term)?.weight >= weight * near)) best.set(term, { term, source, weight: weight * near });
      }
    });
    for (const word of best.values()) word.weight /= Math.max(1, Math.floor(counts.get(word.term) / OFTEN));
    return [...best.values()].sort((a, b) => b.weight - a.weight).slice(0, MAX_TELLING);
  }

  // For every token whether it belongs to a message that sounds alarming.
  function alarms(raw) {
    const near = raw.map(() => false);
    raw.forEach((token, place) => {
      if (ALARM.test(token.toLowerCase())) near.fill(true, Math.max(0, place - NEAR / 2), place + NEAR + 1);
    });
    return near;
  }

  // [term, how it is written, weight] of all that stands between dots, slashes and the like.
  function termsOf(token) {
    if (SOURCE_FILE.test(token)) return []; // where in the source it was; what was called stands beside it
    return (token.match(SEGMENT) || []).flatMap(termsOfName);
  }

  function termsOfName(name) {
    const parts = name.match(PART);
    if (!parts) return [];
    const last = parts[parts.length - 1];
    const whole = name.slice(name.indexOf(parts[0]), name.lastIndexOf(last) + last.length);
    if (CODE.test(whole)) return [[search.fold(whole), whole, NAME_COUNTS]];
    const words = parts.filter((part) => !isNoise(part));
    const found = [];
    if (parts.length > 1 && parts.length <= LONGEST_JOINED && words.length === parts.length) {
      found.push([search.fold(whole), whole, NAME_COUNTS]);
      if (whole.includes("_")) return found;
    }
    for (const word of words) {
      const weight = weightOf(word);
      for (const exact of weight ? search.exactTerms(word) : []) {
        // several where a script writes no spaces
        for (const [term] of exact) found.push([term, exact.length === 1 ? word : term, weight]);
      }
    }
    return found;
  }

  function weightOf(word) {
    const folded = search.fold(word);
    if (EVERYDAY.has(folded)) return 0;
    if (search.isUnspaced(word)) return 1;
    if (CAMEL.test(word)) return NAME_COUNTS;
    if (SHOUTED.test(word)) return SHOUTED_COUNTS;
    return WORD_COUNTS[Math.min([...folded].length, WORD_COUNTS.length - 1)];
  }

  // Whether it is a number, an amount or an ID, which never come again.
  function isNoise(word) {
    return NUMBER.test(word) && (!NUMBERED.test(word) || HEX.test(word));
  }

  Object.assign(search, { pastedWords, tellingWords });
})((window.PostmortemSearch = window.PostmortemSearch || {}));
