"""Prose: sentences and their places, and what is not the author's own words."""

import time

import pytest

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.postmortem import Section
from postmortem_archive.parse.prose import BLANK, Passage, PassageKind, passages, sentences
from time_bounds import PER_FILE


def section(body: str) -> Section:
    return Section(
        "summary", "Summary", Position(9, 1), body, 10, is_empty=False, is_template=False
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One. Two!\nThree?", ["One.", "Two!", "Three?"]),
        ("It hit customers in the U.S. region, e.g. Ohio. Then it ended.", 2),
        ("Version 1.2.3 was out at 14.05 approx. 20 minutes late.", 1),
        ("Payments failed (see the log.) Orders did not.", 2),
        ("**Payments failed.** Orders did not.", 2),
        ("`a. B` was set. `x` too.", 2),
        ("- no full stop\n- another item", ["no full stop", "another item"]),
        ("| A | B |\n|---|---|\n| one. Two | |", ["one.", "Two"]),
        ("# Heading\n\n> quoted. Text.\n\n```\ncode. Code.\n```\n", []),
        ("On 5. January we began. By 12. Feb. it was over.", 2),
        ("It was the replica's. The backups were empty.", 2),
        ("Mr. Smith wrote J. Doe.", 1),
    ],
)
def test_sentences(body: str, expected: int | list[str]) -> None:
    found = [one.text for one in sentences(section(body))]
    assert found == expected if isinstance(expected, list) else len(found) == expected, found


@pytest.mark.parametrize(
    "hidden",
    [
        "`forgot`",
        "``a ` forgot``",
        '"you forgot"',
        "“you forgot”",
        "'you forgot'",
        "<b title=forgot>",
        "<!-- forgot -->",
        "https://example.com/forgot",
    ],
)
def test_what_is_shown_is_blanked(hidden: str) -> None:
    (passage,) = passages(section(f"Before {hidden} after the one's word."))
    assert "forgot" not in passage.text
    assert passage.text == f"Before {BLANK * len(hidden)} after the one's word."
    assert hidden in passage.raw


def test_the_words_of_a_link_stay() -> None:
    (passage,) = passages(section("See [the alert](https://example.com/forgot)."))
    assert passage.text.startswith("See [the alert]")
    assert "forgot" not in passage.text


def test_places_are_those_of_the_file() -> None:
    body = "Intro one.\n\n1. First words,\n   second line. Next.\n\n| A | B |\n|---|---|\n| x | yes |\n"
    found = {passage.raw.strip(): passage for passage in passages(section(body))}
    assert [passage.kind for passage in found.values()] == [
        PassageKind.PARAGRAPH,
        PassageKind.ITEM,
        PassageKind.CELL,
        PassageKind.CELL,
    ]
    item = found["First words,\n   second line. Next."]
    assert item.position(item.text.index("second")) == Position(13, 4)
    assert [one.position for one in item.sentences()] == [Position(12, 4), Position(13, 17)]
    cell = found["yes"]
    assert cell.position(cell.text.index("es")) == Position(17, 8)


@pytest.mark.parametrize(
    "piece", ["`", "``` ", '"', "'", "“", "<a ", "](", "<!--", "a. B", "[", "- "]
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    Passage(PassageKind.PARAGRAPH, text, text, 1).sentences()
    passages(section(text))
    assert time.process_time() - started < PER_FILE
