"""All readers of documents: each file of :mod:`.readers` holds one."""

from __future__ import annotations

import os
from importlib import import_module

from . import readers
from .base import Reader, Source, Sureness
from .errors import RefusedError


def _reader_in(name: str) -> Reader:
    """The reader that a file of the folder defines."""
    module = import_module(f"{readers.__name__}.{name}")
    (reader,) = (
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and issubclass(value, Reader)
    )
    return reader()


READERS: tuple[Reader, ...] = tuple(
    _reader_in(file.removesuffix(".py"))
    for file in sorted(os.listdir(readers.__path__[0]))  # noqa: PTH208 - a name is all that is asked
    if file.endswith(".py") and not file.startswith("_")
)
"""Every reader, by the names of their files."""

EXTENSIONS = frozenset(extension for reader in READERS for extension in reader.extensions)
"""Extensions of the files of a folder that are imported."""


def reader_of(source: Source) -> Reader | None:
    """The reader that is surest of a document; ``None`` where it is no document that is known.

    Raises:
        RefusedError: its name says that it should be one, but it is no text.
    """
    most, best = Sureness.NO, None
    for reader in READERS:
        sureness = reader.sureness(source)
        if sureness > most:
            most, best = sureness, reader
    if best is None and source.text is None and source.extension in EXTENSIONS:
        raise RefusedError(source.refusal, "save it as UTF-8 text, or leave it out")
    return best
