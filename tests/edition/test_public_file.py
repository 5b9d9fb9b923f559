"""The file and the settings that public texts become, as they are read again."""

import pytest

from edition_cases import ARCHIVE, FRONT, PATH, public_of, settings_of
from postmortem_archive.edition.file import public_file, public_settings, term_id
from postmortem_archive.model.front_matter import Audience, Status
from postmortem_archive.model.link import Link
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings

BODY = """\
Inner preamble.

## Summary

Inner summary.

## Customer summary

Payments [failed](../inner.md) for <!-- internal -->inner <!-- /internal -->20 minutes: ![graph](images/g.png)

## Timeline

| Time | What | Who |
|---|---|---|
| 14:05 | **Started** payments fail | inner |

## Action items

- [x] Add a check (owner: @inner, due: 2026-04-01, ticket: INNER-1)
- [ ] Add another one (owner: @inner)
"""


def nowhere(link: Link) -> str | None:
    """No link leads anywhere."""
    return None


def read_again(text: str, archive: str) -> Postmortem:
    """What a public file says, read with public settings; without a problem."""
    settings = parse_settings(archive)
    assert not settings.problems
    document = parse_document("2026/x.md", text.encode(), settings.settings)
    assert not document.problems
    assert document.postmortem
    return document.postmortem


def test_the_file_is_written_from_what_is_public_alone() -> None:
    found = public_file(
        public_of(BODY), lambda link: "images/1.png" if "g" in link.target else None
    )
    assert found == (
        "---\n"
        "title: Payments failed\n"
        "status: published\n"
        "severity: major\n"
        "services:\n"
        "- payments\n"
        "- shop\n"
        "started: 2026-03-12T14:05Z\n"
        "resolved: 2026-03-12T15:05Z\n"
        "audience: public\n"
        "---\n"
        "\n"
        "## Summary\n"
        "\n"
        "Payments failed for 20 minutes: ![graph](images/1.png)\n"
        "\n"
        "## Timeline\n"
        "\n"
        "- 2026-03-12 14:05 UTC **Started**: payments fail\n"
        "\n"
        "## What we do about it\n"
        "\n"
        "- Add a check (done)\n"
        "- Add another one (open)\n"
    )


def test_the_file_is_read_again() -> None:
    text = public_of(BODY)
    severities = [one.public_name or "" for one in (settings_of().severities or {}).values()]
    found = read_again(public_file(text, nowhere), public_settings([text], severities))
    assert found.meta.title == "Payments failed"
    assert found.meta.status is Status.PUBLISHED
    assert found.meta.audience is Audience.PUBLIC
    assert (found.meta.started, found.meta.resolved) == (text.started, text.resolved)
    assert found.meta.services == ("payments", "shop")
    assert [(entry.start, entry.text) for entry in found.timeline] == [
        (text.started, "payments fail")
    ]


def test_the_settings_have_public_names_of_what_is_used_alone() -> None:
    text = public_of(BODY)
    found = public_settings([text], ["Critical", "Major", "", "Minor"])
    assert found == (
        "severities:\n"
        "  major:\n"
        "    name: Major\n"
        "services:\n"
        "  payments:\n"
        "    name: Payments\n"
        "  shop:\n"
        "    name: Shop\n"
        "require: []\n"
    )
    assert public_settings([], ["Major"]) == "severities: {}\nservices: {}\nrequire: []\n"


@pytest.mark.parametrize(
    ("name", "term"),
    [("Payments & cards", "payments-cards"), ("Zürich", "zurich"), ("支付", "x5d3ba34cc66c")],
)
def test_ids_are_made_of_public_names(name: str, term: str) -> None:
    assert term_id(name) == term


@pytest.mark.parametrize(
    "title",
    [
        "a: b # c",
        "- a",
        "'a' \"b\"",
        "--- a",
        "{{ config.extra }} {% raw %}",
        "no",
        "2026-03-12",
        "&a *b !c |",
        "a " * 400 + "b",
        "\U0001f600 é",
    ],
)
def test_titles_stay_what_they_are(title: str) -> None:
    front = FRONT.replace("public_title: Payments failed", f"public_title: {title!r}")
    if "'" in title:
        front = FRONT.replace("Payments failed", '"' + title.replace('"', '\\"') + '"')
    text = public_of(BODY, front)
    assert text.title == title
    assert read_again(public_file(text, nowhere), public_settings([text], [])).meta.title == title


def test_lines_that_look_like_front_matter_stay_body() -> None:
    body = "## Customer summary\n\na\n\n---\ntitle: b\nstatus: draft\n\n---\n\n...\n\nc\n"
    text = public_of(body)
    found = read_again(public_file(text, nowhere), public_settings([text], []))
    assert found.meta.title == "Payments failed"
    assert "title: b" in found.body


def test_kinds_and_days_are_kept() -> None:
    front = FRONT.replace("T14:05:00Z", "").replace("resolved: 2026-03-12T15:05:00Z\n", "")
    text = public_of(BODY, f"{front}kind: near-miss\n".replace("severity: sev1\n", ""))
    written = public_file(text, nowhere)
    assert "kind: near-miss\n" in written
    assert "started: '2026-03-12'\n" in written
    assert "severity" not in written
    assert "resolved" not in written
    assert PATH not in written
    assert ARCHIVE not in written
