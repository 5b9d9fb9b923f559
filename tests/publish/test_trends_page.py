"""The page of trends: what it says where little is known, much is there, or text means harm."""

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from made_archive import TODAY, made_archive
from page_tables import PageTables
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.statistics.definitions import CAUTIONS, DEFINITIONS, PARTNERS
from postmortem_archive.archive.statistics.sections import SECTIONS, rows_by_section
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import ActionItem, ActionType, Document, Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.publish.data.trends import trend_files
from postmortem_archive.publish.pages.trends import MOST_BEHIND, MOST_RETURNS, write_trends
from postmortem_archive.publish.site import Site
from postmortem_archive.publish.site_options import SiteOptions
from site_builder import Build, Copy

FORMULA = ("=", "+", "-", "@", "\t", "\uff1d")


def archive_of(*items: Postmortem, refused: int = 0) -> Archive:
    project = Project(Path("/p"), Path("/p/postmortems"))
    documents = [Document(item.path, item) for item in items]
    documents += [Document(f"2026/refused-{number}.md", None) for number in range(refused)]
    return Archive(project, Settings(), tuple(documents))


def postmortem(path: str, *actions: ActionItem, **fields: Any) -> Postmortem:
    return Postmortem(path, FrontMatter.model_validate(fields), actions=actions)


def page_of(archive: Archive, **options: Any) -> str:
    return write_trends(Site(archive, TODAY, SiteOptions(**options))).html


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("&#34;", '"').split())


def test_an_empty_archive_says_what_to_do() -> None:
    html = page_of(archive_of())
    assert "No postmortem is here yet" in text_of(html)
    assert "postmortem new" in html
    assert "<h2" not in html
    assert "<svg" not in html


def test_files_that_could_not_be_understood_are_said() -> None:
    assert "2 files could not be understood and are left out" in text_of(
        page_of(archive_of(refused=2))
    )


def test_a_postmortem_of_which_nothing_is_recorded() -> None:
    archive = archive_of(postmortem("2026/bare.md"))
    text = text_of(page_of(archive))
    assert "1 incident , none with a recorded start." in text
    assert "1 postmortem has no recorded start: counted, but in no quarter and no year." in text
    assert "1 draft among them may still change." in text
    assert "Who noticed is not recorded for 1 incident" in text
    assert "No cause is recorded for 1 incident" in text
    assert "No action items are recorded." in text
    assert "No near miss is recorded" in text
    assert "Nothing is known: it comes from the history in git" in text
    assert not re.search(r"\bNone\b(?!:)|\bnan\b", text)


def test_what_is_not_recorded_is_never_zero() -> None:
    one = postmortem("2026/one.md", started="2026-01-02", resolved="2026-01-02")
    text = text_of(page_of(archive_of(one)))
    assert not re.search(r"\b0 (min|h|d)\b", text)
    assert "No times are recorded." in text
    assert "Time to resolve: 1 not recorded" in text


def test_an_incident_of_ninety_days() -> None:
    one = postmortem("2026/long.md", started="2026-01-01T00:00Z", resolved="2026-04-01T00:00Z")
    rows = {row[0]: row[1:] for row in PageTables(page_of(archive_of(one))).rows("times-spread")}
    assert rows["Time to resolve"] == ["1", *["90 d"] * 4, "too few", "90 d", "0"]
    assert rows["Time to detect"] == ["0", *["not recorded"] * 6, "1"]


def test_near_misses_stand_apart() -> None:
    near = postmortem("2026/near.md", kind="near-miss", started="2026-01-01T00:00Z")
    one = postmortem("2026/harm.md", started="2026-01-02T00:00Z", severity="sev1")
    html = page_of(archive_of(near, one))
    assert "1 near miss is counted apart." in text_of(html)
    page = PageTables(html)
    assert page.rows("quarters") == [["2026-Q1", "1", "1"], ["All, undated ones too", "1", "1"]]


@pytest.fixture(scope="module")
def large() -> Site:
    """Two thousand postmortems, nearly each with a cause that came back."""
    archive = made_archive(2_000)
    action = ActionItem(Position(), "Alert earlier", type=ActionType.PREVENT)
    items = [replace(item, actions=(action, *item.actions)) for item in archive.postmortems]
    return Site(replace(archive, documents=tuple(Document(one.path, one) for one in items)), TODAY)


def test_a_large_archive_has_a_page_that_ends(large: Site) -> None:
    html = write_trends(large).html
    page = PageTables(html)
    assert len(html) < 400_000
    assert len(page.items["returns"]) == MOST_RETURNS < len(large.overview.returned)
    assert f"and {len(large.overview.returned) - MOST_RETURNS:,} earlier returns" in text_of(html)
    figures = next(one for one in large.overview.times if one.definition.key == "time-to-resolve")
    assert f"Time to resolve: {figures.n:,} recorded, the longest first" in text_of(html)
    assert f"and {figures.n - MOST_BEHIND:,} more, by ID in the CSV file" in text_of(html)


def test_every_section_says_its_n_its_day_its_definitions_and_its_file(large: Site) -> None:
    html = write_trends(large).html
    page = PageTables(html)
    files = {file.path: file.make() for file in trend_files(large)}
    for section in SECTIONS:
        text = page.texts[f"section-{section.key}"]
        assert "Snapshot of 1 June 2026" in text
        assert re.search(r"[\d,]+ (incidents|returns|action items|postmortems) Snapshot", text)
        for one in section.definitions:
            assert one.title in text
            assert " ".join(one.text.split("`")[0].split()) in text
        assert f"trends/{section.key}.csv" in files
        assert f'href="{section.key}.csv" download' in html
    for caution in CAUTIONS:
        assert caution in page.texts["section-reading"]


def test_every_figure_is_in_one_section(large: Site) -> None:
    partners = {one.key for one in PARTNERS.values()}
    keys = [one.key for section in SECTIONS for one in section.definitions]
    assert sorted(keys) == sorted(DEFINITIONS.keys() - partners)
    for section, rows in rows_by_section(large.overview):
        assert {row.figure for row in rows} <= {one.key for one in section.definitions}


def test_ids_are_unique_and_links_within_the_page_lead_somewhere(large: Site) -> None:
    html = write_trends(large).html
    ids = Counter(re.findall(r'\bid="([^"]+)"', html))
    assert [name for name, number in ids.items() if number > 1] == []
    inner = {link.href[1:] for link in PageTables(html).links if link.href.startswith("#")}
    assert inner <= ids.keys()
    assert {"incidents", "reading", "behind-time-to-resolve"} <= inner


def test_headings_are_in_order(large: Site) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", write_trends(large).html)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("word", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}"])
def test_hostile_text_is_text(word: str) -> None:
    fields: dict[str, Any] = {"services": (word,), "causes": (word,), "severity": word}
    action = ActionItem(Position(), word, owners=(word,), type=ActionType.PREVENT)
    items = []
    for month in (1, 2):
        times = {"started": f"2026-0{month}-01T10:00Z", "resolved": f"2026-0{month}-02"}
        moments = dict(FrontMatter.model_validate(times).moments())
        meta = FrontMatter.model_construct(title=word, **fields | moments)
        items.append(Postmortem(f"2026/{month}.md", meta, actions=(action,)))
    html = page_of(archive_of(*items))
    page = PageTables(html)
    assert word in page.items["returns"][0].text
    assert not re.search(r"<script|<img", html)


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1"])
def test_no_cell_of_a_file_is_a_formula(word: str) -> None:
    meta = FrontMatter.model_construct(title=word, services=(word,), causes=(word,), severity=word)
    site = Site(archive_of(Postmortem(f"2026/{word}.md", meta)), TODAY)
    rows = [
        row
        for text in (file.make() for file in trend_files(site))
        for row in csv.reader(io.StringIO(text.decode("utf-8")))
    ]
    assert [row for row in rows if f"'{word}" in row]
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]


def test_a_site_without_the_page_has_no_files_of_it() -> None:
    site = Site(made_archive(3), TODAY, SiteOptions(pages=("services",)))
    assert list(trend_files(site)) == []
    assert list(trend_files(Site(made_archive(3), TODAY)))


def test_without_a_board_actions_lead_to_the_search() -> None:
    archive = made_archive(60)
    with_board, without = page_of(archive), page_of(archive, pages=("trends", "teams"))
    assert "actions/?status=done" in with_board
    assert "/actions/" not in without
    assert "archive/?q=is%3Aopen" in without


def test_an_owner_can_replace_a_section(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "trends.html").write_text(
        '{% extends "postmortem_archive/pages/trends.html" %}'
        "{% block reading %}<h2 id='reading'>Ask Ana</h2>{% endblock %}",
        encoding="utf-8",
    )
    archive = made_archive(40)
    own, usual = page_of(archive, templates=tmp_path), page_of(archive)
    assert text_of(own).endswith("Ask Ana")
    start, end = '<section class="pm-trends__part" id="section-incidents">', "<h2 id='reading'>"
    assert own[own.index(start) : own.index(end)].strip() in usual


def test_a_build_publishes_the_page_and_its_files(copy_site: Copy, build_project: Build) -> None:
    site = build_project(copy_site("small"))
    html = site.read("trends/index.html")
    assert re.search("<h1[^>]*>Trends</h1>", html)
    assert site.names("trends/*") == {"trends/index.html"} | {
        f"trends/{section.key}.csv" for section in SECTIONS
    }
    assert site.read("trends/times.csv").startswith("figure,value,part,n,not_recorded,minimum")
