"""Ask every rule about an archive, and make diagnostics of what they found."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from postmortem_archive.model.diagnostic import Diagnostic, Level
from postmortem_archive.model.postmortem import Document
from postmortem_archive.model.settings import Settings, SettingsDocument

from .base import ArchiveRule, Context, DocumentRule, Finding, Rule, SettingsRule
from .registry import RULES, find_rule


def check_documents(
    documents: Sequence[Document],
    archive_yml: SettingsDocument,
    *,
    shown_path: Callable[[str], str],
    settings_path: str,
    today: date,
) -> tuple[Diagnostic, ...]:
    """Check an archive against every rule that its settings leave on.

    Args:
        documents: all files of the archive, understood or refused.
        archive_yml: what ``archive.yml`` says, and what could not be understood in it.
        shown_path: turns a document's path into the one that people are shown.
        settings_path: the path of ``archive.yml`` that people are shown.
        today: the day to check against.

    Returns:
        All diagnostics in reading order. A rule that raises is a bug, and is let through as one.
    """
    context = Context(
        archive_yml=archive_yml,
        today=today,
        rule_names=_names(RULES),
        fixed_names=_names(rule for rule in RULES if rule.is_fixed),
    )
    levels = _levels(archive_yml.settings)
    found: list[Diagnostic] = []
    for document in documents:
        report = _Reporter(levels, shown_path(document.path), document.text)
        found.extend(report.all(_document_findings(document, context)))
    for rule, document, finding in _archive_findings(documents, context):
        report = _Reporter(levels, shown_path(document.path), document.text)
        found.extend(report.all([(rule, finding)]))
    report = _Reporter(levels, settings_path, archive_yml.text)
    found.extend(report.all(_settings_findings(context)))
    return tuple(sorted(found, key=lambda item: item.sort_key))


def _document_findings(document: Document, context: Context) -> Iterator[tuple[Rule, Finding]]:
    """Findings of the rules about one file, without those that follow from another one."""
    subjects: dict[str, set[str]] = {}
    for rule in RULES:
        if not isinstance(rule, DocumentRule):
            continue
        blocked = set[str]().union(*(subjects.get(code, ()) for code in rule.requires))
        for finding in rule.check(document, context):
            if "" in blocked or finding.subject in blocked:
                continue
            subjects.setdefault(rule.code, set()).add(finding.subject)
            yield rule, finding


def _archive_findings(
    documents: Sequence[Document], context: Context
) -> Iterator[tuple[Rule, Document, Finding]]:
    for rule in RULES:
        if isinstance(rule, ArchiveRule):
            for document, finding in rule.check(documents, context):
                yield rule, document, finding


def _settings_findings(context: Context) -> Iterator[tuple[Rule, Finding]]:
    for rule in RULES:
        if isinstance(rule, SettingsRule):
            for finding in rule.check(context):
                yield rule, finding


def _names(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(name for rule in rules for name in (rule.code, rule.alias))


def _levels(settings: Settings) -> dict[str, Level]:
    """Level of each rule that is on, by code; what is said of a fixed rule does not count."""
    levels = {rule.code: rule.level for rule in RULES}
    for name, level in settings.rules.levels.items():
        if (rule := find_rule(name)) and not rule.is_fixed:
            levels[rule.code] = level
    for name in settings.rules.ignore:
        if (rule := find_rule(name)) and not rule.is_fixed:
            levels.pop(rule.code, None)
    return levels


class _Reporter:
    """Makes diagnostics of findings in one file."""

    def __init__(self, levels: dict[str, Level], path: str, text: str) -> None:
        self._levels = levels
        self._path = path
        self._lines = text.split("\n")

    def all(self, findings: Iterable[tuple[Rule, Finding]]) -> Iterator[Diagnostic]:
        """The diagnostics of those findings whose rule is on."""
        for rule, finding in findings:
            if level := self._levels.get(rule.code):
                yield self._diagnostic(rule, finding, level)

    def _diagnostic(self, rule: Rule, finding: Finding, level: Level) -> Diagnostic:
        # a finding may be gentler than its rule, never graver
        gentler = max(level, finding.level or level, key=lambda one: one.rank)
        line = finding.position.line
        source = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return Diagnostic(
            code=rule.code,
            level=gentler,
            path=self._path,
            position=finding.position,
            message=finding.message,
            hint=finding.hint,
            source=source,
        )
