"""What is pasted into the site's search finds the same as in the terminal, cheaply."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from built_site import write_reader
from made_archive import TODAY, index_of
from postmortem_archive.archive.archive import Archive
from postmortem_archive.search.index import Index
from postmortem_archive.search.search import search
from postmortem_archive.search.symptom import MAX_TELLING, pasted_words, telling_words
from symptom_cases import Symptom, symptoms

pytestmark = pytest.mark.browser

CASES = symptoms()
PROMISED = 0.150  # seconds, the worst of fifty cold queries
_ASK = """async ([text, today]) => {
  const index = await PostmortemSearch.openIndex("search/entry.js");
  const answer = await PostmortemSearch.answer(index, text, { today });
  const rows = answer.rows.slice(0, 10);
  const documents = await Promise.all(rows.map((row) => index.document(row)));
  return {
    hits: rows.map((row, i) => [documents[i].slug, answer.scores.get(row)]),
    total: answer.rows.length,
    notices: answer.notices.map((notice) => [notice.message, notice.query]),
    marked: answer.units.map((unit) => [unit.terms[0][0], unit.source]),
  };
}"""
_WORDS = """(texts) => texts.map((text) => [
  PostmortemSearch.tellingWords(text).map(({ term, source, weight }) => [term, source, weight]),
  PostmortemSearch.pastedWords(text).length,
])"""

ODD = [
    "",
    "\n \t\r\n",
    "a\u2028b\x1cc\x85d\ufeffe Timeout\nnaïve_café Straße-ςigma ЕЩЁ_РАЗ failed",
    "東京リージョン ERROR 障害_code\n数据库连接池 refused",
    "_" * 10_000,
    "a-" * 5_000,
    "x.y:" * 2_500,
    "- -- _ __ ./:=@&+~#%\\?$! \"'`,;|*(){}[]<>" * 20,
    "İstanbul KELVIN \u212a ﬁle\ntimeout \U0001f525\U0001f525 panic",
    "at com.example.Foo(Foo.java:1) at x at y.z error" * 40,
]


@pytest.fixture
def index(hidden: Archive, own_cache: Path) -> Iterator[Index]:
    with index_of(hidden) as opened:
        yield opened


@pytest.fixture(scope="module")
def site(hidden: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reader(hidden, tmp_path_factory.mktemp("symptom-site"))


@pytest.fixture
def cold(browser: Browser, site: Path) -> Iterator[Page]:
    """A page that has loaded nothing of the index yet."""
    page = browser.new_page()
    page.goto(site.as_uri())
    yield page
    page.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_browser_finds_what_the_terminal_finds(cold: Page, index: Index, case: Symptom) -> None:
    results = search(index, case.paste, today=TODAY)
    asked: list[str] = []
    cold.on("request", lambda request: asked.append(request.url))
    answer = cold.evaluate(_ASK, [case.paste, TODAY.isoformat()])
    assert answer["hits"] == [[hit.id, hit.score] for hit in results.hits]
    assert answer["total"] == results.total
    assert answer["notices"] == [[notice.message, notice.query] for notice in results.notices]
    assert answer["marked"]
    assert sum("/terms-" in url for url in asked) <= MAX_TELLING


def test_telling_words_are_the_same(cold: Page) -> None:
    texts = [*ODD, *(case.paste for case in CASES)]
    found: list[list[Any]] = cold.evaluate(_WORDS, texts)
    for text, (words, pasted) in zip(texts, found, strict=True):
        wanted = [[word.term, word.source, word.weight] for word in telling_words(text)]
        assert words == wanted, text[:80]
        assert pasted == len(pasted_words(text)), text[:80]


def test_a_paste_is_answered_in_time(cold: Page) -> None:
    longest = max(CASES, key=lambda case: len(case.paste))
    start = time.perf_counter()
    cold.evaluate(_ASK, [longest.paste, TODAY.isoformat()])
    assert time.perf_counter() - start < 3 * PROMISED
