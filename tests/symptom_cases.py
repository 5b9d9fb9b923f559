"""Planted incidents and what people paste to find them; the archive that they are hidden in."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from made_archive import SETTINGS, made_archive
from places import ROOT
from postmortem_archive.archive.archive import Archive
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter, Status
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import Document, Postmortem, Section

SIZE = 300
"""How many postmortems the archive has, the planted ones among them."""

PAGE = 10_000
"""How many characters the longest paste has."""

_DATA: dict[str, Any] = yaml.safe_load(
    (ROOT / "tests/search/cases/symptoms.yml").read_text("utf-8")
)
_STARTED = datetime(2025, 1, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Symptom:
    """A pasted text and the ID of the postmortem that it belongs to."""

    name: str
    is_final: bool
    paste: str
    meant: str


def symptoms() -> list[Symptom]:
    """All cases, in the order of their file."""
    return [
        Symptom(
            case["name"],
            case["half"] == "final",
            _page(case["paste"], case["name"]) if case.get("page") else case["paste"],
            f"planted-{case['name']}",
        )
        for case in _DATA["planted"]
    ]


def symptom_archive(folder: Path = Path("/nowhere/postmortems"), size: int = SIZE) -> Archive:
    """An archive of ``size`` postmortems with the planted ones and those that are like them."""
    planted = [
        _postmortem(number, f"planted-{case['name']}", case)
        for number, case in enumerate(_DATA["planted"])
    ]
    others = [
        _postmortem(number, f"other-{number}", case) for number, case in enumerate(_DATA["others"])
    ]
    made = made_archive(size - len(planted) - len(others), folder)
    items = [*made.postmortems, *planted, *others]
    return Archive(
        made.project,
        SETTINGS,
        tuple(Document(item.path, item) for item in items),
        digests={item.path: f"1/{item.path}" for item in items},
    )


def _postmortem(number: int, name: str, case: dict[str, Any]) -> Postmortem:
    started = _STARTED + timedelta(days=11 * number)
    summary, _, rest = case["text"].partition(". ")
    meta = FrontMatter(
        title=case["title"],
        status=Status.PUBLISHED,
        severity="sev2",
        services=tuple(case.get("services", ())),
        started=Moment(started),
        resolved=Moment(started + timedelta(minutes=40)),
    )
    sections = tuple(
        Section(key, key, Position(), body, 1, is_empty=not body, is_template=False)
        for key, body in (("summary", f"{summary}."), ("root-cause", rest))
    )
    return Postmortem(f"{started:%Y}/{name}.md", meta, sections=sections)


def _page(paste: str, seed: str) -> str:
    """The pasted lines somewhere among those that a service writes all day."""
    chance = random.Random(seed)
    lines = list(_noise(chance, PAGE - len(paste) - 1))
    place = chance.randrange(len(lines))
    return "\n".join([*lines[:place], paste.rstrip("\n"), *lines[place:]])


def _noise(chance: random.Random, size: int) -> Iterator[str]:
    moment = datetime(2026, 5, 30, 3, tzinfo=UTC)
    while size > 0:
        moment += timedelta(milliseconds=chance.randrange(400))
        line = chance.choice(_DATA["noise"]).format(
            time=moment.isoformat(timespec="milliseconds"),
            n=chance.randrange(10, 1_000),
            ip=f"10.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(256)}",
            hex=f"{chance.getrandbits(64):016x}",
            uuid=f"{chance.getrandbits(32):08x}-4a1b-4c2d-8e3f-{chance.getrandbits(48):012x}",
        )
        yield line[:size]
        size -= len(line) + 1
