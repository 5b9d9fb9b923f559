"""The private index of an archive: built on first use, updated by content, rebuilt on any doubt."""

import dataclasses
import hashlib
import json
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import whoosh

from postmortem_archive.archive.private_files import (
    is_regular,
    private_folder,
    read_regular,
    remove,
    write_whole,
)
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.read import Progress
from postmortem_archive.archive.seal import is_sealed, seal
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings

from .fields import Fact, Terms, fact_of, in_order, shown_text, terms_of
from .lock import locked
from .store import Store, create, write
from .vocabulary import Vocabulary, vocabulary_of

FORMAT = 1
"""Raised when the files of the index take another form."""

Load = Callable[[Sequence[str]], Iterable[Postmortem]]
"""Reads the files at these paths; those that cannot be understood are left out."""

_MANIFEST = "manifest.json"
_FACTS = "facts.json"
_WHOOSH = "whoosh"
_PACKAGE = Path(__file__).parents[1]
_LAYERS = ("model", "parse", "archive", "search")  # whose code decides what is in the index


@dataclass(frozen=True)
class Index:
    """An open index.

    Attributes:
        settings: what the archive's ``archive.yml`` says.
        facts: of every document, newest first; a document's place here is its row.
        store: its term lists.
        not_kept: why it could not be kept for the next search; empty where it is.
        passing: the folder of an index that is not kept; gone when the index is closed.
    """

    settings: Settings
    facts: tuple[Fact, ...]
    store: Store
    not_kept: str = ""
    passing: tempfile.TemporaryDirectory[str] | None = None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the fields of a query can be asked for."""
        return vocabulary_of(self.settings, self.facts)

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()
        if self.passing:
            self.passing.cleanup()

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class _Manifest:
    """What is known of the index on disk: everything must agree before a file of it is opened.

    Attributes:
        made_with: digest of all that the index depends on, apart from the documents.
        files: SHA-256 of every file of the index, by path within its folder.
        documents: fingerprint of every file that was looked at, understood or not, by path.
    """

    made_with: str
    files: Mapping[str, str]
    documents: Mapping[str, str]

    def made_like(self, other: "_Manifest") -> bool:
        """Whether all but the documents is the same."""
        return self.made_with == other.made_with


def open_index(
    project: Project,
    settings: Settings,
    listing: Mapping[str, str],
    load: Load,
    progress: Progress | None = None,
) -> Index:
    """Open the index of an archive, after building or updating it as needed.

    Where the cache folder cannot be used, the index is built in a temporary folder for this once.

    Args:
        project: where the archive is.
        settings: what its ``archive.yml`` says.
        listing: for the path of every file of the archive, a text that changes with its content.
        load: reads those files that are new or have changed.
        progress: told of each document that is indexed.

    Raises:
        ArchiveError: the cache folder leads out of the project, or no index can be written at all.
    """
    wanted = _Manifest(_made_with(settings), {}, listing)
    try:
        return _open(private_folder(project, "search"), wanted, settings, load, progress)
    except OSError as error:
        not_kept = f"{project.cache_folder} cannot be used: {error.strerror or error}"
    try:
        passing = tempfile.TemporaryDirectory(prefix="postmortem-search-")
        try:
            index = _open(Path(passing.name), wanted, settings, load, progress)
        except BaseException:
            passing.cleanup()
            raise
    except OSError as error:
        raise ArchiveError(
            f"the search index cannot be written: {error.strerror or error}",
            "check that the project's folder can be written to and that the disk is not full",
        ) from error
    return replace(index, not_kept=not_kept, passing=passing)


def _open(
    folder: Path, wanted: _Manifest, settings: Settings, load: Load, progress: Progress | None
) -> Index:
    if index := _opened(folder, wanted, settings):
        return index
    with locked(folder):
        _bring_up_to_date(folder, wanted, settings, load, progress)
        index = _opened(folder, wanted, settings)
    if index is None:
        raise ArchiveError(
            f"the search index in {folder} was changed while it was being read", "search again"
        )
    return index


def _opened(folder: Path, wanted: _Manifest, settings: Settings) -> Index | None:
    """The index as it is on disk, if it is whole, ours and up to date."""
    manifest = _trusted_manifest(folder)
    if manifest is None or not manifest.made_like(wanted) or manifest.documents != wanted.documents:
        return None
    facts = _read_facts(folder)
    try:
        return Index(settings, facts, Store(folder / _WHOOSH, [fact.path for fact in facts]))
    except LookupError:  # facts and term lists disagree: never answer from them
        (folder / _MANIFEST).unlink()
        return None


def _bring_up_to_date(
    folder: Path,
    wanted: _Manifest,
    settings: Settings,
    load: Load,
    progress: Progress | None,
) -> None:
    listing = wanted.documents
    manifest = _trusted_manifest(folder)
    if manifest is None or not manifest.made_like(wanted):
        # Killed half-way, damaged, or made by another version: not worth finding out.
        for name in (_MANIFEST, _FACTS, _WHOOSH):
            remove(folder / name)
        (folder / _WHOOSH).mkdir()
        create(folder / _WHOOSH)
        facts: dict[str, Fact] = {}
        known: Mapping[str, str] = {}
    else:
        facts = {fact.path: fact for fact in _read_facts(folder)}
        known = manifest.documents
    changed = [path for path, fingerprint in listing.items() if known.get(path) != fingerprint]
    gone = [path for path in known if listing.get(path) != known[path]]
    for path in gone:
        facts.pop(path, None)
    new_facts: list[Fact] = []
    write(
        folder / _WHOOSH,
        gone,
        _indexed(load(changed), settings, new_facts, len(changed), progress),
    )
    facts.update({fact.path: fact for fact in new_facts})
    _write_facts(folder, in_order(list(facts.values())))
    _write_manifest(folder, replace(wanted, files=_file_digests(folder)))


def _indexed(
    items: Iterable[Postmortem],
    settings: Settings,
    facts: list[Fact],
    total: int,
    progress: Progress | None,
) -> Iterator[tuple[str, Terms, str]]:
    """What is written of each document; its facts are put into ``facts``."""
    for number, item in enumerate(items, start=1):
        terms = terms_of(item, settings)
        facts.append(fact_of(item, settings, terms.length))
        yield item.path, terms, shown_text(item)
        if progress:
            progress(number, total)


def _made_with(settings: Settings) -> str:
    """Digest of all that the content of an index depends on, apart from the documents."""
    digest = hashlib.sha256(settings.model_dump_json().encode())
    versions = (FORMAT, whoosh.__version__, unicodedata.unidata_version)
    digest.update(repr(versions).encode())
    for layer in _LAYERS:
        for path in sorted((_PACKAGE / layer).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _file_digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of the index; lock files are no part of it.

    Raises:
        OSError: one is missing, or not a regular file.
    """
    if (folder / _WHOOSH).is_symlink():
        raise NotADirectoryError(f"{folder / _WHOOSH} is a symbolic link")
    found = {_FACTS: _digest(folder / _FACTS)}
    for path in sorted((folder / _WHOOSH).iterdir()):
        if not path.name.endswith("LOCK"):
            found[f"{_WHOOSH}/{path.name}"] = _digest(path)
        elif not is_regular(path):
            raise FileNotFoundError(f"{path} is not a regular file")
    return found


def _digest(path: Path) -> str:
    return hashlib.sha256(read_regular(path)).hexdigest()


def _trusted_manifest(folder: Path) -> _Manifest | None:
    """The manifest, if its seal holds and the files are exactly those it names."""
    try:
        text = read_regular(folder / _MANIFEST).decode()
        claimed, _, body = text.partition("\n")
        if not is_sealed(body.encode(), claimed):
            return None
        manifest = _Manifest(**json.loads(body))
        return manifest if _file_digests(folder) == manifest.files else None
    except (OSError, ValueError, TypeError):
        return None  # missing, cut short, or of another form: all the same reason to build anew


def _write_manifest(folder: Path, manifest: _Manifest) -> None:
    body = json.dumps(
        {
            "made_with": manifest.made_with,
            "files": manifest.files,
            "documents": dict(manifest.documents),
        }
    )
    write_whole(folder / _MANIFEST, f"{seal(body.encode())}\n{body}")


def _read_facts(folder: Path) -> tuple[Fact, ...]:
    rows = json.loads((folder / _FACTS).read_text("utf-8"))
    return tuple(
        Fact(
            **{
                **row,
                "facets": tuple(tuple(values) for values in row["facets"]),
                "owners": tuple(row["owners"]),
            }
        )
        for row in rows
    )


def _write_facts(folder: Path, facts: Sequence[Fact]) -> None:
    rows = [dataclasses.asdict(fact) for fact in facts]
    write_whole(folder / _FACTS, json.dumps(rows, separators=(",", ":")))
