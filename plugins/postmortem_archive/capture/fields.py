"""Key moments in the front matter: which are given, and where proposed ones go in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from postmortem_archive.fixes.base import Edit, Source, Span
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import Document, KeyMoment

from .moments import MOMENTS
from .timeline_place import NewRow

NOTE = "# proposed"
"""Stands behind a time of the front matter that nobody has confirmed."""

_FIELD = lazy_pattern(r"(?P<name>[a-z_]{1,40}):(?P<rest>.*)")


def given_moments(document: Document) -> dict[KeyMoment, Moment | None]:
    """The key moments that the front matter or the timeline gives already, with their times."""
    postmortem = document.postmortem
    if postmortem is None:
        return {}
    given: dict[KeyMoment, Moment | None] = {
        entry.moment: entry.start for entry in postmortem.timeline if entry.moment
    }
    for moment in MOMENTS:
        # a value that could not be read is given, too: a person wrote it
        if (at := getattr(postmortem.meta, moment.value)) is not None:
            given[moment] = at
        elif any(problem.field == moment.value for problem in document.problems):
            given.setdefault(moment, None)
    return given


def fits(moment: KeyMoment, at: datetime, given: Mapping[KeyMoment, Moment | None]) -> bool:
    """Whether a key moment at that time is in order with those that are given."""
    here = Moment(at.replace(second=0, microsecond=0))
    place = MOMENTS.index(moment)
    for other, its in given.items():
        if its is None or other not in MOMENTS:
            continue
        is_earlier = MOMENTS.index(other) < place
        if (is_earlier and here.is_before(its)) or (not is_earlier and its.is_before(here)):
            return False
    return True


def field_edits(source: Source, rows: Sequence[NewRow]) -> list[Edit]:
    """The edits that write proposed moments into the front matter, each marked as proposed."""
    values = {
        row.moment.value: f"{Moment(row.event.at)} {NOTE}" for row in rows if row.moment is not None
    }
    edits: list[Edit] = []
    end = source.postmortem.body_line - 1  # the line of the closing ---
    for number in range(2, end):
        line = source.lines[number - 1]
        found = _FIELD.fullmatch(line)
        if found is None or found["name"] not in values:
            continue
        value = values.pop(found["name"])
        if not found["rest"].strip():
            at = source.line_start(number) + found.end("name") + 1
            edits.append(Edit(Span(at, at), (f" {value}",)))
    if values:
        at = source.line_start(end)
        edits.append(
            Edit(Span(at, at), tuple(f"{name}: {value}\n" for name, value in values.items()))
        )
    return edits
