"""The static index: the same bytes for the same archive, names that tell the content."""

import json
import re

import pytest

from made_archive import made_archive
from postmortem_archive.search.encode import small, varying
from postmortem_archive.search.export import ALONE_BYTES, ENTRY, export

_CALL = re.compile(rb'postmortemSearch\("([\w/-]+)",(.*)\);\n', re.DOTALL)


NUMBERS = {small(number): number for number in range(100)}


def in_eights(names: str) -> list[str]:
    return [names[place : place + 8] for place in range(0, len(names), 8)]


def content(data: bytes) -> tuple[str, object]:
    match = _CALL.fullmatch(data)
    assert match
    return match[1].decode(), json.loads(match[2])


def test_the_same_archive_gives_the_same_bytes() -> None:
    assert export(made_archive(20)) == export(made_archive(20))


def test_every_file_is_one_call_with_its_own_name() -> None:
    for name, data in export(made_archive(20)).items():
        called, _ = content(data)
        assert f"{called}.js" == name


def test_names_change_with_the_content_alone() -> None:
    before, after = export(made_archive(20)), export(made_archive(21))
    assert all(
        before[name] == after[name] for name in before.keys() & after.keys() if name != ENTRY
    )
    documents = {name for name in before if name.startswith("documents/")}
    assert documents & after.keys()  # what did not change keeps its name


@pytest.mark.parametrize("alone", [30, ALONE_BYTES])
def test_every_file_is_named_by_another_one(monkeypatch: pytest.MonkeyPatch, alone: int) -> None:
    monkeypatch.setattr("postmortem_archive.search.export.ALONE_BYTES", alone)
    files = export(made_archive(20))
    _, entry = content(files[ENTRY])
    assert isinstance(entry, dict)
    _, facts = content(files[f"{entry['facts']}.js"])
    assert isinstance(facts, dict)
    named = {ENTRY, f"{entry['facts']}.js"}
    for name in in_eights(facts["shards"]["names"]):
        named |= {f"terms-{name}.js", f"places-{name}.js"}
        _, terms = content(files[f"terms-{name}.js"])
        assert isinstance(terms, dict)
        named |= {f"places-{name}-{number}.js" for number in terms["alone"]}
    named |= {f"{name}.js" for name in facts["words"].values()}
    folders, sizes = in_eights(facts["documents"]["names"]), facts["documents"]["sizes"]
    for folder, size in zip(folders, sizes, strict=True):
        named |= {f"documents/{folder}/{number}.js" for number in range(NUMBERS[size])}
    assert named == set(files)


def test_places_of_a_frequent_term_do_not_come_with_those_of_its_neighbours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    together = export(made_archive(20))
    monkeypatch.setattr("postmortem_archive.search.export.ALONE_BYTES", 30)
    apart = export(made_archive(20))
    sizes = [len(data) for name, data in apart.items() if re.fullmatch(r"places-\w+-\d+.js", name)]
    assert len(sizes) > 3
    assert min(sizes) >= 30
    assert places_of(apart) < places_of(together) * 0.6


def places_of(files: dict[str, bytes]) -> int:
    """Bytes of the places that terms share."""
    return sum(len(files[name]) for name in files if re.fullmatch(r"places-\w+.js", name))


def test_a_new_postmortem_leaves_other_folders_as_they_are() -> None:
    before, after = export(made_archive(300)), export(made_archive(301))
    folders = {name.rpartition("/")[0] for name in before.keys() - after.keys() if "/" in name}
    assert len(folders) == 1


def test_an_empty_archive_has_an_index() -> None:
    assert len(export(made_archive(0))) == 2


@pytest.mark.parametrize("number", [0, 1, 56, 57, 58, 63, 64, 1_727, 1_728, 46_655, 46_656, 10**9])
def test_numbers_are_short_plain_text(number: int) -> None:
    text = varying(number).decode("ascii")
    assert text.isprintable()
    assert not set(text) & set('"\\ ')
    high = 0
    for digit in (ord(char) - 35 - (ord(char) > 92) for char in text[:-1]):
        assert digit >= 64
        high = high * 27 + digit - 64
    assert high * 64 + ord(text[-1]) - 35 - (ord(text[-1]) > 92) == number


def test_single_characters_need_no_escape() -> None:
    characters = [small(number) for number in range(60_000)]
    assert len(set(characters)) == 60_000
    assert all(character.encode("utf-8") for character in characters)
    assert not set(characters) & set('"\\')
