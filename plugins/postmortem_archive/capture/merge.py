"""Captured events into a postmortem, by adding alone: no character that stands there is taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from postmortem_archive.fixes.base import Edit, Source
from postmortem_archive.fixes.edits import edited
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import Document, KeyMoment
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document

from .event import CapturedEvent, Downtime, code_of
from .fields import field_edits, fits, given_moments
from .fold import timeline_of
from .impact_place import impact_edits
from .known import is_told
from .ledger import known_codes
from .moments import propose
from .skew import Skew, skews
from .timeline_place import NewRow, timeline_edits

MAX_ROWS = 500
"""Most rows that are added to a timeline at once; nobody reads more."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a postmortem.

    Attributes:
        data: its bytes.
        rows: the events that became rows, in the order of time.
        windows: the windows that became rows of ``impact``.
        proposed: the key moments that are proposed, each with its event.
        known: how many events were there before, or told already by a row.
        skews: sources that are always the same time apart.
    """

    data: bytes
    rows: tuple[CapturedEvent, ...] = ()
    windows: tuple[Downtime, ...] = ()
    proposed: tuple[tuple[KeyMoment, CapturedEvent], ...] = ()
    known: int = 0
    skews: tuple[Skew, ...] = ()


def merge(
    path: str,
    data: bytes,
    settings: Settings,
    events: Sequence[CapturedEvent],
    windows: Sequence[Downtime],
) -> Merged:
    """Add what is new to a postmortem.

    Args:
        path: of the postmortem, relative to the archive's folder.
        data: its bytes.
        settings: for the headings that mean a section.
        events: what happened.
        windows: when something was down.

    Raises:
        ArchiveError: the postmortem cannot be read, there is too much to add, or nothing can be
            added without changing what its timeline says.
    """
    document = parse_document(path, data, settings)
    if document.postmortem is None:
        raise ArchiveError(
            f"{path} cannot be read: {document.problems[0].message}",
            document.problems[0].hint or "postmortem check says more",
        )
    source = Source(document, document.postmortem)
    codes = known_codes(source.text)
    told = timeline_of(events, windows, codes)
    is_new = [
        codes.isdisjoint(event.codes) and not is_told(event, document.postmortem, codes)
        for event in told
    ]
    new_windows = [window for window in windows if window_code(window) not in codes]
    if sum(is_new) > MAX_ROWS:
        raise ArchiveError(
            f"this would add {sum(is_new):,} rows to the timeline, more than {MAX_ROWS}",
            "cut it to the incident with --since and --until, or capture fewer sources",
        )
    rows = _rows(told, is_new, document)
    known = is_new.count(False)
    apart = tuple(skews(told))
    if not rows and not new_windows:
        return Merged(data, known=known, skews=apart)
    added = _added(source, data, settings, rows, new_windows)
    return Merged(
        added,
        tuple(row.event for row in rows),
        tuple(new_windows),
        tuple((row.moment, row.event) for row in rows if row.moment),
        known,
        apart,
    )


def window_code(window: Downtime) -> str:
    """The code by which a window is known again."""
    text = f"window {window.what} {window.end.isoformat() if window.end else ''}"
    return code_of(CapturedEvent(window.begin, text, window.source, window.link))


def _rows(
    events: Sequence[CapturedEvent], is_new: Sequence[bool], document: Document
) -> list[NewRow]:
    """The new rows, with the key moments that are proposed for them and are not known yet."""
    given = given_moments(document)
    moments: dict[int, KeyMoment] = {}
    for moment, index in propose(events).items():
        if is_new[index] and moment not in given and fits(moment, events[index].at, given):
            moments[index] = moment
    return [
        NewRow(event, moments.get(index)) for index, event in enumerate(events) if is_new[index]
    ]


def _added(
    source: Source,
    data: bytes,
    settings: Settings,
    rows: Sequence[NewRow],
    windows: Sequence[Downtime],
) -> bytes:
    """The bytes with everything added, in the place where it belongs if the entries there allow it."""
    codes = [*(code for row in rows for code in row.event.codes), *map(window_code, windows)]
    shared = [*field_edits(source, rows), *impact_edits(source, windows)]
    for within in (True, False):
        edits: list[Edit] = [*shared, *timeline_edits(source, rows, codes, within=within)]
        changed = edited(data, edits)
        after = parse_document(source.document.path, changed, settings)
        if _keeps(source.document, after, len(rows)):
            return changed
    raise ArchiveError(
        f"nothing was added to {source.document.path}: its timeline would be read differently",
        "postmortem check says what is unclear in it",
    )


def _keeps(before: Document, after: Document, added: int) -> bool:
    """Whether all entries are still there, say the same times and words, and the new ones are read."""
    if before.postmortem is None or after.postmortem is None:
        return False
    old = [(entry.start, entry.moment, entry.text) for entry in before.postmortem.timeline]
    new = [(entry.start, entry.moment, entry.text) for entry in after.postmortem.timeline]
    remaining = iter(new)
    return len(new) == len(old) + added and all(_same_in(entry, remaining) for entry in old)


def _same_in(
    entry: tuple[Moment | None, KeyMoment | None, str],
    remaining: Iterable[tuple[Moment | None, KeyMoment | None, str]],
) -> bool:
    """Whether an entry is among the remaining ones, which are used up to it."""
    return any(_is_same(entry, one) for one in remaining)


def _is_same(
    one: tuple[Moment | None, KeyMoment | None, str],
    other: tuple[Moment | None, KeyMoment | None, str],
) -> bool:
    """Whether two entries say the same; one without a time of its own may have got it by an addition."""
    return one[1:] == other[1:] and (one[0] is None or one[0] == other[0])
