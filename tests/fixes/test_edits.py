"""Edits in the bytes of a file: what is not edited keeps every byte."""

import pytest

from postmortem_archive.fixes.base import Edit, Span
from postmortem_archive.fixes.edits import OverlapError, edited

BOM = "\ufeff"


@pytest.mark.parametrize(
    ("before", "edits", "after"),
    [
        ("one two", [Edit(Span(4, 7), ("2",)), Edit(Span(0, 3), ("1",))], "1 2"),
        (f"{BOM}é\r\nb\r\n", [Edit(Span(2, 3), ("B\nC",))], f"{BOM}é\r\nB\r\nC\r\n"),
        ("a\r\nb\nc\rd", [Edit(Span(2, 3), ("B\nC",))], "a\r\nB\r\nC\nc\rd"),
        ("a\rb", [Edit(Span(3, 3), ("\nc",))], "a\rb\rc"),
        ("a", [Edit(Span(0, 0), ("b\n",))], "b\na"),
        # lines change places, each with the line ends inside of it
        (
            "a\r\nA\nb\nB\rc",
            [Edit(Span(0, 3), (Span(4, 7),)), Edit(Span(4, 7), (Span(0, 3),))],
            "b\nB\na\r\nA\rc",
        ),
        ("a\r\n\r\nb", [Edit(Span(1, 3), ())], "ab"),
        ("a\r\n\r\nb", [Edit(Span(1, 1), ("x",)), Edit(Span(1, 2), ())], "ax\r\nb"),
    ],
)
def test_edits_change_what_they_say(before: str, edits: list[Edit], after: str) -> None:
    assert edited(before.encode(), edits) == after.encode()


def test_edits_that_overlap_are_a_bug() -> None:
    with pytest.raises(OverlapError):
        edited(b"abc", [Edit(Span(0, 2), ("x",)), Edit(Span(1, 3), ("y",))])
