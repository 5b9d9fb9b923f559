"""Parsed files, kept by content: a second build of a site parses only what has changed."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from io import BytesIO
from typing import cast

import markdown_it
import pydantic
import yaml

from postmortem_archive.model.postmortem import Document

from .code_digest import code_digest
from .kept_entries import KeptEntries
from .project import Project

_CODE = ("model", "parse", "rules", "archive")


def read_with(project: Project, settings_text: str) -> str:
    """Digest of what decides what is read in a file, and found wrong with it, beside its own bytes.

    Args:
        project: where the archive is.
        settings_text: the text of ``archive.yml``.
    """
    versions = (markdown_it.__version__, pydantic.VERSION, yaml.__version__)
    return _digest(code_digest(_CODE, ()), *versions, project.shown_path(""), settings_text)


class KeptDocuments:
    """Documents by path and content.

    Args:
        project: where the archive is.
        made: what :func:`read_with` says.
        active: whether anything is kept.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    def __init__(self, project: Project, made: str, *, active: bool) -> None:
        self._made = made
        self._active = active
        self._entries = KeptEntries(project, "documents", active=active)

    def get(self, path: str, mark: str) -> Document | None:
        """The document of a file with that content; ``None`` where it is not kept."""
        data = self._entries.get(self._key(path, mark))
        if data is None:
            return None
        document: Document = pickle.loads(data)  # noqa: S301 - sealed
        return document

    def put(self, mark: str, document: Document) -> None:
        """Keep a document."""
        if not self._active:
            return
        file = BytesIO()
        _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(document)
        self._entries.put(self._key(document.path, mark), file.getvalue())

    def drop_unused(self) -> None:
        """Remove those of files that are no more, or were otherwise."""
        self._entries.drop_unused()

    def _key(self, path: str, mark: str) -> str:
        return _digest(self._made, path, mark)


_Call = tuple[Callable[..., object], tuple[object, ...]]


class _Pickler(pickle.Pickler):
    """Keeps each record as a call of its class; setting its fields one by one takes twice as long."""

    def reducer_override(self, obj: object) -> _Call:
        if is_dataclass(obj) and not isinstance(obj, type):
            return type(obj), tuple(getattr(obj, one.name) for one in fields(obj))
        return cast("_Call", NotImplemented)  # as usual


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()
