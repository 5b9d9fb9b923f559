"""Every rule speaks where it should and is silent where it should be: the cases are data files.

A case has a ``name`` and says what it changes (see :class:`example_archive.Change`). A failing one
expects findings of its rule alone: each with ``at``, the text of the line (without white space
around it), or ``line``, its number; a part of the ``message``; and, where it matters, ``path``,
``level``, ``column`` and a part of the ``hint``. ``also`` names codes that may speak as well, beside
rules that only guess. ``commits`` says when files were first committed, by path.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from example_archive import Change, check
from postmortem_archive.model.diagnostic import Diagnostic
from postmortem_archive.rules.base import Rule
from postmortem_archive.rules.registry import RULES

CASES = Path(__file__).parent / "cases"
LEAST = 2
"""Fewest failing and fewest passing cases of a rule."""


def load(code: str) -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load((CASES / f"{code}.yml").read_text())
    return loaded


def parameters(kind: str) -> list[Any]:
    return [
        pytest.param(code, case, id=f"{code}-{case['name']}")
        for code in sorted(path.stem for path in CASES.glob("*.yml"))
        for case in load(code)[kind]
    ]


def change(case: dict[str, Any]) -> Change:
    known = ("files", "fields", "without", "body", "whole_body")
    unknown = set(case) - {*known, "name", "expect", "also", "commits"}
    assert not unknown, f"unknown keys in the case: {unknown}"
    given = {key: case[key] for key in known if key in case}
    if "without" in given:
        given["without"] = tuple(given["without"])
    return Change(**given)


def found_by(code: str, case: dict[str, Any]) -> list[Diagnostic]:
    """Findings of the rule; fails where another one speaks that the case does not name."""
    commits = {path: datetime.fromisoformat(at) for path, at in case.get("commits", {}).items()}
    found = check(change(case).archive(), commits)
    others = [
        item
        for item in found
        if not item.is_guess and item.code not in (code, *case.get("also", ()))
    ]
    assert not others, "other rules speak too"
    return [item for item in found if item.code == code]


@pytest.mark.parametrize(("code", "case"), parameters("pass"))
def test_silent(code: str, case: dict[str, Any]) -> None:
    assert not found_by(code, case)


@pytest.mark.parametrize(("code", "case"), parameters("fail"))
def test_speaks(code: str, case: dict[str, Any]) -> None:
    found = found_by(code, case)
    assert len(found) == len(case["expect"]), found
    for item, expected in zip(found, case["expect"], strict=True):
        assert expected["message"] in item.message
        assert expected.get("hint", "") in item.hint
        assert expected.get("path", item.path) == item.path
        assert expected.get("level", item.level) == item.level
        assert expected.get("column", item.position.column) == item.position.column
        assert "at" in expected or "line" in expected
        if "line" in expected:
            assert expected["line"] == item.position.line
        if "at" in expected:
            assert expected["at"] == item.source.strip()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_enough_cases(rule: Rule) -> None:
    cases = load(rule.code)
    assert len(cases["fail"]) >= LEAST
    assert len(cases["pass"]) >= LEAST


def test_no_case_file_is_left_over() -> None:
    assert {path.stem for path in CASES.glob("*")} == {rule.code for rule in RULES}


def test_the_faultless_postmortem_is_faultless() -> None:
    assert check(Change().archive()) == ()
