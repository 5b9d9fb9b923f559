"""The part ``rules`` of ``archive.yml``: which rules apply, to which files, and how strictly."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from .diagnostic import Level
from .front_matter import MAX_ITEMS, Kind, Line, Lines, Status
from .record import Record

MAX_LIMIT = 100_000
"""Highest number that a limit may be: 273 years in days, two months in minutes."""


class Limits(Record):
    """Numbers that can differ from archive to archive."""

    summary_sentences_min: int = Field(
        2, ge=1, le=MAX_LIMIT, description="Fewest sentences of a summary."
    )
    summary_sentences_max: int = Field(
        4, ge=1, le=MAX_LIMIT, description="Most sentences of a summary."
    )
    sentence_words: int = Field(
        40,
        ge=10,
        le=MAX_LIMIT,
        description="Words in a sentence of the summary above which it is hard to read.",
    )
    pages: int = Field(
        4,
        ge=1,
        le=MAX_LIMIT,
        description="Pages (of 500 words) that need no executive summary beside them.",
    )
    whys: int = Field(3, ge=1, le=MAX_LIMIT, description="Fewest steps of a chain of whys.")
    timeline_gap_minutes: int = Field(
        60,
        ge=1,
        le=MAX_LIMIT,
        description="Minutes without an entry, while harm lasts, that look like a gap.",
    )
    due_days: int = Field(
        180,
        ge=1,
        le=MAX_LIMIT,
        description="Days from resolution to a due date that is still realistic.",
    )
    written_within_hours: int = Field(
        48, ge=1, le=MAX_LIMIT, description="Hours from resolution to the first commit."
    )
    draft_days: int = Field(
        14, ge=1, le=MAX_LIMIT, description="Days from resolution to the end of drafting."
    )
    review_after_days_min: int = Field(
        14, ge=0, le=MAX_LIMIT, description="Fewest days from resolution to `review_on`."
    )
    review_after_days_max: int = Field(
        28, ge=1, le=MAX_LIMIT, description="Most days from resolution to `review_on`."
    )


class RuleException(Record):
    """Rules that are off, or have another level, for some postmortems.

    Of several exceptions that match a postmortem, all count, the last one most.
    """

    reason: Line = Field(description="Why.")
    paths: Lines = Field(
        (),
        description="Files it holds for, relative to the archive's folder; `*` stands for any "
        "characters. All where not given.",
        examples=[["2019/*", "imported/*"]],
    )
    kind: tuple[Kind, ...] = Field((), description="Kinds it holds for; all where not given.")
    status: tuple[Status, ...] = Field((), description="States it holds for; all where not given.")
    severity: Lines = Field((), description="Severities it holds for; all where not given.")
    ignore: Lines = Field((), description="Rules that are off: code, alias or family (`PM7`).")
    levels: Mapping[Line, Level] = Field(
        {},
        description="Another level for a rule: code, alias or family, with the level.",
        max_length=MAX_ITEMS,
    )


class RuleSettings(Record):
    """Which rules apply, to which files, and how strictly.

    A rule is named by its code (`PM305`), its alias (`timeline-without-offset`) or its family (`PM3`).
    """

    select: Lines | None = Field(
        None, description="Rules that apply; all where not given. Fixed rules always apply."
    )
    ignore: Mapping[Line, Line] = Field(
        {}, description="Rules that do not apply here, each with the reason.", max_length=MAX_ITEMS
    )
    levels: Mapping[Line, Level] = Field(
        {},
        description="Another level for a rule, with error, warning or hint.",
        max_length=MAX_ITEMS,
    )
    exceptions: tuple[RuleException, ...] = Field(
        (),
        description="What is different for some paths, kinds, states and severities.",
        max_length=MAX_ITEMS,
    )
    limits: Limits = Field(
        Limits.model_construct(), description="Numbers that rules measure against."
    )
    baseline: Line | None = Field(
        None,
        description="A file of findings that are known and not shown again, beside archive.yml; "
        "written by `postmortem check --write-baseline`.",
    )
