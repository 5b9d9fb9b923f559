"""The static index: files from which a page searches the archive without a server.

Every file is a classic script that hands its content to ``postmortemSearch``; so it loads from a
disk as from a server, and under a strict Content-Security-Policy. But for ``entry.js``, every name
holds a digest of the content: files of two builds never mix, and every other file may be cached for
ever.

    entry.js                 which facts file counts
    facts-….js               one table of all postmortems, the vocabulary, and where the rest is
    terms-….js               which postmortems have a term, for a range of terms
    places-….js              where it stands in them, for phrases
    words-….js               all words that start with a letter, to tell what was meant
    documents/…/….js         a postmortem's title and text, for result lines
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from whoosh.util.numeric import byte_to_length, length_to_byte

from postmortem_archive.archive.addresses import postmortem_addresses
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.facets import FACET_BY_NAME, FACETS

from .analyzer import is_unspaced
from .encode import column, front_coded, list_column, script, utf16_order, varying
from .fields import FACET_NAMES, Fact, fact_of, names_of, shown_text, terms_of
from .vocabulary import vocabulary_of

FORMAT = 1
"""Raised when the files take another form; the page's reader refuses any other."""

ENTRY = "entry.js"
"""Name of the one file whose name does not change."""

SHARD_BYTES = 20_000
"""About how large a range of term lists is, before compression."""

FIRST_SHOWN = 20
"""How many postmortems the page can show before it has loaded anything but the facts."""

LEAD_CHARACTERS = 300
"""How much of their text comes with the facts."""

MAX_TEXT = 100_000
"""How much of a postmortem's text is kept for excerpts, in characters."""

_NAME_LENGTH = 5  # characters of a document's file name, while no two are alike


class _TermList:
    """What is known of a term: rows and weights, places, and how it is written."""

    __slots__ = ("count", "forms", "last", "places", "rows")

    def __init__(self) -> None:
        self.count = 0
        self.last = -1
        self.rows = bytearray()
        self.places = bytearray()
        self.forms: Counter[str] = Counter()

    def add(self, row: int, weight: int, positions: list[int], form: str) -> None:
        """Add a document; rows must ascend.

        A weight of 1, the usual one, is not written out: the gap between rows is doubled, and odd
        if a weight follows.
        """
        gap = row - self.last - 1
        self.rows += varying(gap * 2) if weight == 1 else varying(gap * 2 + 1) + varying(weight)
        self.places += varying(len(positions))
        before = 0
        for position in positions:
            self.places += varying(position - before)
            before = position
        self.last = row
        self.count += 1
        self.forms[form] += 1


def export(archive: Archive) -> dict[str, bytes]:
    """The files of the static index by name; the same bytes for the same archive."""
    files: dict[str, bytes] = {}
    facts, texts, term_lists = _read(archive)
    slugs = _slugs(archive)
    documents = [
        {"title": fact.title, "slug": slugs[fact.path], "started": fact.started, "text": text}
        for fact, text in zip(facts, texts, strict=True)
    ]
    names = _put_documents(files, documents)
    shards = [
        [first, _put(files, "terms", terms), _put(files, "places", places)]
        for first, terms, places in _shards(term_lists)
    ]
    words = {first: _put(files, "words", lines) for first, lines in _words(term_lists)}
    payload = {
        "format": FORMAT,
        "count": len(facts),
        "terms": sum(fact.length for fact in facts),
        "columns": _columns(facts),
        "facets": {facet.name: facet.title for facet in FACETS},
        "vocabulary": _vocabulary(archive, facts),
        "shards": shards,
        "words": words,
        "documents": "".join(names),
        "first": [
            {**document, "text": document["text"][:LEAD_CHARACTERS]}
            for document in documents[:FIRST_SHOWN]
        ],
    }
    entry = {"format": FORMAT, "facts": _put(files, "facts", payload)}
    files[ENTRY] = script("entry", entry)
    return files


def _read(archive: Archive) -> tuple[list[Fact], list[str], dict[str, _TermList]]:
    """Facts and texts by row, and every term's list."""
    facts: list[Fact] = []
    texts: list[str] = []
    term_lists: dict[str, _TermList] = {}
    for row, item in enumerate(archive.postmortems):
        terms = terms_of(item, archive.settings)
        facts.append(fact_of(item, archive.settings, terms.length))
        texts.append(shown_text(item)[:MAX_TEXT])
        for term, positions in terms.positions.items():
            term_list = term_lists.setdefault(term, _TermList())
            term_list.add(row, terms.weights[term], positions, terms.forms[term])
    return facts, texts, term_lists


def _slugs(archive: Archive) -> dict[str, str]:
    """The last part of every postmortem's address, by path."""
    addresses = postmortem_addresses(archive)
    return {path: address.rpartition("/")[2] for path, address in addresses.items()}


def _put(files: dict[str, bytes], kind: str, payload: object) -> str:
    """Add a file whose name holds a digest of its content; returns the name without its ending."""
    name = f"{kind}-{hashlib.sha256(script(kind, payload)).hexdigest()[:10]}"
    files[f"{name}.js"] = script(name, payload)
    return name


def _put_documents(files: dict[str, bytes], documents: list[dict[str, str]]) -> list[str]:
    """Add a file for every postmortem; returns their names, which are all equally long."""
    digests = [
        base64.b32encode(hashlib.sha256(script("", document)).digest()).decode().lower()
        for document in documents
    ]
    different = len(set(digests))
    length = _NAME_LENGTH
    while len({digest[:length] for digest in digests}) < different:
        length += 1
    names = [digest[:length] for digest in digests]
    for name, document in zip(names, documents, strict=True):
        files[f"documents/{name[0]}/{name}.js"] = script(name, document)
    return names


def _columns(facts: list[Fact]) -> dict[str, Any]:
    return {
        "length": column(byte_to_length(length_to_byte(fact.length)) for fact in facts),
        "day": column(fact.day for fact in facts),
        "duration": column(fact.duration for fact in facts),
        "nearMiss": column(fact.near_miss for fact in facts),
        "openActions": column(fact.open_actions for fact in facts),
        "nextDue": column(fact.next_due for fact in facts),
        "owner": list_column([fact.owners for fact in facts]),
        **{name: list_column([fact.values(name) for fact in facts]) for name in FACET_NAMES},
    }


def _vocabulary(archive: Archive, facts: list[Fact]) -> dict[str, list[list[object]]]:
    """For every field, [value, label, further names] of each value."""
    found: dict[str, list[list[object]]] = {}
    for field, labels in vocabulary_of(archive.settings, facts).labels.items():
        facet = FACET_BY_NAME.get(field)
        found[field] = [
            [value, label, list(names_of(facet, value, archive.settings) if facet else ())]
            for value, label in labels.items()
        ]
    return found


def _shards(term_lists: Mapping[str, _TermList]) -> Iterator[tuple[str, object, object]]:
    """(first term, term lists, places) of each range of terms."""
    terms: list[str] = []
    size = 0
    for term in sorted(term_lists, key=utf16_order):
        terms.append(term)
        size += len(term) + len(term_lists[term].rows)
        if size >= SHARD_BYTES:
            yield _shard(terms, term_lists)
            terms, size = [], 0
    if terms:
        yield _shard(terms, term_lists)


def _shard(terms: list[str], term_lists: Mapping[str, _TermList]) -> tuple[str, object, object]:
    rows = b" ".join(term_lists[term].rows for term in terms).decode("ascii")
    places = b" ".join(term_lists[term].places for term in terms).decode("ascii")
    return terms[0], {"terms": front_coded(terms), "rows": rows}, {"places": places}


def _words(term_lists: Mapping[str, _TermList]) -> Iterator[tuple[str, str]]:
    """First character and lines of the words that start with it: stem, tab, usual form."""
    lines: dict[str, list[str]] = {}
    for term in sorted(term_lists):
        if not term.isalnum() or is_unspaced(term):
            continue  # technical tokens are meant as typed; of pairs of letters, all are near
        form = min(term_lists[term].forms.items(), key=lambda item: (-item[1], item[0]))[0]
        lines.setdefault(term[0], []).append(f"{term}\t{form}" if form != term else term)
    for first in sorted(lines):
        yield first, "\n".join(lines[first])
