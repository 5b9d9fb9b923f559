"""Cases of the parser as data: reading them, and records in the compact form in which they expect them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from postmortem_archive.model.diagnostic import Problem
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import ActionItem, Postmortem, Section, TimelineEntry

CASES = Path(__file__).parent / "cases"


def load_cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file, each a map with a `name`."""
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))
    return cases


def names(cases: Iterable[dict[str, Any]]) -> list[str]:
    """The names of some cases, for pytest."""
    return [str(case["name"]) for case in cases]


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Problems as `kind line:column [field] message | hint`."""
    return [
        f"{problem.kind} {problem.position.line}:{problem.position.column} [{problem.field}] "
        f"{problem.message} | {problem.hint}"
        for problem in problems
    ]


def shown_moment(moment: Moment | None) -> str | None:
    """A moment with the offset it was written with."""
    if moment is None:
        return None
    return str(moment) if moment.day_only else moment.at.isoformat()


def entry_map(entry: TimelineEntry) -> dict[str, Any]:
    """A timeline entry without what is not there."""
    return _given(
        place=f"{entry.position.line}:{entry.position.column}",
        written=entry.time_text,
        start=shown_moment(entry.start),
        end=shown_moment(entry.end),
        about=entry.is_approximate,
        assumed=entry.offset_assumed,
        moment=str(entry.moment) if entry.moment else None,
        text=entry.text,
        extra=[list(pair) for pair in entry.extra],
    )


def action_map(item: ActionItem) -> dict[str, Any]:
    """An action item without what is not there."""
    return _given(
        place=f"{item.position.line}:{item.position.column}",
        text=item.text,
        owners=list(item.owners),
        due=item.due.isoformat() if item.due else None,
        due_text=item.due_text if item.due is None or item.due_text != str(item.due) else "",
        status=str(item.status) if item.status != "open" or item.status_text else None,
        status_text=item.status_text if item.status_text != item.status else "",
        priority=item.priority,
        type=str(item.type) if item.type else None,
        type_text=item.type_text if item.type_text != item.type else "",
        tracker=item.tracker,
        extra=[list(pair) for pair in item.extra],
    )


def section_map(section: Section) -> dict[str, Any]:
    """A section without what is not there."""
    return _given(
        key=section.key,
        heading=section.heading,
        place=f"{section.position.line}:{section.position.column}",
        body=section.body,
        empty=section.is_empty,
        template=section.is_template,
    )


def joined(postmortem: Postmortem) -> str:
    """Preamble, heading lines and bodies of the sections, one after the other."""
    lines = postmortem.text.split("\n")
    text = postmortem.preamble
    for section in postmortem.sections:
        heading = lines[section.position.line - 1 : section.body_line - 1]
        text += "\n".join([*heading, section.body])
    return text


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", False, [])}
