"""The largest files of every kind are checked by all rules within the time that is promised."""

import time
from datetime import date

import pytest

from postmortem_archive.model.settings import SettingsDocument
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.markdown import MAX_MARKS, MAX_PIPES
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.parse.text import MAX_BYTES, MAX_LINES
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.run import MAX_OF_A_RULE, CheckedFile, Checker, Shown
from time_bounds import PER_FILE

FRONT = """---
title: Checkout failed when the pool ran dry
status: published
severity: sev1
services: [checkout]
causes: [capacity, review-gap]
started: 2026-03-12T14:05Z
detected: 2026-03-12T14:08Z
resolved: 2026-03-12T15:05Z
audience: public
---

"""

SETTINGS = """
severities: {sev1: {}, sev2: {}}
services: {checkout: {}}
causes: {capacity: {}, review-gap: {}}
teams: {payments: {}}
people: {ana: {name: Ana Silva Okafor}}
public: {sections: [impact, timeline, actions], customers: [Acme Shoes], allowed: [Ana, Acme]}
priorities: [P1, P2]
links: {tracker_keys: [OPS]}
words:
  internal_hosts: [corp.example]
  blaming: {dropped the ball: say what was missing}
"""


def filled(piece: str, first: str = "", most: int = MAX_LINES) -> str:
    """A piece again and again, up to the bounds of a file."""
    room = MAX_BYTES - 2_000 - len(first.encode())
    number = room // len(piece.encode())
    if lines := piece.count("\n"):
        number = min(number, (MAX_LINES - 100) // lines, most)
    if pipes := piece.count("|"):
        number = min(number, (MAX_PIPES - first.count("|")) // pipes)
    return first + piece * number


def items(text: str) -> str:
    """As many list items as are read."""
    return filled(f"- {text}\n", most=MAX_MARKS)


ACTIONS = "| Action | Owner |\n|---|---|\n"
TIMES = "| Time | What happened |\n|---|---|\n"

WORST = {
    "actions in a table": ("Action items", filled(f"| {'[a](b) ' * 6} | @ana |\n", ACTIONS)),
    "actions with many owners": ("Action items", items("[ ] a @a @b @c @d @e @f @g @h")),
    "actions with all facts": (
        "Action items",
        items("[ ] a (owner: @a, @b, due: 2026-04-01, P1, prevent, OPS-1)"),
    ),
    "vague actions": ("Action items", items("[ ] Improve the monitoring and be more careful")),
    "times in a table": ("Timeline", filled("| 14:05 14:05 | **Started**: a |\n", TIMES)),
    "times in a list": ("Timeline", items("~14:05 - 14:07 PST **Started** 14:05 14:05 14:05")),
    "times as headings": ("Timeline", filled("### 14:05\n")),
    "times as sections": ("Timeline", filled("## 14:05\n")),
    "times in paragraphs": ("Timeline", filled("2026-03-12T14:05Z a should have b\n\n")),
    "sections that are there again": ("Summary", filled("## Impact\n- a\n", most=MAX_MARKS)),
    "sections of some length": (
        "Root cause",
        filled("## a\n\n" + "- The pool should have been larger.\n" * 600, most=MAX_MARKS // 600),
    ),
    "comments that ignore nothing": (
        "Timeline",
        filled(f"<!-- postmortem: ignore {'PM999,' * 20}PM998 x -->\n"),
    ),
    "comments that ignore": ("Timeline", filled("<!-- postmortem: ignore PM1 x -->\n## a\n")),
    "comments with all families": (
        "Timeline",
        filled(f"<!-- postmortem: ignore {','.join(f'PM{i}' for i in range(10))} x -->\n\n"),
    ),
    "images": ("Summary", filled(f"{'<img ' * 20}\n\n")),
    "links": ("Impact", filled(f"{'[a](b.md) ' * 10}\n")),
    "code": ("Root cause", filled(f"{'`a` ' * 15}\n\n")),
    "quotes": ("Root cause", filled('"a" ' * 15 + "\n\n")),
    "addresses": ("Impact", filled(f"{'10.0.0.1 ' * 11}\n\n")),
    "hosts": ("Impact", filled("db-1.prod.internal ")),
    "e-mail": ("Impact", filled("a.b@c.example.org ")),
    "blame": ("Root cause", items("Bob forgot to check, and should have been careful")),
    "people and customers": ("Customer summary", filled("Ana Silva @ana Acme <Shoes> C&A\n")),
    "hosts for those outside": ("Customer summary", filled("db-1.prod.internal 10.0.0.1 a@b.io ")),
    "images for those outside": ("Customer summary", filled("![a](b.png)\n", most=20_000)),
    "marks": ("Customer summary", filled("a<!-- internal -->b<!-- /internal -->c\n")),
    "marks that do not end": ("Customer summary", filled("<!-- internal -->\n")),
    "what looks like marks": ("Timeline", filled("<internal> &lt;!-- internal {/internal\n")),
    "nested lists": ("Summary", filled("".join(f"{'  ' * n}- a\n" for n in range(9)), most=1_100)),
    "nested quotes": ("Summary", filled(f"{'>' * 9} a\n", most=MAX_MARKS // 9)),
}

HEADINGS = ("Timeline", "Root cause", "Action items")
SIGNS = "`*_[]()<-#:.,!\"'@/\\&;=+~{}“”1aA "


def check(text: str, archive_yml: SettingsDocument) -> CheckedFile:
    """Check a file, alone and as an archive, within the time."""
    started = time.process_time()
    document = parse_document("2026/2026-03-12-checkout.md", text.encode(), archive_yml.settings)
    shown = Shown(str, "archive.yml", lambda *_: "")
    checker = Checker(Context(archive_yml, date(2026, 11, 21)), shown)
    file = checker.check_file(document)
    checker.check_archive([file])
    took = time.process_time() - started
    assert document.postmortem is not None, document.problems
    assert took < PER_FILE
    return file


@pytest.fixture(scope="module")
def own() -> SettingsDocument:
    archive_yml = parse_settings(SETTINGS)
    assert not archive_yml.problems
    return archive_yml


@pytest.mark.parametrize("name", WORST)
def test_largest_files(name: str, own: SettingsDocument) -> None:
    heading, body = WORST[name]
    check(f"{FRONT}## {heading}\n\n{body}\n", own)


@pytest.mark.parametrize("sign", SIGNS)
def test_longest_lines(sign: str, own: SettingsDocument) -> None:
    line = sign * (MAX_BYTES // len(sign.encode()) // 10)
    sections = (f"## {heading}\n\n{line}\n{line}\n{line}\n" for heading in HEADINGS)
    check(FRONT + "\n".join(sections), own)


def test_more_lists_in_lists_are_refused() -> None:
    text = f"{FRONT}{filled('- - a' + chr(10), most=MAX_MARKS // 2 + 1)}"
    document = parse_document("a.md", text.encode(), SettingsDocument().settings)
    (problem,) = document.problems
    assert document.postmortem is None
    assert problem.message == (
        "the file has 10,002 marks of lists and quotes; at most 10,000 are read"
    )


def test_many_findings_of_a_rule_are_counted(own: SettingsDocument) -> None:
    number = MAX_OF_A_RULE + 500
    file = check(f"{FRONT}## Summary\n\n{'![](a.png) ' * number}\n", own)
    found = [item for item in file.diagnostics if item.code == "PM209"]
    assert len(found) == MAX_OF_A_RULE
    assert found[-1].message.endswith(", and 500 more findings of this rule")
    assert len({item.message for item in found}) == 2
