"""Cases of fixers as data: a file before, and what becomes of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from postmortem_archive.fixes.base import Fixer
from postmortem_archive.fixes.registry import FIXERS
from postmortem_archive.model.settings import Settings

CASES = Path(__file__).parent / "cases"
FRONT = "started: 2026-03-12T14:05Z\n"
PATH = "2026/2026-03-12-case.md"
_KEYS = {"name", "settings", "front", "front_after", "body", "body_after"}


@dataclass(frozen=True)
class Case:
    """A file before and after one fixer has worked; the same where it leaves the file alone."""

    fixer: Fixer
    settings: Settings
    before: str
    after: str


def cases() -> list[Any]:
    """All cases, for pytest."""
    return [
        pytest.param(_case(fixer, given), id=f"{fixer.name}: {given['name']}")
        for fixer in FIXERS
        for given in load(fixer.name)
    ]


def load(name: str) -> list[dict[str, Any]]:
    """The cases of a fixer as they are written."""
    loaded: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))
    return loaded


def whole(front: str, body: str) -> str:
    """A whole file."""
    return f"---\n{front}---\n{body}"


def _case(fixer: Fixer, given: dict[str, Any]) -> Case:
    unknown = set(given) - _KEYS
    assert not unknown, f"unknown keys in the case: {unknown}"
    front, body = given.get("front", FRONT), given.get("body", "")
    return Case(
        fixer,
        Settings.model_validate(given.get("settings", {})),
        whole(front, body),
        whole(given.get("front_after", front), given.get("body_after", body)),
    )
