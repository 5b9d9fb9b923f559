"""The figures of an archive: what each form looks like, and text that means harm."""

import csv
import io
import json
import re
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from made_archive import TODAY, made_archive
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.facets import FACET_BY_NAME
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.statistics.groups import grouping
from postmortem_archive.archive.statistics.overview import overview
from postmortem_archive.archive.statistics.window import Window
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import ActionItem, ActionType, Document, Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.report.stats import STATS_FORMATS, StatsReport

HOSTILE = [
    "\x1b[2J\x1b[H",
    "a\rb",
    "\u202eabc\u202c",
    "\u2028",
    "[red]red[/red]",
    ":bomb:",
    "::error file=a::b",
    "##[error]a",
    "##vso[task.complete]",
    "<script>alert(1)</script>",
    "![x](https://evil.example/x.png)",
    "[x](https://evil.example)",
    "@everybody",
    "#1",
    "a | b",
    "`a | b`",
    r"a \| b \\| c",
    "|---|",
    "# heading",
    "=1+1",
]
TOKENS = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"),
    *("code_inline", "strong_open", "strong_close", "hardbreak", "softbreak"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *(
        f"{part}_{side}"
        for part in ("table", "thead", "tbody", "tr", "th", "td")
        for side in ("open", "close")
    ),
}


def archive_with(word: str) -> Archive:
    """Two postmortems that hold a word wherever an author can put one; the cause returns."""
    items = []
    for number, day in enumerate((date(2025, 1, 1), date(2026, 1, 1))):
        meta = FrontMatter.model_construct(
            title=word,
            severity=word,
            services=(word,),
            causes=(word,),
            tags=(word,),
            started=Moment.of_day(day),
            resolved=Moment.of_day(day),
        )
        action = ActionItem(Position(), word, owners=(word,), type=ActionType.PREVENT)
        items.append(Postmortem(f"{number} {word}.md", meta, actions=(action,)))
    project = Project(Path("/p"), Path("/p/postmortems"))
    settings = Settings.model_construct(**dict(Settings()) | {"name": word})
    return Archive(project, settings, tuple(Document(item.path, item) for item in items))


def report_of(archive: Archive, by: str = "", **given: Any) -> StatsReport:
    facet = FACET_BY_NAME[by] if by else None
    return StatsReport(
        overview(archive, TODAY, {}, given.pop("window", Window())),
        grouping(archive, facet, TODAY) if facet else None,
        lambda name, value: FACET_BY_NAME[name].label(archive.settings, value),
        **given,
    )


def render(form: str, report: StatsReport, *, width: int = 80, terminal: bool = False) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, force_terminal=terminal, color_system=None, legacy_windows=False
    )
    STATS_FORMATS[form](report, console)
    return stream.getvalue()


MADE = made_archive(60)


@pytest.mark.parametrize("by", ["", "service", "cause", "severity", "team"])
@pytest.mark.parametrize("width", [30, 60, 80, 100, 200])
def test_a_terminal_gets_no_line_wider_than_it_is(width: int, by: str) -> None:
    output = render("text", report_of(MADE, by, definitions=True), width=width, terminal=True)
    assert max(map(cell_len, output.splitlines())) <= width


@pytest.mark.parametrize("by", ["", "service"])
@pytest.mark.parametrize("width", [30, 80, 200])
def test_no_figure_is_lost_however_narrow(width: int, by: str) -> None:
    wide = render("text", report_of(MADE, by))
    narrow = "".join(render("text", report_of(MADE, by), width=width, terminal=True).split())
    for line in wide.splitlines():
        cells = [cell.strip() for cell in line.split("  ") if cell.strip()]
        for cell in cells:
            if any(letter.isdigit() for letter in cell[:2]):
                assert "".join(cell.split()) in narrow


def test_off_a_terminal_a_row_is_a_line() -> None:
    wide, narrow = (render("text", report_of(MADE), width=width) for width in (20, 300))
    assert wide == narrow


def test_markdown_reads_well() -> None:
    output = render("markdown", report_of(MADE, "service", definitions=True))
    lines = output.splitlines()
    assert lines[0] == "## Figures of Made archive"
    assert lines[2].startswith("**60 postmortems (")
    head = (
        "| Service | n | near misses | detected | resolved | open | overdue | most frequent cause |"
    )
    assert lines[lines.index(head) + 1] == "|---|--:|--:|--:|--:|--:|--:|---|"
    assert "### Definitions" in lines
    assert [line for line in lines if line.startswith("- **Time to detect**: From `started`")]


@pytest.mark.parametrize("by", ["", "severity"])
@pytest.mark.parametrize("word", HOSTILE, ids=ascii)
def test_markdown_holds_nothing_but_tables_and_text(word: str, by: str) -> None:
    output = render("markdown", report_of(archive_with(word), by, definitions=True))
    tokens = MarkdownIt("commonmark").enable("table").parse(output)
    kinds = {inner.type for token in tokens for inner in (token, *(token.children or ()))}
    assert kinds <= TOKENS
    tables = output.split("\n\n")
    for rows in (part.splitlines() for part in tables if part.startswith("| ")):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1
        assert not [row for row in rows if r"\\|" in row]


@pytest.mark.parametrize("by", ["", "severity"])
@pytest.mark.parametrize("word", HOSTILE, ids=ascii)
@pytest.mark.parametrize("form", list(STATS_FORMATS))
@pytest.mark.parametrize("terminal", [True, False])
def test_hostile_text_is_shown_not_obeyed(word: str, form: str, by: str, terminal: bool) -> None:
    output = render(form, report_of(archive_with(word), by, definitions=True), terminal=terminal)
    assert not [c for c in output if c != "\n" and unicodedata.category(c)[0] == "C"]
    assert "##[" not in output
    assert "##vso[" not in output
    assert not [line for line in output.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1"])
def test_no_cell_is_a_formula(word: str) -> None:
    report = report_of(archive_with(word), "service")
    for row in csv.DictReader(io.StringIO(render("csv", report))):
        assert not [
            cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\uff1d"))
        ]


@pytest.mark.parametrize("by", ["", "service", "year"])
def test_all_forms_have_the_same_figures(by: str) -> None:
    report = report_of(MADE, by)
    in_json = json.loads(render("json", report))["figures"]
    in_csv = list(csv.DictReader(io.StringIO(render("csv", report))))
    assert [str(one["n"]) for one in in_json] == [one["n"] for one in in_csv]
    assert ["; ".join(one["postmortems"]) for one in in_json] == [
        one["postmortems"] for one in in_csv
    ]
    medians = ["" if one.get("median") is None else str(one["median"]) for one in in_json]
    assert medians == [one["median"] for one in in_csv]
    assert any(medians)


@pytest.mark.parametrize("form", list(STATS_FORMATS))
@pytest.mark.parametrize("by", ["", "service"])
@pytest.mark.parametrize("terminal", [True, False])
def test_every_form_writes_something_for_nothing(form: str, by: str, terminal: bool) -> None:
    empty = replace(MADE, documents=())
    assert render(form, report_of(empty, by), terminal=terminal).strip()


@pytest.mark.parametrize("form", list(STATS_FORMATS))
@pytest.mark.parametrize("terminal", [True, False])
def test_an_output_that_cannot_show_everything(form: str, terminal: bool) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    console = Console(file=stream, width=80, force_terminal=terminal, legacy_windows=False)
    STATS_FORMATS[form](report_of(archive_with("Größe"), "service"), console)
    stream.flush()
    assert b"Gr\\xf6\\xdfe" in raw.getvalue() or b"Gr\\u00f6\\u00dfe" in raw.getvalue()
