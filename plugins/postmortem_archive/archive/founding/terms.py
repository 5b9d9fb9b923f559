"""A service or a team that a repository tells of, in the words of ``archive.yml``."""

from __future__ import annotations

import re
from typing import NamedTuple

from postmortem_archive.model.slug import slugify
from postmortem_archive.model.wording import shown

from ..discover import printable

_MAX_ID = 100
_MAX_NAME = 100
_MAX_DESCRIPTION = 300
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


class FoundService(NamedTuple):
    """A service.

    Attributes:
        id: as postmortems will name it.
        name: how it is shown; empty where the ID says it all.
        team: ID of the team that owns it; may be empty.
        description: what it is, in one line; may be empty.
    """

    id: str
    name: str = ""
    team: str = ""
    description: str = ""


def identifier(text: str) -> str:
    """An ID made of a name: lower-case Latin letters, digits, dots, hyphens; empty where none can be."""
    lowered = text.strip().lower()
    made = lowered if _ID.fullmatch(lowered) else slugify(text)
    is_made = any(map(str.isalnum, text)) and _ID.fullmatch(made)
    return made if is_made and len(made) <= _MAX_ID else ""


def name_of(text: object, term_id: str) -> str:
    """How a term is shown; empty where that is its ID."""
    name = _line(text, _MAX_NAME)
    return "" if name == term_id else name


def description_of(text: object) -> str:
    """A description in one line."""
    return _line(text, _MAX_DESCRIPTION)


def _line(text: object, most: int) -> str:
    return shown(printable(" ".join(text.split())), most) if isinstance(text, str) else ""
