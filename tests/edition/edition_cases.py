"""Cases of the public text as data, and postmortems made of bodies."""

from pathlib import Path
from typing import Any

import yaml

from postmortem_archive.edition.fault import Fault
from postmortem_archive.edition.text import PublicText, public_text
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings

CASES = Path(__file__).parent / "cases"
PATH = "2026/2026-03-12-checkout.md"

ARCHIVE = """\
severities: {sev1: {name: Severity one, public_name: Major}, sev2: {name: Severity two}}
services:
  pay: {name: payd, public_name: Payments}
  shop: {name: shopfront, public_name: Shop}
  web: {name: webd, public_name: Shop}
  hidden: {name: hiddend}
public: {sections: [impact, timeline, actions]}
"""

FRONT = """\
title: The inner title
status: published
severity: sev1
services: [pay, shop]
started: 2026-03-12T14:05:00Z
resolved: 2026-03-12T15:05:00Z
audience: public
public_title: Payments failed
"""


def load_cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file, each a map with a `name`."""
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))
    return cases


def names(cases: list[dict[str, Any]]) -> list[str]:
    """The names of some cases, for pytest."""
    return [str(case["name"]) for case in cases]


def settings_of(archive: str = ARCHIVE) -> Settings:
    """Settings without a problem."""
    read = parse_settings(archive)
    assert not read.problems
    return read.settings


def postmortem_of(body: str, front: str = FRONT, archive: str = ARCHIVE) -> Postmortem:
    """A postmortem as it is read from a file."""
    text = f"---\n{front}---\n{body}"
    found = parse_document(PATH, text.encode(), settings_of(archive)).postmortem
    assert found is not None
    return found


def public_of(body: str, front: str = FRONT, archive: str = ARCHIVE) -> PublicText:
    """The public text of a postmortem with that body."""
    return public_text(postmortem_of(body, front, archive), settings_of(archive))


def told(faults: tuple[Fault, ...], above: int = 0) -> list[str]:
    """Faults as `kind line:column message`; `above` lines stand before what they are about."""
    return [
        f"{fault.kind} {fault.position.line - above}:{fault.position.column} {fault.message}"
        for fault in faults
    ]


def everything_of(text: PublicText) -> str:
    """All that an author wrote of a public text."""
    return "\n".join(passage.text for passage in text.passages())
