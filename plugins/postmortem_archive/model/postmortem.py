"""A postmortem as read from its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import PurePosixPath

from .diagnostic import Position, Problem
from .front_matter import FrontMatter, Kind, Status
from .link import Heading, Link
from .moment import Moment
from .suppression import Suppression


class KeyMoment(StrEnum):
    """A labelled moment of a timeline; the value is its field name, or its slug where it has none."""

    STARTED = "started"
    DETECTED = "detected"
    ACKNOWLEDGED = "acknowledged"
    CAUSE_FOUND = "cause-found"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """As it is written in a timeline: ``Cause found``."""
        return self.value.replace("-", " ").capitalize()


class ActionStatus(StrEnum):
    """Where an action item stands."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    WONT_DO = "wont-do"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more will be done."""
        return self in (ActionStatus.DONE, ActionStatus.WONT_DO)


class ActionType(StrEnum):
    """What an action item is meant to change."""

    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    PROCESS = "process"


@dataclass(frozen=True, slots=True)
class Section:
    """A level-2 section.

    Attributes:
        key: the canonical key, or ``None`` for a heading the format does not know.
        heading: the heading's text as written, without markup.
        position: of the heading.
        body: the Markdown below the heading, exactly as written, up to the next section.
        body_line: line of the file at which ``body`` begins.
        is_empty: nothing is there but white space, comments and empty table heads.
        is_template: empty, and a line of the scaffold's guidance is still there.
    """

    key: str | None
    heading: str
    position: Position
    body: str
    body_line: int
    is_empty: bool
    is_template: bool


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One entry of a timeline.

    Attributes:
        position: of the entry's time.
        time_text: the time as written.
        start: when; ``None`` where the time could not be read.
        end: end of a range; ``None`` where the entry is no range.
        is_approximate: the author marked the time as approximate.
        offset_assumed: neither the entry nor its section stated an offset; that of ``started`` was taken.
        moment: the key moment it is labelled with, if any.
        text: what happened, as Markdown, without the label.
        extra: further columns as (heading, Markdown) pairs.
    """

    position: Position
    time_text: str
    start: Moment | None
    text: str
    end: Moment | None = None
    is_approximate: bool = False
    offset_assumed: bool = False
    moment: KeyMoment | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ActionItem:
    """One action item.

    Attributes:
        position: of the item.
        text: what is to be done, as Markdown.
        owners: handles or team IDs without a leading ``@``; a good item has exactly one.
        due: the due date; ``None`` where there is none or it could not be read.
        due_text: the due date as written; empty where there is none.
        status: as written, else ``open``; a ticked box is ``done``.
        status_text: the status as written, with whatever follows it (a reason, a date).
        priority: as written; empty where there is none.
        type: prevent, detect, mitigate or process; ``None`` where not given or not known.
        type_text: the type as written.
        tracker: key or URL of the ticket; empty where there is none.
        extra: further columns as (heading, Markdown) pairs.
    """

    position: Position
    text: str
    owners: tuple[str, ...] = ()
    due: date | None = None
    due_text: str = ""
    status: ActionStatus = ActionStatus.OPEN
    status_text: str = ""
    priority: str = ""
    type: ActionType | None = None
    type_text: str = ""
    tracker: str = ""
    extra: tuple[tuple[str, str], ...] = ()

    def is_overdue(self, today: date) -> bool:
        """Whether it is still to be done and its due date has passed."""
        return not self.status.is_closed and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Why:
    """One step of a chain of whys: the Markdown of the list item, and where it is."""

    position: Position
    text: str


@dataclass(frozen=True, slots=True)
class Postmortem:
    """A file that was understood.

    Attributes:
        path: POSIX path relative to the archive's folder, such as ``2019/2019-07-02-waf-regex.md``.
        meta: the front matter; fields that could not be read are missing here and reported apart.
        extra_meta: unknown fields of the front matter, as they were read (text, lists and maps of text).
        field_positions: where each front matter value stands, keyed by its path (``("services", 0)``);
            the empty tuple is the front matter itself.
        sections: the level-2 sections in the order of the file.
        preamble: Markdown before the first section (an H1, an introduction).
        timeline: entries in the order of the file.
        actions: action items in the order of the file.
        whys: the chain of whys, if one is given.
        headings: those of every level, in the order of the file.
        links: links, images and reference definitions of the body, in the order of the file.
        text: the whole file as read, nothing changed but the encoding and line ends (LF).
        body_line: line of the file at which the body begins.
    """

    path: str
    meta: FrontMatter
    extra_meta: Mapping[str, object] = field(default_factory=dict)
    field_positions: Mapping[tuple[str | int, ...], Position] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    preamble: str = ""
    timeline: tuple[TimelineEntry, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    whys: tuple[Why, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    text: str = ""
    body_line: int = 1

    @property
    def id(self) -> str:
        """The stem of the file's name."""
        return stem_of(self.path)

    @property
    def title(self) -> str:
        """The title, or the ID where there is none."""
        return self.meta.title or self.id

    @property
    def body(self) -> str:
        """The Markdown after the front matter."""
        return "\n".join(self.text.split("\n")[self.body_line - 1 :])

    @property
    def is_near_miss(self) -> bool:
        """Whether nobody was harmed."""
        return self.meta.kind is Kind.NEAR_MISS

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written; a file without a status is."""
        return self.meta.status in (None, Status.DRAFT)

    @property
    def year(self) -> int | None:
        """The year (UTC) in which it started."""
        return self.meta.started.day.year if self.meta.started else None

    @property
    def time_to_detect(self) -> timedelta | None:
        """From start to detection; ``None`` where not recorded to the minute."""
        return _between(self.meta.started, self.meta.detected)

    @property
    def time_to_mitigate(self) -> timedelta | None:
        """From start to mitigation; ``None`` where not recorded to the minute."""
        return _between(self.meta.started, self.meta.mitigated)

    @property
    def time_to_resolve(self) -> timedelta | None:
        """From start to full restoration; ``None`` where not recorded to the minute."""
        return _between(self.meta.started, self.meta.resolved)

    def section(self, key: str) -> Section | None:
        """The first section with that canonical key."""
        return next((section for section in self.sections if section.key == key), None)

    def position_of(self, *path: str | int) -> Position:
        """Where a front matter value stands; its nearest parent where it has no place of its own."""
        while path and path not in self.field_positions:
            path = path[:-1]
        return self.field_positions.get(path, Position())


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the archive, understood or not.

    Attributes:
        path: POSIX path relative to the archive's folder.
        postmortem: ``None`` where the file is refused: its text or its front matter cannot be read at all.
        problems: what the parser has to say.
        text: what could be read of the file, for showing lines of it; may be empty.
        suppressions: comments that ask for rules not to be heard, in the order of the file.
    """

    path: str
    postmortem: Postmortem | None
    problems: tuple[Problem, ...] = ()
    text: str = ""
    suppressions: tuple[Suppression, ...] = ()

    @property
    def id(self) -> str:
        """The stem of the file's name."""
        return stem_of(self.path)


@lru_cache(maxsize=65_536)  # figures ask for the ID of a postmortem some hundred times
def stem_of(path: str) -> str:
    """The name of a file without its folders and its last extension."""
    return PurePosixPath(path).stem


def _between(start: Moment | None, end: Moment | None) -> timedelta | None:
    return start.until(end) if start and end else None
