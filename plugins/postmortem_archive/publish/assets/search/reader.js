// Reads the static index: loads its files when they are needed and decodes them. What search/export.py writes.
// Files are classic scripts that call postmortemSearch(name, content): that works from a disk as from a server.
(function (search) {
  "use strict";
  if (search.openIndex) return; // read again after an instant navigation

  const FORMAT = 1;
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

  // Numbers from characters: the opposite of search/encode.py.
  function small(text, place) {
    let code = text.charCodeAt(place);
    if (code >= 0xe000) code -= 0x800;
    return code > 92 ? code - 36 : code - 35;
  }

  // All numbers of a text, digits of base 27 before a last one of base 64.
  function* numbers(text) {
    let high = 0;
    for (let place = 0; place < text.length; place++) {
      const digit = small(text, place);
      if (digit >= 64) {
        high = high * 27 + digit - 64;
      } else {
        yield high * 64 + digit;
        high = 0;
      }
    }
  }

  function decodeColumn({ values, rows }) {
    return (row) => values[small(rows, row)];
  }

  function decodeListColumn({ texts, values, rows }) {
    const lists = values.map((list) => list.map((number) => texts[number]));
    return (row) => lists[small(rows, row)];
  }

  function decodeWords(text) {
    let before = "";
    return text.split("\n").map((line) => (before = before.slice(0, small(line, 0)) + line.slice(1)));
  }

  // [rows, weights] of a term.
  function decodePostings(text) {
    const rows = [];
    const weights = [];
    const source = numbers(text);
    let last = -1;
    for (const number of source) {
      last += Math.floor(number / 2) + 1;
      rows.push(last);
      weights.push(number % 2 ? source.next().value : 1);
    }
    return { rows, weights };
  }

  // The places of a term in each of its postmortems, in the order of its rows.
  function decodePlaces(text) {
    const found = [];
    const source = numbers(text);
    for (const count of source) {
      const places = [];
      let place = 0;
      for (let i = 0; i < count; i++) {
        place += source.next().value;
        places.push(place);
      }
      found.push(places);
    }
    return found;
  }

  class Index {
    constructor(base, content) {
      this.base = base;
      this.content = content;
      this.count = content.count;
      this.vocabulary = search.makeVocabulary(content.vocabulary);
      this.facetTitles = content.facets;
      const { length, day, duration, nearMiss, openActions, nextDue, ...lists } = content.columns;
      this.length = decodeColumn(length);
      this.day = decodeColumn(day);
      this.duration = decodeColumn(duration);
      this.nearMiss = decodeColumn(nearMiss);
      this.openActions = decodeColumn(openActions);
      this.nextDue = decodeColumn(nextDue);
      this.lists = Object.fromEntries(Object.entries(lists).map(([name, c]) => [name, decodeListColumn(c)]));
      this.nameLength = this.count ? content.documents.length / this.count : 0;
      this.loaded = new Map();
      this.shards = new Map();
    }

    // The content of a file, loaded once. A failure is not kept, so that trying again is of use.
    file(name, folder = "") {
      if (!this.loaded.has(name)) {
        const loading = loadScript(`${this.base}${folder}${name}.js`, name);
        loading.catch(() => this.loaded.delete(name));
        this.loaded.set(name, loading);
      }
      return this.loaded.get(name);
    }

    // Number of the range in which a term is, if any.
    shardOf(term) {
      const { shards } = this.content;
      let [low, high] = [0, shards.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (shards[middle][0] <= term) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    }

    async shard(number) {
      if (number < 0) return { terms: [], lists: [], places: null };
      if (!this.shards.has(number)) {
        const { terms, rows } = await this.file(this.content.shards[number][1]);
        this.shards.set(number, { terms: decodeWords(terms), texts: rows.split(" "), lists: [] });
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

    // Map from row to places of a term.
    async places(term) {
      const number = this.shardOf(term);
      const shard = await this.shard(number);
      const place = shard.terms.indexOf(term);
      if (place < 0) return new Map();
      const { places } = await this.file(this.content.shards[number][2]);
      const { rows } = await this.postings(term);
      const found = decodePlaces(places.split(" ")[place]);
      return new Map(rows.map((row, i) => [row, found[i]]));
    }

    // Every term that starts with a prefix.
    async completions(prefix) {
      const found = [];
      const first = Math.max(0, this.shardOf(prefix));
      for (let number = first; number < this.content.shards.length; number++) {
        if (number > first && !this.content.shards[number][0].startsWith(prefix)) break;
        const { terms } = await this.shard(number);
        found.push(...terms.filter((term) => term.startsWith(prefix)));
      }
      return found;
    }

    // [stem, as written] of every word that starts with the same character.
    async words(first) {
      const name = this.content.words[first];
      if (!name) return [];
      return (await this.file(name)).split("\n").map((line) => {
        const [term, form] = line.split("\t");
        return [term, form || term];
      });
    }

    // {title, slug, started, text} of a postmortem; only the beginning of its text if that is enough.
    async document(row, beginning = false) {
      const { documents, first } = this.content;
      if (beginning && row < first.length) return first[row];
      const name = documents.slice(row * this.nameLength, (row + 1) * this.nameLength);
      return this.file(name, `documents/${name[0]}/`);
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
    const { format, facts } = await loadScript(entry, "entry");
    if (format !== FORMAT) throw new Error("the index has another form");
    return new Index(base, await loadScript(`${base}${facts}.js`, facts));
  }

  Object.assign(search, { openIndex });
})((window.PostmortemSearch = window.PostmortemSearch || {}));
