"""Many events to a timeline that is read: repeats folded, tellings of the same merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta

from .event import CapturedEvent, Downtime, Importance, Signal, code_of, normal
from .likeness import tells_the_same

REPEAT_GAP = timedelta(minutes=30)
"""Repeats that are nearer to each other than this are one row."""

CHAT_GAP = timedelta(minutes=10)
"""Messages of little consequence that are nearer to each other than this are one row."""

MOST_TOGETHER = 260
"""Most characters of messages that become one row."""

SAME_WITHIN = timedelta(minutes=2)
"""How far apart two sources may tell the same."""

_LEAST_RUN = 3
_MOST_COMPARED = 30
_ENDINGS = (Signal.ALERT_ENDS, Signal.HARM_ENDS)
_RETOLD = frozenset([Signal.ALERT, Signal.ALERT_ENDS, Signal.HARM_BEGINS, Signal.HARM_ENDS])
"""What bots tell again in a chat, in their own words."""

_ALIKE: dict[Signal, str] = {
    Signal.ALERT: "begin",
    Signal.HARM_BEGINS: "begin",
    Signal.ALERT_ENDS: "end",
    Signal.HARM_ENDS: "end",
    Signal.CLOSED: "end",
}


def timeline_of(
    events: Iterable[CapturedEvent],
    windows: Iterable[Downtime],
    known: Set[str] = frozenset(),
) -> list[CapturedEvent]:
    """The rows of a timeline, in the order of time, each with the codes of what it tells.

    Repeats are folded in each source for itself, so that a further source changes nothing about
    them. A folded row has the codes of its first and its last event; of a run in which such codes are
    known, what comes before and after makes rows of its own.

    Args:
        events: what happened.
        windows: when something was down.
        known: codes of what was captured before.
    """
    every = [*events, *(event for window in windows for event in window.events())]
    coded = [replace(event, codes=(code_of(event),)) for event in every]
    coded.sort(key=lambda event: (event.at, event.source, event.text))
    folded = _chat_folded(_repeats_folded(_without_twins(coded), known), known)
    folded.sort(key=lambda event: (event.at, event.source, event.text))
    return _merged(folded)


def _without_twins(events: Iterable[CapturedEvent]) -> list[CapturedEvent]:
    """Each event once, however many of the files hold it."""
    return list({event.codes[0]: event for event in reversed(list(events))}.values())[::-1]


def _repeats_folded(events: Sequence[CapturedEvent], known: Set[str]) -> list[CapturedEvent]:
    """Alerts that go off again and again as one row, at the first time; their ends at the last one."""
    rows: list[CapturedEvent] = []
    runs: dict[tuple[str, str, Signal], list[CapturedEvent]] = {}
    for event in events:
        if not event.key:
            rows.append(event)
            continue
        run = runs.setdefault((event.source, event.key, event.signal), [])
        if run and event.at - run[-1].at > REPEAT_GAP:
            rows += _in_parts(run, known, _one_of)
            run.clear()
        run.append(event)
    return [*rows, *(row for run in runs.values() for row in _in_parts(run, known, _one_of))]


def _in_parts(
    run: Sequence[CapturedEvent],
    known: Set[str],
    fold: Callable[[Sequence[CapturedEvent]], list[CapturedEvent]],
) -> list[CapturedEvent]:
    """A run folded; where a part of it was captured before, that part and the others for themselves."""
    told = [index for index, event in enumerate(run) if not known.isdisjoint(event.codes)]
    first, end = (told[0], told[-1] + 1) if told else (0, len(run))
    parts = (run[:first], run[first:end], run[end:])
    return [row for part in parts if part for row in fold(part)]


def _codes_of_ends(run: Sequence[CapturedEvent]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*run[0].codes, *run[-1].codes)))


def _end_of(run: Sequence[CapturedEvent]) -> datetime:
    return max(event.until or event.at for event in run)


def _one_of(run: Sequence[CapturedEvent]) -> list[CapturedEvent]:
    if len(run) < _LEAST_RUN:
        return list(run)
    first, last = run[0], run[-1]
    total = sum(event.count for event in run)
    if first.signal in _ENDINGS:
        return [replace(last, count=total, codes=_codes_of_ends(run))]
    return [replace(first, count=total, until=_end_of(run), codes=_codes_of_ends(run))]


def _chat_folded(events: Sequence[CapturedEvent], known: Set[str]) -> list[CapturedEvent]:
    """Runs of messages of little consequence as few rows."""
    rows: list[CapturedEvent] = []
    runs: dict[str, list[CapturedEvent]] = {}
    for event in sorted(events, key=lambda event: event.at):
        run = runs.setdefault(event.source, [])
        is_plain = event.importance is Importance.PLAIN
        if run and (not is_plain or event.at - run[-1].at > CHAT_GAP):
            rows += _in_parts(run, known, _run_of)
            run.clear()
        if is_plain:
            run.append(event)
        else:
            rows.append(event)
    return [*rows, *(row for run in runs.values() for row in _in_parts(run, known, _run_of))]


def _run_of(run: Sequence[CapturedEvent]) -> list[CapturedEvent]:
    """Messages of a chat one after the other, as many to a row as fit; of lines of a log the first."""
    if len(run) < _LEAST_RUN:
        return list(run)
    if run[0].key:
        total, until = sum(event.count for event in run), _end_of(run)
        return [replace(run[0], count=total, until=until, codes=_codes_of_ends(run))]
    rows: list[CapturedEvent] = []
    here: list[CapturedEvent] = []
    text = ""
    for event in run:
        longer = _with(text, here[-1].text, event.text) if here else event.text
        if here and len(longer) > MOST_TOGETHER:
            rows.append(_together(here, text))
            here, longer = [], event.text
        here.append(event)
        text = longer
    return [*rows, _together(here, text)]


def _with(text: str, before: str, message: str) -> str:
    """A text with one more message; who says it is left out where it is the one who spoke before."""
    who, sign, said = message.partition(": ")
    is_same = bool(sign) and before.startswith(f"{who}: ")
    return f"{text} / {said if is_same else message}"


def _together(run: Sequence[CapturedEvent], text: str) -> CapturedEvent:
    if len(run) == 1:
        return run[0]
    codes = _codes_of_ends(run)
    return replace(run[0], text=text, count=len(run), until=run[-1].at, codes=codes)


def _merged(events: Sequence[CapturedEvent]) -> list[CapturedEvent]:
    """Events that tell the same within two minutes as one row, at the first of their times."""
    rows: list[CapturedEvent] = []
    for event in events:
        index = _twin(rows, event)
        if index is None:
            rows.append(event)
        else:
            rows[index] = _both(rows[index], event)
    return rows


def _twin(rows: Sequence[CapturedEvent], event: CapturedEvent) -> int | None:
    """The row that tells the same as an event, if there is one among the last."""
    first = max(len(rows) - _MOST_COMPARED, 0)
    for index in range(len(rows) - 1, first - 1, -1):
        if event.at - rows[index].at > SAME_WITHIN:
            return None
        if is_same(rows[index], event):
            return index
    return None


def is_same(one: CapturedEvent, other: CapturedEvent) -> bool:
    """Whether two events of about the same time tell the same.

    Signals that contradict each other never do; nor do two records that one source keeps apart.
    """
    if _ALIKE.get(one.signal, one.signal) != _ALIKE.get(other.signal, other.signal):
        signals = {one.signal, other.signal} - {Signal.NOTE}
        if len(signals) > 1 or not signals <= _RETOLD:
            return False
    if one.source == other.source:
        is_apart = (one.key, one.link) != (other.key, other.link)
        return not is_apart and normal(one.text) == normal(other.text)
    return tells_the_same(one.text, other.text)


def _both(row: CapturedEvent, event: CapturedEvent) -> CapturedEvent:
    """Two tellings as one: the words of what a tool recorded, the importance of both."""
    is_better = (event.signal is not Signal.NOTE) and row.signal is Signal.NOTE
    told, other = (event, row) if is_better else (row, event)
    known = dict(told.sources)
    also = tuple((name, link) for name, link in other.sources if name not in known)
    return replace(
        told,
        at=min(row.at, event.at),
        also=(*told.also, *also),
        codes=(*row.codes, *event.codes),
        importance=max(row.importance, event.importance),
        count=max(row.count, event.count),
        until=max((at for at in (row.until, event.until) if at), default=None),
    )
