"""What an import did: for people and for programs."""

from collections import Counter
from collections.abc import Callable, Sequence

from postmortem_archive.archive.imports.report import FileReport, State
from postmortem_archive.importing.guess import Guess
from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import count, shown

from .lines import print_json, print_parts
from .output import Output

VERSION = 1
"""Raised when something a program may rely on is renamed or removed; additions do not raise it."""

_WIDEST_SOURCE = 60
_MOST_PASSED = 20
_NONE = "-"


def write_text(reports: Sequence[FileReport], folder: str, output: Output) -> None:
    """Write a block for each file that was imported or could not be, a table of all, and the sums.

    Args:
        reports: one a file.
        folder: the archive's, as people name it.
        output: where to.
    """
    for report in reports:
        if report.state is State.IMPORTED:
            _imported(report, folder, output)
        elif report.state is State.FAILED:
            _line(output, f"{report.source}: not imported: {report.error}")
            if report.hint:
                _line(output, f"  hint: {report.hint}")
            _line(output, "")
    _table([one for one in reports if one.state is not State.PASSED_OVER], output)
    _sums(reports, output)


def write_json(reports: Sequence[FileReport], folder: str, output: Output) -> None:
    """Write one JSON object, ASCII only.

    Its shape: ``{"version", "counts": {state: number}, "files": [{"source", "state", "path", "error",
    "hint", "read_as", "found": [{"what", "value", "sure", "why", "proposed"}], "sections",
    "own_headings", "timeline", "actions", "words", "attachments", "fill_in", "notes"}]}``. A path is
    relative to the project.
    """
    counts = Counter(report.state.value for report in reports)
    data = {
        "version": VERSION,
        "counts": {state.value: counts[state.value] for state in State},
        "files": [_as_json(report, folder) for report in reports],
    }
    print_json(output, data)


IMPORT_FORMATS: dict[str, Callable[[Sequence[FileReport], str, Output], None]] = {
    "text": write_text,
    "json": write_json,
}
"""How the report of an import can be written."""


def _imported(report: FileReport, folder: str, output: Output) -> None:
    _line(output, f"{report.source} → {_below(folder, report.path)}")
    for guess in report.guesses:
        _line(output, f"  {_said(guess)}")
    known = ", ".join(report.sections) or "none"
    own = ", ".join(map(shown, report.own_headings))
    _line(output, f"  sections: {known}; as they were: {own}" if own else f"  sections: {known}")
    parts = [
        count(report.entries, "timeline entry", "timeline entries"),
        count(report.actions, "action item"),
        *([count(report.attachments, "file") + " brought along"] if report.attachments else []),
        f"all {report.words:,} words kept",
    ]
    _line(output, f"  {', '.join(parts)}")
    if report.fill_in:
        _line(output, f"  to fill in: {', '.join(report.fill_in)}")
    for note in report.notes:
        _line(output, f"  note: {note}")
    _line(output, "")


def _said(guess: Guess) -> str:
    proposed = "proposed " if guess.is_proposed else ""
    return f"{proposed}{guess.what}: {shown(guess.value)} ({guess.sure}: {guess.why})"


def _table(reports: Sequence[FileReport], output: Output) -> None:
    rows: list[tuple[str, ...]] = [
        ("File", "Started", "How sure", "Sections", "Timeline", "Actions", "To fill in")
    ]
    for report in reports:
        if report.state is State.IMPORTED:
            rows.append(_row(report))
        else:
            rows.append((_short(report.source), report.state.value, *[_NONE] * 5))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows if len(rows) > 1 else ():
        cells = [
            cell.ljust(width) if column < 3 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print_parts(output, ["  ".join(cells)], wrap=False)


def _row(report: FileReport) -> tuple[str, ...]:
    started = report.guess("started")
    return (
        _short(report.source),
        started.value if started else _NONE,
        started.sure if started else _NONE,
        f"{len(report.sections):,}",
        f"{report.entries:,}",
        f"{report.actions:,}",
        f"{len(report.fill_in):,}",
    )


def _sums(reports: Sequence[FileReport], output: Output) -> None:
    counts = Counter(report.state for report in reports)
    parts = [f"{count(counts[State.IMPORTED], 'file')} imported"]
    parts += [f"{counts[state]:,} {state}" for state in list(State)[1:] if counts[state]]
    _line(output, f"{', '.join(parts)}.")
    passed = [report for report in reports if report.state is State.PASSED_OVER]
    for report in passed[:_MOST_PASSED]:
        _line(output, f"  passed over: {report.source}: {report.error}")


def _as_json(report: FileReport, folder: str) -> dict[str, object]:
    return {
        "source": report.source,
        "state": report.state.value,
        "path": _below(folder, report.path),
        "error": report.error,
        "hint": report.hint,
        "read_as": report.read_as,
        "found": [
            {
                "what": one.what,
                "value": one.value,
                "sure": one.sure.value,
                "why": one.why,
                "proposed": one.is_proposed,
            }
            for one in report.guesses
        ],
        "sections": list(report.sections),
        "own_headings": list(report.own_headings),
        "timeline": report.entries,
        "actions": report.actions,
        "words": report.words,
        "attachments": report.attachments,
        "fill_in": list(report.fill_in),
        "notes": list(report.notes),
    }


def _short(path: str) -> str:
    path = visible(path)
    return path if len(path) <= _WIDEST_SOURCE else f"…{path[1 - _WIDEST_SOURCE :]}"


def _below(folder: str, path: str) -> str:
    return f"{folder}/{path}" if path and folder != "." else path


def _line(output: Output, text: str) -> None:
    print_parts(output, [visible(text)], wrap=False)
