"""Links that are led elsewhere, or nowhere."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition_cases import load_cases, names
from postmortem_archive.edition.link_edits import with_links
from postmortem_archive.model.link import Link
from postmortem_archive.parse.links import read_links
from postmortem_archive.parse.markdown import read_markdown
from time_bounds import PER_FILE

CASES = [case for case in load_cases("links") if "plain" in case]


def nowhere(link: Link) -> str | None:
    """No link leads anywhere."""
    return None


@pytest.mark.parametrize("case", CASES, ids=names(CASES))
def test_a_link_that_leads_nowhere_becomes_its_text(case: dict[str, Any]) -> None:
    assert with_links(case["text"], nowhere) == case["plain"]


def test_targets_are_asked_for_each_link() -> None:
    targets = {"a.md": "../x/", "b.md": None, "c.png": "images/1.png", "https://shop.example/": "y"}
    text = "[a](a.md 'secret') [b](<b.md>) ![c](c.png (secret)) [d](https://shop.example/)\n"
    changed = with_links(text, lambda link: targets[link.target])
    assert changed == "[a](../x/) b ![c](images/1.png) [d](y)\n"


PIECES: Any = load_cases("pieces")
_LINKS = st.lists(st.sampled_from(PIECES["links"]), max_size=40).map("".join)


@given(_LINKS)
def test_no_link_that_is_seen_leads_anywhere_afterwards(text: str) -> None:
    """Taking links out may make another one of what was around it, so it is done until there is none."""
    for _ in range(len(text) + 1):
        if not any(link.target for link in read_links(read_markdown(text))):
            return
        shorter = with_links(text, nowhere)
        if shorter == text:  # what cannot be taken out is told, see test_plain_markdown.py
            return
        assert len(shorter) < len(text)
        text = shorter
    raise AssertionError("links come out of links for ever")


@pytest.mark.parametrize(
    "text", ["[a](b.md) " * 50_000, "[" * 100_000 + "](a)" * 9_000, "](" * 90_000]
)
def test_time_is_bounded(text: str) -> None:
    began = time.process_time()
    with_links(text, nowhere)
    assert time.process_time() - began < PER_FILE
