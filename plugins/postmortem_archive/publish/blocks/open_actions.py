"""Action items that are still to be done."""

from datetime import date
from urllib.parse import urlencode

from postmortem_archive.archive.statistics.action_items import (
    Owned,
    action_counts,
    owned_items,
)
from postmortem_archive.model.wording import shown
from postmortem_archive.rules.shared.action_items import owner_key
from postmortem_archive.search.plain import plain_text

from ..links import Links
from ..pages.actions import ACTIONS
from ..site import Site
from .registry import Block, Option, Options
from .selection import SELECTION, limit, selected, selection

_LONGEST = 160  # characters of an item
_MOST_READ = 2_000


def write(site: Site, links: Links, options: Options) -> str:
    """How many are open and late, and those that were due first."""
    owner, most = str(options["owner"]), int(options["limit"])
    every = [one for one in owned_items(selected(site, options)) if _is_of(one, owner)]
    still = [one for one in every if not one.item.status.is_closed]
    still.sort(key=_by_due)
    return site.render_for(
        "blocks/open-actions.html",
        links,
        items=[(one, _text(one)) for one in still[:most]],
        counts=action_counts(every, site.today),
        open_ones=_door(site, links, options, late=False),
        late_ones=_door(site, links, options, late=True),
    )


def _door(site: Site, links: Links, options: Options, *, late: bool) -> str:
    """URL of the items on their page, else of the postmortems that have some; else empty."""
    chosen, owner = selection(options), str(options["owner"])
    if site.has(ACTIONS) and chosen.keys() <= {"service"}:
        asked = {
            **chosen,
            **({"owner": owner} if owner else {}),
            **({"overdue": "1"} if late else {}),
        }
        return links.to(ACTIONS) + (f"?{urlencode(asked)}" if asked else "")
    return "" if owner else links.search(**chosen, q="is:overdue" if late else "is:open")


def _is_of(one: Owned, owner: str) -> bool:
    return not owner or owner_key(owner) in map(owner_key, one.item.owners)


def _by_due(one: Owned) -> tuple[bool, date]:
    return one.item.due is None, one.item.due or date.max


def _text(one: Owned) -> str:
    return shown(plain_text(one.item.text[:_MOST_READ]), _LONGEST)


BLOCK = Block(
    "open-actions",
    "How many action items are open and how many of them are late, and those that were due first, with "
    "owner, due date and postmortem.",
    write,
    {
        **limit(5),
        **SELECTION,
        "owner": Option("", "only action items of that person or team, as postmortems write it"),
    },
)
