"""The front matter of a postmortem, field by field, as its JSON Schema describes it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .moment import MissingOffsetError, Moment

MAX_TEXT = 1_000
"""Longest text, in characters, that a front matter field may hold."""

MAX_ITEMS = 200
"""Most entries that a list of the front matter may hold."""


class Status(StrEnum):
    """Where the review of a postmortem stands."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    PUBLISHED = "published"


class Kind(StrEnum):
    """Whether harm was done."""

    INCIDENT = "incident"
    NEAR_MISS = "near-miss"


class DetectedBy(StrEnum):
    """Who noticed first."""

    MONITORING = "monitoring"
    CUSTOMER = "customer"
    EMPLOYEE = "employee"
    THIRD_PARTY = "third-party"


class Criterion(StrEnum):
    """Why a postmortem was due."""

    OUTAGE = "outage"
    THRESHOLD = "threshold"
    DATA_LOSS = "data-loss"
    REQUEST = "request"


class Audience(StrEnum):
    """Who may read it."""

    INTERNAL = "internal"
    PUBLIC = "public"


# Signs that turn the direction of the text behind them: a line then reads other than it is.
_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _one_line(text: str) -> str:
    text = text.strip()
    if text and text.isprintable():  # as nearly every line is
        return text
    if "\n" in text:
        raise PydanticCustomError("one_line", "must be a single line")
    for sign in text:
        if sign in _TURNS_DIRECTION or unicodedata.category(sign) in ("Cc", "Zl", "Zp"):
            raise PydanticCustomError(
                "invisible_character",
                "has the invisible character {name} in it",
                {"name": f"U+{ord(sign):04X}"},
            )
    if all(unicodedata.category(sign) in ("Cf", "Zs") for sign in text):
        raise PydanticCustomError("nothing_to_see", "is empty")
    return text


def _moment(value: object) -> Moment:
    if isinstance(value, Moment):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("moment", "must be a date-time with offset, or a date")
    try:
        return Moment.from_text(value)
    except MissingOffsetError as error:
        raise PydanticCustomError(
            "time_without_offset",
            "has no offset from UTC",
            {"suggestion": error.suggestion},
        ) from error
    except (ValueError, OverflowError) as error:
        raise PydanticCustomError(
            "moment", "must be a date-time with offset (2026-03-12T14:05Z) or a date (2026-03-12)"
        ) from error


def _clock_moment(value: object) -> Moment:
    moment = _moment(value)
    if moment.day_only:
        raise PydanticCustomError(
            "moment", "must say the time too, as a date-time with offset (2026-03-12T14:05Z)"
        )
    return moment


def _day(value: object) -> Moment:
    message = "must be a date without a time (2026-03-12)"
    try:
        moment = _moment(value)
    except PydanticCustomError as error:
        raise PydanticCustomError("moment", message) from error
    if not moment.day_only:
        raise PydanticCustomError("moment", message)
    return moment


_DATE_TIME_SCHEMA = {"type": "string", "format": "date-time", "examples": ["2026-03-12T14:05:00Z"]}
_DATE_SCHEMA = {"type": "string", "format": "date", "examples": ["2026-03-12"]}


class Schema:
    """What pydantic is to make of a type, said in its own words.

    From annotations it would work it out anew for each of the many fields of the type, which takes long.

    Args:
        make: makes the schema; pydantic may change what it is given, so each field has its own.
    """

    def __init__(self, make: Callable[[], CoreSchema]) -> None:
        self._make = make

    def __get_pydantic_core_schema__(self, _type: object, _handler: object) -> CoreSchema:
        """The schema, as pydantic asks for it."""
        return self._make()


def _line_schema() -> CoreSchema:
    text = core_schema.str_schema(min_length=1, max_length=MAX_TEXT)
    return core_schema.no_info_after_validator_function(_one_line, text)


def _lines_schema() -> CoreSchema:
    return core_schema.tuple_variable_schema(_line_schema(), max_length=MAX_ITEMS)


Line = Annotated[str, Schema(_line_schema)]
"""One line of text."""

Lines = Annotated[tuple[str, ...], Schema(_lines_schema)]
"""A list of one-line texts."""


def _moment_schema(read: Callable[[object], Moment]) -> Schema:
    as_text = core_schema.plain_serializer_function_ser_schema(
        str, return_schema=core_schema.str_schema()
    )
    return Schema(lambda: core_schema.no_info_plain_validator_function(read, serialization=as_text))


MomentField = Annotated[
    Moment,
    _moment_schema(_moment),
    WithJsonSchema({"anyOf": [_DATE_TIME_SCHEMA, _DATE_SCHEMA]}),
]
"""A date-time with offset, or a date."""

ClockField = Annotated[Moment, _moment_schema(_clock_moment), WithJsonSchema(_DATE_TIME_SCHEMA)]
"""A date-time with offset."""

DayField = Annotated[Moment, _moment_schema(_day), WithJsonSchema(_DATE_SCHEMA)]
"""A date."""


def _public_id_schema() -> CoreSchema:
    return core_schema.str_schema(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=100)


PublicId = Annotated[str, Schema(_public_id_schema)]
"""The name of a page outside: lower-case letters, digits, dots, hyphens and underscores."""


class Approval(BaseModel):
    """That somebody has approved the public text; `postmortem approve` writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    role: Line = Field(description="As whom: a role of `public.approvals` in archive.yml.")
    by: Line = Field(description="Handle of who approved it.")
    on: DayField = Field(description="When.")
    text: Line = Field(description="Hash of the public text that was approved.")


class Reference(BaseModel):
    """A source: a title and where it is."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    title: Line = Field(description="What the source is called.")
    url: Line = Field(description="Where it is.")


class FrontMatter(BaseModel):
    """The fields of a postmortem's front matter.

    Every field is optional here, because a file is read even where fields are missing; that a required
    one is missing is for the rules to say. Unknown fields are kept by the parser, apart.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", title="Postmortem front matter")

    title: Line | None = Field(None, description="What broke, for whom, in one line.")
    status: Status | None = Field(None, description="Where the review stands.")
    severity: Line | None = Field(
        None, description="How bad it was: an ID of `severities` in archive.yml."
    )
    services: Lines = Field(
        (), description="What was affected: IDs of `services` in archive.yml, at least one."
    )
    causes: Lines = Field(
        (),
        description="Contributing causes: IDs of `causes` in archive.yml; the first is the primary one.",
    )
    started: MomentField | None = Field(None, description="First harm (not the first alert).")
    detected: ClockField | None = Field(None, description="When somebody or something noticed.")
    acknowledged: ClockField | None = Field(None, description="When a person took it on.")
    mitigated: ClockField | None = Field(None, description="When the harm ended for users.")
    resolved: MomentField | None = Field(None, description="When service was fully restored.")
    kind: Kind = Field(Kind.INCIDENT, description="Near misses count too.")
    trigger: Line | None = Field(
        None,
        description="What set it off, apart from why it could: an ID of `triggers` in archive.yml.",
    )
    detected_by: DetectedBy | None = Field(None, description="Who noticed first.")
    criteria: Criterion | None = Field(None, description="Why a postmortem was due.")
    impact: Mapping[Line, Line] = Field(
        {},
        description="Figures of the impact: `users`, `requests_failed`, `revenue`, `data_loss`, own keys.",
        json_schema_extra={"additionalProperties": {"type": ["string", "number", "boolean"]}},
    )
    authors: Lines = Field((), description="Handles of those who wrote it.")
    reviewers: Lines = Field((), description="Handles of those who review it.")
    participants: Lines = Field((), description="Handles of those who took part in the response.")
    incident: Line | None = Field(None, description="Key or URL of the raw incident record.")
    references: Annotated[tuple[Reference, ...], Field(max_length=MAX_ITEMS)] = Field(
        (), description="Sources, each with `title` and `url`."
    )
    review_on: DayField | None = Field(
        None, description="Day of the follow-up review, 2 to 4 weeks after resolution."
    )
    audience: Audience = Field(
        Audience.INTERNAL,
        description="Who may read it: of a `public` one, only its public text leaves the house.",
    )
    public_title: Line | None = Field(
        None, description="Title of the public text; a public postmortem needs one."
    )
    public_id: PublicId | None = Field(
        None,
        description="Name of its page in the public edition; made of the day and `public_title` where "
        "not given.",
    )
    approved_by: Annotated[tuple[Approval, ...], Field(max_length=MAX_ITEMS)] = Field(
        (),
        description="Who approved the public text, each with `role`, `by`, `on` and `text`; written by "
        "`postmortem approve`.",
    )
    tags: Lines = Field((), description="Free tags.")
    related: Lines = Field((), description="IDs of related postmortems.")
    aliases: Lines = Field((), description="Former IDs of this file; they stay as redirects.")

    def moments(self) -> Iterator[tuple[str, Moment]]:
        """The key moments that are given, as (field name, moment), in the order they must hold."""
        for name in MOMENT_FIELDS:
            if moment := getattr(self, name):
                yield name, moment


MOMENT_FIELDS = ("started", "detected", "acknowledged", "mitigated", "resolved")
"""Fields that hold key moments, in the order they must hold."""

REQUIRED_FIELDS = ("title", "status", "severity", "services", "causes", "started")
"""Fields every postmortem needs; ``resolved`` is needed too unless it is a draft."""


def front_matter_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the front matter, for editors and other tools."""
    schema = FrontMatter.model_json_schema(mode="validation")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["required"] = list(REQUIRED_FIELDS)
    schema["additionalProperties"] = True  # unknown fields are kept
    schema["if"] = {"not": {"properties": {"status": {"const": "draft"}}}}
    schema["then"] = {"required": ["resolved"]}
    return schema
