"""Windows of downtime from the changes of a monitor between up and down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from .event import Downtime
from .export import Export


class State(NamedTuple):
    """What a monitor saw at a time."""

    at: datetime
    what: str
    is_down: bool
    reason: str = ""


def windows_of(states: Iterable[State], source: str, export: Export) -> Iterator[Downtime]:
    """From the first sign of a monitor being down to the next of its being up, whatever their order."""
    down: dict[str, State] = {}
    for state in sorted(states, key=lambda state: state.at):
        if state.is_down:
            down.setdefault(state.what, state)
        elif (begin := down.pop(state.what, None)) is not None:
            yield Downtime(begin.at, state.at, state.what, source, begin.reason)
    for begin in down.values():
        export.note(f"{begin.what} was still down when the export was made")
        yield Downtime(begin.at, None, begin.what, source, begin.reason)
