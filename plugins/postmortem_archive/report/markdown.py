"""The report as Markdown: the comment on a pull request, and the summary of a job.

It reads the same on GitHub, on GitLab and as plain text.
"""

from collections.abc import Iterable, Sequence

from postmortem_archive.model.diagnostic import Diagnostic, Level
from postmortem_archive.model.wording import count

from .lines import print_plain
from .markdown_history import what_happened_before
from .markdown_public import what_becomes_public
from .markdown_text import code, prose
from .output import Output
from .report import Report
from .summary import level_counts, summary

MARKER = "<!-- postmortem-check -->"
"""First line of the comment, by which the next run finds it."""

LONGEST = 65_000
"""Most characters of a comment; GitHub refuses one of more than 65,536."""

LONGEST_HISTORY = 20_000
"""Most characters of what happened before."""

LONGEST_PUBLIC = 20_000
"""Most characters of what would become public; the rest is for the findings."""

OPEN_FINDINGS = 10
"""Findings that are seen at once; further ones are folded away."""

_ROOM_FOR_THE_REST = 1_000
_ICON = {Level.ERROR: "❌", Level.WARNING: "⚠️", Level.HINT: "💡"}
_FINE = "✅"
_EXPLAIN = "Why does a rule matter? `postmortem explain {code}` says it, with examples."


def write_markdown(report: Report, output: Output) -> None:
    """Write a verdict, the findings by file, worst first, what would be public, what happened before."""
    public = what_becomes_public(report.offered, LONGEST_PUBLIC)
    history = what_happened_before(report.precedents, LONGEST_HISTORY)
    room = LONGEST - len(public) - len(history) - _ROOM_FOR_THE_REST
    parts = [f"{MARKER}\n### {_verdict(report)}", _sums(report)]
    parts += _findings(report.worst_first(), room)
    parts += [public, history, _advice(report)]
    print_plain(output, "\n\n".join(part for part in parts if part))


def _verdict(report: Report) -> str:
    counts = report.counts()
    gravest = next((level for level, number in counts.items() if number), None)
    icon = _ICON[gravest] if gravest else _FINE
    if gravest is Level.ERROR:
        verdict = f"{count(counts[Level.ERROR], 'error')} to fix"
    elif gravest:
        verdict = f"no errors, {level_counts(report)}"
    elif report.known:
        verdict = "nothing new"
    else:
        verdict = "all fine" if report.checked else "nothing to check"
    return f"{icon} Postmortem check: {verdict}"


def _sums(report: Report) -> str:
    line = summary(report)
    return f"{line[:1].upper()}{line[1:]}."


def _findings(items: Sequence[Diagnostic], room: int) -> list[str]:
    """The findings that fit into the room, those beyond a handful folded away."""
    kept: list[Diagnostic] = []
    for item in items:
        room -= len(_finding(item)) + len(_heading(item.path)) + 4
        if room < 0:
            break
        kept.append(item)
    parts = [_by_file(kept[:OPEN_FINDINGS])]
    if folded := kept[OPEN_FINDINGS:]:
        title = f"<summary>{count(len(folded), 'more finding')}</summary>"
        parts.append(f"<details>\n{title}\n\n{_by_file(folded)}\n\n</details>")
    if left := len(items) - len(kept):
        parts.append(f"{left:,} more do not fit in here; `postmortem check` shows them all.")
    return parts


def _by_file(items: Iterable[Diagnostic]) -> str:
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(item.path, []).append(_finding(item))
    return "\n\n".join(_heading(path) + "\n\n" + "\n".join(lines) for path, lines in found.items())


def _heading(path: str) -> str:
    return f"#### {code(path)}"


def _finding(item: Diagnostic) -> str:
    place = f"{item.level.value.capitalize()} in line {item.position.line}:"
    rule = f"{item.code}, a guess" if item.is_guess else item.code
    text = f"- {_ICON[item.level]} **{place}** {prose(item.message)} ({rule})"
    if item.hint:
        text += f"  \n  Fix: {prose(item.hint)}"
    return text


def _advice(report: Report) -> str:
    lines = []
    if report.fixable:
        lines.append(
            f"`postmortem check --fix` can fix some of this in {count(report.fixable, 'file')}."
        )
    if report.diagnostics:
        lines.append(_EXPLAIN.format(code=report.worst_first()[0].code))
    return " ".join(lines)
