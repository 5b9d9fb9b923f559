"""The report for a person at a terminal: where, what, the line itself, how to fix it."""

from rich.console import Console
from rich.text import Text

from postmortem_archive.model.diagnostic import Diagnostic, Level

from .report import Report
from .visible import excerpt, visible

_STYLE = {Level.ERROR: "bold red", Level.WARNING: "bold yellow", Level.HINT: "bold cyan"}
_GUTTER = " | "
_WIDEST_LINE = 160
"""Most terminal cells of a source line that are worth showing."""


def write_text(report: Report, console: Console) -> None:
    """Write the findings, and a line that sums them up.

    Nothing from a file reaches the terminal as a command or as markup. On a terminal, messages are
    wrapped at words; elsewhere each stays on its line, as tools that read them expect.
    """
    for item in report.diagnostics:
        _write_finding(item, console)
        console.print()
    _print(console, Text(_summary(report), style=_summary_style(report)))


def _write_finding(item: Diagnostic, console: Console) -> None:
    place = f"{visible(item.path)}:{item.position.line}:{item.position.column}"
    head = Text.assemble((place, "bold"), "  ", (f"{item.code} {item.level}", _STYLE[item.level]))
    message = Text(visible(item.message))
    if console.is_terminal and head.cell_len + 2 + message.cell_len > console.width:
        console.print(_encodable(head, console), soft_wrap=True)  # a path is never broken
        _print(console, message, indent=4)
    else:
        _print(console, Text.assemble(head, "  ", message))
    if item.source.strip():
        _write_source(item, console)
    if item.hint:
        _print(console, Text.assemble(("fix: ", "green"), visible(item.hint)), indent=4)


def _write_source(item: Diagnostic, console: Console) -> None:
    number = str(item.position.line)
    gutter = 4 + len(number) + len(_GUTTER)
    room = max(min(console.width, _WIDEST_LINE) - gutter, 20)
    shown = excerpt(item.source, item.position.column, room)
    margin = " " * (gutter - len(_GUTTER)) + _GUTTER
    line = Text.assemble((f"    {number}{_GUTTER}", "dim"), shown.text)
    caret = Text.assemble((margin, "dim"), " " * shown.caret, ("^", _STYLE[item.level]))
    for text in (line, caret):
        console.print(_encodable(text, console), soft_wrap=True)


def _print(console: Console, text: Text, indent: int = 0) -> None:
    """Print a line; on a terminal it is wrapped at words, and all of it is indented."""
    text = _encodable(text, console)
    room = max(console.width - indent, 20)
    for line in text.wrap(console, room) if console.is_terminal else [text]:
        line.rstrip()
        console.print(Text(" " * indent) + line, soft_wrap=True)


def _encodable(text: Text, console: Console) -> Text:
    """The text, with characters that the output's encoding does not have written as escapes."""
    try:
        text.plain.encode(console.encoding)
    except UnicodeEncodeError:
        plain = text.plain.encode(console.encoding, "backslashreplace").decode(console.encoding)
        return Text(plain)
    return text


def _summary(report: Report) -> str:
    checked = _count(report.checked, "postmortem")
    if not report.diagnostics:
        return f"{checked} checked: all fine" if report.checked else "no postmortems found"
    counts = ", ".join(
        _count(number, level.value) for level, number in report.counts().items() if number
    )
    return f"{counts} in {_count(report.files, 'file')}; {checked} checked"


def _summary_style(report: Report) -> str:
    gravest = next((level for level, number in report.counts().items() if number), None)
    return _STYLE[gravest] if gravest else "bold green"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
