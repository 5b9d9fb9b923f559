"""The terminal's search, the browser's reader and a plain scan give the same answers."""

import itertools
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from built_site import open_reader
from made_archive import TODAY, made_archive
from places import ROOT
from plain_scan import Scan
from postmortem_archive.archive.archive import Archive
from postmortem_archive.search.analyzer import exact_phrase, fold, tokens
from postmortem_archive.search.fields import body_of, shown_text
from postmortem_archive.search.index import Index
from postmortem_archive.search.query import parse_query
from postmortem_archive.search.search import Sort, search
from postmortem_archive.search.stemmer import stem
from typo_cases import taken_for

pytestmark = pytest.mark.browser

REAL_TEXTS = sorted((ROOT / "postmortems").rglob("*.md"))
ANALYZER_CASES = yaml.safe_load((ROOT / "tests/search/cases/analyzer.yml").read_text("utf-8"))
QUERY_CASES = yaml.safe_load((ROOT / "tests/search/cases/query.yml").read_text("utf-8"))

_ASK = """async ([text, today, sort, typing]) => {
  const answer = await PostmortemSearch.answer(window.index, text, { today, sort, typing });
  const hits = await Promise.all(answer.rows.slice(0, 10).map(async (row) => {
    const { title, slug, text } = await window.index.document(row);
    const excerpt = PostmortemSearch.excerpt(text, answer.units);
    const { marks } = PostmortemSearch.marked(title, answer.units);
    return [slug, answer.scores.get(row), excerpt.text, excerpt.marks, marks];
  }));
  const counts = Object.entries(answer.counts).map(([name, map]) => [name, Object.fromEntries(map)]);
  const notices = answer.notices.map((notice) => [notice.message, notice.query]);
  return { total: answer.rows.length, hits, counts: Object.fromEntries(counts), notices };
}"""

QUERIES = [
    "",
    "   ",
    "exhausted pool",
    "Pools EXHAUSTING",
    "caching",
    "max_connections",
    "us-east-1",
    "us-east",
    "east 1",
    "v1.24",
    "C++",
    "--max-conns=500",
    "/healthz",
    "CVE-2024-3094",
    "ERR_CONN_REFUSED",
    "10.0.1",
    "0.0.0.0:8080",
    "java.lang.OutOfMemoryError",
    "/var/log/app/error.log",
    "user@example.com",
    "zurich naive",
    "Сервер",
    "διακομιστησ",
    "東京",
    "東京リージョン",
    "障",
    "数据库连接池",
    '"connection pool"',
    '"pool connection"',
    '"in us-east-1"',
    '"was exhausting the pool" -deadlock',
    "-cached",
    '-"connection pool" severity:sev1',
    "service:cart",
    "service:checkout,login cause:tls",
    'team:"Platform engineering" year:2024',
    "-service:dns status:draft,in-review",
    "tag:tls,latency -is:draft",
    'tag:"black friday"',
    "owner:@ana",
    "owner:dörte is:open",
    "detection:customer trigger:deploy",
    "before:2024-03 after:2024",
    "after:2025-02-14 pool",
    "longer:2h",
    "shorter:15m cached",
    "longer:1h30m shorter:1d",
    "is:overdue",
    "is:near-miss -is:open",
    "is:incident is:published checkout",
    "severity:sev1 severity:sev2",
    "service:chekout",
    "servce:checkout",
    "is:opn longer:soon before:2025-02-30",
    "pool -is:lost",
    "pool after:yesterday",
    "pool -longer:abc",
    "foo:bar",
    "Foo:bar::baz std::string http://foo 14:05",
    '"foo:bar pool"',
    "conection pol",
    "xyzzy",
    "pool quorum lease certificate worker replica retry cached ERR_CONN_REFUSED leap second",
    'quorum "connection pool" worker "health check" zzz yyy xxx www vvv OOMKilled',
    '"',
    '- -- --- : , service: -"" ""',
    "<script>alert(1)</script>",
    "a\x00b \u2028 \ud7ff",
    "((((" * 50,
    "AND OR NOT *",
]
TYPED = [
    "co",
    "con",
    "connectio",
    "cachi",
    "exhaus",
    "us-ea",
    "pool exh",
    "東",
    "service:cart wor",
    "zzz",
]


def answer_in_terminal(index: Index, text: str, sort: Sort, typing: bool) -> dict[str, Any]:
    results = search(index, text, today=TODAY, sort=sort, typing=typing)
    return {
        "total": results.total,
        "hits": [
            [
                hit.id,
                hit.score,
                hit.excerpt.text,
                [list(mark) for mark in hit.excerpt.marks],
                [list(mark) for mark in hit.title.marks],
            ]
            for hit in results.hits
        ],
        "counts": {name: dict(values) for name, values in results.facets.items()},
        "notices": [[notice.message, notice.query] for notice in results.notices],
    }


@pytest.mark.parametrize(
    ("text", "sort", "typing"),
    [
        *((text, "relevance", False) for text in QUERIES),
        *((text, "relevance", True) for text in TYPED),
        ("pool", "newest", False),
        ("pool", "longest", False),
        ("pool", "actions", False),
    ],
)
def test_terminal_and_browser_agree(
    made_index: Index, reader: Page, text: str, sort: str, typing: bool
) -> None:
    in_browser = reader.evaluate(_ASK, [text, TODAY.isoformat(), sort, typing])
    assert in_browser == answer_in_terminal(made_index, text, sort, typing)


@pytest.mark.parametrize("alone", [0, 40])
def test_phrases_are_found_wherever_places_are(
    *,
    browser: Browser,
    made: Archive,
    made_index: Index,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    alone: int,
) -> None:
    """Those of frequent terms have files of their own, which an archive as small as this does not need."""
    monkeypatch.setattr("postmortem_archive.search.export.ALONE_BYTES", alone)
    page = open_reader(browser, made, tmp_path)
    for text in (
        '"the health check"',
        '"was exhausting the pool"',
        '"to us-east-1 was" -"the pool"',
    ):
        wanted = answer_in_terminal(made_index, text, "relevance", typing=False)
        assert page.evaluate(_ASK, [text, TODAY.isoformat(), "relevance", False]) == wanted
        assert wanted["total"]
    page.close()


@pytest.fixture(scope="module")
def scan(made: Archive) -> Scan:
    return Scan(made)


@pytest.mark.parametrize("text", QUERIES)
def test_the_index_agrees_with_a_plain_scan(scan: Scan, made_index: Index, text: str) -> None:
    results = search(made_index, text, today=TODAY)
    query = parse_query(taken_for(results) or text, made_index.vocabulary)
    wanted = [unit for unit in query.units if not unit.negated]
    found = scan.find(query.units, query.conditions)
    if not found and len(wanted) > 8:
        assert results.notices  # the long query was answered by its rarest words, and that is said
        return
    assert results.total == len(found)
    assert [(hit.id, hit.score) for hit in results.hits] == found[:10]
    assert {name: dict(values) for name, values in results.facets.items()} == scan.counts(
        query.units, query.conditions
    )


def test_stems_are_the_same_in_the_browser(reader: Page) -> None:
    """Thousands of words: those of real postmortems, and made ones with every ending."""
    real = {word for path in REAL_TEXTS for word in fold(path.read_text("utf-8")).split()}
    letters = random.Random(1)
    made = {
        "".join(letters.choice("aeioubcdfglmnprstvwxyz") for _ in range(length)) + ending
        for length, ending, _ in itertools.product(
            range(1, 7),
            ("", "s", "es", "ies", "ed", "eed", "ing", "y", "e", "ll", "ated"),
            range(60),
        )
    }
    words = sorted(real | made)
    assert len(words) > 5_000
    assert reader.evaluate("(words) => words.map(PostmortemSearch.stem)", words) == [
        stem(word) for word in words
    ]


def test_terms_are_the_same_in_the_browser(reader: Page) -> None:
    texts = [case["text"] for case in ANALYZER_CASES]
    texts += [shown_text(body_of(item)) for item in made_archive(10).postmortems]
    texts += [path.read_text("utf-8") for path in REAL_TEXTS]
    odd = random.Random(2)
    alphabet = (
        "aZ9_-./:=@#$+~%\\?'’\"(),"
        "é ß ς İ ǆ ﬁ ½ ① 東京ー ｸﾞ กำ हिन्दी 한글 עברית ☃ \u0301 \u00a0 \ufeff"
    )
    texts += ["".join(odd.choice(alphabet) for _ in range(40)) for _ in range(500)]
    got = reader.evaluate(
        "(texts) => texts.map((text) => [PostmortemSearch.tokens(text)"
        ".map((t) => [t.term, t.position, t.start, t.end]), PostmortemSearch.exactPhrase(text)])",
        texts,
    )
    for text, (terms, phrase) in zip(texts, got, strict=True):
        assert terms == [[t.term, t.position, t.start, t.end] for t in tokens(text)], text[:80]
        assert phrase == [list(pair) for pair in exact_phrase(text)], text[:80]


def test_queries_are_understood_alike_in_the_browser(made_index: Index, reader: Page) -> None:
    texts = [case["query"] for case in QUERY_CASES]
    odd = random.Random(3)
    pieces = [
        "pool",
        "service:",
        "cart",
        ",",
        '"',
        "-",
        ":",
        " ",
        "is:open",
        "before:",
        "2025-3",
        "é",
        "東京",
        "1h",
        "@",
        "\u2028",
        "\x1c",
    ]
    texts += ["".join(odd.choice(pieces) for _ in range(odd.randrange(12))) for _ in range(500)]
    asked = list(itertools.product(texts, (False, True)))
    answers = reader.evaluate(
        "(asked) => asked.map(([text, typing]) =>"
        " PostmortemSearch.parseQuery(text, window.index.vocabulary, typing))",
        asked,
    )
    for (text, typing), got in zip(asked, answers, strict=True):
        query = parse_query(text, made_index.vocabulary, typing=typing)
        assert got["units"] == [
            {
                "terms": [list(term) for term in unit.terms],
                "source": unit.source,
                "negated": unit.negated,
                "prefix": unit.prefix,
                "literal": unit.literal,
                "synonyms": [[list(term) for term in phrase] for phrase in unit.synonyms],
            }
            for unit in query.units
        ], text
        assert got["conditions"] == [
            {"field": one.field, "values": list(one.values), "negated": one.negated}
            for one in query.conditions
        ], text
        assert [list(notice.values()) for notice in got["notices"]] == [
            [notice.message, notice.query] for notice in query.notices
        ], text
