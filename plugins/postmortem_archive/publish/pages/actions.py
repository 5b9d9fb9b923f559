"""The actions board: every action item of every postmortem, those still to be done first."""

from collections.abc import Collection, Sequence

from postmortem_archive.archive.action_choices import choices
from postmortem_archive.archive.actions import SORTS, ListedAction

from ..assets import asset_url
from ..data.action_lists import action_lists
from ..data.calendar import CALENDAR
from ..page import GeneratedPage, PageKind, Written
from ..site import Site
from .action_rows import Row, row_of

ACTIONS = "actions"
"""Address of the board."""

MOST_PRINTED = 500
"""Most items on the page itself; all others are in the lists that its script reads."""

_FORM = Row(
    *("text", "owner", "2000-01-01", "day", "late", "open", "prevent", "priority", "ticket"),
    *("#", "", "title", "severity", "2000-01-01", "day"),
)
"""A row with every part, for the script to copy."""


def action_pages(site: Site, _wanted: Collection[str] = ()) -> list[GeneratedPage]:
    """The actions board."""
    title = site.title("actions", "Actions")
    return [
        GeneratedPage(
            ACTIONS, title, lambda _: write_actions(site), listed=True, shows=site.marks.whole
        )
    ]


def write_actions(site: Site) -> Written:
    """Make the actions board."""
    links = site.links(ACTIONS)
    every = site.action_items
    still = [action for action in every.actions if not action.item.status.is_closed]
    lists = {name: links.to_file(path) for name, (path, _) in site.once(action_lists).items()}
    html = site.render(
        "pages/actions.html",
        ACTIONS,
        title=site.title("actions", "Actions"),
        counts=site.overview.actions,
        rows=[row_of(site, action) for action in SORTS["due"](still)[:MOST_PRINTED]],
        form_row=_FORM,
        choices=choices(every),
        has_tickets=_any_ticket(every.actions),
        lists=lists,
        script=links.to_file(asset_url("actions.js")),
        site_root=links.to_file("./"),
        calendar=links.to_file(CALENDAR),
        calendar_url=f"{site.options.url}{CALENDAR}" if site.options.url else "",
    )
    description = site.language.gettext(
        "Every action item of every postmortem: what is open, of whom, until when."
    )
    return Written(html, description)


def _any_ticket(actions: Sequence[ListedAction]) -> bool:
    return any(action.item.tracker for action in actions)


KINDS = (PageKind("actions", 40, action_pages),)
