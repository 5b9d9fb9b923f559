"""What other programs are given of an archive: the records behind the JSON files and their schemas.

The schemas are made from these records, so that a file and its schema cannot differ. Nothing here is
left out of a file: what is not recorded is ``null``, an empty list or an empty map.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from postmortem_archive.model.front_matter import Audience, Criterion, DetectedBy, Kind, Status
from postmortem_archive.model.postmortem import ActionStatus, ActionType, KeyMoment

VERSION: Literal[1] = 1
"""Raised when something is renamed or removed, or changes its meaning, not when something is added."""

INDEX = "postmortems.json"
"""Where the list of all postmortems is, relative to the site's root."""

TABLE = "postmortems.csv"
"""Where the same list is as comma-separated values."""

INDEX_SCHEMA = "schema/postmortems-index.json"
DOCUMENT_SCHEMA = "schema/postmortem-document.json"

_DATE_TIME = {"type": "string", "format": "date-time", "examples": ["2026-03-12T14:05:00Z"]}
_DATE = {"type": "string", "format": "date", "examples": ["2026-03-12"]}


def instant_text(at: datetime) -> str:
    """A point in time as RFC 3339 has it, to the second: ``2026-03-12T14:05:00Z``.

    Args:
        at: in UTC.
    """
    return f"{at.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _number(value: float) -> int | float:
    """27 rather than 27.0."""
    return int(value) if value.is_integer() else value


MomentText = Annotated[str, WithJsonSchema({"anyOf": [_DATE_TIME, _DATE]})]
Instant = Annotated[datetime, PlainSerializer(instant_text), WithJsonSchema(_DATE_TIME)]
Minutes = Annotated[
    float, PlainSerializer(_number), WithJsonSchema({"type": "number", "minimum": 0})
]
Markdown = Annotated[
    str,
    Field(
        description="As its author wrote it, but for HTML comments, which are left out. It may hold "
        "HTML: sanitise it before you show it as a page."
    ),
]
Url = Annotated[str, WithJsonSchema({"type": "string", "format": "uri-reference"})]


class Data(BaseModel):
    """A record of a file; records may get further fields, so a reader has to ignore unknown ones."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class Versioned(Data):
    """A record that is a file of its own."""

    version: Literal[1] = Field(VERSION, description="Of this format.")


class Source(Data):
    """A source: a title and where it is."""

    title: str = Field(description="What it is called.")
    url: str = Field(description="Where it is, as written.")


class Facts(Data):
    """What the front matter says of a postmortem, and where it is."""

    id: str = Field(description="Name of its file without the ending; it does not change.")
    title: str = Field(description="What broke, for whom; the ID where there is no title.")
    url: Url = Field(
        description="Its page. Absolute where the site's address is known, else relative to the "
        "site's root."
    )
    json_url: Url = Field(description="Its own JSON file; absolute or relative like `url`.")
    source: str = Field(description="Path of its Markdown file in the repository.")
    status: Status = Field(
        description="Where its review stands; a file that does not say is a draft."
    )
    kind: Kind = Field(description="Whether there was harm; near misses count too.")
    severity: str | None = Field(description="ID of its severity.")
    services: tuple[str, ...] = Field(description="IDs of the services that were hit.")
    teams: tuple[str, ...] = Field(description="IDs of the teams that own these services.")
    causes: tuple[str, ...] = Field(description="IDs of its causes, the primary one first.")
    trigger: str | None = Field(description="ID of what set it off.")
    detected_by: DetectedBy | None = Field(description="Who noticed first.")
    criteria: Criterion | None = Field(description="Why a postmortem was due.")
    started: MomentText | None = Field(
        description="First harm. Moments are in UTC; one of which only the day is known is a date."
    )
    detected: MomentText | None = Field(description="When somebody or something noticed.")
    acknowledged: MomentText | None = Field(description="When a person took it on.")
    mitigated: MomentText | None = Field(description="When the harm ended for users.")
    resolved: MomentText | None = Field(description="When service was fully restored.")
    minutes_to_detect: Minutes | None = Field(
        description="From `started` to `detected`. Durations are `null` where a moment is missing "
        "or only its day is known, and where the end is before the start."
    )
    minutes_to_acknowledge: Minutes | None = Field(
        description="From `detected` to `acknowledged`, as in `postmortem stats`."
    )
    minutes_to_mitigate: Minutes | None = Field(description="From `started` to `mitigated`.")
    minutes_to_resolve: Minutes | None = Field(description="From `started` to `resolved`.")
    impact: dict[str, str] = Field(description="Figures of the impact by name, as written.")
    tags: tuple[str, ...] = Field(description="Free tags.")
    authors: tuple[str, ...] = Field(description="Handles of those who wrote it.")
    reviewers: tuple[str, ...] = Field(description="Handles of those who review it.")
    participants: tuple[str, ...] = Field(description="Handles of those who took part.")
    incident: str | None = Field(description="Key or URL of the raw incident record.")
    references: tuple[Source, ...] = Field(description="Sources that the front matter names.")
    review_on: Annotated[str, WithJsonSchema(_DATE)] | None = Field(
        description="Day of the follow-up review."
    )
    audience: Audience = Field(description="Who may read it, as the file says.")
    related: tuple[str, ...] = Field(description="IDs of postmortems that its author names.")
    aliases: tuple[str, ...] = Field(description="Former IDs.")
    first_committed: Instant | None = Field(
        description="When its file was first committed; `null` where git does not know."
    )
    last_committed: Instant | None = Field(
        description="When its file was last changed by a commit; `null` where git does not know."
    )


class ActionCounts(Data):
    """How many action items are in which state."""

    open: int = Field(description="Still to be done, those in progress and overdue ones too.")
    overdue: int = Field(description="Still to be done, and due before the day of `snapshot`.")
    done: int = Field(description="Done.")
    wont_do: int = Field(description="Dropped for a reason.")


class Entry(Facts):
    """A postmortem in the list of all."""

    summary: str | None = Field(
        description="Beginning of its summary as plain text, at most 500 characters."
    )
    actions: ActionCounts = Field(description="Its action items, counted.")


class Index(Versioned):
    """Every postmortem of the archive, newest first: `postmortems.json`."""

    site_name: str = Field(description="The site's name.")
    site_url: Url | None = Field(description="Address of the site; `null` where it is not set.")
    snapshot: date = Field(description="The day (UTC) of the build, for what is overdue.")
    postmortems: tuple[Entry, ...] = Field(description="Newest first, undated ones last.")


class TextSection(Data):
    """A section of the text."""

    key: str | None = Field(
        description="The format's name for it, such as `root-cause`; `null` for one of the author's own."
    )
    heading: str = Field(description="Its heading as written, without markup.")
    markdown: Markdown


class Happening(Data):
    """An entry of the timeline."""

    at: MomentText | None = Field(description="When; `null` where the time cannot be read.")
    until: MomentText | None = Field(description="End of a range; `null` where it is none.")
    time_text: str = Field(description="The time as written.")
    approximate: bool = Field(description="Whether the author says that the time is approximate.")
    moment: KeyMoment | None = Field(description="The moment it is labelled with.")
    markdown: Markdown


class Action(Data):
    """An action item."""

    markdown: Markdown
    owners: tuple[str, ...] = Field(description="Handles or team IDs; a good item has exactly one.")
    due: date | None = Field(description="The due date.")
    status: ActionStatus = Field(description="Where it stands.")
    type: ActionType | None = Field(description="What it is meant to change.")
    priority: str | None = Field(description="As written.")
    tracker: str | None = Field(description="Key or URL of its ticket.")


class WebLink(Data):
    """A link of the text to another site."""

    text: str = Field(description="What the link says.")
    url: str = Field(description="Where it leads.")


class Document(Facts, Versioned):
    """A whole postmortem: `postmortems/ID.json`.

    It depends on nothing but its file, its history in git and the archive's settings: it does not
    change from day to day.
    """

    introduction: str = Field(
        description="Markdown before the first section, as that of a section; may be empty."
    )
    sections: tuple[TextSection, ...] = Field(description="In the order of the file.")
    timeline: tuple[Happening, ...] = Field(description="In the order of the file.")
    whys: tuple[str, ...] = Field(description="The chain of whys, as Markdown.")
    actions: tuple[Action, ...] = Field(description="In the order of the file.")
    links: tuple[WebLink, ...] = Field(
        description="Links of the text to other sites, each address once, in the order of the file."
    )


def index_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of `postmortems.json`."""
    return _schema(Index, "The postmortems of an archive")


def document_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of `postmortems/ID.json`."""
    return _schema(Document, "A postmortem")


def _schema(record: type[Data], title: str) -> dict[str, Any]:
    schema = record.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
