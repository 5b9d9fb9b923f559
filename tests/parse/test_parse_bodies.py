"""What is below the front matter: sections, timelines, action items and whys, as data files list them."""

from typing import Any

import pytest

from parse_cases import (
    action_map,
    entry_map,
    joined,
    load_cases,
    names,
    problem_lines,
    section_map,
)
from postmortem_archive.model.postmortem import Document, Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document

TIMELINES = load_cases("timelines")
ACTIONS = load_cases("actions")
SECTIONS = load_cases("sections")
WHYS = load_cases("whys")


def read(case: dict[str, Any]) -> tuple[Document, Postmortem]:
    front = f"started: {case['started']}\n" if "started" in case else ""
    settings = Settings.model_validate(case.get("settings", {}))
    data = f"---\n{front}---\n{case['body']}".encode()
    document = parse_document("2020/2020-01-01-case.md", data, settings)
    assert document.postmortem is not None, document.problems
    return document, document.postmortem


@pytest.mark.parametrize("case", TIMELINES, ids=names(TIMELINES))
def test_timeline_is_read_as_listed(case: dict[str, Any]) -> None:
    document, postmortem = read(case)
    assert [entry_map(entry) for entry in postmortem.timeline] == case["entries"]
    assert problem_lines(document.problems) == case["problems"]


@pytest.mark.parametrize("case", ACTIONS, ids=names(ACTIONS))
def test_actions_are_read_as_listed(case: dict[str, Any]) -> None:
    document, postmortem = read(case)
    assert [action_map(item) for item in postmortem.actions] == case["items"]
    assert problem_lines(document.problems) == case["problems"]


@pytest.mark.parametrize("case", SECTIONS, ids=names(SECTIONS))
def test_sections_are_cut_as_listed(case: dict[str, Any]) -> None:
    document, postmortem = read(case)
    assert postmortem.preamble == case["preamble"]
    assert [section_map(section) for section in postmortem.sections] == case["sections"]
    found = [problem for problem in document.problems if problem.kind == "duplicate-section"]
    assert problem_lines(found) == case["problems"]


@pytest.mark.parametrize("case", WHYS, ids=names(WHYS))
def test_whys_are_read_as_listed(case: dict[str, Any]) -> None:
    _, postmortem = read(case)
    chain = [f"{why.position.line}:{why.position.column} {why.text}" for why in postmortem.whys]
    assert chain == case["whys"]


EVERY_BODY = [*TIMELINES, *ACTIONS, *SECTIONS, *WHYS]


@pytest.mark.parametrize("case", EVERY_BODY, ids=names(EVERY_BODY))
def test_no_character_is_lost(case: dict[str, Any]) -> None:
    _, postmortem = read(case)
    assert joined(postmortem) == postmortem.body == case["body"]


@pytest.mark.parametrize("case", EVERY_BODY, ids=names(EVERY_BODY))
def test_no_character_is_lost_wherever_the_file_is_cut_off(case: dict[str, Any]) -> None:
    body = case["body"]
    for end in range(0, len(body), 7):
        _, postmortem = read({**case, "body": body[:end]})
        assert postmortem.body == body[:end]
        # A file that ends with a heading has no line end behind it, which joining adds.
        assert joined(postmortem).removesuffix("\n") == body[:end].removesuffix("\n")


@pytest.mark.parametrize("case", EVERY_BODY, ids=names(EVERY_BODY))
def test_line_ends_and_byte_order_mark_change_nothing(case: dict[str, Any]) -> None:
    text = f"---\ntitle: x\n---\n{case['body']}"
    plain = parse_document("a.md", text.encode(), Settings())
    for written in ("\ufeff" + text, text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        assert parse_document("a.md", written.encode(), Settings()) == plain


def keys(body: str) -> list[str | None]:
    text = f"---\ntitle: x\n---\n{body}"
    postmortem = parse_document("a.md", text.encode(), Settings()).postmortem
    assert postmortem
    return [section.key for section in postmortem.sections]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("The impact", "impact"),
        ("Severity & Impact", "impact"),
        ("Issue Summary", "summary"),
        ("Root cause of the outage", "root-cause"),
        ("Final Resolution", "resolution"),
        ("Timeline (all times PST). All times approximate", "timeline"),
        ("Action Items for the future", "actions"),
        ("Impact and timeline", None),  # two sections in one
        ("Summary of changes", None),
        ("Fan-out of the overview", None),
    ],
)
def test_a_heading_with_more_words_about_it(heading: str, key: str | None) -> None:
    assert keys(f"## {heading}\n\nText.\n") == [key]


def test_a_heading_that_is_known_goes_before_one_that_is_nearly() -> None:
    assert keys("## The impact\na\n## Impact\nb\n## Impacts\nc\n") == [None, "impact", None]


def test_what_happened_sums_up_only_what_comes_first() -> None:
    assert keys("## What happened\na\n## Impact\nb\n") == ["summary", "impact"]
    assert keys("## Alert\na\n## What happened\nb\n") == [None, None]
    assert keys("## Overview\na\n## What happened?\nb\n") == ["summary", None]


def test_sections_of_the_first_level_stand_beside_those_of_the_second() -> None:
    body = "# Outage\n\n# Summary\na\n# Lessons\n## What went well\nb\n# Action items\nc\n"
    assert keys(body) == ["summary", "lessons", "went-well", "actions"]
