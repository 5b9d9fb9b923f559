"""The public text of a postmortem: what would be read outside, and nothing else.

It is put together from what is chosen: a title, names that ``archive.yml`` gives to services and severity,
when it began and ended, and chosen sections without their internal parts.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import Audience, Kind, Status
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.sections import SECTION_BY_KEY, SECTIONS
from postmortem_archive.model.settings import PublicTerm, Settings
from postmortem_archive.model.slug import slugify
from postmortem_archive.model.wording import quoted
from postmortem_archive.parse.markdown import read_markdown

from .fault import Fault, FaultKind
from .marks import Marks, Places, Span, may_mark, read_marks
from .pieces import Passage, passages
from .plain_markdown import Shown, linked_files, oddities
from .retold import facts_told, retold

BODY = "customer-summary"
"""The section that every public text has."""

_HEADINGS = {BODY: SECTION_BY_KEY["summary"].heading, "actions": "What we do about it"}

_SAYS_INTERNAL = lazy_pattern(r"\b(?:internal|confidential|not (?:for )?public)\b", re.IGNORECASE)

DIGEST_LENGTH = 16
"""Characters of the hash to which an approval is bound: 64 bits."""


@dataclass(frozen=True, slots=True)
class PublicSection:
    """A section of a public text: its key, and its lines."""

    key: str
    lines: tuple[Passage, ...]

    @property
    def heading(self) -> str:
        """The heading under which it is shown."""
        return _HEADINGS.get(self.key) or SECTION_BY_KEY[self.key].heading

    @property
    def body(self) -> str:
        """Its Markdown."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class PublicText:
    """What would be read outside of a postmortem.

    Attributes:
        path: of the postmortem, relative to the archive's folder.
        id: the name of its page.
        title: its public title; empty where there is none yet.
        title_position: where the title stands, or should.
        kind: incident or near miss.
        severity: public name of the severity; empty where it has none.
        services: public names of services.
        started: when it began.
        resolved: when it was over.
        sections: its sections, in the order of the format.
        images: what they show, in the order of the text.
        faults: why it must not leave as it stands.
    """

    path: str
    id: str
    title: str
    title_position: Position
    kind: Kind
    severity: str
    services: tuple[str, ...]
    started: Moment | None
    resolved: Moment | None
    sections: tuple[PublicSection, ...]
    images: tuple[Shown, ...]
    faults: tuple[Fault, ...]

    def passages(self) -> Iterator[Passage]:
        """Every line of it that an author wrote."""
        yield Passage(self.title, self.title_position)
        yield Passage(self.id, self.title_position)
        for section in self.sections:
            yield from section.lines

    @property
    def mark(self) -> str:
        """What tells the text from every other one; the images are named in it, but not looked at."""
        facts = [self.id, self.title, self.kind, self.severity, *self.services]
        times = [str(self.started or ""), str(self.resolved or "")]
        told = [[section.key, _settled(section.body)] for section in self.sections]
        return _hash([facts, times, told, [image.path for image in self.images]])


def bound_digest(mark: str, images: Iterable[str]) -> str:
    """The hash to which approvals are bound: of everything that would be read or seen.

    Args:
        mark: of the text.
        images: SHA-256 (hex) of each image that it shows, in its order; empty for one that is not there.
    """
    return _hash([mark, list(images)])[:DIGEST_LENGTH]


def _settled(body: str) -> str:
    """The text without white space that nobody sees: such is left where something internal was cut out."""
    lines: list[str] = []
    for line in body.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        words = " ".join(line.split())
        if words or (lines and lines[-1]):
            lines.append(f"{indent}{words}" if words else "")
    return "\n".join(lines)


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()


def is_offered(postmortem: Postmortem) -> bool:
    """Whether a postmortem is meant to be read outside; what is not said clearly is internal."""
    return postmortem.meta.audience is Audience.PUBLIC


def is_due(postmortem: Postmortem) -> bool:
    """Whether its public text belongs into a public edition that is built now."""
    return is_offered(postmortem) and postmortem.meta.status is Status.PUBLISHED


def marks_of(postmortem: Postmortem) -> Marks:
    """The marks of internal text in a postmortem, public or not."""
    if not may_mark(postmortem.body):
        return Marks((), ())
    markdown = read_markdown(postmortem.body, postmortem.body_line)
    return read_marks(markdown, [section.position.line for section in postmortem.sections])


def public_text(postmortem: Postmortem, settings: Settings) -> PublicText:
    """What would be read outside of a postmortem, whether or not it is offered.

    Args:
        postmortem: the whole of it.
        settings: of its archive.
    """
    meta = postmortem.meta
    marks = marks_of(postmortem)
    further = [kind.key for kind in SECTIONS if kind.key in settings.public.sections]
    chosen = map(postmortem.section, dict.fromkeys([BODY, *further]))
    found = [_section(postmortem, section, marks) for section in chosen if section]
    sections = tuple(section for section in found if section.lines)
    looked_at = [_look_at(section, postmortem.path) for section in sections]
    title_position = postmortem.position_of("public_title")
    title = meta.public_title or ""
    severity = (settings.severities or {}).get(meta.severity or "")
    return PublicText(
        path=postmortem.path,
        id=meta.public_id or _made_id(title, meta.started),
        title=title,
        title_position=title_position,
        kind=meta.kind,
        severity=_public_name(severity),
        services=_named(meta.services, settings),
        started=meta.started,
        resolved=meta.resolved,
        sections=sections,
        images=tuple(image for images, _ in looked_at for image in images),
        faults=(
            *marks.faults,
            *_missing(postmortem, title, sections),
            *_doubts(postmortem, {section.key for section in sections}, marks),
            *(fault for _, faults in looked_at for fault in faults),
        ),
    )


def _made_id(title: str, started: Moment | None) -> str:
    """A name made of what is public anyway."""
    day = f"{started.day.isoformat()}-" if started else ""
    return f"{day}{slugify(title)}"


def _public_name(term: PublicTerm | None) -> str:
    return (term.public_name or "") if term else ""


def _named(services: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    names = (_public_name((settings.services or {}).get(service)) for service in services)
    return tuple(dict.fromkeys(name for name in names if name))


def _section(postmortem: Postmortem, section: Section, marks: Marks) -> PublicSection:
    told = retold(postmortem, section, marks)
    if told is not None:
        return PublicSection(section.key or "", told)
    body = postmortem.body
    places = Places(body, postmortem.body_line)
    start = places.offset(section.body_line)
    span = Span(start, start + len(section.body))
    return PublicSection(section.key or "", passages(body, span, marks.removed, places))


def _missing(
    postmortem: Postmortem, title: str, sections: tuple[PublicSection, ...]
) -> Iterator[Fault]:
    audience = postmortem.position_of("audience")
    if not title:
        yield Fault(
            FaultKind.MISSING,
            "a public postmortem needs a title that may be read outside",
            audience,
            "add the field public_title: what happened, in the words of customers",
        )
    if not any(section.key == BODY for section in sections):
        written = postmortem.section(BODY)
        yield Fault(
            FaultKind.MISSING,
            "nothing of the section `Customer summary` may be read outside"
            if written
            else "a public postmortem needs a section `Customer summary`",
            written.position if written else audience,
            "say there what happened, for whom, since when until when, and what is done so that it does "
            "not return",
        )


def _doubts(postmortem: Postmortem, keys: Set[str], marks: Marks) -> Iterator[Fault]:
    """What may be meant otherwise: a comment in the title, headings, facts in the words of actions.

    Args:
        postmortem: the whole of it.
        keys: of the sections that are public.
        marks: what never leaves of it.
    """
    if "<!--" in (postmortem.meta.public_title or ""):
        yield Fault(
            FaultKind.TEXT,
            "a comment stands in the public title, from which nothing is cut out",
            postmortem.position_of("public_title"),
            "write there only what may be read outside",
        )
    seen: set[str] = set()
    for section in postmortem.sections:
        if section.key is None or section.key not in keys:
            continue
        if section.key in seen:
            yield Fault(
                FaultKind.TEXT,
                f"{quoted(section.heading)} is taken for a public section that is there already",
                section.position,
                "join the two, or give the internal one a heading of its own",
            )
        elif _SAYS_INTERNAL.search(section.heading):
            yield Fault(
                FaultKind.TEXT,
                f"the section {quoted(section.heading)} is public, and its heading says otherwise",
                section.position,
                "give it another heading, or take it out of public.sections in archive.yml",
            )
        seen.add(section.key)
    for fact, position in facts_told(postmortem, marks) if "actions" in keys else ():
        yield Fault(
            FaultKind.TEXT,
            f"{quoted(fact)} stands in the words of this action item; its owner, day and ticket stay inside",
            position,
            "write it behind the words: (owner: @handle, due: 2026-03-12, ticket: KEY-1)",
        )


def _look_at(section: PublicSection, path: str) -> tuple[tuple[Shown, ...], tuple[Fault, ...]]:
    """The images of a section, and its faults, with their places in the file."""
    linked = linked_files(section.body, path)
    faults = tuple(
        Fault(FaultKind.TEXT, one.message, _in_file(section, one.position), one.hint)
        for one in (*oddities(section.body), *linked.oddities)
    )
    images = tuple(Shown(one.path, _in_file(section, one.position)) for one in linked.images)
    return images, faults


def _in_file(section: PublicSection, position: Position) -> Position:
    start = section.lines[position.line - 1].position
    return Position(start.line, start.column + position.column - 1)
