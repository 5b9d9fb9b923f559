"""The day of an incident: from front matter, the name, the title, the timeline or the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.moment import Moment
from postmortem_archive.parse.clock import YEARS, read_time

from .draft import Draft
from .fields import texts_of
from .guess import Guess, Sure

_STARTS = (
    *("started", "started_at", "start_time", "start", "starttime", "incident_date", "occurred"),
    *("occurred_at", "happened", "date", "day", "begin", "began"),
)
"""Fields of front matter that say when an incident began, the surest first."""

_ENDS = ("resolved", "resolved_at", "resolvedwhen", "end_time", "ended_at", "end", "endtime")
_WRITTEN = ("created", "created_at", "published", "published_at", "pubdate")
"""Fields that say when a document was written, which is not long after."""

_DATE_AHEAD = lazy_pattern(
    r"(?<![\w/.-])(?=(?:\d{4}[-/.]\d{1,2}[-/.]\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|"
    r"\d{1,2}(?:st|nd|rd|th)?\s{1,2}(?:of\s)?[A-Z][a-z]{2}|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d))"
)
_ISO_IN_NAME = lazy_pattern(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_YEAR_IN_NAME = lazy_pattern(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ISO_AHEAD = lazy_pattern(r"\d{4}-\d{2}-\d{2}")
_LABEL = lazy_pattern(
    r"^[ \t*_|>-]{0,8}(?:incident |outage |start )?(?:date|started|day)[ \t*_]{0,4}[:|][ \t*_:|]{0,6}"
    r"(?P<said>[^\n|]{6,60})",
    re.IGNORECASE | re.MULTILINE,
)
_SPAN_OF_DAYS = lazy_pattern(r"(\b\d{1,2})\s?[-\u2013]\s?\d{1,2}(?=,?\s\d{4}\b)")
"""``14-19`` in *January 14-19, 2026*: the first day counts."""

_LONGEST_DATE = 60
_MOST_TRIED = 500


def started_of(draft: Draft, fields: Mapping[str, object], stem: str) -> Moment | None:
    """When it started; what was found is noted among the draft's guesses.

    Front matter counts most. Of title, name and timeline the day counts that two of them say, and
    else the first of them that says any; then any day of the text.
    """
    for name in _STARTS:
        if moment := _field(fields, name):
            _note(draft, "started", moment, Sure.CERTAIN, f"front matter, {name}")
            return moment
    places = {
        "a line with the date": _said_day(draft.body),
        "title": next(days_in(draft.title), None),
        "file name": day_in_name(stem),
        "timeline": _timeline_day(draft, stem),
    }
    said = {place: day for place, day in places.items() if day}
    if said:
        day = Counter(said.values()).most_common(1)[0][0]
        agreeing = [place for place, found in said.items() if found == day]
        other = [f"{place} says {found}" for place, found in said.items() if found != day]
        sure = Sure.CERTAIN if len(agreeing) > 1 else Sure.LIKELY
        sure = Sure.GUESS if other else sure
        _note(draft, "started", Moment.of_day(day), sure, "; ".join([*agreeing, *other]))
        return Moment.of_day(day)
    for name in _WRITTEN:
        if moment := _field(fields, name):
            _note(
                draft, "started", moment, Sure.GUESS, f"front matter, {name}: when it was written"
            )
            return moment
    first = next(days_in(draft.body), None)
    if first:
        _note(draft, "started", Moment.of_day(first), Sure.GUESS, "the first day in the text")
    return Moment.of_day(first) if first else None


def resolved_of(
    draft: Draft, fields: Mapping[str, object], started: Moment | None
) -> Moment | None:
    """When it was resolved, where front matter says so and it is not before the start."""
    for name in _ENDS:
        moment = _field(fields, name)
        if moment and not (started and moment.is_before(started)):
            _note(draft, "resolved", moment, Sure.CERTAIN, f"front matter, {name}")
            return moment
    return None


def days_in(text: str) -> Iterator[date]:
    """The days with a year that a text says, in its order; a bounded number of places is looked at."""
    for number, found in enumerate(_DATE_AHEAD.finditer(text)):
        if number == _MOST_TRIED:
            return
        time = read_time(text[found.start() : found.start() + _LONGEST_DATE])
        if time is not None and time.begin.day is not None and not time.start:
            yield time.begin.day


def day_in_name(name: str) -> date | None:
    """The day in the name of a file: ``2019-07-02-waf``, ``20190702_waf``."""
    for found in _ISO_IN_NAME.finditer(name):
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
        if day.year in YEARS:
            return day
    return None


def _said_day(body: str) -> date | None:
    """The day behind a label such as ``**Date:**`` or in a row ``| Date | … |``."""
    for number, found in enumerate(_LABEL.finditer(body)):
        if number == _MOST_TRIED:
            return None
        said = _SPAN_OF_DAYS.sub(r"\1", found["said"])
        if day := next(days_in(said), None):
            return day
    return None


def _timeline_day(draft: Draft, stem: str) -> date | None:
    """The day of the first entry of the timeline that says one itself, in the year of the name if any is."""
    days = [entry.start.at.date() for entry in draft.timeline(None).entries if entry.start]
    year = _YEAR_IN_NAME.search(stem)
    in_year = [day for day in days if year and day.year == int(year[1])]
    return next(iter(in_year or days), None)


def _field(fields: Mapping[str, object], wanted: str) -> Moment | None:
    for name, value in fields.items():
        if name.casefold() == wanted:
            for text in texts_of(value):
                if moment := _moment(text):
                    return moment
    return None


def _moment(text: str) -> Moment | None:
    """A time with its offset, or else the day of it."""
    try:
        moment = Moment.from_text(text)
    except (ValueError, OverflowError):
        found = _ISO_AHEAD.match(text)
        try:
            day = date.fromisoformat(found[0]) if found else next(days_in(text), None)
        except ValueError:
            return None
        return Moment.of_day(day) if day else None
    return moment if moment.at.year in YEARS else None


def _note(draft: Draft, what: str, moment: Moment, sure: Sure, why: str) -> None:
    draft.guesses.append(Guess(what, str(moment), sure, why))
