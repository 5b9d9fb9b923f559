"""Captured events as rows of Markdown tables: everything in them is text, whatever an export says."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import KeyMoment
from postmortem_archive.model.visible import visible

from .event import CapturedEvent, Downtime, Importance, Signal, exact_duration, one_line
from .moments import PROPOSED

TIMELINE_HEAD = ("Time (UTC)", "What happened", "Source")
DOWNTIME_HEAD = ("Down from (UTC)", "Until (UTC)", "For", "What", "Source")

MAX_TEXT = 300
"""Longest text of a row, in characters; the source has the rest."""

_SIGNS = lazy_pattern(r"[\\*\[<|~]|(?<![^\W_])_|_(?![^\W_])|\{(?=[:#.%{])|&(?=#?\w{1,30};)")
_LINKED = re.compile(r"https?://[^\s\\]{1,2000}")
_SAFE = "/:?#@!$&'*+,;=%~-._"
"""Signs that stay as they are in an address within Markdown; brackets, bars and quotes do not."""

_LABEL_LIKE = lazy_pattern(r"\s*\(proposed\)", re.IGNORECASE)


def timeline_cells(
    event: CapturedEvent, day: str, moment: KeyMoment | None, *, states_utc: bool
) -> tuple[str, str, str]:
    """Time, text and source of an event.

    Args:
        event: the event.
        day: the day that the row before it has, as ``2026-03-12``; empty where none has one.
        moment: the key moment that is proposed for it.
        states_utc: whether the table's head says that its times are in UTC.
    """
    today = f"{event.at:%Y-%m-%d}"
    clock = f"{event.at:%H:%M}" + ("" if states_utc else "Z")
    time = clock if day == today else f"{today} {clock}"
    label = f"**{moment.label}** {PROPOSED}: " if moment else ""
    return time, f"{label}{told(event)}", sources(event)


def told(event: CapturedEvent) -> str:
    """What happened, and how often, as Markdown."""
    text = escaped(_LABEL_LIKE.sub("", one_line(event.text, MAX_TEXT)))
    if event.count < 2:
        return text
    until = ""
    if event.until and event.until > event.at:
        is_same_day = event.until.date() == event.at.date()
        until = f" until {event.until:{'%H:%M' if is_same_day else '%Y-%m-%d %H:%M'}}"
    if event.importance is Importance.PLAIN:
        more = f"and {event.count - 1:,} more lines" if event.key else f"{event.count:,} messages"
        return f"{text} ({more}{until})"
    if event.signal in (Signal.ALERT_ENDS, Signal.HARM_ENDS):
        return f"{text} (the last of {event.count:,} times)"
    return f"{text} ({event.count:,} times{until})"


def sources(event: CapturedEvent) -> str:
    """Where it is from, with links, as Markdown."""
    return ", ".join(_linked(name, link) for name, link in event.sources)


def downtime_cells(window: Downtime) -> tuple[str, ...]:
    """A window to the second: begin, end, duration, what was down, and where that is from."""
    end = _exact(window.end) if window.end else "not known"
    lasted = exact_duration(window.end - window.begin) if window.end else "not known"
    reason = f": {window.reason}" if window.reason else ""
    what = escaped(one_line(f"{window.what}{reason}", MAX_TEXT))
    return _exact(window.begin), end, lasted, what, _linked(window.source, window.link)


def _exact(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def row(cells: tuple[str, ...] | list[str]) -> str:
    """A line of a table."""
    return f"| {' | '.join(cells)} |"


def head(heads: tuple[str, ...]) -> str:
    """The two lines that a table begins with."""
    return f"{row(heads)}\n|{'---|' * len(heads)}"


def escaped(text: str) -> str:
    """Text as Markdown that shows just this text, on one line of a table.

    Pieces of code in backquotes stay what they are, and addresses stay readable.
    """
    text = visible(" ".join(text.split()))
    pieces = text.split("`")
    if len(pieces) % 2 == 0 or any(not code.strip() for code in pieces[1::2]):
        return _escaped_prose(text.replace("`", "'"))
    done = [
        piece.replace("|", r"\|") if index % 2 else _escaped_prose(piece)
        for index, piece in enumerate(pieces)
    ]
    return "`".join(done)


def _escaped_prose(text: str) -> str:
    return _SIGNS.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return "&amp;" if found[0] == "&" else f"\\{found[0]}"


def _linked(name: str, link: str) -> str:
    shown = escaped(one_line(name, 80))
    if not _LINKED.fullmatch(link):
        return shown
    return f"[{shown}]({quote(link, safe=_SAFE)})"
