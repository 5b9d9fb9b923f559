"""Which rules apply to a file, and how strictly: what ``archive.yml`` says under ``rules``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.rule_settings import RuleException, RuleSettings

from .registry import RULES, rules_named


class Force(NamedTuple):
    """How a rule is in force.

    Attributes:
        level: its level; ``None`` where it is off.
        reason: why it is off, or has another level than its own; empty where nothing was changed.
    """

    level: Level | None
    reason: str = ""


class Selection:
    """The rules in force, by file.

    Args:
        settings: the part ``rules`` of ``archive.yml``; what it says of a fixed rule does not count.
    """

    def __init__(self, settings: RuleSettings) -> None:
        self._settings = settings
        self._exceptions = settings.exceptions
        self.everywhere = _everywhere(settings)
        self._by_matches: dict[tuple[bool, ...], Mapping[str, Force]] = {}

    def of(self, card: Card) -> Mapping[str, Force]:
        """How each rule is in force for a file, by code."""
        if not self._exceptions:
            return self.everywhere
        matches = tuple(_holds_for(one, card) for one in self._exceptions)
        if matches not in self._by_matches:
            self._by_matches[matches] = self._with(matches)
        return self._by_matches[matches]

    def is_ever_on(self, code: str) -> bool:
        """Whether a rule is on everywhere, or an exception turns it on somewhere."""
        return self.everywhere[code].level is not None or any(
            code in _codes(name) for one in self._exceptions for name in one.levels
        )

    def without_effect(
        self, spoke: Sequence[tuple[Card, Collection[str]]], judged: Collection[str]
    ) -> Iterator[tuple[str | int, ...]]:
        """Names under ``ignore`` and ``exceptions`` whose rules find nothing where they hold.

        Args:
            spoke: each file with the codes of the rules that have findings in it, heard or not.
            judged: codes of rules whose findings are known; names of others are not judged.

        Yields:
            The path of each name below ``rules``, with the name at its end.
        """
        everywhere = {code for _, codes in spoke for code in codes}
        for name in self._settings.ignore:
            if _is_vain(name, everywhere, judged):
                yield "ignore", name
        for number, exception in enumerate(self._exceptions):
            there = {
                code
                for card, codes in spoke
                if codes and _holds_for(exception, card)
                for code in codes
            }
            for part, names in (("ignore", exception.ignore), ("levels", exception.levels)):
                for name in names:
                    if _is_vain(name, there, judged):
                        yield "exceptions", number, part, name

    def _with(self, matches: tuple[bool, ...]) -> Mapping[str, Force]:
        forces = dict(self.everywhere)
        for exception, holds in zip(self._exceptions, matches, strict=True):
            if holds:
                levels = exception.levels.items()
                _change(
                    forces, ((name, Force(None, exception.reason)) for name in exception.ignore)
                )
                _change(forces, ((name, Force(level, exception.reason)) for name, level in levels))
        return forces


def _everywhere(settings: RuleSettings) -> dict[str, Force]:
    forces = {rule.code: Force(rule.level) for rule in RULES}
    if settings.select is not None:
        chosen = {rule.code for name in settings.select for rule in rules_named(name)}
        left_out = [rule.code for rule in RULES if rule.code not in chosen]
        _change(forces, ((code, Force(None, "not selected")) for code in left_out))
    levels = settings.levels.items()
    _change(forces, ((name, Force(level, "set in archive.yml")) for name, level in levels), on=True)
    _change(forces, ((name, Force(None, reason)) for name, reason in settings.ignore.items()))
    return forces


def _change(
    forces: dict[str, Force], changes: Iterable[tuple[str, Force]], *, on: bool = False
) -> None:
    """Apply changes by name; with ``on``, only to rules that are not off."""
    for name, force in changes:
        for rule in rules_named(name):
            if not rule.is_fixed and not (on and forces[rule.code].level is None):
                forces[rule.code] = force


def _codes(name: str) -> set[str]:
    """Codes of the rules with that name that can be turned off; none where there is no such rule."""
    return {rule.code for rule in rules_named(name) if not rule.is_fixed}


def _is_vain(name: str, spoke: Collection[str], judged: Collection[str]) -> bool:
    codes = _codes(name)
    return bool(codes) and codes.issubset(judged) and codes.isdisjoint(spoke)


def _holds_for(exception: RuleException, card: Card) -> bool:
    return (
        (not exception.paths or any(fnmatchcase(card.path, one) for one in exception.paths))
        and (not exception.kind or card.kind in exception.kind)
        and (not exception.status or (card.status or "draft") in exception.status)
        and (not exception.severity or card.severity in exception.severity)
    )
