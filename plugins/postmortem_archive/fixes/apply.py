"""Put a file right: each fixer in turn, and nothing of it kept that changes what the file means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from postmortem_archive.edition.text import is_offered, public_text
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document

from .base import Fixer, Source
from .edits import edited
from .meaning import means_the_same
from .registry import FIXERS

_MAX_ROUNDS = 5
"""Most times that all fixers look at a file; the second time nothing should be left for them."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file that was put right.

    Attributes:
        data: its bytes.
        names: names of the fixers that changed it, in the order in which they work.
    """

    data: bytes
    names: tuple[str, ...]


def fix_document(
    path: str, data: bytes, settings: Settings, fixers: Sequence[Fixer] = FIXERS
) -> Fixed | None:
    """Put right what can be put right without a person deciding anything.

    Whatever is not corrected keeps every byte: line ends, byte order mark, white space, a last line
    without its end. After each fixer the file is read again, and what the fixer did is kept only where
    the file means the same. What comes of it is left as it is when it is fixed again.

    Args:
        path: POSIX path relative to the archive's folder.
        data: the file's bytes.
        settings: the vocabulary, and the headings that mean a section.
        fixers: those that are to work; leave out one whose rules (``answers``) are all off.

    Returns:
        What came of it; ``None`` where nothing changes, or where the file is not understood.
    """
    source = _read(path, data, settings)
    if source is None:
        return None
    names: list[str] = []
    for _ in range(_MAX_ROUNDS):
        done = len(names)
        for fixer in fixers:
            found = _fixed(fixer, source, data, settings)
            if found is not None:
                source, data = found
                names.append(fixer.name)
        if len(names) == done:
            break
    order = [fixer.name for fixer in fixers]
    return Fixed(data, tuple(sorted(set(names), key=order.index))) if names else None


def _read(path: str, data: bytes, settings: Settings) -> Source | None:
    """The file as fixers look at it; ``None`` where it is not understood."""
    document = parse_document(path, data, settings)
    return Source(document, document.postmortem) if document.postmortem else None


def _fixed(
    fixer: Fixer, source: Source, data: bytes, settings: Settings
) -> tuple[Source, bytes] | None:
    """The file after one fixer; ``None`` where it changes nothing, or more than it may."""
    edits = fixer.edits(source, settings)
    if not edits:
        return None
    changed = edited(data, edits)
    after = _read(source.document.path, changed, settings)
    if after is None or not means_the_same(source.document, after.document, settings):
        return None
    if not _stays_approved(source.postmortem, after.postmortem, settings):
        return None
    return after, changed


def _stays_approved(old: Postmortem, new: Postmortem, settings: Settings) -> bool:
    """Whether a public text that somebody has approved is left as it is; a fix must not void that."""
    if not (is_offered(old) and old.meta.approved_by):
        return True
    return public_text(old, settings).mark == public_text(new, settings).mark
