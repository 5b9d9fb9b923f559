"""Ask every rule about an archive, and make diagnostics of what they found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from typing import NamedTuple

from postmortem_archive.model.card import Card, card_of
from postmortem_archive.model.diagnostic import Diagnostic, Level, Position
from postmortem_archive.model.postmortem import Document
from postmortem_archive.model.suppression import Suppression

from .base import (
    ArchiveRule,
    Confidence,
    Context,
    DocumentRule,
    Finding,
    Rule,
    SelectionRule,
    SettingsRule,
    SuppressionRule,
)
from .registry import FAMILIES, RULES, rules_named
from .selection import Force, Selection
from .shared.confidential import masked, masked_message
from .shared.people import people_of
from .shared.public import card_public

FILE_RULES = tuple(rule for rule in RULES if isinstance(rule, DocumentRule))
ARCHIVE_RULES = tuple(rule for rule in RULES if isinstance(rule, ArchiveRule))
SETTINGS_RULES = tuple(rule for rule in RULES if isinstance(rule, SettingsRule))
SUPPRESSION_RULES = tuple(rule for rule in RULES if isinstance(rule, SuppressionRule))
SELECTION_RULES = tuple(rule for rule in RULES if isinstance(rule, SelectionRule))

RULE_NAMES = (*(name for rule in RULES for name in (rule.code, rule.alias)), *FAMILIES)
"""All names by which rules may be named."""

FIXED_NAMES = tuple(name for rule in RULES if rule.is_fixed for name in (rule.code, rule.alias))
"""Names of rules that cannot be ignored or softened."""


MAX_OF_A_RULE = 1_000
"""Most findings of a rule that are shown of one file; the last one says how many more there are."""


class CheckedFile(NamedTuple):
    """One file, checked by the rules that look at one file alone.

    Attributes:
        card: what the rules about the whole archive know of it.
        diagnostics: its findings, in the order of the rules.
        used: numbers of the suppressions that had an effect.
        spoke: codes of the rules that have findings, those that are off or suppressed among them.
    """

    card: Card
    diagnostics: tuple[Diagnostic, ...]
    used: tuple[int, ...] = ()
    spoke: tuple[str, ...] = ()


class Shown(NamedTuple):
    """How places are shown to people.

    Attributes:
        path: turns a document's path into the one that is shown.
        settings_path: the path of ``archive.yml`` that is shown.
        line: the text of a line of a file, masked, by the document's path and the line's number.
    """

    path: Callable[[str], str]
    settings_path: str
    line: Callable[[str, int], str]


class Checker:
    """Checks an archive against the rules that its settings leave on.

    A rule that raises is a bug, and is let through as one.

    Args:
        context: what rules may know.
        shown: how places are shown.
    """

    def __init__(self, context: Context, shown: Shown) -> None:
        self._context = context._replace(rule_names=RULE_NAMES, fixed_names=FIXED_NAMES)
        self._shown = shown
        self._selection = Selection(context.settings.rules)

    def check_file(self, document: Document) -> CheckedFile:
        """Check one file, understood or refused, by itself."""
        card = self._card(document)
        lines = masked(document.text).split("\n")
        reporter = _Reporter(self._selection.of(card), self._shown.path(card.path))
        heard = _Suppressions(document.suppressions)
        found = list(_file_findings(document, self._context))
        to_show = [
            (rule, finding)
            for rule, finding in found
            if reporter.is_on(rule) and not heard.suppress(rule, finding)
        ]
        diagnostics = tuple(
            reporter.diagnostic(rule, finding, _line(lines, finding.position))
            for rule, finding in _at_most(MAX_OF_A_RULE, to_show)
        )
        spoke = tuple(dict.fromkeys(rule.code for rule, _ in found))
        return CheckedFile(card, diagnostics, tuple(sorted(heard.used)), spoke)

    def _card(self, document: Document) -> Card:
        """The card of a document, with what of it hangs on the settings."""
        card = card_of(document)
        if document.postmortem is None:
            return card
        settings = self._context.settings
        return card._replace(
            people=people_of(document.postmortem, settings),
            public=card_public(document.postmortem, settings),
        )

    def check_archive(self, files: Sequence[CheckedFile]) -> tuple[Diagnostic, ...]:
        """What the rules about all files say, and those about suppressions and ``archive.yml``."""
        cards = [file.card for file in files]
        suppressions = {
            file.card.path: _Suppressions(
                [one.restored() for one in file.card.suppressions], file.used
            )
            for file in files
        }
        spoke = {file.card.path: set(file.spoke) for file in files}
        # one that is off everywhere is not asked: it may be off because asking takes long
        asked = [rule for rule in ARCHIVE_RULES if self._selection.is_ever_on(rule.code)]
        found: list[Diagnostic] = []
        to_show: list[tuple[ArchiveRule, Card, Finding]] = []
        for rule, card, finding in self._archive_findings(asked, cards):
            if card is None:
                found.extend(self._in_settings(rule, finding))
                continue
            spoke[card.path].add(rule.code)
            is_on = self._reporter(card).is_on(rule)
            if is_on and not suppressions[card.path].suppress(rule, finding):
                to_show.append((rule, card, finding))
        to_show.sort(key=lambda one: one[1].path)  # so that each file is read but once
        found.extend(
            self._diagnostic(self._reporter(card), rule, card, finding)
            for rule, card, finding in to_show
        )
        for card in cards:
            found.extend(self._unused(card, suppressions[card.path]))
        judged = {rule.code for rule in (*FILE_RULES, *asked)}
        found.extend(self._without_effect([(card, spoke[card.path]) for card in cards], judged))
        return (*found, *self._settings_findings())

    def _unused(self, card: Card, suppressions: _Suppressions) -> Iterator[Diagnostic]:
        reporter = self._reporter(card)
        for rule in SUPPRESSION_RULES:
            for suppression in suppressions.unused():
                if reporter.is_on(rule):
                    yield self._diagnostic(reporter, rule, card, rule.check_unused(suppression))

    def _archive_findings(
        self, asked: Iterable[ArchiveRule], cards: Sequence[Card]
    ) -> Iterator[tuple[ArchiveRule, Card | None, Finding]]:
        for rule in asked:
            for card, finding in rule.check(cards, self._context):
                yield rule, card, finding

    def _without_effect(
        self, spoke: Sequence[tuple[Card, Collection[str]]], judged: Collection[str]
    ) -> Iterator[Diagnostic]:
        names = [
            (str(path[-1]), self._context.archive_yml.position_of_key("rules", *path))
            for path in self._selection.without_effect(spoke, judged)
        ]
        for rule in SELECTION_RULES:
            for finding in rule.check_without_effect([card for card, _ in spoke], names):
                yield from self._in_settings(rule, finding)

    def _reporter(self, card: Card) -> _Reporter:
        return _Reporter(self._selection.of(card), self._shown.path(card.path))

    def _diagnostic(
        self, reporter: _Reporter, rule: Rule, card: Card, finding: Finding
    ) -> Diagnostic:
        source = self._shown.line(card.path, finding.position.line)
        return reporter.diagnostic(rule, finding, source)

    def _settings_findings(self) -> Iterator[Diagnostic]:
        for rule in SETTINGS_RULES:
            for finding in rule.check(self._context):
                yield from self._in_settings(rule, finding)

    def _in_settings(self, rule: Rule, finding: Finding) -> Iterator[Diagnostic]:
        """The finding as one in ``archive.yml``, if the rule is on there."""
        reporter = _Reporter(self._selection.everywhere, self._shown.settings_path)
        if reporter.is_on(rule):
            yield reporter.diagnostic(rule, finding, _line(self._settings_lines, finding.position))

    @cached_property
    def _settings_lines(self) -> list[str]:
        return masked(self._context.archive_yml.text).split("\n")


def _file_findings(document: Document, context: Context) -> Iterator[tuple[Rule, Finding]]:
    """Findings of the rules about one file, without those that follow from another one."""
    subjects: dict[str, set[str]] = {}
    for rule in FILE_RULES:
        blocked = set[str]().union(*(subjects.get(code, ()) for code in rule.requires))
        for finding in rule.check(document, context):
            if "" in blocked or finding.subject in blocked:
                continue
            subjects.setdefault(rule.code, set()).add(finding.subject)
            yield rule, finding


_RANKS = {level: level.rank for level in Level}


def _at_most(number: int, found: Sequence[tuple[Rule, Finding]]) -> Iterator[tuple[Rule, Finding]]:
    """The findings, but of each rule only so many; the gravest of the others says how many they are."""
    for rule, same in groupby(found, key=lambda one: one[0]):
        findings = [finding for _, finding in same]
        rest = findings[number - 1 :]
        if len(rest) > 1:
            gravest = min(rest, key=lambda one: _RANKS[one.level or rule.level])
            more = f"{gravest.message}, and {len(rest) - 1:,} more findings of this rule"
            findings[number - 1 :] = [gravest._replace(message=more)]
        yield from ((rule, finding) for finding in findings)


def _line(lines: Sequence[str], position: Position) -> str:
    return lines[position.line - 1] if 0 < position.line <= len(lines) else ""


@lru_cache(maxsize=1_000)
def _codes(names: tuple[str, ...]) -> frozenset[str]:
    """Codes of the rules with those names that can be turned off."""
    return frozenset(rule.code for name in names for rule in rules_named(name) if not rule.is_fixed)


class _Suppressions:
    """The suppressions of a file, and which of them had an effect."""

    def __init__(self, suppressions: Sequence[Suppression], used: Iterable[int] = ()) -> None:
        self._suppressions = suppressions
        self._codes = [_codes(one.names) for one in suppressions]
        # by the part of the file, none of which overlap, so that many are no slower than few
        self._by_part: dict[tuple[int, int], list[int]] = {}
        for number, one in enumerate(suppressions):
            if self._codes[number] and one.reason:
                self._by_part.setdefault((one.first_line, one.end_line), []).append(number)
        self._parts = sorted(self._by_part)
        self._asked: dict[tuple[str, tuple[int, int]], bool] = {}
        self.used = set(used)

    def suppress(self, rule: Rule, finding: Finding) -> bool:
        """Whether a finding is not to be heard; remembers why."""
        line = finding.position.line
        before = bisect_right(self._parts, line, key=lambda part: part[0])
        part = self._parts[before - 1] if before else (0, 0)
        if not part[0] <= line < part[1]:
            return False
        if (rule.code, part) not in self._asked:
            numbers = [one for one in self._by_part[part] if rule.code in self._codes[one]]
            self.used.update(numbers)
            self._asked[rule.code, part] = bool(numbers)
        return self._asked[rule.code, part]

    def unused(self) -> list[Suppression]:
        """Those that could have had an effect and had none."""
        return [
            one
            for number, one in enumerate(self._suppressions)
            if self._codes[number] and one.reason and number not in self.used
        ]


class _Reporter:
    """Makes diagnostics of findings in one file."""

    def __init__(self, forces: Mapping[str, Force], path: str) -> None:
        self._forces = forces
        self._path = path

    def is_on(self, rule: Rule) -> bool:
        """Whether the rule is heard about this file."""
        return self._forces[rule.code].level is not None

    def diagnostic(self, rule: Rule, finding: Finding, source: str) -> Diagnostic:
        """The diagnostic for a finding of a rule that is on."""
        level = self._forces[rule.code].level or rule.level
        # a finding may be gentler than its rule, never graver
        gentler = max(level, finding.level, key=lambda one: one.rank) if finding.level else level
        return Diagnostic(
            code=rule.code,
            level=gentler,
            path=self._path,
            position=finding.position,
            message=masked_message(finding.message),
            hint=masked_message(finding.hint),
            source=source,
            is_guess=rule.confidence is Confidence.GUESS,
        )
