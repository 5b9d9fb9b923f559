"""What of a postmortem's file leaves the house and what stays inside, line by line."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from postmortem_archive.archive.public_texts import Examined
from postmortem_archive.edition.text import PublicSection
from postmortem_archive.model.visible import visible

from .lines import print_parts
from .output import Output
from .public_page import facts_of, shown_body

_STYLES = {"-": "red", "+": "green", " ": ""}
_FIELDS = {
    "Kind": "kind",
    "Began": "started",
    "Over": "resolved",
    "Services": "services",
    "Severity": "severity",
    "Page": "public_title",
}
"""The field that each fact is made of."""


class Line(NamedTuple):
    """A line: ``-`` for one that stays inside, a space for one that leaves, ``+`` for one said otherwise."""

    sign: str
    text: str


def left_out(examined: Examined) -> Iterator[Line]:
    """Every line of the file, in its order, and what is said in the place of those that stay inside.

    Without the lines with ``+`` it is the file, without those with ``-`` what is read outside.
    """
    told = _told(examined)
    written = examined.postmortem.text.removesuffix("\n").split("\n")
    leaves = False
    for number, line in enumerate(written, start=1):
        instead = [one for one in told.get(number, []) if one.strip()]
        if line.strip():
            leaves = bool(instead)
        if instead == [line] or (
            leaves and not line.strip()
        ):  # a blank line goes with the one above
            yield Line(" ", line)
        else:
            yield Line("-", line)
            yield from (Line("+", one) for one in instead)


def write_left_out(examined: Examined, output: Output) -> None:
    """Write the lines as a unified diff of the file and what is read outside."""
    lines = list(left_out(examined))
    inside = sum(line.sign != "+" for line in lines)
    outside = sum(line.sign != "-" for line in lines)
    print_parts(output, [(f"--- {visible(examined.path)}", "bold")], wrap=False)
    print_parts(output, [("+++ what is read outside", "bold")], wrap=False)
    head = f"@@ -1,{inside} +{1 if outside else 0},{outside} @@"
    print_parts(output, [(head, "cyan")], wrap=False)
    for sign, text in lines:
        print_parts(output, [(f"{sign}{visible(text)}", _STYLES[sign])], wrap=False)


def _told(examined: Examined) -> Mapping[int, list[str]]:
    """What is read outside, by the line of the file in which it is written."""
    told: defaultdict[int, list[str]] = defaultdict(list)
    text = examined.text
    if text.title:
        told[text.title_position.line].append(f"# {text.title}")
    for name, value in facts_of(examined):
        told[examined.postmortem.position_of(_FIELDS[name]).line].append(f"{name}: {value}")
    for section in text.sections:
        written = examined.postmortem.section(section.key)
        if written:
            told[written.position.line].append(f"## {section.heading}")
        for number, line in _lines(section):
            told[number].append(line)
    return told


def _lines(section: PublicSection) -> Iterator[tuple[int, str]]:
    """The lines of a section as they are read outside, each with the line of the file it comes from."""
    lines = shown_body(section).split("\n")
    if len(lines) == len(section.lines):
        for passage, line in zip(section.lines, lines, strict=True):
            yield passage.position.line, line
        return
    last = section.lines[-1].position.line  # a link over several lines has become shorter
    yield from ((last, line) for line in lines)
