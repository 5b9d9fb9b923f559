"""What a public text must not hold, and where its links lead."""

import time
from typing import Any

import pytest

from edition_cases import PATH, load_cases, names
from postmortem_archive.edition.plain_markdown import (
    is_elsewhere,
    linked_files,
    oddities,
    path_from,
)
from postmortem_archive.parse.links import MAX_BRACKETS
from time_bounds import PER_FILE

PLAIN = load_cases("plain_markdown")
LINKS = load_cases("links")


@pytest.mark.parametrize("case", PLAIN, ids=names(PLAIN))
def test_what_nobody_would_see_is_told(case: dict[str, Any]) -> None:
    found = list(oddities(case["text"]))
    said = [f"{one.position.line}:{one.position.column} {one.message}" for one in found]
    assert said == case["found"]
    assert all(one.hint for one in found)


@pytest.mark.parametrize("case", LINKS, ids=names(LINKS))
def test_where_links_lead(case: dict[str, Any]) -> None:
    linked = linked_files(case["text"], PATH)
    said = [f"{one.position.line}:{one.position.column} {one.message}" for one in linked.oddities]
    assert said == case.get("found", [])
    shown = [f"{one.path} {one.position.line}:{one.position.column}" for one in linked.images]
    assert shown == case.get("images", [])


def test_links_beyond_those_that_are_read_are_told() -> None:
    """Only so many brackets of a text are looked at; a link behind them would be overlooked."""
    text = "[x] " * (MAX_BRACKETS // 2 + 1) + "[a](inside.md)"
    (found,) = linked_files(text, PATH).oddities
    assert found.message == "a link of this section is written in a way that cannot be followed"


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("a.png", "2026/a.png"),
        ("./images/a%20b.png?x#y", "2026/images/a b.png"),
        ("../a.png", "a.png"),
        ("../../a.png", "../a.png"),
        ("%2e%2e/%2e%2e/a.png", "../a.png"),
        ("/etc/a.png", "/etc/a.png"),
    ],
)
def test_paths(target: str, path: str) -> None:
    assert path_from(PATH, target) == path


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://shop.example", True),
        ("HTTPS://shop.example", True),
        ("//shop.example/a", True),
        ("mailto:a@shop.example", True),
        ("a.md", False),
        ("/a", False),
        ("#a", False),
        ("?a", False),
        ("", False),
    ],
)
def test_is_elsewhere(target: str, expected: bool) -> None:
    assert is_elsewhere(target) is expected


LONG = {
    "brackets": "[" * 100_000,
    "closing brackets": "](" * 100_000,
    "links": "[a](b.md) " * 50_000,
    "links that are not closed": "[a](" * 100_000,
    "images": "![a](b.png) " * 40_000,
    "images in links": "[![" * 100_000,
    "titles": '[a](b "' * 50_000,
    "backticks": "` " * 100_000,
    "escaped backticks": "\\`" * 100_000,
    "braces": "{a " * 100_000,
    "spaces behind braces": ("{" + " " * 600) * 1_500,
    "signs of HTML": "<" * 500_000,
    "dashes": "-" * 500_000,
    "fences": "```\na\n" * 4_000,
    "addresses": "[a]: b\n" * 5_000,
    "addresses in angle brackets": "<https://a" * 50_000,
    "quotations": ("> " * 19 + "a\n") * 500,
}


@pytest.mark.parametrize("name", LONG)
def test_time_is_bounded(name: str) -> None:
    text = LONG[name]
    began = time.process_time()
    list(oddities(text))
    linked_files(text, PATH)
    assert time.process_time() - began < PER_FILE
