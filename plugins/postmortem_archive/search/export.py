"""The static index: files from which a page searches the archive without a server.

Every file is a classic script that hands its content to ``postmortemSearch``; so it loads from a
disk as from a server, and under a strict Content-Security-Policy. But for ``entry.js``, every name
holds a digest of the content: files of two builds never mix, and every other file may be cached for
ever.

    entry.js                 which facts file counts
    facts-….js               one table of all postmortems, the vocabulary, and where the rest is
    terms-….js               which postmortems have a term, for a range of terms
    places-….js              where it stands in them, for phrases
    words-….js               all words that start with a letter, or all common ones, to tell what was meant
    documents/…/….js         a postmortem's title and text, for result lines; neighbours share a folder
    pages-….js               what the site's other pages say; missing where there are none
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from whoosh.util.numeric import byte_to_length, length_to_byte

from postmortem_archive.archive.addresses import postmortem_addresses
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.facets import FACET_BY_NAME, FACETS
from postmortem_archive.model.settings import Settings

from .encode import (
    column,
    descending,
    front_coded,
    list_column,
    literal,
    script,
    small,
    utf16_order,
)
from .fields import FACET_NAMES, Fact, names_of
from .kept_texts import KeptTexts
from .spelling import is_common, is_word
from .term_lists import TermLists, add_terms
from .vocabulary import Vocabulary, vocabulary_of

FORMAT = 2
"""Raised when the files take another form; the page's reader refuses any other."""

ENTRY = "entry.js"
"""Name of the one file whose name does not change."""

SHARD_BYTES = 12_000
"""About how large a range of term lists is, before compression."""

FIRST_SHOWN = 20
"""How many postmortems the page can show before it has loaded anything but the facts."""

LEAD_CHARACTERS = 300
"""How much of their text comes with the facts."""

FOLDER_SIZE = 32
"""How many postmortems share a folder, on average."""

MAX_FOLDER = 128
"""Most postmortems of a folder."""


class _Documents:
    """Writes a file for each postmortem, in folders of about ``FOLDER_SIZE`` neighbours.

    A folder's name is a digest of all that is in it: so the facts need not name every file, and
    still no two builds mix. Where a folder ends depends on the postmortem's ID alone, so that a new
    one leaves all other folders as they are.

    Attributes:
        first: the first documents, shortened.
        names: of the folders, in order, all equally long.
        sizes: how many documents are in each.
    """

    def __init__(self) -> None:
        self.first: list[dict[str, str]] = []
        self.names: list[str] = []
        self.sizes: list[int] = []
        self._folder: list[bytes] = []

    def add(self, id: str, document: dict[str, str]) -> Iterator[tuple[str, bytes]]:
        """Take on a document; gives the files of the folder that it completes, if any."""
        if len(self.first) < FIRST_SHOWN:
            self.first.append({**document, "text": document["text"][:LEAD_CHARACTERS]})
        self._folder.append(literal(document))
        ends = hashlib.sha256(id.encode("utf-8", "replace")).digest()[0] % FOLDER_SIZE == 0
        if ends or len(self._folder) == MAX_FOLDER:
            yield from self.finish()

    def finish(self) -> Iterator[tuple[str, bytes]]:
        """The files of the last folder."""
        if not self._folder:
            return
        folder, self._folder = self._folder, []
        name = _digest(*folder)
        self.names.append(name)
        self.sizes.append(len(folder))
        for number, document in enumerate(folder):
            path = f"documents/{name}/{number}"
            yield f"{path}.js", script(path, document)


def export(archive: Archive, pages: Sequence[object] = ()) -> dict[str, bytes]:
    """The files of the static index by name, all at once; see :func:`export_files`."""
    return dict(export_files(archive, pages))


def export_files(
    archive: Archive, pages: Sequence[object] = (), *, keep: bool = False
) -> Iterator[tuple[str, bytes]]:
    """The names and contents of the static index's files; the same for the same archive and pages.

    Args:
        archive: what can be found.
        pages: the site's other pages, each as title, URL and [anchor, heading, text] triples.
        keep: take what an earlier export has made of a postmortem, and keep what is made now.

    Raises:
        ArchiveError: something is to be kept, and the cache folder leads out of the project.
    """
    facts: list[Fact] = []
    documents = _Documents()
    term_lists: TermLists = {}
    addresses = postmortem_addresses(archive)
    texts = KeptTexts(archive, active=keep)
    for row, item in enumerate(archive.postmortems):
        fact, text, terms = texts.get(item)
        facts.append(fact)
        add_terms(term_lists, row, terms)
        document = {
            "title": fact.title,
            "slug": addresses[fact.path].rpartition("/")[2],
            "started": fact.started,
            "text": text,
        }
        yield from documents.add(fact.id, document)
    texts.drop_others()
    yield from documents.finish()
    firsts: list[str] = []
    shards: list[str] = []
    for first, lists, places in _shards(term_lists):
        name = _digest(lists, places)
        firsts.append(first)
        shards.append(name)
        yield f"terms-{name}.js", script(f"terms-{name}", lists)
        yield f"places-{name}.js", script(f"places-{name}", places)
    words: dict[str, str] = {}
    for initial, lines in _words(term_lists, len(facts)):
        words[initial], data = _named("words", lines)
        yield f"{words[initial]}.js", data
    vocabulary = vocabulary_of(archive.settings, facts, term_lists.__contains__)
    payload = {
        "format": FORMAT,
        "count": len(facts),
        "terms": sum(fact.length for fact in facts),
        "columns": _columns(facts, archive.settings),
        "facets": {facet.name: facet.title for facet in FACETS},
        "vocabulary": _vocabulary(vocabulary, archive.settings),
        "synonyms": vocabulary.synonyms.table(),
        "shards": {"first": front_coded(firsts), "names": "".join(shards)},
        "words": words,
        "documents": {
            "sizes": "".join(map(small, documents.sizes)),
            "names": "".join(documents.names),
        },
        "first": documents.first,
    }
    yield from _entry(payload, pages)


def _entry(payload: object, pages: Sequence[object]) -> Iterator[tuple[str, bytes]]:
    """The facts file, the file of the other pages, and last the entry, which names them."""
    facts_name, data = _named("facts", payload)
    yield f"{facts_name}.js", data
    entry = {"format": FORMAT, "facts": facts_name}
    if pages:
        entry["pages"], data = _named("pages", pages)
        yield f"{entry['pages']}.js", data
    yield ENTRY, script("entry", literal(entry))


def _digest(*data: bytes) -> str:
    """Forty bits of a digest as eight characters."""
    return base64.b32encode(hashlib.sha256(b"".join(data)).digest()[:5]).decode().lower()


def _named(kind: str, payload: object) -> tuple[str, bytes]:
    """A script's name, which holds a digest of its content, and the script."""
    data = literal(payload)
    name = f"{kind}-{_digest(data)}"
    return name, script(name, data)


def _columns(facts: list[Fact], settings: Settings) -> dict[str, Any]:
    lists = {name: list_column(fact.values(name) for fact in facts) for name in FACET_NAMES}
    # Teams are those of the services: one for each service says it all.
    lists["team"] = {
        "of": "service",
        "texts": [settings.team_of(s) for s in lists["service"]["texts"]],
    }
    return {
        "length": column(byte_to_length(length_to_byte(fact.length)) for fact in facts),
        "day": descending(date.fromisoformat(fact.day).toordinal() for fact in facts if fact.day),
        "duration": column(fact.duration for fact in facts),
        "nearMiss": column(fact.near_miss for fact in facts),
        "openActions": column(fact.open_actions for fact in facts),
        "nextDue": column(fact.next_due for fact in facts),
        "owner": list_column(fact.owners for fact in facts),
        **lists,
    }


def _vocabulary(vocabulary: Vocabulary, settings: Settings) -> dict[str, list[list[object]]]:
    """For every field, [value, label, further names] of each value."""
    found: dict[str, list[list[object]]] = {}
    for field, labels in vocabulary.labels.items():
        facet = FACET_BY_NAME.get(field)
        found[field] = [
            [value, label, list(names_of(facet, value, settings) if facet else ())]
            for value, label in labels.items()
        ]
    return found


def _shards(term_lists: TermLists) -> Iterator[tuple[str, bytes, bytes]]:
    """First term, and term lists and places as a script says them, of each range of terms."""
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


def _shard(terms: list[str], term_lists: TermLists) -> tuple[str, bytes, bytes]:
    rows = b" ".join(term_lists[term].rows for term in terms).decode("ascii")
    places = b" ".join(term_lists[term].places for term in terms).decode("ascii")
    lists = {"terms": front_coded(terms), "rows": rows}
    return terms[0], literal(lists), literal({"places": places})


def _words(term_lists: TermLists, documents: int) -> Iterator[tuple[str, str]]:
    """First character and lines of the words that start with it; with "", all common words.

    A line is a term and, where it is written in any other way, all ways with tabs before them.
    """
    lines: dict[str, list[str]] = {}
    for term, term_list in sorted(term_lists.items()):
        if not is_word(term):
            continue
        written = sorted(set(term_list.forms)) or [term]
        line = term if written == [term] else "\t".join((term, *written))
        lines.setdefault(term[0], []).append(line)
        if is_common(term_list.count, documents):
            lines.setdefault("", []).append(line)
    for first in sorted(lines):
        yield first, "\n".join(lines[first])
