"""Whole files put right: bytes that are not corrected stay, and the meaning stays in any case."""

import random
import re
from pathlib import Path

import pytest

from fix_cases import PATH
from postmortem_archive.fixes.apply import fix_document
from postmortem_archive.fixes.meaning import means_the_same
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings

ROOT = Path(__file__).parents[2] / "postmortems"
SETTINGS = parse_settings((ROOT / "archive.yml").read_text("utf-8")).settings
REAL = sorted(ROOT.glob("*/*.md"))

BEFORE = """\
---
titel: Checkout failed   \t
status: draft
severity: sev1 # as declared
started: 2026-03-12 14:05Z
---
Text before,  with  two  spaces.\t

## Impact

4,200 payments   were refused.

## TL;DR

No customer could pay.

| a | bbb |
|---|---|
| x  | y |
"""
AFTER = """\
---
title: Checkout failed   \t
status: draft
severity: sev1 # as declared
started: 2026-03-12T14:05Z
---
Text before,  with  two  spaces.\t

## Summary

No customer could pay.

| a   | bbb |
|-----|-----|
| x   | y   |

## Impact

4,200 payments   were refused.
"""


def fixed(data: bytes) -> bytes:
    found = fix_document(PATH, data, Settings())
    return found.data if found else data


def test_what_is_not_corrected_keeps_every_byte() -> None:
    assert fixed(BEFORE.encode()).decode() == AFTER


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "not-ended"])
def test_line_ends_mark_and_last_line_stay(end: str, mark: str, last: bool) -> None:
    text = BEFORE if last else BEFORE.rstrip("\n")
    plain = fixed(text.encode()).decode()
    assert plain != text
    written = fixed((mark + text.replace("\n", end)).encode()).decode()
    assert written == mark + plain.replace("\n", end)


def test_mixed_line_ends_stay_where_they_are() -> None:
    front, body = BEFORE.replace("\n", "\r\n").split("## Impact\r\n", 1)
    after = fixed((front + "## Impact\n" + body.replace("\r\n", "\n")).encode())
    assert after.count(b"\r\n") == front.count("\r\n")


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"---\ntitle: [\n---\n", b"# No front matter\n"]
)
def test_a_file_that_is_not_understood_is_not_touched(data: bytes) -> None:
    assert fix_document(PATH, data, Settings()) is None


@pytest.mark.parametrize("seed", range(150))
def test_nothing_changes_what_a_file_means(seed: int) -> None:
    rng = random.Random(seed)
    path = rng.choice(REAL)
    data = _harmed(rng, path.read_text("utf-8")).encode()
    before = parse_document(path.name, data, SETTINGS)
    found = fix_document(path.name, data, SETTINGS)
    if found is None:
        return
    after = parse_document(path.name, found.data, SETTINGS)
    assert means_the_same(before, after, SETTINGS)
    assert found.names
    assert fix_document(path.name, found.data, SETTINGS) is None


def _harmed(rng: random.Random, text: str) -> str:
    """A real postmortem with the slips that people make, and some that nobody makes."""
    for _ in range(rng.randrange(1, 8)):
        text = rng.choice((_swap_sections, _swap_rows, _misspell, _cut, _retime, _pad))(rng, text)
    return text


def _swap_sections(rng: random.Random, text: str) -> str:
    parts = re.split(r"(?m)^(?=## )", text)
    first, second = rng.randrange(1, len(parts)), rng.randrange(1, len(parts))
    parts[first], parts[second] = parts[second], parts[first]
    return "".join(parts)


def _swap_rows(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    rows = [number for number, line in enumerate(lines) if line.startswith("| ")]
    if len(rows) > 1:
        first, second = rng.choice(rows), rng.choice(rows)
        lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines)


def _misspell(rng: random.Random, text: str) -> str:
    at = rng.randrange(min(len(text), 1_500))
    return text[:at] + rng.choice(("", "x", "-", " ")) + text[at + 1 :]


def _cut(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + text[at + rng.randrange(1, 60) :]


def _retime(rng: random.Random, text: str) -> str:
    return text.replace("T", " ", rng.randrange(3)).replace("-0", "/0", rng.randrange(4))


def _pad(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(("  ", "\t", "\n", "\n\n", "|", "`", "<!--")) + text[at:]
