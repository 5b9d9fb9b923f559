"""The part ``words`` of ``archive.yml``: what rules about language, and search, know beside their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from .front_matter import MAX_ITEMS, Line, Lines
from .record import Record

MAX_SYNONYMS = 10_000
"""Most synonyms of an archive, all words together."""

Synonyms = Annotated[tuple[Line, ...], Field(max_length=20)]
"""Words and phrases that mean the same; each stands for every other one."""


def _bounded_synonyms(synonyms: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    count = sum(1 + len(values) for values in synonyms.values())
    if count > MAX_SYNONYMS:
        raise PydanticCustomError(
            "synonyms",
            "has {count} words; search knows {most} at most",
            {"count": f"{count:,}", "most": f"{MAX_SYNONYMS:,}"},
        )
    return synonyms


class Words(Record):
    """Words that rules about language, and search, know beside their own."""

    acronyms: Lines = Field((), description="Acronyms that every reader here knows.")
    blaming: Mapping[Line, Line] = Field(
        {},
        description="Phrases that blame, each with what to write instead.",
        max_length=MAX_ITEMS,
    )
    internal_hosts: Lines = Field(
        (), description="Ends of host names that nobody outside may read: `corp.example`."
    )
    synonyms: Annotated[Mapping[Line, Synonyms], AfterValidator(_bounded_synonyms)] = Field(
        {},
        description="Words, each with words and phrases that mean the same to search: "
        "`db: [database]`. An empty list switches off what search knows of a word by itself.",
        examples=[{"db": ["database"], "oom": ["out of memory"], "ca": []}],
    )
