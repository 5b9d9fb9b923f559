"""The figures of an archive: for a person at a terminal, for programs, spreadsheets and wikis."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from postmortem_archive.archive.statistics.definitions import CAUTIONS, DEFINITIONS
from postmortem_archive.archive.statistics.figures import Definition
from postmortem_archive.archive.statistics.groups import Grouping
from postmortem_archive.archive.statistics.overview import Overview
from postmortem_archive.archive.statistics.rows import SPREAD, Row, grouping_rows, overview_rows
from postmortem_archive.archive.statistics.rows_as_csv import rows_as_csv
from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import count

from .figure_words import window_in_words
from .lines import print_json, print_line, print_plain
from .markdown_text import prose
from .stats_blocks import Block, grouping_block, overview_blocks
from .tables import markdown_table, print_table

VERSION = 1
"""Of the JSON and CSV forms; raised when something is renamed or removed, not when it is added."""

_INDENT = 2
_DOORS = "--format json and --format csv name the postmortems behind each figure."
_ASK = "--definitions says what each figure counts."
_CAUTION = "What these figures cannot say"


@dataclass(frozen=True, slots=True)
class StatsReport:
    """What the writers are given.

    Attributes:
        figures: of the archive.
        grouping: the archive divided by a facet; ``None`` where nobody asked for one.
        label: how the value (second) of a facet (first) is shown.
        definitions: whether each block says what its figures count.
    """

    figures: Overview
    grouping: Grouping | None
    label: Callable[[str, str], str]
    definitions: bool = False

    def blocks(self) -> list[Block]:
        """What is shown, in order."""
        if self.grouping:
            return [grouping_block(self.grouping)]
        return overview_blocks(self.figures, self.label)

    def rows(self) -> Iterator[Row]:
        """Every figure that is asked for."""
        return grouping_rows(self.grouping) if self.grouping else overview_rows(self.figures)

    def head(self) -> list[str]:
        """What is counted, of which days, as of when; and what is left out."""
        figures = self.figures
        incidents = count(len(figures.incidents), "incident")
        near_misses = count(len(figures.near_misses), "near miss", "near misses")
        drafts = f"; {count(len(figures.drafts), 'draft')} among them" if figures.drafts else ""
        lines = [f"{count(figures.n, 'postmortem')} ({incidents}, {near_misses}{drafts})"]
        if not figures.window.is_open:
            lines.append(f"Only those that {window_in_words(figures.window)} (UTC)")
        if figures.first and figures.last:
            lines.append(f"Started from {figures.first} to {figures.last}")
        if figures.undated:
            verb = "counted" if figures.window.is_open else "left out"
            lines.append(f"{count(len(figures.undated), 'postmortem')} without a start: {verb}")
        if figures.refused:
            lines.append(f"{count(figures.refused, 'file')} could not be understood: left out")
        return [*lines, f"Snapshot of {figures.today}"]


def write_stats_text(report: StatsReport, console: Console) -> None:
    """The figures as small tables, and what they cannot say."""
    first, *others = report.head()
    title = f"{report.figures.name}: {first}" if report.figures.name else first
    print_line(console, Text(visible(title), style="bold"))
    for line in others:
        print_line(console, Text(line))
    for block in report.blocks():
        _print_block(block, console, definitions=report.definitions)
    print_line(console, Text(""))
    print_line(console, Text(_CAUTION, style="bold"))
    for line in CAUTIONS:
        print_line(console, Text(f"- {line}"), _INDENT)
    print_line(console, Text(""))
    for line in (_DOORS, *([] if report.definitions else [_ASK])):
        print_line(console, Text(line, style="dim"))


def write_stats_json(report: StatsReport, console: Console) -> None:
    """One JSON object, ASCII only: what is counted, every figure, the definitions and cautions.

    Each figure has ``figure`` (the key of its definition), ``value``, ``part``, ``n`` and the IDs of
    its ``postmortems``; a measured one also ``not_recorded``, ``unit`` and its values.
    """
    figures = report.figures
    rows = list(report.rows())
    used = dict.fromkeys(row.figure for row in rows)
    data = {
        "version": VERSION,
        "today": figures.today.isoformat(),
        "since": figures.window.since.isoformat() if figures.window.since else None,
        "until": figures.window.until.isoformat() if figures.window.until else None,
        "by": report.grouping.facet if report.grouping else None,
        "postmortems": figures.n,
        "undated": figures.undated,
        "refused": figures.refused,
        "written_within_hours": figures.timeliness.limit_hours,
        "figures": [_values(row) for row in rows],
        "definitions": {key: DEFINITIONS[key].text for key in used},
        "cautions": CAUTIONS,
    }
    print_json(console, data)


def write_stats_csv(report: StatsReport, console: Console) -> None:
    """A figure a row, with a head; no cell can be taken for a formula by a spreadsheet."""
    print_plain(console, rows_as_csv(report.rows()).removesuffix("\n"))


def write_stats_markdown(report: StatsReport, console: Console) -> None:
    """The figures as tables, for an issue or a wiki; nothing in it is obeyed or linked."""
    first, *others = report.head()
    title = f"Figures of {report.figures.name}" if report.figures.name else "Figures"
    parts = [f"## {prose(title)}", "  \n".join([f"**{first}**", *others])]
    blocks = report.blocks()
    parts += [_markdown_block(block) for block in blocks]
    parts.append(f"### {_CAUTION}\n\n" + "\n".join(f"- {line}" for line in CAUTIONS))
    if report.definitions:
        lines = [f"- **{one.title}**: {one.text}" for one in _definitions(blocks)]
        parts.append("### Definitions\n\n" + "\n".join(lines))
    print_plain(console, "\n\n".join(parts))


STATS_FORMATS: Mapping[str, Callable[[StatsReport, Console], None]] = {
    "text": write_stats_text,
    "json": write_stats_json,
    "csv": write_stats_csv,
    "markdown": write_stats_markdown,
}
"""Writers by the name under which they are asked for; the first is the default."""


def _print_block(block: Block, console: Console, *, definitions: bool) -> None:
    print_line(console, Text(""))
    print_line(console, Text(block.title, style="bold"))
    if block.table:
        print_table(block.table, console, _INDENT)
    for note in block.notes:
        print_line(console, Text(visible(note)), _INDENT)
    if definitions:
        for one in block.definitions:
            print_line(console, Text(f"{one.title}: {one.text}", style="dim"), _INDENT)


def _markdown_block(block: Block) -> str:
    parts = [f"### {block.title}"]
    if block.table:
        parts.append(markdown_table(block.table))
    parts += [f"{note[:1].upper()}{note[1:]}." for note in block.notes]
    return "\n\n".join(parts)


def _definitions(blocks: Iterable[Block]) -> list[Definition]:
    found = {one.key: one for block in blocks for one in block.definitions}
    return list(found.values())


def _values(row: Row) -> dict[str, object]:
    """What programs are given of a figure."""
    values: dict[str, object] = {
        "figure": row.figure,
        "value": row.value,
        "part": row.part,
        "n": row.n,
        "postmortems": row.ids,
    }
    if row.spread:
        values |= {"not_recorded": row.unrecorded, "unit": row.unit}
        values |= dict(zip(SPREAD, row.spread, strict=True))
    return values
