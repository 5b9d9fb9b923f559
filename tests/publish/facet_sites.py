"""Sites for tests of index pages: of postmortems that were never on a disk."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from page_tables import PageTables
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.facets import FACET_BY_NAME
from postmortem_archive.archive.project import Project
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import (
    ActionItem,
    ActionStatus,
    ActionType,
    Document,
    Postmortem,
)
from postmortem_archive.model.settings import Settings
from postmortem_archive.publish.pages.facet_list import write_list
from postmortem_archive.publish.pages.facet_value import write_value
from postmortem_archive.publish.pages.team_review import TeamReviews
from postmortem_archive.publish.site import Site
from postmortem_archive.publish.site_options import SiteOptions

TODAY = date(2026, 6, 1)


def site_of(*items: Postmortem, settings: Mapping[str, Any] | None = None, **options: Any) -> Site:
    """The site of these postmortems; settings are as in ``archive.yml``."""
    project = Project(Path("/p"), Path("/p/postmortems"))
    documents = tuple(Document(item.path, item) for item in items)
    found = Settings.model_validate(settings or {})
    return Site(Archive(project, found, documents), TODAY, SiteOptions(**options))


def postmortem(name: str, *actions: ActionItem, **fields: Any) -> Postmortem:
    """A postmortem of these fields; times are texts, as in front matter."""
    return Postmortem(f"2026/{name}.md", FrontMatter.model_validate(fields), actions=actions)


def action(text: str, status: str = "open", **given: Any) -> ActionItem:
    """An action item; its due date is a text."""
    due = given.pop("due", "")
    kind = given.pop("type", "")
    return ActionItem(
        Position(),
        text,
        status=ActionStatus(status),
        due=date.fromisoformat(due) if due else None,
        type=ActionType(kind) if kind else None,
        **given,
    )


def value_page(site: Site, facet: str, value: str, page: int = 1) -> str:
    """The HTML of a value's page."""
    reviews = TeamReviews(site) if facet == "team" else None
    return write_value(site, FACET_BY_NAME[facet], value, page, reviews).html


def list_page(site: Site, facet: str) -> str:
    """The HTML of a facet's page."""
    return write_list(site, FACET_BY_NAME[facet]).html


def figures(html: str) -> str:
    """The figures of a value's page, as text."""
    return PageTables(html).texts["figures"]


def text_of(html: str) -> str:
    """The text of a page, without what is not printed."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("&#39;", "'").split())
