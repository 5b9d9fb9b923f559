"""Real postmortems, harmed and then put right: none changes what it means."""

import random
import re
from pathlib import Path

import pytest

from postmortem_archive.fixes.apply import fix_document
from postmortem_archive.fixes.meaning import means_the_same
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings

ROOT = Path(__file__).parents[2] / "postmortems"
SETTINGS = parse_settings((ROOT / "archive.yml").read_text("utf-8")).settings
REAL = sorted(ROOT.glob("*/*.md"))


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
