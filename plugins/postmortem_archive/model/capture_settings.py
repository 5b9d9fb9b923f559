"""The part ``capture`` of ``archive.yml``: how exports of other tools become rows of a timeline."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from .front_matter import MAX_ITEMS, Line, Lines
from .record import Record


class CapturePeople(StrEnum):
    """How people are named in what is captured."""

    ROLES = "roles"
    HANDLES = "handles"


DEFAULT_MARKS = (
    *("pushpin", "round_pushpin", "star", "exclamation", "bangbang", "rotating_light", "warning"),
    *("white_check_mark", "heavy_check_mark", "memo", "eyes"),
)
"""Reactions that mark a chat message as important where ``archive.yml`` does not say which do."""


class Capture(Record):
    """How exports of other tools become rows of a timeline."""

    people: CapturePeople = Field(
        CapturePeople.ROLES,
        description="How people are named: `roles` (their role in `roles`, else `a responder`), or "
        "`handles` (their role where it is given, else `@handle`).",
    )
    roles: Mapping[Line, Line] = Field(
        {},
        description="Role of a person, by the handle, name or ID that exports know them by.",
        examples=[{"ana": "the on-call engineer", "U02AB3CD4": "the incident commander"}],
        max_length=MAX_ITEMS,
    )
    marks: Lines = Field(
        DEFAULT_MARKS,
        description="Reactions, by their names without colons, that mark a chat message as important.",
    )
