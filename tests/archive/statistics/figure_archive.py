"""Small archives for figures: postmortems of front matter and action items, never on a disk."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.project import Project
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import (
    ActionItem,
    ActionStatus,
    ActionType,
    Document,
    Postmortem,
)
from postmortem_archive.model.settings import PublicTerm, Service, Settings, Term

TODAY = date(2026, 6, 1)

SETTINGS = Settings(
    severities={"sev1": PublicTerm(name="Critical"), "sev2": PublicTerm(name="Major")},
    services={
        "checkout": Service(name="Checkout", team="payments"),
        "login": Service(name="Login", team="identity"),
    },
    teams={
        "payments": Term(name="Payments", aliases=("pay crew",)),
        "identity": Term(name="Access and identity"),
    },
    people={"ana": Term(name="Ana Silva")},
)


def postmortem(path: str, *actions: ActionItem, **fields: Any) -> Postmortem:
    """A postmortem of these fields; times are texts, as in front matter."""
    return Postmortem(path, FrontMatter.model_validate(fields), actions=actions)


def action(status: str = "open", **given: Any) -> ActionItem:
    """An action item; days are ISO texts."""
    due = given.pop("due", "")
    kind = given.pop("type", "")
    return replace(
        ActionItem(Position(), "Alert earlier", status=ActionStatus(status)),
        due=date.fromisoformat(due) if due else None,
        type=ActionType(kind) if kind else None,
        **given,
    )


def archive_of(*items: Postmortem, settings: Settings = SETTINGS) -> Archive:
    """An archive of these postmortems."""
    project = Project(Path("/p"), Path("/p/postmortems"))
    return Archive(project, settings, tuple(Document(item.path, item) for item in items))


def moment(text: str) -> Moment:
    """A moment as front matter has it."""
    return Moment.from_text(text)
