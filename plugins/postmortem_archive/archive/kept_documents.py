"""Parsed files, kept by content: a second build of a site parses only what has changed.

What lists and figures are made of is kept together for many files, and read at once. What only the page
of a postmortem shows, its text above all, is left in an entry of its own until somebody asks for it.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, ClassVar, TypeVar, cast

import markdown_it
import pydantic
import yaml

from postmortem_archive.model.postmortem import Document, Postmortem

from .code_digest import code_digest
from .kept_entries import KeptEntries
from .kept_rows import Form, KeptRows, Row
from .project import Project

_CODE = ("model", "parse", "rules", "archive")

_HELD = ("path", "meta", "extra_meta", "actions", "links", "body_line")
"""What is held of each postmortem; a field that every list or figure asks for belongs here."""

_LEFT = frozenset(one.name for one in fields(Postmortem)) - {*_HELD}
_LEFT_OF_DOCUMENT = frozenset(("problems", "text", "suppressions"))

_MOST_WHOLE = 16
"""How many documents are held whole at a time; a page asks for parts of few, again and again."""


def read_with(project: Project, settings_text: str) -> str:
    """Digest of what decides what is read in a file, and found wrong with it, beside its own bytes.

    Args:
        project: where the archive is.
        settings_text: the text of ``archive.yml``.
    """
    versions = (markdown_it.__version__, pydantic.VERSION, yaml.__version__)
    return _digest(code_digest(_CODE, ()), *versions, project.shown_path(""), settings_text)


class KeptDocuments:
    """Whole documents by path and content, each in an entry of its own.

    Args:
        project: where the archive is.
        made: what :func:`read_with` says.
        active: whether anything is kept.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    def __init__(self, project: Project, made: str, *, active: bool) -> None:
        self._made = made
        self._entries = KeptEntries(project, "documents", active=active)

    def get(self, path: str, mark: str) -> Document | None:
        """The document of a file with that content; ``None`` where it is not kept."""
        data = self._entries.get(self._key(path, mark))
        if data is None:
            return None
        document: Document = pickle.loads(data)  # noqa: S301 - sealed
        return document

    def put(self, mark: str, document: Document) -> bool:
        """Keep a document; says whether that was possible."""
        return self._entries.put(self._key(document.path, mark), _pickled(document))

    def spare(self, path: str, mark: str) -> None:
        """Take a document for used, though nobody needed to ask for it."""
        self._entries.spare(self._key(path, mark))

    def drop_unused(self) -> None:
        """Remove those of files that are no more, or were otherwise."""
        self._entries.drop_unused()

    def _key(self, path: str, mark: str) -> str:
        return _digest(self._made, path, mark)


class DocumentSource:
    """Gives the parts of documents that are not held.

    Args:
        kept: where they are kept.
        read_anew: reads and parses the file at a path with that content, where they are there no more.
    """

    def __init__(self, kept: KeptDocuments, read_anew: Callable[[str, str], Document]) -> None:
        self._kept = kept
        self._read_anew = read_anew
        self._last = lru_cache(_MOST_WHOLE)(self._read)

    def whole(self, path: str, mark: str) -> Document:
        """The document of a file with that content, with everything in it."""
        return self._last(path, mark)

    def _read(self, path: str, mark: str) -> Document:
        return self._kept.get(path, mark) or self._read_anew(path, mark)


def fact_rows(project: Project, made: str, *, active: bool) -> KeptRows:
    """Where rows of :func:`facts_of` are kept.

    Args:
        project: where the archive is.
        made: what :func:`read_with` says.
        active: whether anything is kept.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """
    return KeptRows(project, "facts", made, Form(_pickled, _unpickled), active=active)


def facts_of(mark: str, document: Document) -> Row:
    """The mark of a file, and what is held of its postmortem, if it has one."""
    item = document.postmortem
    return (mark, tuple(getattr(item, name) for name in _HELD) if item else None)


def document_of(path: str, row: Row, source: DocumentSource) -> Document:
    """The document of a file, as complete as any other for whoever uses it.

    Args:
        path: its path.
        row: what :func:`facts_of` said of it.
        source: gives what is not held.
    """
    mark, held = row
    document = _without_rest(_HeldDocument, source, mark)
    _set(document, "path", path)
    postmortem = None
    if held is not None:
        postmortem = _without_rest(_HeldPostmortem, source, mark)
        for name, value in zip(_HELD, held, strict=True):
            _set(postmortem, name, value)
    _set(document, "postmortem", postmortem)
    return document


class _Held:  # noqa: PLW1641 - each kind has the hash of its record
    """A record of which a part is held; the other fields are empty slots, so Python asks for them below."""

    __slots__ = ()
    _left: ClassVar[frozenset[str]]
    _kind: ClassVar[type[Any]]

    def __getattr__(self, name: str) -> object:
        if name not in self._left:
            raise AttributeError(name, name=name, obj=self)
        return getattr(self._whole(), name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, self._kind) and all(
            getattr(self, each.name) == getattr(other, each.name) for each in fields(self._kind)
        )

    def _whole(self) -> object:
        raise NotImplementedError


class _HeldPostmortem(_Held, Postmortem):
    __slots__ = ("_mark", "_source")
    __hash__ = Postmortem.__hash__
    _left = _LEFT
    _kind = Postmortem
    _mark: str
    _source: DocumentSource

    def _whole(self) -> object:
        return self._source.whole(self.path, self._mark).postmortem


class _HeldDocument(_Held, Document):
    __slots__ = ("_mark", "_source")
    __hash__ = Document.__hash__
    _left = _LEFT_OF_DOCUMENT
    _kind = Document
    _mark: str
    _source: DocumentSource

    def _whole(self) -> object:
        return self._source.whole(self.path, self._mark)


_AnyHeld = TypeVar("_AnyHeld", _HeldDocument, _HeldPostmortem)


def _without_rest(kind: type[_AnyHeld], source: DocumentSource, mark: str) -> _AnyHeld:
    made = object.__new__(kind)
    _set(made, "_source", source)
    _set(made, "_mark", mark)
    return made


_set = object.__setattr__  # records are frozen


_Call = tuple[Callable[..., object], tuple[object, ...]]


class _Pickler(pickle.Pickler):
    """Keeps each record as a call of its class; setting its fields one by one takes twice as long."""

    def reducer_override(self, obj: object) -> _Call:
        if is_dataclass(obj) and not isinstance(obj, type):
            return type(obj), tuple(getattr(obj, one.name) for one in fields(obj))
        return cast("_Call", NotImplemented)  # as usual


def _pickled(value: object) -> bytes:
    file = BytesIO()
    _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
    return file.getvalue()


def _unpickled(data: bytes) -> dict[str, Row]:
    rows: dict[str, Row] = pickle.loads(data)  # noqa: S301 - sealed
    return rows


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()
