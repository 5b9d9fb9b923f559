"""Front matter and archive.yml, as data files list them."""

from typing import Any

import pytest

from parse_cases import load_cases, names, problem_lines
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.front_matter import read_front_matter
from postmortem_archive.parse.settings import parse_settings

FRONT_MATTER = load_cases("front_matter")
SETTINGS = load_cases("settings")


@pytest.mark.parametrize("case", FRONT_MATTER, ids=names(FRONT_MATTER))
def test_front_matter_is_read_as_listed(case: dict[str, Any]) -> None:
    text = case["text"] if "text" in case else f"---\n{case['front']}\n---\nbody\n"
    read = read_front_matter(text)
    fields = read.meta.model_dump(mode="json", exclude_unset=True) if read.meta else None
    assert fields == case["fields"]
    assert dict(read.extra_meta) == case.get("extra", {})
    assert problem_lines(read.problems) == case["problems"]
    if "body" in case:
        assert (read.body, read.body_line) == (case["body"], case["body_line"])


@pytest.mark.parametrize("case", SETTINGS, ids=names(SETTINGS))
def test_settings_are_read_as_listed(case: dict[str, Any]) -> None:
    read = parse_settings(case["text"])
    assert read.settings.model_dump(mode="json", exclude_unset=True) == case["settings"]
    assert problem_lines(read.problems) == case["problems"]


def test_values_keep_their_places() -> None:
    read = read_front_matter("---\ntitle: é\nservices:\n  - a\n  - b\nimpact: {users: 1}\n---\n")
    places = {path: (place.line, place.column) for path, place in read.positions.items()}
    assert places == {
        (): (1, 1),
        ("title",): (2, 8),
        ("services",): (4, 3),
        ("services", 0): (4, 5),
        ("services", 1): (5, 5),
        ("impact",): (6, 9),
        ("impact", "users"): (6, 17),
    }


def test_every_field_of_the_format_can_be_given() -> None:
    """A field that the reader does not know of would be told as unknown."""
    front = "\n".join(f"{name}:" for name in FrontMatter.model_fields)
    assert read_front_matter(f"---\n{front}\n---\n").problems == ()


def test_every_setting_can_be_given() -> None:
    text = "\n".join(f"{name}:" for name in Settings.model_fields)
    read = parse_settings(text)
    assert (read.settings, read.problems) == (Settings(), ())


def _entries(number: int, value: str) -> str:
    return "".join(f"  entry {n}: {value}\n" for n in range(number))


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("words:\n blaming:\n" + _entries(201, "another"), 200),
        ("rules:\n ignore:\n" + _entries(201, "not here"), 200),
        ("rules:\n levels:\n" + _entries(201, "hint"), 200),
        ("rules:\n exceptions:\n" + "  - {reason: old}\n" * 201, 200),
        ("require:\n" + "  - {fields: [tags]}\n" * 201, 200),
        ("people:\n" + _entries(20_001, "{}").replace("entry ", "entry-"), 20_000),
        ("teams:\n" + _entries(20_001, "{}").replace("entry ", "entry-"), 20_000),
    ],
)
def test_maps_and_lists_of_settings_are_bounded(text: str, most: int) -> None:
    read = parse_settings(text)
    assert any(one.message.endswith(f"has more than {most:,} entries") for one in read.problems), (
        read.problems[:1]
    )


def test_a_vocabulary_may_be_large() -> None:
    text = "people:\n" + _entries(10_000, "{}").replace("entry ", "entry-")
    read = parse_settings(text)
    assert (len(read.settings.people or {}), read.problems) == (10_000, ())
