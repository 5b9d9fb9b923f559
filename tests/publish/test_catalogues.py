"""The catalogues of the interface: each text is translated, and says the same things in the same places."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from postmortem_archive.publish.language import ENGLISH, LANGUAGES, Language, languages

PACKAGE = LANGUAGES.parent
CODES = [code for code in languages() if code != ENGLISH]
_FILLED = re.compile(r"%\(\w+\)s|</?\w+>|`[^`]*`|\{\}")
_COUNTS = {"%(num)s", "%(number)s"}
_ASKED = re.compile(
    r"(?:\bgettext|{{-? _|\b(?:say|pieces))\(\s*"
    r"(?:\"((?:[^\"\\\n]|\\.)+)\"|'((?:[^'\\\n]|\\.)+)')\s*[,)]"
)


def _messages(code: str) -> Iterator[Message]:
    with (LANGUAGES / f"{code}.po").open(encoding="utf-8") as file:
        yield from (message for message in read_po(file, locale=code) if message.id)


def _texts(of: str | list[str] | tuple[str, ...]) -> list[str]:
    return [of] if isinstance(of, str) else list(of)


def test_there_is_a_language_beside_english() -> None:
    assert "de" in CODES


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_translated(code: str) -> None:
    assert [one.id for one in _messages(code) if not all(_texts(one.string)) or one.fuzzy] == []


@pytest.mark.parametrize("code", CODES)
def test_what_is_filled_in_is_the_same(code: str) -> None:
    """A form for one thing may leave out the number; code and markup stay as they are."""
    for message in _messages(code):
        if isinstance(message.id, str):
            assert sorted(_FILLED.findall(str(message.string))) == sorted(
                _FILLED.findall(message.id)
            )
            continue
        known = {piece for text in message.id for piece in _FILLED.findall(text)}
        for form in _texts(message.string):
            said = set(_FILLED.findall(form))
            assert known - _COUNTS <= said <= known, message.id


@pytest.mark.parametrize("code", CODES)
def test_texts_begin_and_end_alike(code: str) -> None:
    for message in _messages(code):
        pairs = zip(_texts(message.id), _texts(message.string), strict=False)
        for english, other in pairs:
            assert other.startswith(" ") == english.startswith(" ")
            assert other.endswith(" ") == english.endswith(" ")
            if english.endswith((".", ":", "?", "\N{HORIZONTAL ELLIPSIS}")):
                assert other[-1] == english[-1], english


@pytest.mark.parametrize("pattern", ["**/*.py", "**/*.html", "assets/search/*.js"])
def test_every_text_that_is_asked_for_is_in_the_catalogue(pattern: str) -> None:
    """A call that the tool does not see, such as one inside of an f-string, would stay English."""
    known = {text for message in _messages("de") for text in _texts(message.id)}
    asked = {
        (path.name, (double or single).replace("\\'", "'"))
        for path in PACKAGE.glob(pattern)
        for double, single in _ASKED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 40
    assert {one for one in asked if one[1] not in known} == set()


def test_german_numbers_names_and_forms() -> None:
    german = Language("de-AT")
    assert german.code == "de"
    assert german.number(10_000) == "10.000"
    assert german.lower_first("Kapazität") == "Kapazität"
    assert german.ngettext("%(num)s postmortem", "%(num)s postmortems", 1) == "%(num)s Postmortem"
    assert german.ngettext("%(num)s postmortem", "%(num)s postmortems", 0) == "%(num)s Postmortems"
