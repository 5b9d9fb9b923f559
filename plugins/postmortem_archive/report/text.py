"""The report for a person at a terminal: where, what, the line itself, how to fix it."""

from rich.console import Console
from rich.text import Text

from postmortem_archive.model.diagnostic import Diagnostic, Level

from .lines import print_line
from .report import Report
from .summary import fixable_hint, summary
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
        print_line(console, Text())
    print_line(console, Text(summary(report), style=_summary_style(report)))
    if hint := fixable_hint(report):
        print_line(console, Text(hint))


def _write_finding(item: Diagnostic, console: Console) -> None:
    place = f"{visible(item.path)}:{item.position.line}:{item.position.column}"
    level = f"{item.code} {item.level}" + (" (a guess)" if item.is_guess else "")
    head = Text.assemble((place, "bold"), "  ", (level, _STYLE[item.level]))
    message = Text(visible(item.message))
    if console.is_terminal and head.cell_len + 2 + message.cell_len > console.width:
        print_line(console, head, wrap=False)  # a path is never broken
        print_line(console, message, 4)
    else:
        print_line(console, Text.assemble(head, "  ", message))
    if item.source.strip():
        _write_source(item, console)
    if item.hint:
        print_line(console, Text.assemble(("fix: ", "green"), visible(item.hint)), 4)


def _write_source(item: Diagnostic, console: Console) -> None:
    number = str(item.position.line)
    gutter = 4 + len(number) + len(_GUTTER)
    room = max(min(console.width, _WIDEST_LINE) - gutter, 20)
    shown = excerpt(item.source, item.position.column, room)
    margin = " " * (gutter - len(_GUTTER)) + _GUTTER
    line = Text.assemble((f"    {number}{_GUTTER}", "dim"), shown.text)
    caret = Text.assemble((margin, "dim"), " " * shown.caret, ("^", _STYLE[item.level]))
    for text in (line, caret):
        print_line(console, text, wrap=False)


def _summary_style(report: Report) -> str:
    gravest = next((level for level, number in report.counts().items() if number), None)
    return _STYLE[gravest] if gravest else "bold green"
