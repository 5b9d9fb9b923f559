"""Every fixer changes what it should, and nothing else: the cases are data files."""

import re
from collections.abc import Sequence

import pytest

from fix_cases import CASES, FRONT, PATH, Case, cases, load, whole
from postmortem_archive.fixes.apply import fix_document
from postmortem_archive.fixes.base import Fixer, Source
from postmortem_archive.fixes.edits import edited
from postmortem_archive.fixes.meaning import means_the_same
from postmortem_archive.fixes.page import explain, fixes_page
from postmortem_archive.fixes.registry import FIXERS
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.rules.registry import find_rule

LEAST = 3
"""Fewest cases of each fixer that change something, and that do not."""

_FENCED = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def fixed(fixers: Sequence[Fixer], settings: Settings, text: str) -> str:
    found = fix_document(PATH, text.encode(), settings, fixers)
    return found.data.decode() if found else text


@pytest.mark.parametrize("case", cases())
def test_the_fixer_does_what_is_listed(case: Case) -> None:
    assert fixed([case.fixer], case.settings, case.before) == case.after


@pytest.mark.parametrize("case", cases())
def test_what_is_fixed_stays_as_it_is(case: Case) -> None:
    assert fix_document(PATH, case.after.encode(), case.settings, [case.fixer]) is None


@pytest.mark.parametrize("case", cases())
def test_no_proposal_has_to_be_dropped(case: Case) -> None:
    document = parse_document(PATH, case.before.encode(), case.settings)
    assert document.postmortem is not None
    edits = case.fixer.edits(Source(document, document.postmortem), case.settings)
    after = parse_document(PATH, edited(case.before.encode(), edits), case.settings)
    assert means_the_same(document, after, case.settings)


PUBLIC = """\
---
started: 2026-03-12T14:05Z
servics: [checkout]
audience: public
public_title: Payments failed
{approval}---

## Customer summary

| What | For whom |
|--|---|
| Payments | all customers |

## Impact

| What | For whom |
|--|---|
| Payments | all customers |
"""


def test_a_public_text_that_was_approved_is_left_alone() -> None:
    approval = "approved_by: [{role: legal, by: dara, on: 2026-03-18, text: 5b0e9d1c73fa2846}]\n"
    before = PUBLIC.format(approval="")
    tables = [one for one in FIXERS if one.name == "tables"]
    assert fixed(tables, Settings(), before) != before
    approved = PUBLIC.format(approval=approval)
    assert fixed(tables, Settings(), approved) == approved
    after = fixed(FIXERS, Settings(), approved)
    assert "\nservices: [checkout]\n" in after
    assert after.count("|--|---|") == 2
    assert after.index("## Impact") < after.index("## Customer summary")  # none of its text changes


@pytest.mark.parametrize("fixer", FIXERS, ids=lambda fixer: fixer.name)
def test_a_fixer_has_enough_cases(fixer: Fixer) -> None:
    changing = [{"front_after", "body_after"} & set(case) for case in load(fixer.name)]
    assert sum(map(bool, changing)) >= LEAST
    assert sum(not found for found in changing) >= LEAST


def test_no_case_file_is_left_over() -> None:
    assert {path.stem for path in CASES.glob("*")} == {fixer.name for fixer in FIXERS}


@pytest.mark.parametrize("fixer", FIXERS, ids=lambda fixer: fixer.name)
def test_the_example_of_the_docstring_is_true(fixer: Fixer) -> None:
    parts = explain(fixer).parts
    settings, before = example(parts["Before"])
    _, after = example(parts["After"])
    assert before != after
    assert fixed([fixer], settings, before) == after


def example(part: str) -> tuple[Settings, str]:
    """The settings and the file that the fenced blocks of a part stand for."""
    settings, front, body = Settings(), FRONT, ""
    for found in _FENCED.finditer(part):
        if found["info"] == 'yaml title="archive.yml"':
            settings = parse_settings(found["text"]).settings
        elif found["info"] == "yaml":
            front = found["text"]
        else:
            assert found["info"] == "markdown"
            body = f"\n{found['text']}"
    return settings, whole(front, body)


@pytest.mark.parametrize("fixer", FIXERS, ids=lambda fixer: fixer.name)
def test_a_fixer_answers_rules_that_there_are(fixer: Fixer) -> None:
    assert all(find_rule(code) for code in fixer.answers)


def test_the_page_tells_of_every_fixer() -> None:
    page = fixes_page()
    assert re.findall(r"^## ([a-z-]+)$", page, re.MULTILINE) == [fixer.name for fixer in FIXERS]
    assert "Puts right findings of: [PM302](rules/PM302.md)" in page
