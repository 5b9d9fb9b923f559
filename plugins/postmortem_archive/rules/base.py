"""What a rule is: what it is asked, and what it answers.

A rule belongs to one of five scopes, each a base class here: a :class:`DocumentRule` looks at one
file, an :class:`ArchiveRule` at all of them together, a :class:`SettingsRule` at ``archive.yml``, a
:class:`SuppressionRule` at the comments that ask for others not to be heard, a :class:`SelectionRule`
at what ``archive.yml`` ignores.
The docstring of a rule is its reference page; :mod:`.explain` says which headings it has.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, NamedTuple

from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Level, Position, Problem, ProblemKind
from postmortem_archive.model.postmortem import Document, Postmortem
from postmortem_archive.model.rule_settings import Limits
from postmortem_archive.model.settings import Settings, SettingsDocument
from postmortem_archive.model.suppression import Suppression


class Confidence(StrEnum):
    """How sure a rule can be."""

    EXACT = "exact"  # it follows from the format
    GUESS = "guess"  # it follows from words, and may be wrong


class Finding(NamedTuple):
    """What a rule found at one place; the runner makes a diagnostic of it.

    Attributes:
        message: what is wrong, in one line, lower case at the start, no full stop at the end.
        position: where in the file.
        hint: how to fix it, in one line, with the author's own values; may be empty.
        subject: what it is about: a front matter field, or :func:`section_subject`; empty means the
            whole file. Rules that require this one are not heard on the same subject.
        level: a gentler level than the rule's own, where this case matters less; else ``None``.
    """

    message: str
    position: Position
    hint: str = ""
    subject: str = ""
    level: Level | None = None


class Context(NamedTuple):
    """What a rule may know besides the documents.

    Attributes:
        archive_yml: what ``archive.yml`` says, and what could not be understood in it.
        today: the day to check against; a rule never reads the clock.
        rule_names: codes, aliases and families of all rules, by which they may be named.
        fixed_names: codes and aliases of those that cannot be ignored or softened.
        file_exists: whether a file that is no postmortem is there, by its path relative to the
            archive's folder.
        file_digest: SHA-256 (hex) of such a file, by the same path; empty where no regular file is
            there, or one that is too large to be looked at.
        first_commits: asks git, on first use, when each file was first committed, by path relative
            to the archive's folder; a file that was never committed, or of which it is not known,
            is missing.
    """

    archive_yml: SettingsDocument
    today: date
    rule_names: tuple[str, ...] = ()
    fixed_names: tuple[str, ...] = ()
    file_exists: Callable[[str], bool] = lambda _: True
    file_digest: Callable[[str], str] = lambda _: ""
    first_commits: Callable[[], Mapping[str, datetime]] = dict

    @property
    def settings(self) -> Settings:
        """What ``archive.yml`` says."""
        return self.archive_yml.settings

    @property
    def limits(self) -> Limits:
        """The numbers to measure against."""
        return self.settings.rules.limits


class Rule:
    """A rule of any scope.

    What is abstract in its subclasses is for the type checker to hold: with :class:`abc.ABC` it would
    take longer to ask all rules for their scopes than to check a file.

    Attributes:
        code: ``PM`` and three digits, the first of which is the family; never used for anything
            else again.
        alias: the same in words, joined by hyphens.
        level: how much its findings matter where ``archive.yml`` does not say otherwise.
        confidence: whether it can be wrong; one that guesses is no error by default.
        is_fixed: ``archive.yml`` cannot ignore or soften it, because neither a file that is not
            understood nor a public text that must not leave may ever pass for a good one.
    """

    code: ClassVar[str]
    alias: ClassVar[str]
    level: ClassVar[Level] = Level.ERROR
    confidence: ClassVar[Confidence] = Confidence.EXACT
    is_fixed: ClassVar[bool] = False


class DocumentRule(Rule):
    """A rule about one file, whatever the day and the other files are.

    Attributes:
        requires: codes of rules that must have nothing to say first: a finding is dropped where one
            of them has one about the same subject, or about the whole file. So one mistake is one
            finding.
    """

    requires: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        """What is to be said about ``document``, which may be one that was refused."""


class PostmortemRule(DocumentRule):
    """A rule about a file that was understood; it is not asked about others."""

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        """What is to be said about the postmortem in ``document``, if there is one."""
        if document.postmortem:
            yield from self.check_postmortem(document.postmortem, context)

    @abstractmethod
    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterable[Finding]:
        """What is to be said about ``postmortem``."""


class ProblemRule(DocumentRule):
    """A rule that hands on what the parser could not take as it stands.

    Attributes:
        kind: the kind of problem it reports.
    """

    kind: ClassVar[ProblemKind]

    def check(self, document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG002
        """One finding for each problem of the rule's kind."""
        for problem in document.problems:
            if problem.kind is self.kind:
                yield Finding(
                    problem.message, problem.position, problem.hint, self.subject_of(problem)
                )

    def subject_of(self, problem: Problem) -> str:
        """What a problem is about; the front matter field it names."""
        return problem.field


class ArchiveRule(Rule):
    """A rule about all files together, or about a file and the day; it looks at cards."""

    @abstractmethod
    def check(
        self, cards: Sequence[Card], context: Context
    ) -> Iterable[tuple[Card | None, Finding]]:
        """What is to be said, each finding with the file in which it is shown.

        One with ``None`` is shown in ``archive.yml``.
        """


class SuppressionRule(Rule):
    """A rule about comments that ask for rules not to be heard; the runner knows which had an effect."""

    @abstractmethod
    def check_unused(self, suppression: Suppression) -> Finding:
        """What is to be said about a suppression that had no effect."""


class SelectionRule(Rule):
    """A rule about what ``archive.yml`` ignores or changes; the runner knows what had an effect."""

    @abstractmethod
    def check_without_effect(
        self, cards: Sequence[Card], names: Iterable[tuple[str, Position]]
    ) -> Iterable[Finding]:
        """What is to be said about names of rules that change nothing, each with its place."""


class SettingsRule(Rule):
    """A rule about ``archive.yml``."""

    @abstractmethod
    def check(self, context: Context) -> Iterable[Finding]:
        """What is to be said about ``archive.yml``."""


def section_subject(key: str) -> str:
    """The subject of a finding about a section; unlike that of the field of the same name."""
    return f"section {key}"


def gentler_in_draft(postmortem: Postmortem) -> Level | None:
    """The level for what an author may still be about to write: a warning in a draft."""
    return Level.WARNING if postmortem.is_draft else None
