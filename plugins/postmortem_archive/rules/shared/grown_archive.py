"""Whether an archive is large enough for what is missing in it to say something."""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_archive.model.card import Card

_ENOUGH = 10
"""Postmortems from which on what none of them has is worth a word."""


def is_grown(cards: Sequence[Card]) -> bool:
    """Whether the archive has at least ten postmortems that can be read."""
    return sum(card.understood for card in cards) >= _ENOUGH
