"""Hundreds of made queries: the terminal, the browser and a plain scan give the same answers."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from built_site import open_reader
from made_archive import TODAY, index_of
from plain_scan import Scan
from postmortem_archive.archive.archive import Archive
from postmortem_archive.search.index import Index
from postmortem_archive.search.query import parse_query
from postmortem_archive.search.search import search
from query_maker import Made, QueryMaker, languages_archive
from typo_cases import taken_for

pytestmark = pytest.mark.browser

EACH = 60
"""Queries of each kind."""

BATCH = 100
TOP = 10

_ASK = """async ([queries, today, top]) => {
  const { index } = window;
  window.slugs ||= await Promise.all(
    Array.from({ length: index.count }, async (_, row) => (await index.document(row)).slug),
  );
  const answers = [];
  for (const [text, typing] of queries) {
    const { rows, scores, counts, notices } = await PostmortemSearch.answer(index, text, { today, typing });
    answers.push({
      found: rows.map((row) => window.slugs[row]),
      scores: rows.slice(0, top).map((row) => scores.get(row)),
      counts: Object.fromEntries(Object.entries(counts).map(([name, map]) => [name, Object.fromEntries(map)])),
      notices: notices.map((notice) => [notice.message, notice.query]),
    });
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("generated") / "postmortems"
    folder.mkdir()
    return languages_archive(72, folder)


@pytest.fixture
def index(archive: Archive) -> Iterator[Index]:
    with index_of(archive) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(
    browser: Browser, archive: Archive, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    page = open_reader(browser, archive, tmp_path_factory.mktemp("generated-reader"))
    yield page
    page.close()


def in_terminal(index: Index, made: Made) -> dict[str, Any]:
    results = search(index, made.text, today=TODAY, limit=None, typing=made.typing)
    return {
        "found": [hit.id for hit in results.hits],
        "scores": [hit.score for hit in results.hits[:TOP]],
        "counts": {name: dict(values) for name, values in results.facets.items()},
        "notices": [[notice.message, notice.query] for notice in results.notices],
    }


def by_scan(scan: Scan, index: Index, made: Made) -> dict[str, Any]:
    """What reading everything finds, for the query that was answered if that was another one."""
    results = search(index, made.text, today=TODAY, limit=1, typing=made.typing)
    text = taken_for(results) or made.text
    query = parse_query(text, index.vocabulary, typing=made.typing and text == made.text)
    found = scan.find(query.units, query.conditions)
    return {
        "found": [id for id, _ in found],
        "scores": [score for _, score in found[:TOP]],
        "counts": scan.counts(query.units, query.conditions),
    }


def test_hundreds_of_queries_are_answered_alike(archive: Archive, index: Index, page: Page) -> None:
    queries = list(QueryMaker(archive, index.vocabulary).queries(EACH))
    assert len({(made.text, made.typing) for made in queries}) >= 500
    scan = Scan(archive)
    different: list[tuple[Made, str]] = []
    hits = Counter[str]()
    for start in range(0, len(queries), BATCH):
        some = queries[start : start + BATCH]
        asked = [[made.text, made.typing] for made in some]
        answers = page.evaluate(_ASK, [asked, TODAY.isoformat(), TOP])
        for made, answer in zip(some, answers, strict=True):
            hits[made.kind] += bool(answer["found"])
            if answer != in_terminal(index, made):
                different.append((made, "browser and terminal"))
            del answer["notices"]
            if answer != by_scan(scan, index, made):
                different.append((made, "browser and plain scan"))
    print(f"{len(queries)} queries, {hits.total()} with hits: {dict(hits)}")  # noqa: T201 - wanted
    assert different == []
    assert min(hits.values()) >= EACH // 2  # queries without hits would say little
