"""The private index of an archive: built on first use, updated by content, rebuilt on any doubt."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem_archive.archive.private_files import private_folder, remove
from postmortem_archive.archive.project import Project
from postmortem_archive.model.errors import ArchiveError

from .fields import Fact, Terms, body_of, fact_of, in_order, shown_text, terms_of
from .kept_facts import Kept, read_kept, write_kept
from .lock import locked
from .manifest import (
    FACTS,
    MANIFEST,
    WHOOSH,
    Manifest,
    file_digests,
    made_with,
    trusted_manifest,
    write_manifest,
)
from .store import Store, create, numbers_of, write
from .synonyms import Synonyms, synonym_groups
from .vocabulary import Vocabulary, vocabulary_of

if TYPE_CHECKING:  # a search that finds its index up to date starts without them
    from tempfile import TemporaryDirectory

    from postmortem_archive.archive.read import Progress
    from postmortem_archive.model.postmortem import Postmortem
    from postmortem_archive.model.settings import Settings

Load = Callable[[Sequence[str]], "Iterable[Postmortem]"]
"""Reads the files at these paths; those that cannot be understood are left out."""


@dataclass(frozen=True)
class Source:
    """An archive as its index needs it: only the listing is looked at where nothing has changed.

    Attributes:
        settings_key: a text that changes with what ``archive.yml`` says.
        settings: what it says.
        listing: for the path of every file of the archive, a text that changes with its content.
        load: reads those files that are new or have changed.
    """

    settings_key: str
    settings: "Callable[[], Settings]"
    listing: Mapping[str, str]
    load: Load


@dataclass(frozen=True)
class Index:
    """An open index.

    Attributes:
        facts: of every document, newest first; a document's place here is its row.
        store: its term lists.
        vocabulary: what the fields of a query can be asked for.
        not_kept: why it could not be kept for the next search; empty where it is.
        passing: the folder of an index that is not kept; gone when the index is closed.
    """

    facts: tuple[Fact, ...]
    store: Store
    vocabulary: Vocabulary
    not_kept: str = ""
    passing: "TemporaryDirectory[str] | None" = None

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()
        if self.passing:
            self.passing.cleanup()

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_index(
    project: Project,
    settings: "Settings",
    listing: Mapping[str, str],
    load: Load,
    progress: "Progress | None" = None,
) -> Index:
    """Open the index of an archive whose settings are known; see :func:`open_source`."""
    source = Source(settings.model_dump_json(), lambda: settings, listing, load)
    return open_source(project, source, progress)


def open_source(project: Project, source: Source, progress: "Progress | None" = None) -> Index:
    """Open the index of an archive, after building or updating it as needed.

    Where the cache folder cannot be used, the index is built in a temporary folder for this once.

    Args:
        project: where the archive is.
        source: what is to be in the index.
        progress: told of each document that is indexed.

    Raises:
        ArchiveError: the cache folder leads out of the project, or no index can be written at all.
    """
    try:
        return _open(private_folder(project, "search"), source, progress)
    except OSError as error:
        not_kept = f"{project.cache_folder} cannot be used: {error.strerror or error}"
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - hardly ever needed

    try:
        passing = TemporaryDirectory(prefix="postmortem-search-")
        try:
            index = _open(Path(passing.name), source, progress)
        except BaseException:
            passing.cleanup()
            raise
    except OSError as error:
        raise ArchiveError(
            f"the search index cannot be written: {error.strerror or error}",
            "check that the project's folder can be written to and that the disk is not full",
        ) from error
    return replace(index, not_kept=not_kept, passing=passing)


def kept_labels(project: Project, settings_key: str) -> Mapping[str, Mapping[str, str]]:
    """Values of each field and how each is shown, as the last search knew them; nothing is built.

    Empty where there is no index, or one that was made with something else.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """
    try:
        folder = private_folder(project, "search")
    except OSError:
        return {}
    manifest = trusted_manifest(folder)
    if manifest is None or manifest.made_with != made_with(settings_key):
        return {}
    return read_kept(folder / FACTS).labels


def _open(folder: Path, source: Source, progress: "Progress | None") -> Index:
    wanted = Manifest(made_with(source.settings_key), {}, source.listing)
    if index := _opened(folder, wanted):
        return index
    with locked(folder):
        _bring_up_to_date(folder, wanted, source, progress)
        index = _opened(folder, wanted)
    if index is None:
        raise ArchiveError(
            f"the search index in {folder} was changed while it was being read", "search again"
        )
    return index


def _opened(folder: Path, wanted: Manifest) -> Index | None:
    """The index as it is on disk, if it is whole, ours and up to date."""
    manifest = trusted_manifest(folder)
    if manifest is None or not manifest.made_like(wanted) or manifest.documents != wanted.documents:
        return None
    kept = read_kept(folder / FACTS)
    store = Store(folder / WHOOSH, kept.numbers)
    vocabulary = Vocabulary(kept.labels, kept.names, Synonyms(kept.synonyms, store.has))
    return Index(kept.facts, store, vocabulary)


def _bring_up_to_date(
    folder: Path, wanted: Manifest, source: Source, progress: "Progress | None"
) -> None:
    settings, listing = source.settings(), source.listing
    manifest = trusted_manifest(folder)
    if manifest is None or not manifest.made_like(wanted):
        # Killed half-way, damaged, or made by another version: not worth finding out.
        for name in (MANIFEST, FACTS, WHOOSH):
            remove(folder / name)
        (folder / WHOOSH).mkdir()
        create(folder / WHOOSH)
        facts: dict[str, Fact] = {}
        known: Mapping[str, str] = {}
    else:
        facts = {fact.path: fact for fact in read_kept(folder / FACTS).facts}
        known = manifest.documents
    changed = [path for path, fingerprint in listing.items() if known.get(path) != fingerprint]
    gone = [path for path in known if listing.get(path) != known[path]]
    for path in gone:
        facts.pop(path, None)
    new_facts: list[Fact] = []
    write(
        folder / WHOOSH,
        gone,
        _indexed(source.load(changed), settings, new_facts, len(changed), progress),
    )
    facts.update({fact.path: fact for fact in new_facts})
    ordered = tuple(in_order(list(facts.values())))
    vocabulary = vocabulary_of(settings, ordered, lambda _: True)
    kept = Kept(
        ordered,
        numbers_of(folder / WHOOSH, [fact.path for fact in ordered]),
        vocabulary.labels,
        vocabulary.names,
        synonym_groups(settings),
    )
    write_kept(folder / FACTS, kept)
    write_manifest(folder, replace(wanted, files=file_digests(folder, {})))


def _indexed(
    items: "Iterable[Postmortem]",
    settings: "Settings",
    facts: list[Fact],
    total: int,
    progress: "Progress | None",
) -> Iterator[tuple[str, Terms, str]]:
    """What is written of each document; its facts are put into ``facts``."""
    for number, item in enumerate(items, start=1):
        body = body_of(item)
        terms = terms_of(item, settings, body)
        facts.append(fact_of(item, settings, terms.length))
        yield item.path, terms, shown_text(body)
        if progress:
            progress(number, total)
