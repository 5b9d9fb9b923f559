"""All readers of documents: each file of :mod:`.readers` holds one."""

from __future__ import annotations

from postmortem_archive.model.one_a_file import one_of_each_file

from . import readers
from .base import Reader, Source, Sureness
from .errors import RefusedError

READERS = one_of_each_file(readers, Reader)  # type: ignore[type-abstract]  # each file makes it concrete
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
