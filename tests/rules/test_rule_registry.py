"""The registry lists every rule there is, once, in order."""

import re
from pathlib import Path

import pytest

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.rules import catalogue
from postmortem_archive.rules.base import (
    ArchiveRule,
    Confidence,
    DocumentRule,
    Rule,
    SelectionRule,
    SettingsRule,
    SuppressionRule,
)
from postmortem_archive.rules.registry import FAMILIES, RULES, find_rule, rules_named

CATALOGUE = Path(catalogue.__file__).parent


def module_name(rule: Rule) -> str:
    return type(rule).__module__.rpartition(".")[2]


def test_every_file_holds_a_rule() -> None:
    assert [module_name(rule) for rule in RULES] == sorted(
        path.stem for path in CATALOGUE.glob("pm*.py")
    )


def test_codes_and_aliases_are_unique() -> None:
    names = [name for rule in RULES for name in (rule.code, rule.alias)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_names(rule: Rule) -> None:
    assert re.fullmatch(r"PM\d{3}", rule.code)
    assert rule.code[:3] in FAMILIES
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.alias)
    assert module_name(rule) == f"{rule.code}_{rule.alias}".lower().replace("-", "_")
    scopes = DocumentRule | ArchiveRule | SettingsRule | SuppressionRule | SelectionRule
    assert isinstance(rule, scopes)
    assert rule.level is not Level.ERROR or rule.confidence is Confidence.EXACT


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_required_rules_exist_and_come_first(rule: Rule) -> None:
    codes = [other.code for other in RULES if isinstance(other, DocumentRule)]
    for required in rule.requires if isinstance(rule, DocumentRule) else ():
        assert codes.index(required) < codes.index(rule.code)


@pytest.mark.parametrize("name", ["PM107", "pm107", "unknown-term", "Unknown-Term"])
def test_find_rule(name: str) -> None:
    rule = find_rule(name)
    assert rule
    assert rule.code == "PM107"


def test_find_no_rule() -> None:
    assert find_rule("PM999") is None
    assert find_rule("PM1") is None


def test_a_family_names_its_rules() -> None:
    assert {rule.code[:3] for rule in rules_named("pm1")} == {"PM1"}
    assert rules_named("PM10") == ()
