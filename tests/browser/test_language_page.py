"""The page that specifies the search language: what it shows is so, in both places."""

import html
import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from built_site import open_reader
from places import ROOT
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import project_in
from postmortem_archive.search.index import Index, open_index
from postmortem_archive.search.query import (
    FLAGS,
    MAX_CONDITIONS,
    MAX_QUERY,
    MAX_UNITS,
    VALUE_FIELDS,
)
from postmortem_archive.search.search import search

pytestmark = pytest.mark.browser

TODAY = date(2026, 6, 1)
PAGE = (ROOT / "docs/reference/search-language.md").read_text("utf-8")
TABLES = re.findall(r"\| Write \| (To find|Said) \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE)
EXAMPLES = [
    (kind, *row)
    for kind, rows in TABLES
    for row in re.findall(r"(?m)^\| `([^`]+)` \| (.*) \|$", rows)
]

_ASK = """async ([text, today]) => {
  const answer = await PostmortemSearch.answer(window.index, text, { today });
  const documents = await Promise.all(answer.rows.map((row) => window.index.document(row)));
  return [documents.map(({ slug }) => slug), answer.notices.map(({ message }) => message)];
}"""


@pytest.fixture(scope="module")
def archive() -> Archive:
    return load_archive(project_in(ROOT), today=TODAY)


@pytest.fixture(scope="module")
def index(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    root = tmp_path_factory.mktemp("own-archive")
    project = type(archive.project)(root, root / "postmortems")
    with open_index(
        project, archive.settings, archive.digests, lambda _: archive.postmortems
    ) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(
    browser: Browser, archive: Archive, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    page = open_reader(browser, archive, tmp_path_factory.mktemp("own-reader"))
    yield page
    page.close()


def test_every_row_of_its_tables_is_an_example() -> None:
    assert len(EXAMPLES) == sum(rows.count("\n") for _, rows in TABLES) > 30


@pytest.mark.parametrize(("kind", "text", "claim"), EXAMPLES)
def test_an_example_is_so_in_both_places(
    index: Index, page: Page, kind: str, text: str, claim: str
) -> None:
    results = search(index, text, today=TODAY, limit=None)
    found = [hit.id for hit in results.hits]
    said = [notice.message for notice in results.notices]
    assert page.evaluate(_ASK, [text, TODAY.isoformat()]) == [found, said]
    if kind == "Said":
        assert said[0] == html.unescape(claim)
    else:
        assert said == []
        assert 0 < len(found) <= len(index.facts)


def test_its_grammar_has_every_field_and_flag() -> None:
    grammar = PAGE.partition("```ebnf")[2].partition("```")[0]
    named = set(re.findall(r'"([a-z-]{2,})"', grammar))
    units = {"min"}
    others = {"before", "after", "longer", "shorter", "is"}
    assert named - units == {*VALUE_FIELDS, *FLAGS, *others}


def test_its_limits_are_those_of_the_code() -> None:
    assert f"| query | the first {MAX_QUERY:,} characters are read |" in PAGE
    assert f"| words and phrases | {MAX_UNITS} |" in PAGE
    assert f"| fields, days and states | {MAX_CONDITIONS} |" in PAGE
