"""``archive.yml``: the vocabulary of an archive and what it asks of a postmortem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .capture_settings import Capture
from .diagnostic import Position, Problem
from .front_matter import MAX_ITEMS, Kind, Line, Lines, Schema, Status
from .record import Record
from .rule_settings import RuleSettings
from .sections import SECTION_BY_KEY
from .word_settings import Words

MAX_TERMS = 20_000
"""Most entries that a vocabulary may hold."""


def _identifier_schema() -> CoreSchema:
    return core_schema.str_schema(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=100)


Identifier = Annotated[str, Schema(_identifier_schema)]
"""An ID: lower-case letters, digits, dots, hyphens and underscores."""


def _section_key(key: str) -> str:
    if key not in SECTION_BY_KEY:
        raise PydanticCustomError(
            "section_key", "is no section; use one of {keys}", {"keys": ", ".join(SECTION_BY_KEY)}
        )
    return key


SectionKey = Annotated[
    str,
    AfterValidator(_section_key),
    Field(json_schema_extra={"enum": list(SECTION_BY_KEY)}),
]
"""The canonical key of a section."""


class Term(Record):
    """A word of the vocabulary."""

    name: Line | None = Field(None, description="How it is shown; the ID where not given.")
    description: str = Field("", description="What it means, for those who choose it and read it.")
    aliases: Lines = Field((), description="Other words for it; search and did-you-mean know them.")

    @property
    def names(self) -> tuple[str, ...]:
        """The words for it beside its ID: its name, if it has one, and its aliases."""
        return (self.name, *self.aliases) if self.name else self.aliases


class PublicTerm(Term):
    """A word of the vocabulary that the public edition may show, by a name of its own."""

    public_name: Line | None = Field(
        None, description="What it is called in the public edition; left out there where not given."
    )


class Service(PublicTerm):
    """Something that can be affected."""

    team: Identifier | None = Field(None, description="The team that owns it: an ID of `teams`.")
    tier: int | None = Field(None, ge=0, le=9, description="How much depends on it; 1 is the most.")


class Cause(Term):
    """A kind of contributing cause."""

    kind: Line | None = Field(
        None, description="Its family: process, architecture, technology, human, external, …"
    )


class Requirement(Record):
    """What postmortems of some kinds, states and severities must have.

    Of all the requirements that match a postmortem, the last one counts.
    """

    kind: tuple[Kind, ...] = Field((), description="Kinds it holds for; all where not given.")
    status: tuple[Status, ...] = Field((), description="States it holds for; all where not given.")
    severity: Lines = Field((), description="Severities it holds for; all where not given.")
    sections: tuple[SectionKey, ...] = Field(
        (), description="Sections that must be there and be filled in."
    )
    fields: Lines = Field((), description="Front matter fields needed beyond those always needed.")


class Links(Record):
    """Addresses in which `{key}` stands for the key."""

    tracker_url: Line | None = Field(
        None, description="Address of a ticket.", examples=["https://tracker.example/browse/{key}"]
    )
    incident_url: Line | None = Field(None, description="Address of an incident record.")
    tracker_keys: Lines = Field(
        (),
        description="Prefixes of ticket keys: `OPS` for OPS-123. With them, or with `tracker_url`, "
        "an action item needs such a key or such an address.",
    )


def _further_section(key: str) -> str:
    if key == "summary":  # it is written for those inside, and outside another one has its name
        raise PydanticCustomError(
            "further_section",
            "it is for those inside; `customer-summary` stands in its place outside",
        )
    return key


class Public(Record):
    """What may leave the house of a postmortem with `audience: public`; all else stays in."""

    sections: tuple[Annotated[SectionKey, AfterValidator(_further_section)], ...] = Field(
        (),
        description="Sections that are public beside `customer-summary`: `impact`, `timeline`, "
        "`actions`. Of a timeline its times and texts are, of action items their texts and states.",
    )
    approvals: Lines = Field(
        (),
        description="Roles that each have to approve a public text: `communications`, `legal`.",
    )
    customers: Lines = Field((), description="Names of customers, which no public text may have.")
    allowed: Lines = Field(
        (),
        description="Words that may stand in public texts all the same: `support@shop.example`, the "
        "name of a founder.",
    )


DEFAULT_REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement.model_construct(
        sections=(
            "summary",
            "impact",
            "timeline",
            "root-cause",
            "resolution",
            "went-well",
            "improve",
            "actions",
        )
    ),
    Requirement.model_construct(
        kind=(Kind.NEAR_MISS,),
        sections=("summary", "timeline", "root-cause", "went-well", "actions"),
    ),
    Requirement.model_construct(status=(Status.DRAFT,)),
)
"""What is required where ``archive.yml`` does not say: drafts need no section, near misses fewer."""


class Settings(Record):
    """Everything ``archive.yml`` can say.

    A vocabulary that is not given (``None``) is not checked: IDs are then collected from the files.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", title="archive.yml")

    name: Line | None = Field(None, description="What the archive is called.")
    description: str = Field("", description="What the archive holds.")
    severities: Mapping[Identifier, PublicTerm] | None = Field(
        None, description="Severities by ID, worst first.", max_length=MAX_TERMS
    )
    services: Mapping[Identifier, Service] | None = Field(
        None, description="Services by ID.", max_length=MAX_TERMS
    )
    causes: Mapping[Identifier, Cause] | None = Field(
        None, description="Causes by ID.", max_length=MAX_TERMS
    )
    triggers: Mapping[Identifier, Term] | None = Field(
        None, description="Triggers by ID.", max_length=MAX_TERMS
    )
    teams: Mapping[Identifier, Term] | None = Field(
        None, description="Teams by ID.", max_length=MAX_TERMS
    )
    people: Mapping[Identifier, Term] | None = Field(
        None,
        description="Handles of people who may own action items, beside the teams.",
        max_length=MAX_TERMS,
    )
    priorities: Lines = Field(
        (), description="Priorities of action items, most urgent first; each item then needs one."
    )
    require: tuple[Requirement, ...] = Field(
        DEFAULT_REQUIREMENTS,
        description="What is required, from the general to the special; the last match counts.",
        max_length=MAX_ITEMS,
    )
    sections: Mapping[SectionKey, Lines] = Field(
        {}, description="Further headings that mean a section, by section key."
    )
    unknown_words: Lines = Field(
        (),
        description="Words that say honestly that a fact was not recorded, such as `not published`; "
        "accepted where a date would be asked for.",
    )
    rules: RuleSettings = Field(
        RuleSettings.model_construct(), description="Which rules apply, and how strictly."
    )
    words: Words = Field(
        Words.model_construct(), description="Words that rules about language, and search, know."
    )
    links: Links = Field(Links.model_construct(), description="How keys become links.")
    public: Public = Field(
        Public.model_construct(), description="What the public edition shows, and who approves it."
    )
    capture: Capture = Field(
        Capture.model_construct(),
        description="How `postmortem capture` names people, and what it takes for important.",
    )

    def vocabulary(self, name: VocabularyName) -> Mapping[str, Term] | None:
        """The named vocabulary, or ``None`` where the archive does not define it."""
        terms: Mapping[str, Term] | None = getattr(self, name)
        return terms

    def label(self, name: VocabularyName, term_id: str) -> str:
        """How a term is shown: its name, or its ID where it has none."""
        term = (self.vocabulary(name) or {}).get(term_id)
        return (term.name if term else None) or term_id

    def team_of(self, service: str) -> str | None:
        """The team that owns a service, if the archive says so."""
        found = (self.services or {}).get(service)
        return found.team if found else None

    def requirement_for(
        self, kind: Kind, status: Status | None, severity: str | None
    ) -> Requirement:
        """What a postmortem of that kind, status and severity must have."""
        matching = [
            entry
            for entry in self.require
            if (not entry.kind or kind in entry.kind)
            and (not entry.status or (status or Status.DRAFT) in entry.status)
            and (not entry.severity or severity in entry.severity)
        ]
        return matching[-1] if matching else Requirement()


VocabularyName = Literal["severities", "services", "causes", "triggers", "teams"]

VOCABULARIES: tuple[VocabularyName, ...] = get_args(VocabularyName)
"""The settings that define terms by ID."""


@dataclass(frozen=True, slots=True)
class SettingsDocument:
    """``archive.yml`` as read, understood or not.

    Attributes:
        settings: what it says; defaults for whatever it does not say or says wrongly.
        problems: what the parser has to say, in the order of the places.
        key_positions: where each key stands, by the path of its value: ``("rules", "ignore")``.
        text: what could be read of the file, for showing lines of it; may be empty.
    """

    settings: Settings = field(default_factory=Settings)
    problems: tuple[Problem, ...] = ()
    key_positions: Mapping[tuple[str | int, ...], Position] = field(default_factory=dict)
    text: str = ""

    def position_of_key(self, *path: str | int) -> Position:
        """Where a key stands; the nearest key around it where it has no place of its own."""
        while path and path not in self.key_positions:
            path = path[:-1]
        return self.key_positions.get(path, Position())


def settings_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of ``archive.yml``, for editors and other tools."""
    schema = Settings.model_json_schema(mode="validation")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema
