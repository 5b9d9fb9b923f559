"""What a fix must never change: the meaning of a file, and the bytes that are not corrected."""

import re
from collections.abc import Sequence

import pytest

from fix_cases import PATH, Case, cases, whole
from postmortem_archive.fixes.apply import fix_document
from postmortem_archive.fixes.base import Edit, Fixer, Source, Span
from postmortem_archive.fixes.registry import FIXERS
from postmortem_archive.model.settings import Service, Settings
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.text import MAX_BYTES

SETTINGS = Settings(services={"checkout": Service()})

FLAWED = """\
---
title: Checkout failed   # when the pool ran dry
status: publishd
detectedby: monitoring
services: [chekcout]
started: 2026/03/12 14:05 UTC
---

# Checkout\t

## Action items

| Action | Owner | Due |
|---|---|---|
| Alert at 80 % | @ana | 1 April 2026 |

## Overview

For an hour, 12 % of orders failed.

## Incident timeline (UTC)

- 2026-03-12 14:30 a second pool
- 2026-03-12 14:05 **Started**: orders fail"""

FIXED = """\
---
title: Checkout failed   # when the pool ran dry
status: published
detected_by: monitoring
services: [checkout]
started: 2026-03-12T14:05Z
---

# Checkout\t

## Summary

For an hour, 12 % of orders failed.

## Timeline (UTC)

- 2026-03-12 14:05 **Started**: orders fail
- 2026-03-12 14:30 a second pool

## Action items

| Action        | Owner | Due        |
|---------------|-------|------------|
| Alert at 80 % | @ana  | 2026-04-01 |"""


def test_all_fixers_work_after_each_other() -> None:
    found = fix_document(PATH, FLAWED.encode(), SETTINGS)
    assert found is not None
    assert found.data.decode() == FIXED
    assert found.names == tuple(fixer.name for fixer in FIXERS)
    assert fix_document(PATH, found.data, SETTINGS) is None


def test_only_the_fixers_that_are_asked_for_work() -> None:
    tables = [fixer for fixer in FIXERS if fixer.name == "tables"]
    found = fix_document(PATH, FLAWED.encode(), SETTINGS, tables)
    assert found is not None
    assert found.names == ("tables",)
    assert b"publishd" in found.data


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n"], ids=["not-ended", "ended"])
def test_line_ends_and_byte_order_mark_stay(mark: str, line_end: str, last: str) -> None:
    def written(text: str) -> bytes:
        return (mark + (text + last).replace("\n", line_end)).encode()

    found = fix_document(PATH, written(FLAWED), SETTINGS)
    assert found is not None
    assert found.data == written(FIXED)


@pytest.mark.parametrize("case", cases())
def test_line_ends_that_are_mixed_stay_with_their_lines(case: Case) -> None:
    mixed = re.sub(r"\n(?=[^\n]*[aeo])", "\r\n", case.before)
    found = fix_document(PATH, mixed.encode(), case.settings, [case.fixer])
    result = found.data.decode() if found else mixed
    assert result.replace("\r\n", "\n") == case.after
    assert result.count("\r\n") == mixed.count("\r\n")


REFUSED = {
    "empty": b"",
    "binary": b"---\nStatus: publishd\n---\n\0",
    "Latin-1": b"---\nStatus: publishd\n---\n## Overview \xe9\n",
    "UTF-16": "---\nStatus: publishd\n---\n".encode("utf-16"),
    "too large": FLAWED.encode() + b" " * MAX_BYTES,
    "too many lines": FLAWED.encode() + b"\n" * 30_000,
    "no front matter": b"## Overview\n",
    "front matter that is not closed": b"---\nStatus: publishd\n## Overview\n",
    "a key that is there twice": b"---\ntitle: a\ntitle: b\n---\n## Overview\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_not_understood_is_not_touched(name: str) -> None:
    assert fix_document(PATH, REFUSED[name], SETTINGS) is None


class _Careless(Fixer):
    """Replaces every occurrence of a text, whatever it means."""

    name = "careless"

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new

    def edits(self, source: Source, settings: Settings) -> Sequence[Edit]:  # noqa: ARG002
        found = re.finditer(re.escape(self.old), source.text)
        return [Edit(Span(*one.span()), (self.new,)) for one in found]


CARELESS = {
    "a title": ("ran dry", "overflowed"),
    "a moment": ("T14:05Z", "T14:06Z"),
    "a day for a time": ("2026-03-12T14:05Z", "2026-03-12"),
    "a known service": ("[checkout]", "[search]"),
    "a service that is lost": ("[checkout]", "[]"),
    "an unknown field": ("region: eu", "region: us"),
    "a field that is broken": ("status: published", "status: [published]"),
    "front matter that is broken": ("title:", "title"),
    "a section that is another": ("## Summary", "## Impact"),
    "a section that is none": ("## Summary", "### Summary"),
    "an unknown section": ("## Notes", "## Remarks"),
    "an introduction": ("Read this", "Skip this"),
    "a time of an entry": ("14:30", "14:31"),
    "an offset of all entries": ("(UTC)", "(PDT)"),
    "words of an entry": ("second pool", "third pool"),
    "a key moment": ("**Started**", "Started"),
    "an action": ("80 %", "90 %"),
    "an owner": ("@ana", "@bo"),
    "a due date": ("2026-04-01", "2026-04-02"),
    "a due date that was no date": ("next spring", "2026-04-02"),
    "a due date that is lost": ("2026-04-01", "soon"),
    "a why": ("Because", "As"),
    "a comment that is not closed": ("## Notes", "<!--"),
    "a file that is not text": ("## Notes", "\0"),
}


@pytest.mark.parametrize("name", CARELESS)
def test_what_changes_the_meaning_is_not_kept(name: str) -> None:
    text = """\
---
title: Checkout failed when the pool ran dry
status: published
services: [checkout]
started: 2026-03-12T14:05Z
region: eu
---
Read this.

## Summary

For an hour, 12 % of orders failed.

## Timeline (UTC)

- 14:05 **Started**: orders fail
- 14:30 a second pool

## Root cause

### Five whys

1. Because the pool was small.

## Notes

## Action items

| Action | Owner | Due |
|---|---|---|
| Alert at 80 % | @ana | 2026-04-01 |
| Call the vendor | @cleo | next spring |
"""
    old, new = CARELESS[name]
    assert old in text
    assert fix_document(PATH, text.encode(), SETTINGS, [_Careless(old, new)]) is None


def test_fixes_are_made_beside_one_that_is_not_kept() -> None:
    fixers = [_Careless("12 %", "13 %"), _Careless("Checkout", "Basket"), *FIXERS]
    found = fix_document(PATH, FLAWED.encode(), SETTINGS, fixers)
    assert found is not None
    assert "careless" in found.names  # prose is not compared word by word; no real fixer touches it
    assert b"title: Checkout failed" in found.data


def test_entries_get_what_the_front_matter_says_at_last() -> None:
    body = "## Timeline\n\n- 16:05 **Started**: orders fail\n- 2026-03-12 16:30 b\n"
    text = whole("strated: 2026-03-12T16:05+02:00\n", body)
    before = parse_document(PATH, text.encode(), SETTINGS).postmortem
    found = fix_document(PATH, text.encode(), SETTINGS)
    assert before is not None
    assert found is not None
    after = parse_document(PATH, found.data, SETTINGS).postmortem
    assert after is not None
    assert [entry.start and str(entry.start) for entry in before.timeline] == [
        None,
        "2026-03-12T16:30Z",
    ]
    assert [str(entry.start) for entry in after.timeline] == [
        "2026-03-12T14:05Z",
        "2026-03-12T14:30Z",
    ]
