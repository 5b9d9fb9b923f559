// Reads the static index: loads its files when they are needed and decodes them. What search/export.py writes.
// Files are classic scripts that call postmortemSearch(name, content): that works from a disk as from a server.
(function (search) {
  "use strict";
  if (search.openIndex) return; // read again after an instant navigation

  const FORMAT = 3;
  const NAME = 8; // length of a digest in a file's name
  const DAY = 24 * 60 * 60 * 1000;
  const FIRST_DAY = 719163; // number of 1970-01-01, counted from the first day of the year 1
  const waiting = new Map(); // what to do with the content of a file that is being loaded, by name

  window.postmortemSearch = function (name, content) {
    const receive = waiting.get(name);
    if (receive) receive(content);
  };

  // Loads one file; rejects where it is not there, as happens while a site is being replaced.
  function loadScript(url, name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const finish = (settle, value) => {
        waiting.delete(name);
        script.remove();
        settle(value);
      };
      waiting.set(name, (content) => finish(resolve, content));
      script.onerror = () => finish(reject, new Error(`${name} cannot be loaded`));
      script.onload = () => {
        if (waiting.has(name)) finish(reject, new Error(`${name} holds something else`));
      };
      script.src = url;
      document.head.append(script);
    });
  }

  // Where the parts are that are seldom needed: a script beside this one, where it does not hold them itself.
  const { more: address = "" } = document.currentScript?.dataset ?? {};
  const besides = address && new URL(address, document.baseURI).href;
  let loading = null;

  // Makes sure of these parts, which understand pasted texts, correct slips and find the site's other pages.
  function more() {
    if (search.explained) return Promise.resolve();
    loading ||= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.onload = resolve;
      script.onerror = () => {
        loading = null;
        reject(new Error("a part of the search cannot be loaded"));
      };
      script.src = besides;
      document.head.append(script);
    });
    return loading;
  }

  // Numbers from characters: the opposite of search/encode.py.
  function small(text, place) {
    let code = text.charCodeAt(place);
    if (code >= 0xe000) code -= 0x800;
    return code > 92 ? code - 36 : code - 35;
  }

  // All numbers of a text, digits of base 27 before a last one of base 64.
  function numbers(text) {
    const found = [];
    let high = 0;
    for (let place = 0; place < text.length; place++) {
      const digit = small(text, place);
      if (digit >= 64) {
        high = high * 27 + digit - 64;
      } else {
        found.push(high * 64 + digit);
        high = 0;
      }
    }
    return found;
  }

  // For every row the number of its value: 0 stands for one that has not been there before.
  function decodeRows(text) {
    const found = new Uint32Array(text.length);
    let next = 0;
    for (let row = 0; row < text.length; row++) {
      const number = small(text, row);
      found[row] = number ? number - 1 : next++;
    }
    return found;
  }

  function decodeColumn({ values, rows }) {
    const numbers = decodeRows(rows);
    return (row) => values[numbers[row]];
  }

  // A function from row to list of texts, with the different lists and, for every row, the number of its list.
  function listColumn(different, numbers) {
    return Object.assign((row) => different[numbers[row]], { different, numbers });
  }

  function decodeListColumn({ texts, values, rows }) {
    const different = values.split(" ").map((list) => Array.from(list, (_, place) => texts[small(list, place)]));
    return listColumn(different, decodeRows(rows));
  }

  // A column that follows from another one: one text for each of its texts.
  function decodeFollowing({ texts }, others, other) {
    const following = new Map(others.map((text, i) => [text, texts[i]]));
    const followed = (list) => [...new Set(list.map((text) => following.get(text)).filter(Boolean))];
    return listColumn(other.different.map(followed), other.numbers);
  }

  // Functions from row to list of texts, by name of the column.
  function decodeLists(columns) {
    const found = {};
    for (const [name, column] of Object.entries(columns)) if (!column.of) found[name] = decodeListColumn(column);
    for (const [name, column] of Object.entries(columns)) {
      if (column.of) found[name] = decodeFollowing(column, columns[column.of].texts, found[column.of]);
    }
    return found;
  }

  // Days (ISO) of the rows, newest first; those without a day come last.
  function decodeDays(text) {
    const days = [];
    const known = new Map();
    let before = 0;
    for (const number of numbers(text)) {
      before = days.length ? before - number : number;
      if (!known.has(before)) {
        known.set(before, new Date((before - FIRST_DAY) * DAY).toISOString().slice(0, 10));
      }
      days.push(known.get(before));
    }
    return (row) => (row < days.length ? days[row] : "");
  }

  function names(text) {
    return text.match(new RegExp(`.{${NAME}}`, "g")) || [];
  }

  function decodeWords(text) {
    let before = "";
    return text.split("\n").map((line) => (before = before.slice(0, small(line, 0)) + line.slice(1)));
  }

  // The rows that have a term, ascending, and how much it counts in each.
  function decodePostings(text) {
    const rows = [];
    const weights = [];
    const source = numbers(text);
    let last = -1;
    for (let i = 0; i < source.length; i++) {
      last += (source[i] >> 1) + 1;
      rows.push(last);
      weights.push(source[i] & 1 ? source[++i] : 1);
    }
    return { rows, weights };
  }

  // Map from row to the places of a term, ascending, of those of its rows that are wanted.
  function decodePlaces(text, rows, wanted) {
    const found = new Map();
    const source = numbers(text);
    let i = 0;
    for (const row of rows) {
      const end = i + 1 + source[i];
      if (wanted.has(row)) {
        const places = [];
        for (let place = 0; ++i < end; ) places.push((place += source[i]));
        found.set(row, places);
      }
      i = end;
    }
    return found;
  }

  // [name of the folder, number in it] of every row.
  function decodeFolders({ names: text, sizes }) {
    const places = [];
    names(text).forEach((name, i) => {
      for (let number = 0; number < small(sizes, i); number++) places.push([name, number]);
    });
    return places;
  }

  class Index {
    constructor(base, content, pages) {
      this.base = base;
      this.content = content;
      this.pagesFile = pages;
      this.count = content.count;
      this.vocabulary = search.makeVocabulary(content.vocabulary, content.synonyms);
      this.facetTitles = content.facets;
      this.everyday = new Set(content.everyday);
      const { length, day, duration, nearMiss, openActions, nextDue, ...lists } = content.columns;
      this.length = decodeColumn(length);
      this.day = decodeDays(day);
      this.duration = decodeColumn(duration);
      this.nearMiss = decodeColumn(nearMiss);
      this.openActions = decodeColumn(openActions);
      this.nextDue = decodeColumn(nextDue);
      this.lists = decodeLists(lists);
      this.shardNames = names(content.shards.names);
      this.shardFirst = this.shardNames.length ? decodeWords(content.shards.first) : [];
      this.folders = decodeFolders(content.documents);
      this.loaded = new Map();
      this.shards = new Map();
    }

    // The content of a file, loaded once. A failure is not kept, so that trying again is of use.
    file(name) {
      if (!this.loaded.has(name)) {
        const loading = loadScript(`${this.base}${name}.js`, name);
        loading.catch(() => this.loaded.delete(name));
        this.loaded.set(name, loading);
      }
      return this.loaded.get(name);
    }

    // Number of the range in which a term is, if any.
    shardOf(term) {
      let [low, high] = [0, this.shardFirst.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.shardFirst[middle] <= term) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    }

    async shard(number) {
      if (number < 0) return { terms: [] };
      if (!this.shards.has(number)) {
        const { terms, rows, alone } = await this.file(`terms-${this.shardNames[number]}`);
        this.shards.set(number, { terms: decodeWords(terms), texts: rows.split(" "), lists: [], alone });
      }
      return this.shards.get(number);
    }

    // {rows, weights} of a term, both empty where no postmortem has it.
    async postings(term) {
      const shard = await this.shard(this.shardOf(term));
      const place = shard.terms.indexOf(term);
      if (place < 0) return { rows: [], weights: [] };
      return (shard.lists[place] ||= decodePostings(shard.texts[place]));
    }

    // Map from row to the places of a term, ascending, of those of its rows that are wanted.
    async places(term, wanted) {
      const number = this.shardOf(term);
      const shard = await this.shard(number);
      const place = shard.terms.indexOf(term);
      if (place < 0) return new Map();
      const name = `places-${this.shardNames[number]}`;
      // the places of a frequent term have a file of their own
      const text = shard.alone.includes(place) ? this.file(`${name}-${place}`) : (await this.file(name)).split(" ")[place];
      return decodePlaces(await text, (await this.postings(term)).rows, wanted);
    }

    // Every term that starts with a prefix.
    async completions(prefix) {
      const found = [];
      const first = Math.max(0, this.shardOf(prefix));
      for (let number = first; number < this.shardFirst.length; number++) {
        if (number > first && !this.shardFirst[number].startsWith(prefix)) break;
        const { terms } = await this.shard(number);
        found.push(...terms.filter((term) => term.startsWith(prefix) && !term.includes(" "))); // pairs are for phrases
      }
      return found;
    }

    // [term, …how it is written] of every word that starts with a character; of every common one for "".
    async words(first) {
      const name = this.content.words[first];
      return name ? (await this.file(name)).split("\n").map((line) => line.split("\t")) : [];
    }

    // {title, slug, started, text} of a postmortem; only the beginning of its text if that is enough.
    async document(row, beginning = false) {
      const { first } = this.content;
      if (beginning && row < first.length) return first[row];
      return this.file(`documents/${this.folders[row].join("/")}`);
    }

    // [title, URL, [anchor, heading, text] triples] of the site's other pages.
    async pages() {
      return this.pagesFile ? this.file(this.pagesFile) : [];
    }
  }

  // Opens the index whose entry file is at the given address. The entry may be an old copy that names files that are
  // gone: then it is asked for once more, past any cache.
  async function openIndex(entry) {
    const base = entry.slice(0, entry.lastIndexOf("/") + 1);
    try {
      return await openOnce(base, entry);
    } catch {
      return openOnce(base, `${entry}?${Date.now()}`);
    }
  }

  async function openOnce(base, entry) {
    const { format, facts, pages } = await loadScript(entry, "entry");
    if (format !== FORMAT) throw new Error("the index has another form");
    return new Index(base, await loadScript(`${base}${facts}.js`, facts), pages);
  }

  Object.assign(search, { openIndex, more });
})((window.PostmortemSearch = window.PostmortemSearch || {}));
