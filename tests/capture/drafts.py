"""Postmortems to capture into, and what tests look up in them."""

from collections.abc import Sequence

from captures import SETTINGS
from postmortem_archive.capture.event import CapturedEvent, Downtime
from postmortem_archive.capture.merge import Merged, merge
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.parse.document import parse_document

PATH = "2026/2026-03-12-orders.md"

FRONT_MATTER = """\
---
title: Orders failed
status: draft
severity: sev2
services: [checkout]
causes: []
started: 2026-03-12T18:27Z
detected:
resolved:
---
"""


def draft(body: str, front_matter: str = FRONT_MATTER) -> str:
    """A postmortem with this body."""
    return f"{front_matter}\n{body}"


def merged(
    text: str | bytes, events: Sequence[CapturedEvent], windows: Sequence[Downtime] = ()
) -> tuple[str, Merged]:
    """The postmortem after a capture, as text, and what else is known of that."""
    data = text.encode() if isinstance(text, str) else text
    done = merge(PATH, data, SETTINGS, events, windows)
    return done.data.decode(), done


def parsed(text: str) -> Postmortem:
    """The postmortem that a text holds."""
    postmortem = parse_document(PATH, text.encode(), SETTINGS).postmortem
    assert postmortem is not None
    return postmortem


def entries(text: str) -> list[str]:
    """The timeline that a reader of the file sees: time, key moment, text."""
    return [
        f"{entry.start} {f'{entry.moment}: ' if entry.moment else ''}{entry.text}"
        for entry in parsed(text).timeline
    ]


def without_comment(text: str) -> str:
    """The text without the comment that holds the codes of what was captured."""
    head, sign, rest = text.partition("\n<!-- captured:")
    return head + rest.partition("-->\n")[2] if sign else text


def is_kept_in(before: str, after: str) -> bool:
    """Whether every character of a text is still there, in its order: things were only added."""
    remaining = iter(after)
    return all(character in remaining for character in before)
