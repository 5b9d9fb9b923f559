"""What of a postmortem would be read outside, why it must not, and the hash that approvals are bound to."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition_cases import (
    ARCHIVE,
    FRONT,
    everything_of,
    load_cases,
    names,
    postmortem_of,
    public_of,
    settings_of,
    told,
)
from postmortem_archive.edition.file import public_file
from postmortem_archive.edition.text import bound_digest, is_due, is_offered, public_text
from postmortem_archive.model.link import Link
from time_bounds import PER_FILE

CASES = load_cases("public_text")
SUMMARY = "## Customer summary\n\nPayments failed.\n"
SECRET = "qxsecret"  # noqa: S105 - a word to look for


def nowhere(link: Link) -> str | None:
    """No link leads anywhere."""
    return None


def front_of(case: dict[str, Any]) -> str:
    """The front matter of a case."""
    front = FRONT
    for old, new in case.get("front", {}).items():
        assert old in front
        front = front.replace(f"{old}\n", f"{new}\n" if new else "")
    return front


@pytest.mark.parametrize("case", CASES, ids=names(CASES))
def test_public_texts(case: dict[str, Any]) -> None:
    front = front_of(case)
    text = public_of(case["body"], front)
    said = {section.key: [line.text for line in section.lines] for section in text.sections}
    assert said == case["sections"]
    faults = told(text.faults, above=front.count("\n") + 2)
    # what is about the front matter is counted from its own end here
    assert [_of_front(fault) for fault in faults] == case.get("faults", [])
    if not case.get("faults"):
        assert "secret" not in everything_of(text).casefold()


def _of_front(fault: str) -> str:
    kind, place, message = fault.split(" ", 2)
    return f"{kind} 0:1 {message}" if place.startswith("-") else fault


@pytest.mark.parametrize(
    ("lines", "offered", "due"),
    [
        ("audience: public\nstatus: published\n", True, True),
        ("audience: public\nstatus: in-review\n", True, False),
        ("audience: public\nstatus: draft\n", True, False),
        ("audience: public\n", True, False),
        ("audience: public\nstatus: Publish\n", True, False),
        ("audience: internal\nstatus: published\n", False, False),
        ("status: published\n", False, False),
        ("audience:\nstatus: published\n", False, False),
        ("audience: pubic\nstatus: published\n", False, False),
        ("audience: [public]\nstatus: published\n", False, False),
        ("audience: {public: true}\nstatus: published\n", False, False),
        ("audience: true\nstatus: published\n", False, False),
        ("Audience: public\nstatus: published\n", False, False),
        ("audience : public\nstatus: published\n", True, True),
        ("audiences: public\nstatus: published\n", False, False),
    ],
)
def test_what_is_not_said_clearly_is_internal(lines: str, offered: bool, due: bool) -> None:
    found = postmortem_of(SUMMARY, f"title: a\n{lines}")
    assert is_offered(found) is offered
    assert is_due(found) is due


def test_names_are_those_that_are_public() -> None:
    text = public_of(SUMMARY, FRONT.replace("[pay, shop]", "[hidden, web, pay, shop, unknown]"))
    assert text.services == ("Shop", "Payments")
    assert text.severity == "Major"
    other = public_of(SUMMARY, FRONT.replace("sev1", "sev2"))
    assert other.severity == ""
    assert public_of(SUMMARY, FRONT, "name: a\n").services == ()


@pytest.mark.parametrize(
    ("front", "name"),
    [
        (FRONT, "2026-03-12-payments-failed"),
        (f"{FRONT}public_id: outage-1\n", "outage-1"),
        (FRONT.replace("started: 2026-03-12T14:05:00Z\n", ""), "payments-failed"),
        (FRONT.replace("Payments failed", "'!?'"), "2026-03-12-postmortem"),
        (f"{FRONT}public_id: ../../etc\n", "2026-03-12-payments-failed"),
        (f"{FRONT}public_id: a/b\n", "2026-03-12-payments-failed"),
        (f'{FRONT}public_id: "a\\n"\n', "2026-03-12-payments-failed"),
    ],
)
def test_names_of_pages(front: str, name: str) -> None:
    assert public_of(SUMMARY, front).id == name


def test_images_are_named_with_their_places() -> None:
    body = f"{SUMMARY}\n![a](images/a.png) ![b](../b.jpg)\n\n## Root cause\n\n![c](c.png)\n"
    images = public_of(body).images
    assert [(one.path, one.position.line) for one in images] == [
        ("2026/images/a.png", FRONT.count("\n") + 7),
        ("b.jpg", FRONT.count("\n") + 7),
    ]


GOLDEN = """\
## Customer summary

Payments [failed](https://shop.example/status) for <!-- internal -->db-7 <!-- /internal -->20 minutes.

![graph](images/a.png)

## Timeline

- 14:05 **Started** Zürich fails
"""


def test_the_hash_of_a_text_stays_what_it_is() -> None:
    """Where this fails, the approvals of all archives would be void: is that meant?"""
    text = public_of(GOLDEN)
    assert not text.faults
    assert bound_digest(text.mark, ["0" * 64]) == "150c9e7c253bf6a9"


CHANGES = {
    "title": ("Payments failed\n", "Payments fail\n"),
    "id": ("public_title", "public_id: a\npublic_title"),
    "began": ("14:05:00Z", "14:06:00Z"),
    "ended": ("15:05:00Z", "15:06:00Z"),
    "severity": ("severity: sev1\n", ""),
    "services": ("[pay, shop]", "[pay]"),
    "order of services": ("[pay, shop]", "[shop, pay]"),
    "kind": ("audience", "kind: near-miss\naudience"),
    "word": ("20 minutes", "21 minutes"),
    "indentation": ("\n![graph]", "\n\t![graph]"),
    "paragraph": (
        "failed](https://shop.example/status) for",
        "failed](https://shop.example/status)\n\nfor",
    ),
    "target of a link": ("shop.example/status", "shop.example/other"),
    "image": ("a.png", "b.png"),
    "alternative text": ("graph]", "chart]"),
    "what is cut out no more": ("<!-- internal -->db-7 <!-- /internal -->", "db-7 "),
    "entry": ("Zürich", "Zurich"),
    "time of an entry": ("- 14:05", "- 14:04"),
    "section": ("## Timeline", "## Impact"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_of_what_is_read_changes_the_hash(name: str) -> None:
    old, new = CHANGES[name]
    assert old in f"{FRONT}{GOLDEN}"
    changed = public_of(GOLDEN.replace(old, new), FRONT.replace(old, new))
    assert changed.mark != public_of(GOLDEN).mark


KEPT = {
    "comment within a line": (
        "20 minutes.",
        "20 <!-- how long? --> minutes. <!-- see the graph -->",
    ),
    "comment between paragraphs": (
        "![graph]",
        "<!-- internal -->\nx\n<!-- /internal -->\n\n![graph]",
    ),
    "title": ("The inner title", "Another one"),
    "internal text": ("db-7", "db-8"),
    "service without a public name": ("[pay, shop]", "[pay, hidden, shop]"),
    "another of the same public name": ("[pay, shop]", "[pay, web]"),
    "approval": (
        "audience",
        "approved_by: [{role: a, by: '@b', on: 2026-03-20, text: c}]\naudience",
    ),
    "reviewers": ("audience", "reviewers: [ana]\naudience"),
    "section that is not public": ("## Timeline", "## Root cause\n\nx\n\n## Timeline"),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_is_not_read_outside_does_not_change_the_hash(name: str) -> None:
    old, new = KEPT[name]
    assert old in f"{FRONT}{GOLDEN}"
    changed = public_of(GOLDEN.replace(old, new), FRONT.replace(old, new))
    assert changed.mark == public_of(GOLDEN).mark


def test_images_are_bound_too() -> None:
    mark = public_of(GOLDEN).mark
    found = {bound_digest(mark, images) for images in ([], [""], ["0" * 64], ["1" * 64], ["", ""])}
    assert len(found) == 5


PIECES: Any = load_cases("pieces")
_AROUND = st.sampled_from(PIECES["around"])
_BROKEN = st.sampled_from(PIECES["broken"])
_MARKED = st.sampled_from(
    [
        f"<!-- internal -->{SECRET}<!-- /internal -->",
        f"<!-- internal -->\n{SECRET}\n<!-- /internal -->\n",
        f"<!-- internal -->\n\n- 14:08 {SECRET}\n\n<!-- /internal -->\n\n",
        f"<!--internal-->a\n\n```\n{SECRET}\n```\n<!--/INTERNAL-->",
        f"<!-- internal -->- [ ] {SECRET}\n- [ ] {SECRET} <!-- /internal -->",
        f"<!-- internal -->| {SECRET} | {SECRET} |<!-- /internal -->",
        f"<!-- {SECRET} -->",
        f"<!-- a\n\n{SECRET}\n-->",
    ]
)


def documents(*pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Bodies with a customer summary, made of pieces in any order."""
    return st.lists(st.one_of(*pieces), max_size=30).map(
        lambda found: "## Customer summary\n\n" + "".join(found)
    )


@given(documents(_AROUND, _MARKED))
def test_what_is_marked_never_occurs_in_the_public_text(body: str) -> None:
    """Whatever stands around it; a table that a comment goes through is a fault, see below."""
    text = public_of(body)
    if not any(fault.kind == "mark" for fault in text.faults):
        assert SECRET not in everything_of(text)
        assert SECRET not in public_file(text, nowhere)


@given(documents(_AROUND, _MARKED, _BROKEN))
def test_marks_that_are_not_to_be_understood_are_told(body: str) -> None:
    text = public_of(body)
    if SECRET in everything_of(text):
        assert any(fault.kind == "mark" for fault in text.faults)


@given(documents(_AROUND, _MARKED, _BROKEN))
def test_lines_and_faults_stand_in_the_file(body: str) -> None:
    postmortem = postmortem_of(body)
    lines = postmortem.text.split("\n")
    text = public_text(postmortem, settings_of())
    for section in text.sections:
        for line in section.lines:
            written = lines[line.position.line - 1][line.position.column - 1 :]
            if section.key not in ("timeline", "actions") and line.text:
                assert written[:1] == line.text[0]
    for fault in text.faults:
        assert 1 <= fault.position.line <= len(lines)


@given(documents(_AROUND, _MARKED, _BROKEN))
def test_no_public_file_is_refused_later(body: str) -> None:
    """A text without a fault can be read again, with its title and its words."""
    text = public_of(body)
    if not text.faults:
        found = postmortem_of(public_file(text, nowhere).split("---\n", 2)[2])
        assert found.sections
        assert found.sections[0].key == "summary"


LONG = {
    "actions": "## Action items\n\n" + "- [ ] do OPS-1 <!-- a -->\n" * 3_000,
    "entries": "## Timeline\n\n" + "- 14:05 a <!-- internal -->b<!-- /internal -->\n" * 3_000,
    "rows": "## Timeline\n\n| Time | What |\n|---|---|\n" + "| 14:05 | <!-- a --> |\n" * 4_000,
    "marks": "<!-- internal -->" * 50_000,
    "brackets": "[" * 100_000,
    "sections": "## Timeline\n\n- 14:05 a\n\n" * 1_500,
    "lines": "a <!-- b -->\n" * 8_000,
}


@pytest.mark.parametrize("name", LONG)
def test_time_is_bounded(name: str) -> None:
    postmortem = postmortem_of(f"{SUMMARY}\n{LONG[name]}")
    settings = settings_of(ARCHIVE)
    began = time.process_time()
    text = public_text(postmortem, settings)
    assert len(text.mark) == 64
    public_file(text, nowhere)
    assert time.process_time() - began < PER_FILE
