"""Corrections and synonyms: the terminal, the browser and a plain scan give the same answers."""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from built_site import open_reader
from made_archive import SETTINGS, TODAY, index_of, made_archive
from plain_scan import Scan
from postmortem_archive.archive.archive import Archive
from postmortem_archive.model.word_settings import Words
from postmortem_archive.search.index import Index
from postmortem_archive.search.query import parse_query
from postmortem_archive.search.search import search
from postmortem_archive.search.spelling import cost, is_other_spelling, limit, may_be
from typo_cases import CASES, PARTS, open_typo_index, taken_for, typo_archive

pytestmark = pytest.mark.browser

_ASK = """async ([text, today, typing]) => {
  const answer = await PostmortemSearch.answer(window.index, text, { today, typing });
  const hits = await Promise.all(answer.rows.slice(0, 10).map(async (row) => {
    const { title, slug, text } = await window.index.document(row);
    const excerpt = PostmortemSearch.excerpt(text, answer.units);
    const { marks } = PostmortemSearch.marked(title, answer.units);
    return [slug, answer.scores.get(row), excerpt.text, excerpt.marks, marks];
  }));
  const notices = answer.notices.map((notice) => [notice.message, notice.query]);
  return { total: answer.rows.length, hits, notices };
}"""

TYPOS_AND_RARE = [
    text
    for part in PARTS
    for text in ([typed for typed, _ in CASES[part]["typos"]] + CASES[part]["rare"])
]
SYNONYMS = {
    "oom": ("OOMKilled", "kernel panic"),
    "worker": ("lease", "health check"),
    "pool": ("connection",),
    "leap second": ("clock skew",),
    "Zurich": ("café", "us-east-1", "東京リージョン"),
    "сервер": ("primary",),
    "db": (),
    "odd": ("!!!", "a very long row of words that nobody types", "odd"),
}
SYNONYM_QUERIES = [
    "oom",
    "OOM pool",
    "oomkilled",
    "kernel panic",
    "panic kernel",
    "a kernel panic quorum",
    "worker",
    "-worker pool",
    '"worker"',
    "worker lease",
    "health check",
    "leap second",
    "clock skew",
    '"leap second" oom',
    "zürich",
    "us-east-1",
    "us-east-1 worker",
    "Сервер",
    "db",
    "database",
    "k8s",
    "odd",
    "cert cached",
    "config deploy",
    "pool service:checkout year:2024",
]
TYPED = ["oom", "wor", "worker", "leap sec", "leap second", "zur", "connecion", "conne", "conecti"]
QUERIES = [
    "conection",
    "conection pol",
    "pol conection",
    '"conection" pol',
    "conection, (pol)",
    "conection/pol",
    "conection -cached",
    "conection -connection",
    "conection zebra",
    "conection service:chekout",
    "service:checkout conection deadlok quorm replca workr",
    "deadlokc deadlokc",
    "quorun",
    "databaseS databsaes",
    "max_conections",
    "v1.24.9 conection",
    "x509",
    "http2x",
    "сервре",
    "διακομιστης διακομστης",
    "東亰",
    "zürcih",
    "pa",
    "foo:bar conection",
    "conection\u2028pol",
]


def answer_in_terminal(index: Index, text: str, typing: bool) -> dict[str, Any]:
    results = search(index, text, today=TODAY, typing=typing)
    hits = [
        [
            hit.id,
            hit.score,
            hit.excerpt.text,
            [list(mark) for mark in hit.excerpt.marks],
            [list(mark) for mark in hit.title.marks],
        ]
        for hit in results.hits
    ]
    notices = [[notice.message, notice.query] for notice in results.notices]
    return {"total": results.total, "hits": hits, "notices": notices}


def answer_in_browser(page: Page, text: str, typing: bool) -> Any:
    return page.evaluate(_ASK, [text, TODAY.isoformat(), typing])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive of made-up postmortems with synonyms of its own."""
    folder = tmp_path_factory.mktemp("words") / "postmortems"
    folder.mkdir()
    settings = SETTINGS.model_copy(update={"words": Words(synonyms=SYNONYMS)})
    return replace(made_archive(60, folder), settings=settings)


@pytest.fixture
def index(archive: Archive) -> Iterator[Index]:
    with index_of(archive) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(
    browser: Browser, archive: Archive, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    page = open_reader(browser, archive, tmp_path_factory.mktemp("words-reader"))
    yield page
    page.close()


@pytest.fixture(scope="module")
def scan(archive: Archive) -> Scan:
    return Scan(archive)


@pytest.mark.parametrize(
    ("text", "typing"),
    [
        *((text, False) for text in (*SYNONYM_QUERIES, *QUERIES)),
        *((text, True) for text in (*TYPED, *QUERIES)),
    ],
)
def test_terminal_and_browser_agree(index: Index, page: Page, text: str, typing: bool) -> None:
    assert answer_in_browser(page, text, typing) == answer_in_terminal(index, text, typing)


@pytest.mark.parametrize(
    "text", [text for text in (*SYNONYM_QUERIES, *QUERIES) if text.isprintable()]
)
def test_the_index_agrees_with_a_plain_scan(scan: Scan, index: Index, text: str) -> None:
    results = search(index, text, today=TODAY)
    query = parse_query(taken_for(results) or text, index.vocabulary)
    found = scan.find(query.units, query.conditions)
    assert results.total == len(found)
    assert [(hit.id, hit.score) for hit in results.hits] == found[:10]


@pytest.mark.parametrize("text", ["oom", "worker", "leap second", "сервер"])
def test_synonyms_find_more_and_are_marked(page: Page, text: str) -> None:
    answer = answer_in_browser(page, text, False)
    quoted = " ".join(f'"{word}"' for word in text.split())
    assert answer["total"] > answer_in_browser(page, quoted, False)["total"]
    assert all(hit[3] or hit[4] for hit in answer["hits"])
    assert answer["notices"] == []


def test_every_slip_is_treated_alike(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("typos")
    archive = typo_archive(folder / "postmortems")
    archive.project.folder.mkdir()
    page = open_reader(browser, archive, folder / "site")
    with open_typo_index(archive.project.folder) as index:
        for text in TYPOS_AND_RARE[::4]:
            assert answer_in_browser(page, text, False) == answer_in_terminal(index, text, False)
    page.close()


def test_slips_cost_the_same_in_the_browser(page: Page) -> None:
    chance = random.Random(5)
    known = [*TYPOS_AND_RARE, "", "é", "x1"]
    pairs = [[chance.choice(known), chance.choice(known)] for _ in range(1_000)]
    pairs += [[word, _slipped(word, chance)] for word in known for _ in range(5)]
    got = page.evaluate(
        "(pairs) => pairs.map(([a, b]) => Object.values(PostmortemSearch.spelling)"
        ".map((measure) => measure(a, b)))",
        pairs,
    )
    assert got == [
        [cost(one, other), limit(len(one)), may_be(one, other), is_other_spelling(one, other)]
        for one, other in pairs
    ]


def _slipped(word: str, chance: random.Random) -> str:
    letters = list(word)
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(letters) + 1)
        letters[place : place + chance.randrange(3)] = chance.choices("aeiourstnczdmpblg", k=1)
    return "".join(letters)


def test_words_are_fetched_only_for_an_unknown_word(
    browser: Browser, archive: Archive, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = open_reader(browser, archive, tmp_path_factory.mktemp("fetched"))
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    answer_in_browser(page, "pool worker", True)
    assert not [name for name in fetched if name.startswith("words-")]
    answer_in_browser(page, "conection", False)
    assert len([name for name in fetched if name.startswith("words-")]) == 1
    answer_in_browser(page, "vonnection", False)
    assert len([name for name in fetched if name.startswith("words-")]) == 3  # v, and common ones
    page.close()
