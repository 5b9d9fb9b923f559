"""The report for GitHub Actions: annotations on the changed lines of a pull request.

Each is a workflow command, a line that the runner obeys:
``::error file=...,line=...,col=...,title=...::message``.
"""

from collections import Counter

from postmortem_archive.model.diagnostic import Diagnostic, Level
from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import count
from postmortem_archive.rules.registry import find_rule

from .lines import print_plain
from .output import Output
from .report import Report
from .summary import fixable_hint, summary

MOST_OF_A_LEVEL = 10
"""Annotations of a level that the host shows of one step; it drops further ones without a word."""

_COMMAND = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "notice"}


def write_github(report: Report, output: Output) -> None:
    """Write an annotation for each of the worst findings, how many more there are, and a summary."""
    shown: Counter[Level] = Counter()
    for item in report.worst_first():
        if shown[item.level] < MOST_OF_A_LEVEL:
            shown[item.level] += 1
            print_plain(output, _annotation(item))
    more = {level: number - shown[level] for level, number in report.counts().items()}
    if any(more.values()):
        levels = ", ".join(count(number, level.value) for level, number in more.items() if number)
        print_plain(output, f"{sum(more.values()):,} more without an annotation: {levels}")
    print_plain(output, summary(report))
    if hint := fixable_hint(report):
        print_plain(output, hint)


def _annotation(item: Diagnostic) -> str:
    rule = find_rule(item.code)
    properties = {
        "file": item.path,
        "line": str(item.position.line),
        "col": str(item.position.column),
        "title": f"{item.code} {rule.alias}" if rule else item.code,
    }
    pairs = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    lines = [visible(item.message)]
    if item.hint:
        lines.append(f"fix: {visible(item.hint)}")
    message = _data("\n".join(lines))
    return f"::{_COMMAND[item.level]} {pairs}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
