"""A new postmortem: its place, its name and the text an author starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import yaml

from postmortem_archive.model.front_matter import Kind, Status
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.sections import SECTION_BY_KEY, SECTIONS
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.slug import slugify

TABLE_HEADS = {
    "timeline": ("Time (UTC)", "What happened", "Source"),
    "actions": ("Action", "Owner", "Due", "Priority", "Type", "Status", "Tracker"),
}
"""Sections that start as an empty table, with its columns."""


@dataclass(frozen=True, slots=True)
class Start:
    """What is known when a postmortem is begun.

    Attributes:
        title: what broke, for whom.
        severity: an ID of the archive's severities.
        services: IDs of what was affected.
        causes: IDs of what is already known to have contributed; may be empty.
        started: the first harm; ``None`` where it is not known yet.
        kind: incident or near miss.
    """

    title: str
    severity: str
    services: tuple[str, ...]
    causes: tuple[str, ...] = ()
    started: Moment | None = None
    kind: Kind = Kind.INCIDENT


def scaffold_path(start: Start, today: date, slug: str = "") -> str:
    """Path of the new file below the archive's folder: ``2026/2026-03-12-checkout-pool.md``."""
    day = start.started.day if start.started else today
    return f"{day.year:04}/{day.isoformat()}-{slug or slugify(start.title)}.md"


def scaffold(start: Start, settings: Settings) -> str:
    """The text of the new file: front matter, and each required section with a line of guidance."""
    requirement = settings.requirement_for(start.kind, Status.PUBLISHED, start.severity)
    sections = [kind.key for kind in SECTIONS if kind.key in requirement.sections]
    return "\n".join([_front_matter(start, requirement.fields), *map(_section, sections)])


def _front_matter(start: Start, fields: tuple[str, ...]) -> str:
    lines = [
        "---",
        f"title: {_yaml(start.title)}",
        "status: draft",
        *([f"kind: {start.kind}"] if start.kind is not Kind.INCIDENT else []),
        f"severity: {_yaml(start.severity)}",
        f"services: {_yaml(list(start.services))}",
        f"causes: {_yaml(list(start.causes))}",
        f"started:{_moment(start.started)}",
        "detected:",
        "acknowledged:",
        "mitigated:",
        "resolved:",
        "detected_by:",
    ]
    known = {line.split(":")[0] for line in lines}
    lines += [f"{name}:" for name in fields if name not in known]
    return "\n".join([*lines, "---", ""])


def _moment(moment: Moment | None) -> str:
    return f" {moment}" if moment else ""


def _section(key: str) -> str:
    kind = SECTION_BY_KEY[key]
    lines = [f"## {kind.heading}", "", f"<!-- {kind.guidance} -->", ""]
    if head := TABLE_HEADS.get(key):
        lines += [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", ""]
    return "\n".join(lines)


def _yaml(value: str | list[str]) -> str:
    """One line of YAML that reads back as ``value``."""
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=1_000_000)
    return text.removesuffix("\n").removesuffix("\n...")
