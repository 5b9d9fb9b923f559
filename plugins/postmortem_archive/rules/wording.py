"""How rules put an author's own words and times into their messages."""

from collections.abc import Iterable

from postmortem_archive.model.moment import Moment

_MAX_QUOTED = 60
_MAX_LISTED = 8


def quoted(text: str) -> str:
    """The text in backquotes, on one line, cut where it is long."""
    line = " ".join(text.split())
    if len(line) > _MAX_QUOTED:
        line = line[: _MAX_QUOTED - 1].rstrip() + "…"
    return f"`{line}`"


def listed(words: Iterable[str]) -> str:
    """The first few words in backquotes, joined by commas, and how many more there are."""
    every = list(words)
    shown = ", ".join(quoted(word) for word in every[:_MAX_LISTED])
    more = len(every) - _MAX_LISTED
    return f"{shown} and {more} more" if more > 0 else shown


def shown_time(moment: Moment) -> str:
    """A moment as it is best compared: the bare day, or the minute in UTC."""
    return str(moment)
