"""A rule's docstring is its page, and the examples in it are true."""

import re
from datetime import datetime

import pytest

from example_archive import SETTINGS_PATH, Change, check
from postmortem_archive.model.diagnostic import Diagnostic
from postmortem_archive.rules.base import Rule
from postmortem_archive.rules.explain import PARTS, explain, rule_page, rules_index
from postmortem_archive.rules.registry import FAMILIES, RULES

_BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def found(rule: Rule, part: str) -> tuple[Diagnostic, ...]:
    files: dict[str, str | bytes] = {}
    fields = body = commits = ""
    blocks = _BLOCK.findall(explain(rule).parts[part])
    assert blocks, "no example"
    for language, title, text in blocks:
        assert language in ("yaml", "markdown")
        if title == "first commits":
            commits = text
        elif title:
            files[title] = text
        elif language == "yaml":
            fields += text
        else:
            body += text
    times = re.findall(r"^(.+): (.+)$", commits, re.MULTILINE)
    return check(
        Change(files=files, fields=fields, body=body).archive(),
        {path: datetime.fromisoformat(at) for path, at in times},
    )


@each_rule
def test_bad_example(rule: Rule) -> None:
    assert {item.code for item in found(rule, "Bad example")} == {rule.code}


@each_rule
def test_good_example(rule: Rule) -> None:
    assert found(rule, "Good example") == ()


@each_rule
def test_page(rule: Rule) -> None:
    page = rule_page(rule)
    assert page.startswith(f"# {rule.code} {rule.alias}\n\n{explain(rule).summary}\n")
    assert all(f"\n## {part}\n\n" in page for part in PARTS)
    if rule.is_fixed:
        assert page.endswith("nor what must not leave may ever pass for good.\n")
        return
    assert page.endswith("```\n")
    settings = re.search(r"## In archive.yml.*?```yaml\n(.*?)```", page, re.DOTALL)
    assert settings
    assert check({SETTINGS_PATH: settings[1]}) == ()


@each_rule
def test_summary_is_one_sentence(rule: Rule) -> None:
    assert re.fullmatch(r"[^\n]{10,80}\.", explain(rule).summary)


def test_index_names_every_rule_once() -> None:
    index = rules_index()
    assert re.findall(r"^\| \[(PM\d+)\]\(\1\.md\)<br>", index, re.MULTILINE) == [
        r.code for r in RULES
    ]
    assert re.findall(r"^## (.+)$", index, re.MULTILINE) == list(FAMILIES.values())


def test_a_docstring_without_its_parts_is_refused() -> None:
    class Unexplained(Rule):
        """Nothing is said about it."""

        code = "PM999"
        alias = "unexplained"

    with pytest.raises(
        ValueError, match="Unexplained: the docstring needs the headings What it does"
    ):
        explain(Unexplained())
