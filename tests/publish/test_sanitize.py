from pathlib import Path

import pytest
import yaml

from postmortem_archive.publish.rendering.sanitize import sanitize

CASES = yaml.safe_load((Path(__file__).parent / "sanitize_cases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_only_what_the_list_names_is_left(case: dict[str, str]) -> None:
    assert sanitize(case["in"], _as_written, _nothing) == case["out"]


def test_addresses_are_those_that_the_page_gives() -> None:
    html = sanitize(
        '<a href="a.md">a</a><img src="b.png">', lambda _: "../a/", lambda _: "../b.png"
    )
    assert html == '<a href="../a/" rel="noopener noreferrer">a</a><img alt="" src="../b.png">'


def _as_written(address: str) -> str:
    return address


def _nothing(address: str) -> None:
    assert address
