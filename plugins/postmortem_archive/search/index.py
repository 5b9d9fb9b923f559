"""The private index of an archive: built on first use, updated by content, rebuilt on any doubt."""

import dataclasses
import hashlib
import json
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import whoosh
from whoosh.filedb.filestore import FileStorage
from whoosh.util.filelock import try_for

from postmortem_archive.archive.project import Project
from postmortem_archive.archive.read import Progress
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings

from .fields import Fact, Terms, fact_of, in_order, shown_text, terms_of
from .seal import file_digest, is_sealed, seal
from .store import Store, create, write
from .vocabulary import Vocabulary, vocabulary_of

FORMAT = 1
"""Raised when the files of the index take another form."""

LOCK_SECONDS = 60
"""How long to wait for another process that is writing the same index."""

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
    """

    settings: Settings
    facts: tuple[Fact, ...]
    store: Store

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the fields of a query can be asked for."""
        return vocabulary_of(self.settings, self.facts)

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()

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

    Args:
        project: where the archive is.
        settings: what its ``archive.yml`` says.
        listing: for the path of every file of the archive, a text that changes with its content.
        load: reads those files that are new or have changed.
        progress: told of each document that is indexed.

    Raises:
        ArchiveError: the cache folder cannot be used.
    """
    folder = _private_folder(project)
    wanted = _Manifest(_made_with(settings), {}, listing)
    if index := _opened(folder, wanted, settings):
        return index
    try:
        with _lock(folder):
            _bring_up_to_date(folder, wanted, settings, load, progress)
            index = _opened(folder, wanted, settings)
    except OSError as error:
        raise ArchiveError(
            f"the search index in {folder} cannot be written: {error.strerror or error}",
            "check that the folder belongs to you and that the disk is not full",
        ) from error
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
        shutil.rmtree(folder / _WHOOSH, ignore_errors=True)
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


def _private_folder(project: Project) -> Path:
    folder = project.cache_folder / "search"
    if not folder.resolve().is_relative_to(project.root.resolve()):
        raise ArchiveError(
            f"the cache folder {project.cache_folder} leads out of the project",
            "remove the symbolic link",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(
            f"the cache folder {folder} cannot be made: {error.strerror or error}",
            "check that the project's folder can be written to",
        ) from error
    return folder


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    lock = FileStorage(str(folder)).lock("write.lock")
    if not try_for(lock.acquire, timeout=LOCK_SECONDS, delay=0.1):
        raise ArchiveError(
            "another process is writing the search index",
            "wait until it is done, then search again",
        )
    try:
        yield
    finally:
        lock.release()


def _file_digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of the index; lock files are no part of it."""
    found = {_FACTS: file_digest(folder / _FACTS)}
    for path in sorted((folder / _WHOOSH).iterdir()):
        if not path.name.endswith("LOCK"):
            found[f"{_WHOOSH}/{path.name}"] = file_digest(path)
    return found


def _trusted_manifest(folder: Path) -> _Manifest | None:
    """The manifest, if its seal holds and the files are exactly those it names."""
    try:
        text = (folder / _MANIFEST).read_text("utf-8")
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
    _write_whole(folder / _MANIFEST, f"{seal(body.encode())}\n{body}")


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
    _write_whole(folder / _FACTS, json.dumps(rows, separators=(",", ":")))


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that it is never seen half-written."""
    fresh = path.with_suffix(".new")
    fresh.write_text(text, "utf-8")
    fresh.replace(path)
