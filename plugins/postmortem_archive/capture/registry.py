"""All readers of exports: each file of :mod:`.readers` holds one."""

from __future__ import annotations

from postmortem_archive.model.one_a_file import one_of_each_file

from . import readers
from .base import Reader, Sureness
from .errors import ExportError
from .export import Head

READERS = one_of_each_file(readers, Reader)  # type: ignore[type-abstract]  # each file makes it concrete
"""Every reader, by the names of their files."""


def reader_of(head: Head) -> Reader:
    """The reader that is surest of an export.

    Raises:
        ExportError: none knows it, or two are as sure.
    """
    sure = [(reader.sureness(head), reader) for reader in READERS]
    most = max(sureness for sureness, _ in sure)
    best = [reader for sureness, reader in sure if sureness is most]
    if most is Sureness.NO:
        raise ExportError(f"it is not known what this is{_seen(head)}", _known())
    if len(best) > 1:
        names = " or ".join(reader.name for reader in best)
        raise ExportError(
            f"it could be {names}", "export it in another form, or cut away what is not needed"
        )
    return best[0]


def _seen(head: Head) -> str:
    """What an unknown export looks like, so that a person can tell which file it is."""
    if head.is_json:
        keys = [path for path in head.values if path and "." not in path.removeprefix("item.")]
        names = [path.removeprefix("item.") for path in keys if path != "item"]
        shown = ", ".join(names[:6])
        return f": JSON with {shown}" if shown else ": JSON without records"
    return ": text whose lines begin with no time" if head.lines else ""


def _known() -> str:
    return f"known are {', '.join(reader.name for reader in READERS)}"
