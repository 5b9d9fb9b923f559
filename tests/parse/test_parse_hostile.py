"""Input that means harm, or was never meant to be read: one finding each, and nothing ever raised."""

import random

import pytest

from parse_cases import joined, load_cases
from postmortem_archive.model.diagnostic import ProblemKind
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.markdown import MAX_MARKS, MAX_PIPES
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.parse.text import MAX_BYTES, MAX_LINES
from postmortem_archive.parse.yaml_reader import MAX_DEPTH, MAX_EVENTS, MAX_SCALAR

FRONT = "---\ntitle: x\nstarted: 2026-01-01T00:00Z\n---\n"

REFUSED_BYTES = {
    "empty": (b"", 1, 1, "the file is empty"),
    "blank": (b" \n\n", 1, 1, "the file is empty"),
    "large": (b"x" * (MAX_BYTES + 1), 1, 1, "the file has 1,048,577 bytes; at most 1,048,576 are"),
    "nul": (b"---\ntitle: \0\n", 2, 8, "the file is binary: it has a NUL byte at offset 11"),
    "utf-16": ("---\n".encode("utf-16"), 1, 1, "the file is UTF-16, not UTF-8"),
    "latin-1": (
        "---\r\ntitle: é\r\n".encode("latin-1"),
        2,
        8,
        "the file is not UTF-8: byte 0xE9 at offset 12",
    ),
    "cut sign": ("# é".encode()[:-1], 1, 3, "the file is not UTF-8: byte 0xC3 at offset 2"),
    "many lines": (b"x\n" * MAX_LINES, 1, 1, "the file has 20,001 lines; at most 20,000 are read"),
    "many marks": (
        b"- a\n" * (MAX_MARKS + 1),
        1,
        1,
        "the file has 10,001 marks of lists and quotes; at most 10,000 are read",
    ),
    "many cells": (b"|" * (MAX_PIPES + 1), 1, 1, "the file has 40,001 signs | (table cells)"),
}


@pytest.mark.parametrize("name", REFUSED_BYTES)
def test_what_is_no_text_is_refused(name: str) -> None:
    data, line, column, message = REFUSED_BYTES[name]
    document = parse_document("a.md", data, Settings())
    assert document.postmortem is None
    (problem,) = document.problems
    assert problem.kind is ProblemKind.UNREADABLE
    assert (problem.position.line, problem.position.column) == (line, column)
    assert problem.message.startswith(message)
    assert problem.hint


REFUSED_YAML = {
    "deep brackets": ("a: " + "[" * 20_000, "lists and maps are nested more than 12 deep"),
    "deep braces": ("{" * 20_000, "a list or a map cannot be the name of a field"),
    "deep maps": (
        "\n".join(" " * depth + "a:" for depth in range(MAX_DEPTH + 1)),
        "lists and maps are nested more than 12 deep",
    ),
    "deep questions": ("? " * 20_000, "a list or a map cannot be the name of a field"),
    "alias bomb": (
        "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(100)),
        "YAML anchors and aliases (& and *) are not read",
    ),
    "nested merge keys": (
        "a: {<<: {<<: {<<: {b: c}}}}",
        "YAML merge keys (<<) are not read",
    ),
    "many values": (
        f"a: [{'x,' * MAX_EVENTS}]",
        f"there are more than {MAX_EVENTS:,} keys and values",
    ),
    "long value": (
        f"a: {'x' * (MAX_SCALAR + 1)}",
        f"this text has {MAX_SCALAR + 1:,} characters; at most {MAX_SCALAR:,} are read",
    ),
    "python object": (
        "a: !!python/object/apply:os.system [x]",
        "YAML tags (!) are not read",
    ),
    "two documents": ("a: b\n--- # two\nc: d", "a second YAML document begins here"),
}


@pytest.mark.parametrize("name", REFUSED_YAML)
def test_yaml_out_of_bounds_is_refused(name: str) -> None:
    text, message = REFUSED_YAML[name]
    archive_yml = parse_settings(text)
    assert archive_yml.settings == Settings()
    (problem,) = archive_yml.problems
    assert problem.kind is ProblemKind.FRONT_MATTER_BROKEN
    assert problem.message == message
    document = parse_document("a.md", f"---\n{text}\n---\n".encode(), Settings())
    assert document.postmortem is None
    (problem,) = document.problems
    assert problem.kind is ProblemKind.FRONT_MATTER_BROKEN


@pytest.mark.parametrize("text", ["? ", "? a", "- ? ", "a: - ? ", "b: [? "])
def test_yaml_that_ends_within_a_key_is_told(text: str) -> None:
    assert parse_settings(text).problems


def test_deepest_yaml_that_is_read() -> None:
    text = "x: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    (problem,) = parse_settings(text).problems
    assert problem.kind is ProblemKind.UNKNOWN_FIELD


PATHOLOGICAL_BODIES = {
    "brackets": "[" * 20_000,
    "brackets in a heading": "## " + "[" * 20_000,
    "links": "[a](" * 20_000,
    "emphasis": "*a_ " * 20_000,
    "stars": "*" * 50_000,
    "backticks": "".join("`" * n for n in range(200)),
    "quotes": ">" * MAX_MARKS,
    "nested quotes and lists": ("> " * 20 + "- " * 20 + "a\n") * 200,
    "deep list": "\n".join("  " * depth + "- a" for depth in range(300)),
    "comments": "<!-- " * 20_000,
    "tags": "<a" * 20_000,
    "entities": "&a" * 20_000,
    "references": "[a\n" * 5_000,
    "table": "|a" * 5_000 + "|\n" + "|-" * 5_000 + "|\n" + "|b" * 5_000,
    "headings": "# a\n" * 5_000,
    "times": "- 14:23\n" * 2_000,
    "digits": "1" * 50_000,
    "dashes behind a time": "- 14:23 " + "-" * 50_000,
    "colons behind a time": "14:23" + ":a" * 20_000,
    "handles": "- " + "@a, " * 10_000,
    "parentheses": "- a " + "(" * 20_000 + ")",
    "dates": "- 9999-12-31T23:59-14:00\n- 0001-01-01T00:00+14:00\n- 1900-01-01 24:00\n",
}


@pytest.mark.parametrize("heading", ["Timeline", "Action items", "Root cause", "Five whys"])
@pytest.mark.parametrize("name", PATHOLOGICAL_BODIES)
def test_pathological_bodies_are_read_whole(name: str, heading: str) -> None:
    text = f"{FRONT}## {heading}\n\n{PATHOLOGICAL_BODIES[name]}\n"
    document = parse_document("a.md", text.encode(), Settings())
    assert document.postmortem is not None
    assert joined(document.postmortem) == document.postmortem.body


@pytest.mark.parametrize("started", ["0001-01-01T00:00Z", "9999-12-31T23:59Z", "0001-01-01"])
def test_ends_of_time_are_no_days_to_begin_with(started: str) -> None:
    text = f"---\nstarted: {started}\n---\n## Timeline\n\n- 10:00+14:00 a\n- Mar 3 10:00 b\n"
    document = parse_document("a.md", text.encode(), Settings())
    assert document.postmortem is not None
    assert [entry.start for entry in document.postmortem.timeline] == [None, None]


PIECES = [b"\n", b"\n\n", b"|", b"- ", b"## Timeline\n", b"14:23", b"24:00", b"**", b"[", b"]("]
PIECES += [b"```\n", b"<!--", b"---\n", b"\xff", b"\0", b"\t", b": ", b"'", b'"', b"&a", b"*a"]
PIECES += [b"!x", b"{", b"~", b"UTC+99", b"Feb 30", b"(owner: @a)", b"\xe2\x80\xa8", b"\r"]


@pytest.mark.parametrize("seed", range(20))
def test_damaged_files_are_read_or_refused(seed: int) -> None:
    """Files with pieces put in and cut out at random: each is understood whole, or has a problem."""
    chance = random.Random(seed)
    bodies = [case["body"] for name in ("timelines", "actions") for case in load_cases(name)]
    for body in bodies:
        data = bytearray(f"{FRONT}{body}".encode())
        for _ in range(chance.choice((1, 3, 10))):
            at = chance.randrange(len(data))
            if chance.random() < 0.6:
                data[at:at] = chance.choice(PIECES)
            else:
                del data[at : at + chance.randrange(20)]
        document = parse_document("a.md", bytes(data), Settings())
        if document.postmortem is None:
            assert document.problems
        else:
            whole = joined(document.postmortem).removesuffix("\n")
            assert whole == document.postmortem.body.removesuffix("\n")
        last = data.count(b"\n") + data.count(b"\r") + 2
        assert all(1 <= problem.position.line <= last for problem in document.problems)
