"""Search in the world's scripts: accents, cases, scripts without spaces, vowel signs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from made_archive import SETTINGS, TODAY
from postmortem_archive.archive.project import Project
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.search.index import Index, open_index
from postmortem_archive.search.search import search

CASES = yaml.safe_load((Path(__file__).parent / "cases/languages.yml").read_text("utf-8"))
FOUND = [(number, query) for number, case in enumerate(CASES) for query in case["finds"]]
MISSED = [query for case in CASES for query in case.get("misses", ())]


@pytest.fixture
def index(tmp_path: Path, own_cache: Path) -> Iterator[Index]:
    items = [_item(number, case["text"]) for number, case in enumerate(CASES)]
    listing = {item.path: item.path for item in items}
    (tmp_path / "postmortems").mkdir()
    project = Project(tmp_path, tmp_path / "postmortems")
    with open_index(project, SETTINGS, listing, lambda _: items) as opened:
        yield opened


def _item(number: int, text: str) -> Postmortem:
    section = Section("summary", "Summary", Position(), text, 1, is_empty=False, is_template=False)
    return Postmortem(f"2026/case-{number}.md", FrontMatter(title="Case"), sections=(section,))


@pytest.mark.parametrize(("number", "query"), FOUND)
def test_it_is_found_however_it_is_written(index: Index, number: int, query: str) -> None:
    results = search(index, query, today=TODAY)
    assert [hit.id for hit in results.hits] == [f"case-{number}"]
    assert results.notices == ()
    assert results.hits[0].excerpt.marks


@pytest.mark.parametrize("query", MISSED)
def test_other_words_do_not_find_it(index: Index, query: str) -> None:
    assert search(index, query, today=TODAY).total == 0
