"""Every guarantee names a test, and every test that is named is there."""

import re

import pytest

from places import ROOT

PAGE = (ROOT / "docs" / "reference" / "guarantees.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| promise")
]
_PATH = re.compile(r"`((?:tests|tools|plugins)/[\w./-]+)(?:::(\w+))?`")
_CODE = re.compile(r"`([a-z_]+/[a-z_/]+\.py)(?:::\w+)?`")
WITHOUT = "none in `make test`"


def test_there_are_guarantees() -> None:
    assert len(ROWS) > 40
    assert all(len(row) == 3 for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:60] for row in ROWS])
def test_what_a_guarantee_names_is_there(row: list[str]) -> None:
    _, how, tests = row
    named = _PATH.findall(tests)
    assert named or tests.startswith(WITHOUT)
    for path, test in named:
        assert (ROOT / path).exists(), path
        if test:
            assert f"def {test}(" in (ROOT / path).read_text("utf-8"), test
    for path in _CODE.findall(how):
        assert (ROOT / "plugins" / "postmortem_archive" / path).exists(), path
