"""Marks of internal text: what they remove, and which of them are not to be understood."""

import re
import time
from typing import Any

import pytest

from edition_cases import FRONT, PATH, load_cases, names, postmortem_of, told
from postmortem_archive.edition.marks import Marks, read_marks
from postmortem_archive.edition.text import marks_of
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.markdown import read_markdown
from postmortem_archive.parse.sections import read_sections
from time_bounds import PER_FILE

MARKS = load_cases("marks")
LOOKALIKES: Any = load_cases("lookalikes")


def marks_in(body: str) -> Marks:
    """The marks of a body that begins in line 1."""
    markdown = read_markdown(body)
    sections = read_sections(markdown, Settings()).sections
    return read_marks(markdown, [section.position.line for section in sections])


def left_of(body: str, marks: Marks) -> str:
    """What of a body stays."""
    pieces, at = [], 0
    for start, end in marks.removed:
        assert at <= start < end <= len(body)
        pieces.append(body[at:start])
        at = end
    return "".join([*pieces, body[at:]])


@pytest.mark.parametrize("case", MARKS, ids=names(MARKS))
def test_marks(case: dict[str, Any]) -> None:
    marks = marks_in(case["body"])
    assert told(marks.faults) == case.get("faults", [])
    assert all(fault.hint for fault in marks.faults)
    if "left" in case:
        assert re.sub(r"\n{3,}", "\n\n", left_of(case["body"], marks)) == case["left"]


@pytest.mark.parametrize("mark", LOOKALIKES["marks"])
@pytest.mark.parametrize(
    "frame", ["{}", "a {} b", "a\n\n{}\n\nb", "- a\n- {}", "> {}", "`{}`", "    {}"]
)
def test_lookalikes_are_faults(frame: str, mark: str) -> None:
    body = frame.format(mark)
    faults = marks_in(body).faults
    like = [fault for fault in faults if "looks like a mark" in fault.message]
    assert like
    offset = body.index(mark)
    place = (body.count("\n", 0, offset) + 1, offset - body.rfind("\n", 0, offset))
    assert {(fault.position.line, fault.position.column) for fault in like} == {place}


@pytest.mark.parametrize("mark", LOOKALIKES["marks"])
def test_lookalikes_are_faults_of_a_postmortem_without_any_other_mark(mark: str) -> None:
    assert marks_of(postmortem_of(f"## Customer summary\n\na {mark} b\n")).faults


@pytest.mark.parametrize("text", LOOKALIKES["others"])
def test_other_text_is_none(text: str) -> None:
    assert not marks_in(f"a {text} b").faults


def test_windows_line_ends_are_read_as_others() -> None:
    body = "a\n\n<!-- internal -->\nsecret\n<!-- /internal -->\nb <!-- /internal -->\n"
    text = f"---\n{FRONT}---\n{body}"
    found = []
    for end in ("\n", "\r\n", "\r"):
        read = parse_document(PATH, text.replace("\n", end).encode(), Settings()).postmortem
        assert read is not None
        marks = marks_of(read)
        assert "secret" not in left_of(read.body, marks)
        found.append(marks)
    assert found[0] == found[1] == found[2]
    assert told(found[0].faults, 10) == ["mark 6:3 internal text ends here, and begins nowhere"]


LONG = {
    "brackets": "[" * 100_000,
    "begins": "<!-- internal -->" * 50_000,
    "ends": "<!-- /internal -->" * 50_000,
    "pairs": "<!-- internal -->a<!-- /internal -->" * 25_000,
    "lines": "<!-- internal -->\na\n<!-- /internal -->\n" * 6_000,
    "comments in comments": "<!-- a" * 100_000,
    "near ones": "<!-- intenal -->" * 20_000,
    "spaces": ("<" + " " * 46) * 20_000,
    "spaces and slashes": ("<!--" + " " * 50 + "/" + " " * 50) * 9_000,
    "signs": "<" * 1_000_000,
    "entities": "&lt;" * 250_000,
    "dashes": "<!" + "-" * 1_000_000,
    "backticks": "` <!-- internal -->" * 50_000,
}


@pytest.mark.parametrize("name", LONG)
def test_time_is_bounded(name: str) -> None:
    began = time.process_time()
    marks = marks_in(LONG[name])
    assert time.process_time() - began < PER_FILE
    left_of(LONG[name], marks)
