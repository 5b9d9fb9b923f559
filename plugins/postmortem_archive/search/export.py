"""The static index: files from which a page searches the archive without a server.

Every file is a classic script that hands its content to ``postmortemSearch``; so it loads from a
disk as from a server, and under a strict Content-Security-Policy. But for ``entry.js``, every name
holds a digest of the content: files of two builds never mix, and every other file may be cached for
ever.

    entry.js                 which facts file counts
    facts-….js               one table of all postmortems, the vocabulary, and where the rest is
    terms-….js               which postmortems have a term, for a range of terms
    places-….js              where it stands in them, for phrases
    places-…-….js            the same of one term that stands in very many places
    words-….js               all words that start with a letter, or all common ones, to tell what was meant
    documents/…/….js         a postmortem's title and text, for result lines; neighbours share a folder
    pages-….js               what the site's other pages say; missing where there are none
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from whoosh.util.numeric import byte_to_length, length_to_byte

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.facets import FACET_BY_NAME, FACETS
from postmortem_archive.model.settings import Settings

from .encode import (
    VARYING,
    column,
    descending,
    digest_of,
    front_coded,
    in_utf16_order,
    list_column,
    literal,
    script,
    small,
)
from .fields import FACET_NAMES, Fact, names_of
from .kept_blocks import FIRST_SHOWN, KeptBlocks
from .kept_export import KeptOutcome
from .pairs import EVERYDAY
from .spelling import is_common, is_word
from .term_lists import TermLists
from .vocabulary import Vocabulary, vocabulary_of

FORMAT = 3
"""Raised when the files take another form; the page's reader refuses any other."""

ENTRY = "entry.js"
"""Name of the one file whose name does not change."""

SHARD_BYTES = 10_000
"""About how large a range of term lists is, before compression."""

ALONE_BYTES = 8_000
"""From how many bytes on the places of a term have a file of their own, before compression."""


There = Callable[[str], bool]
"""Whether there is a file of a name, as an earlier export made it."""

_NOWHERE: There = frozenset[str]().__contains__


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of the static index.

    Attributes:
        name: its path within the index's folder.
        content: its content; ``None`` where the one that is there is the same.
    """

    name: str
    content: bytes | None


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
        keep: take what an earlier export has made of postmortems, and keep what is made now.

    Raises:
        ArchiveError: something is to be kept, and the cache folder leads out of the project.
    """
    for file in exported(archive, pages, keep=keep):
        if file.content is not None:
            yield file.name, file.content


def exported(
    archive: Archive,
    pages: Sequence[object] = (),
    *,
    keep: bool = False,
    there: There = _NOWHERE,
) -> Iterator[ExportedFile]:
    """The files of the static index, without the content of those that are there already.

    Every name but that of the entry holds a digest of the content, or is in a folder whose name is a
    digest of all that is in it: so a file of the same name that an earlier export has made has the same
    content. The entry comes last, and always with its content.

    Args:
        archive: what can be found.
        pages: the site's other pages, each as title, URL and [anchor, heading, text] triples.
        keep: take what an earlier export has made of postmortems, and keep what is made now.
        there: whether there is a file of a name, as an earlier export made it.

    Raises:
        ArchiveError: something is to be kept, and the cache folder leads out of the project.
    """
    found = kept_files(archive, there) if keep else []
    return with_entry(found or files_of(archive, keep=keep, there=there), pages)


def kept_files(archive: Archive, there: There) -> list[ExportedFile]:
    """The files of :func:`files_of` where an earlier export of the same archive has made them; else none."""
    names = KeptOutcome(archive).get()
    return [ExportedFile(name, None) for name in names] if all(map(there, names)) else []


def files_of(archive: Archive, *, keep: bool, there: There = _NOWHERE) -> Iterator[ExportedFile]:
    """The files of the static index that are made of the archive alone, that of the facts last.

    Args, errors: see :func:`exported`.
    """
    names = []
    for name, content in _files(archive, keep=keep, there=there):
        names.append(name)
        yield ExportedFile(name, None if there(name) else content)
    if keep:
        KeptOutcome(archive).put(names)


def with_entry(files: Iterable[ExportedFile], pages: Sequence[object]) -> Iterator[ExportedFile]:
    """Those files, then that of the other pages, and last the entry, which names it and that of the facts.

    Args:
        files: made of the archive alone, that of the facts last.
        pages: see :func:`exported`.
    """
    facts = ""
    for file in files:
        facts = file.name
        yield file
    entry = {"format": FORMAT, "facts": facts.removesuffix(".js")}
    if pages:
        entry["pages"], data = _named("pages", pages)
        yield ExportedFile(f"{entry['pages']}.js", data)
    yield ExportedFile(ENTRY, script("entry", literal(entry)))


def _files(archive: Archive, *, keep: bool, there: There) -> Iterator[tuple[str, bytes | None]]:
    """Name and content of each file, of documents only where they are not there; the facts last."""
    facts: list[Fact] = []
    folders: list[tuple[str, int]] = []
    first: list[dict[str, str]] = []
    term_lists: TermLists = {}
    kept = KeptBlocks(archive, active=keep)
    for block in kept.blocks(term_lists):
        start = len(facts)
        for folder, size in block.folders:
            names = [f"documents/{folder}/{place}" for place in range(size)]
            is_there = all(there(f"{name}.js") for name in names)
            made = [] if is_there else kept.documents(folder, start, start + size)
            for name, document in zip_longest(names, made):
                yield f"{name}.js", None if is_there else script(name, document)
            start += size
        facts += block.facts
        folders += block.folders
        first += block.leads[: FIRST_SHOWN - len(first)]
    kept.drop_others()
    firsts: list[str] = []
    shards: list[str] = []
    for terms in _ranges(term_lists):
        files = _shard(terms, term_lists)
        shard = digest_of(*files.values())
        firsts.append(terms[0])
        shards.append(shard)
        for pattern, data in files.items():
            name = pattern.replace("*", shard)
            yield f"{name}.js", script(name, data)
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
        "everyday": sorted(EVERYDAY),
        "shards": {"first": front_coded(firsts), "names": "".join(shards)},
        "words": words,
        "documents": {
            "sizes": "".join(small(size) for _, size in folders),
            "names": "".join(name for name, _ in folders),
        },
        "first": first,
    }
    name, data = _named("facts", payload)
    yield f"{name}.js", data


def _named(kind: str, payload: object) -> tuple[str, bytes]:
    """A script's name, which holds a digest of its content, and the script."""
    data = literal(payload)
    name = f"{kind}-{digest_of(data)}"
    return name, script(name, data)


def _columns(facts: list[Fact], settings: Settings) -> dict[str, Any]:
    lists = {
        name: list_column(fact.facets[place] for fact in facts)
        for place, name in enumerate(FACET_NAMES)
    }
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


def _ranges(term_lists: TermLists) -> Iterator[list[str]]:
    """The terms, sorted, in ranges whose lists are of about the same size."""
    terms: list[str] = []
    size = 0
    for term in in_utf16_order(term_lists):
        terms.append(term)
        found = term_lists[term]
        size += len(term) + len(VARYING[found.first]) + len(found.rows)
        if size >= SHARD_BYTES:
            yield terms
            terms, size = [], 0
    if terms:
        yield terms


def _shard(terms: list[str], term_lists: TermLists) -> dict[str, bytes]:
    """The files of a range of terms, as scripts say them, by names in which a star stands for its digest."""
    found = [term_lists[term] for term in terms]
    rows = b" ".join(VARYING[one.first] + one.rows for one in found)
    alone = {n: one.places for n, one in enumerate(found) if len(one.places) >= ALONE_BYTES}
    places = b" ".join(b"" if n in alone else one.places for n, one in enumerate(found))
    lists = {"terms": front_coded(terms), "rows": rows.decode("ascii"), "alone": list(alone)}
    return {
        "terms-*": literal(lists),
        "places-*": literal(places.decode("ascii")),
        **{f"places-*-{n}": literal(text.decode("ascii")) for n, text in alone.items()},
    }


def _words(term_lists: TermLists, documents: int) -> Iterator[tuple[str, str]]:
    """First character and lines of the words that start with it; with "", all common words.

    A line is a term and, where it is written in any other way, all ways with tabs before them.
    """
    lines: dict[str, list[str]] = {}
    for term in sorted(filter(is_word, term_lists)):
        term_list = term_lists[term]
        written = sorted({form for form in term_list.forms if form}) or [term]
        line = term if written == [term] else "\t".join((term, *written))
        lines.setdefault(term[0], []).append(line)
        if is_common(term_list.count, documents):
            lines.setdefault("", []).append(line)
    for first in sorted(lines):
        yield first, "\n".join(lines[first])
