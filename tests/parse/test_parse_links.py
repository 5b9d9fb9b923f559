"""Links, images and headings of a body, with their places."""

import time

import pytest

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.link import LinkKind, linked_path
from postmortem_archive.parse.links import read_headings, read_links
from postmortem_archive.parse.markdown import read_markdown
from time_bounds import PER_FILE

LINK, IMAGE, DEFINITION = LinkKind.LINK, LinkKind.IMAGE, LinkKind.DEFINITION


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [a](b.md).", [(LINK, "b.md", "a", 5)]),
        ("![a b](c.png 'd (e)')", [(IMAGE, "c.png", "a b", 1)]),
        ("![](c.png)", [(IMAGE, "c.png", "", 1)]),
        ("[a](<b c.md>)", [(LINK, "b c.md", "a", 1)]),
        ("[a](b(c).md)", [(LINK, "b(c).md", "a", 1)]),
        ("[a]( b.md )", [(LINK, "b.md", "a", 1)]),
        ("[a]()", [(LINK, "", "a", 1)]),
        ("[![a](b.png)](c.md)", [(LINK, "c.md", "![a](b.png)", 1), (IMAGE, "b.png", "a", 2)]),
        ("[a [b] c](d.md)", [(LINK, "d.md", "a [b] c", 1)]),
        ("## A [b](c.md)", [(LINK, "c.md", "b", 6)]),
        ("- [ ] [a](b.md)", [(LINK, "b.md", "a", 7)]),
        ("> [a](b.md)", [(LINK, "b.md", "a", 3)]),
        ("| a |\n|---|\n| x [b](c.md) |", [(LINK, "c.md", "b", 5)]),
        ('<img alt=a SRC="b.png">', [(IMAGE, "b.png", "a", 1)]),
        ("x <img src=b.png alt=' '>", [(IMAGE, "b.png", "", 3)]),
        ("[a]: b.md", [(DEFINITION, "b.md", "a", 6)]),
        ("[a]: <b c.md> 'title'", [(DEFINITION, "b c.md", "a", 7)]),
        ("- [a]: b.md", [(DEFINITION, "b.md", "a", 8)]),
        ("> [a]: b.md", [(DEFINITION, "b.md", "a", 8)]),
        (
            "[x][A  b], [a B][], ![a b] [c]\n\n[a b]: d.md",
            [
                (LINK, "", "x", 1),
                (LINK, "", "a B", 12),
                (IMAGE, "", "a b", 21),
                (DEFINITION, "d.md", "a b", 8),
            ],
        ),
        ("[a] [b][c]", []),
        (r"\[a](b.md) !\[c](d.md)", []),
        ("`[a](b.md)` ``[c](d`.md)``", []),
        ("```\n[a](b.md)\n[c]: d.md\n```", []),
        ("    [a](b.md)", []),
        ("x <!-- [a](b.md) --> y", []),
        ("<!--\n[a](b.md)\n<img src=c.png>\n\n[c]: d.md\n-->", []),
        ("<p>[a](b.md)</p>", []),
        ("[^1]: note", []),
        ("[a](b c.md)", []),
        ("](b.md) [a(b.md)", []),
    ],
)
def test_links(text: str, expected: list[tuple[LinkKind, str, str, int]]) -> None:
    found = read_links(read_markdown(text))
    assert [(one.kind, one.target, one.text, one.position.column) for one in found] == expected


def test_places_are_those_of_the_file() -> None:
    text = "One [a](a.md) and\ntwo [b\nc](b.md)\n\n- x\n\n  ![d](d.png)\n"
    found = read_links(read_markdown(text, 10))
    assert [one.position for one in found] == [Position(10, 5), Position(11, 5), Position(16, 3)]


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("a.md", "a.md"),
        ("../b%20c.md?raw=true#d", "../b c.md"),
        ("/a.md", "/a.md"),
        ("#a", ""),
        ("?a", ""),
        ("", ""),
        ("https://example.org/a.md", ""),
        ("//example.org/a.md", ""),
        ("mailto:a@example.org", ""),
        ("http://[", ""),
    ],
)
def test_linked_path(target: str, path: str) -> None:
    assert linked_path(target) == path


def test_headings() -> None:
    text = "# A *b*\n\nC\n-\n\n```\n# no\n```\n\n#### D [e](f) #\n\n- # no\n"
    found = read_headings(read_markdown(text, 5))
    assert [(one.level, one.text, one.position.line) for one in found] == [
        (1, "A b", 5),
        (2, "C", 7),
        (4, "D e", 14),
    ]


@pytest.mark.parametrize(
    "piece",
    [
        *("[", "]", "](", "![", "[a](b", "[a](b)", "[a][b]", "](a(b", "[a](((((", "[[]", "[a] "),
        *(
            "<img ",
            "<img alt='",
            "<!--",
            "`",
            "\\[",
            '](a "',
            "[a]: b\n",
            "> [a]: b\n",
            "- [a](b)\n",
        ),
    ],
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    text = piece * (19_000 if "\n" in piece else 1_000_000 // len(piece))
    markdown = read_markdown(f"[a]: b\n\n{text}")
    started = time.process_time()
    read_links(markdown)
    assert time.process_time() - started < PER_FILE
