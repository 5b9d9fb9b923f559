"""Excerpts of difficult texts, for words and phrases: the terminal and the browser show and mark the same."""

import itertools
import random

import pytest
from playwright.sync_api import Page

from postmortem_archive.search.excerpt import MAX_STARTS, excerpt
from postmortem_archive.search.index import Index
from postmortem_archive.search.query import parse_query

pytestmark = pytest.mark.browser

_WORDS = (
    "pool pools pooling Pool’s POOL's carpool pooled-connection poo (pool) [pool], ☃pool x509 a c I C++ "
    "café CAFÉ cafe\u0301s ＰＯＯＬ K İstanbul ß straße ﬁre naïve — · … \u00ad pool\u00a0party pool\u3000table "
    "東京リージョン 数据库连接池pool Сервер серверы διακομιστής עברית 한글 us-east-1 --max-conns=500 "
    "/healthz v1.24.3 load balancer load-balancer kernel panic out of memory database"
)
_QUERIES = (
    "pool k istanbul ss strasse fire cafe 東京 数据 池 сервер διακομιστησ עברית 한 us-east-1 east max-conns "
    "C++ c a /healthz v1.24 x509 lb oom db [pool pool.* \\ ( nothing"
)
WORDS = _WORDS.split(" ")
QUERIES = [
    *_QUERIES.split(" "),
    *("pools connection", "CAFÉ pool", "i pool", "load balancer", "kernel panic", "out of memory"),
    *(
        '"pool party"',
        '"load balancer" pool',
        '"東京リージョン"',
        '"pool pools" x',
        '"a c" poo',
        '"c++ café"',
    ),
    *("東京リ", "数据库连接", '"k i" ☃pool', '"v1.24.3 load"'),
]
_SHOW = """(asked) => asked.map(([source, text, typing]) => {
  const { units } = PostmortemSearch.parseQuery(text, window.index.vocabulary, typing);
  const { text: shown, marks } = PostmortemSearch.excerpt(source, units.filter((unit) => !unit.negated));
  return [shown, marks];
})"""


def test_excerpts_are_the_same_in_the_browser(made_index: Index, reader: Page) -> None:
    chance = random.Random(11)
    texts = [
        chance.choice((" ", "\n", "  ")).join(chance.choices(WORDS, k=chance.choice((0, 1, 9, 90))))
        for _ in range(40)
    ]
    texts += [f"{'pool ' * number}pool party" for number in (MAX_STARTS - 1, MAX_STARTS)]
    asked = list(itertools.product(texts, QUERIES, (False, True)))
    marked = 0
    for (source, text, typing), got in zip(asked, reader.evaluate(_SHOW, asked), strict=True):
        units = parse_query(text, made_index.vocabulary, typing=typing).units
        found = excerpt(source, units)
        assert got == [found.text, [list(mark) for mark in found.marks]], (source, text, typing)
        marked += bool(found.marks)
    assert marked > len(asked) / 4
