"""What is left of a text once something is cut out, and where it was written."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_archive.edition.marks import Places, Span
from postmortem_archive.edition.pieces import Passage, passages
from postmortem_archive.model.diagnostic import Position
from time_bounds import PER_FILE


def pieces_of(text: str, removed: list[tuple[int, int]], span: Span | None = None) -> list[str]:
    """The lines that are left, each as `line:column text`; the text begins in line 10."""
    places = Places(text, 10)
    spans = [Span(*one) for one in removed]
    found = passages(text, span or Span(0, len(text)), spans, places)
    return [f"{one.position.line}:{one.position.column} {one.text}" for one in found]


@pytest.mark.parametrize(
    ("text", "removed", "expected"),
    [
        ("", [], []),
        (" \n\t\n", [], []),
        ("a\nb", [], ["10:1 a", "11:1 b"]),
        ("\n\na\n\nb\n\n", [], ["12:1 a", "13:1 ", "14:1 b"]),
        ("abc", [(1, 2)], ["10:1 ac"]),
        ("abc", [(0, 1)], ["10:2 bc"]),
        ("abc", [(0, 3)], []),
        ("abc", [(0, 1), (1, 2)], ["10:3 c"]),
        ("a\nb\nc", [(1, 4)], ["10:1 ac"]),
        ("a\nb\nc", [(0, 2)], ["11:1 b", "12:1 c"]),
        ("a\nb\nc", [(2, 4)], ["10:1 a", "12:1 c"]),
        ("a\nbb\nc", [(2, 3), (4, 5)], ["10:1 a", "11:2 bc"]),
        ("a\u2028b\x85c\x0cd", [], ["10:1 a\u2028b\x85c\x0cd"]),
    ],
)
def test_what_is_left(text: str, removed: list[tuple[int, int]], expected: list[str]) -> None:
    assert pieces_of(text, removed) == expected


@pytest.mark.parametrize(
    ("removed", "expected"),
    [
        ([], ["10:3 cd"]),
        ([(0, 3)], ["10:4 d"]),
        ([(3, 6)], ["10:3 c"]),
        ([(0, 2), (4, 6)], ["10:3 cd"]),
        ([(0, 6)], []),
        ([(2, 3), (3, 4)], []),
    ],
)
def test_what_is_cut_may_lie_outside_of_the_part(
    removed: list[tuple[int, int]], expected: list[str]
) -> None:
    assert pieces_of("abcdef", removed, Span(2, 4)) == expected


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[str, Span, list[Span]]:
    """A text, a part of it, and spans that are cut out."""
    text = draw(st.text(st.sampled_from("abc \n\t"), max_size=60))
    offsets = st.integers(0, len(text))
    start, end = sorted((draw(offsets), draw(offsets)))
    bounds = sorted(draw(st.lists(offsets, unique=True, max_size=12)))
    removed = [Span(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=False)]
    return text, Span(start, end), removed


@given(cut_texts())
def test_just_what_is_not_cut_is_left(given: tuple[str, Span, list[Span]]) -> None:
    text, span, removed = given
    gone = {offset for start, end in removed for offset in range(start, end)}
    kept = "".join(text[offset] for offset in range(*span) if offset not in gone)
    lines = kept.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    found = passages(text, span, removed, Places(text, 1))
    assert [one.text for one in found] == lines


@given(cut_texts())
def test_each_line_stands_where_it_says(given: tuple[str, Span, list[Span]]) -> None:
    text, span, removed = given
    written = text.split("\n")
    for one in passages(text, span, removed, Places(text, 1)):
        if one.text:
            assert written[one.position.line - 1][one.position.column - 1] == one.text[0]


def test_places_of_offsets() -> None:
    places = Places("ab\n\nc", 7)
    found = [places.position(offset) for offset in range(6)]
    assert found == [Position(*at) for at in ((7, 1), (7, 2), (7, 3), (8, 1), (9, 1), (9, 2))]
    assert [places.offset(line) for line in (7, 8, 9, 10)] == [0, 3, 4, 5]


def test_time_is_bounded() -> None:
    text = "a\nb " * 100_000
    removed = [Span(offset, offset + 1) for offset in range(0, len(text), 4)]
    began = time.process_time()
    found = passages(text, Span(0, len(text)), removed, Places(text, 1))
    assert time.process_time() - began < PER_FILE
    assert found[0] == Passage("b ", Position(2, 1))
