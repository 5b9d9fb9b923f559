"""The report for a person at a terminal: where, what, the line itself, how to fix it."""

from postmortem_archive.model.diagnostic import Diagnostic, Level
from postmortem_archive.model.visible import visible

from .lines import Part, print_parts
from .output import Output
from .report import Report
from .summary import fixable_hint, summary
from .visible import cell_width, excerpt

_STYLE = {Level.ERROR: "bold red", Level.WARNING: "bold yellow", Level.HINT: "bold cyan"}
_GUTTER = " | "
_WIDEST_LINE = 160
"""Most terminal cells of a source line that are worth showing."""


def write_text(report: Report, output: Output) -> None:
    """Write the findings, and a line that sums them up.

    Nothing from a file reaches the terminal as a command or as markup. On a terminal, messages are
    wrapped at words; elsewhere each stays on its line, as tools that read them expect.
    """
    for item in report.diagnostics:
        _write_finding(item, output)
        print_parts(output, [""])
    print_parts(output, [(summary(report), _summary_style(report))])
    if hint := fixable_hint(report):
        print_parts(output, [hint])


def _write_finding(item: Diagnostic, output: Output) -> None:
    place = f"{visible(item.path)}:{item.position.line}:{item.position.column}"
    level = f"{item.code} {item.level}" + (" (a guess)" if item.is_guess else "")
    head: list[Part] = [(place, "bold"), "  ", (level, _STYLE[item.level])]
    message = visible(item.message)
    if output.is_terminal and cell_width(f"{place}  {level}  {message}") > output.width:
        print_parts(output, head, wrap=False)  # a path is never broken
        print_parts(output, [message], 4)
    else:
        print_parts(output, [*head, "  ", message])
    if item.source.strip():
        _write_source(item, output)
    if item.hint:
        print_parts(output, [("fix: ", "green"), visible(item.hint)], 4)


def _write_source(item: Diagnostic, output: Output) -> None:
    number = str(item.position.line)
    gutter = 4 + len(number) + len(_GUTTER)
    room = max(min(output.width, _WIDEST_LINE) - gutter, 20)
    shown = excerpt(item.source, item.position.column, room)
    margin = " " * (gutter - len(_GUTTER)) + _GUTTER
    print_parts(output, [(f"    {number}{_GUTTER}", "dim"), shown.text], wrap=False)
    caret: Part = ("^", _STYLE[item.level])
    print_parts(output, [(margin, "dim"), " " * shown.caret, caret], wrap=False)


def _summary_style(report: Report) -> str:
    gravest = next((level for level, number in report.counts().items() if number), None)
    return _STYLE[gravest] if gravest else "bold green"
