"""Times of a card as points that can be compared: when its incident began, and when it was over."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from postmortem_archive.model.card import Card


def by_age(card: Card) -> tuple[str, str]:
    """Sort key: oldest incident first; those without a start, which are still being written, last."""
    return (card.started or "~", card.path)


def earliest(text: str) -> datetime:
    """The earliest moment that a time of a card can mean: the beginning of a bare day (UTC)."""
    if len(text) > len("2026-03-12"):
        return datetime.fromisoformat(text)
    return datetime.combine(date.fromisoformat(text), time.min, UTC)


def latest(text: str) -> datetime:
    """The latest moment that a time of a card can mean: the end of a bare day (UTC)."""
    if len(text) > len("2026-03-12"):
        return datetime.fromisoformat(text)
    return datetime.combine(date.fromisoformat(text), time.max, UTC)


def day_of(text: str) -> date:
    """The day (UTC) of a time of a card."""
    return date.fromisoformat(text[:10])


def days_later(day: date, days: int) -> date:
    """The day so many days later; the last day there is where that would be beyond it."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
