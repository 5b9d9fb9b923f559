"""What the actions page reads: the action items that are still to be done, and all of them.

Each list is a script of its own that calls ``postmortemActions(content)``, which works from a disk
as from a server. What many items share stands there once, and items name it by its place::

    {"days": [[ISO date, in words, how late an open item is], …],
     "owners": [[as written, key to compare by], …],
     "services": [ID, …],
     "postmortems": [[ID, URL from the site's root, title, severity, its step, day, services], …],
     "items": [[text, owners, due, status, type, priority, ticket, URL of the ticket, postmortem], …]}

Days stand in their order, owners in that of their keys, postmortems newest first, items by due date;
-1 stands for a day that is not recorded.
"""

import hashlib
import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from postmortem_archive.archive.actions import SORTS, ListedAction
from postmortem_archive.rules.shared.action_items import owner_key

from ..assets import PUBLISHED_BELOW
from ..pages.action_rows import Row, late_in_words, row_of
from ..site import Site
from ..site_file import SiteFile
from .registry import DataFiles

_Key = TypeVar("_Key", bound=Hashable)

FOLDER = f"{PUBLISHED_BELOW}/actions"


def action_lists(site: Site) -> Mapping[str, tuple[str, bytes]]:
    """Path on the site and content of the lists ``open`` and ``all``.

    The path says the content, so that a page never reads the list of another build.
    """
    texts = site.kept("action lists", _texts)
    return {name: _file(name, text.encode("ascii")) for name, text in texts.items()}


def _file(name: str, data: bytes) -> tuple[str, bytes]:
    return f"{FOLDER}/{name}.{hashlib.sha256(data).hexdigest()[:10]}.js", data


def _texts(site: Site) -> dict[str, str]:
    every = SORTS["due"](site.action_items.actions)
    rows = [(action, row_of(site, action)) for action in every]
    still = [(action, row) for action, row in rows if not action.item.status.is_closed]
    return {"open": _text(site, still), "all": _text(site, rows)}


def _text(site: Site, rows: Sequence[tuple[ListedAction, Row]]) -> str:
    text = json.dumps(_content(site, rows), separators=(",", ":"))
    return f"postmortemActions({text});\n"


def _content(site: Site, rows: Sequence[tuple[ListedAction, Row]]) -> Mapping[str, object]:
    actions = [action for action, _ in rows]
    days = sorted(_days(actions))
    owners = sorted(
        {owner for action in actions for owner in action.item.owners},
        key=lambda owner: (owner_key(owner), owner),
    )
    services = sorted({service for action in actions for service in action.services})
    first = {action.path: action for action in SORTS["started"](actions)}
    day_place, owner_place, service_place = _places(days), _places(owners), _places(services)
    postmortem_place = _places(first)
    items = []
    for action, row in rows:
        items.append(
            [
                row.text,
                [owner_place[owner] for owner in action.item.owners],
                day_place[action.item.due] if action.item.due else -1,
                row.status,
                row.type,
                row.priority,
                row.ticket,
                row.ticket_url,
                postmortem_place[action.path],
            ]
        )
    return {
        "days": [_day(site, day) for day in days],
        "owners": [[owner, owner_key(owner)] for owner in owners],
        "services": services,
        "postmortems": [
            [
                action.id,
                site.url(site.addresses[action.path]),
                action.title,
                action.severity,
                site.severity_steps.get(action.severity, 0),
                day_place[action.started.day] if action.started else -1,
                [service_place[service] for service in action.services],
            ]
            for action in first.values()
        ],
        "items": items,
    }


def _days(actions: Iterable[ListedAction]) -> set[date]:
    due = {action.item.due for action in actions if action.item.due}
    return due | {action.started.day for action in actions if action.started}


def _day(site: Site, day: date) -> Sequence[str]:
    late = late_in_words(site, max((site.today - day).days, 0))
    return [day.isoformat(), site.language.day(day), late]


def _places(keys: Iterable[_Key]) -> dict[_Key, int]:
    return {key: place for place, key in enumerate(keys)}


def _files(site: Site) -> Iterator[SiteFile]:
    if site.has("actions"):
        for path, content in site.once(action_lists).values():
            yield SiteFile(path, partial(bytes, content))


FILES = DataFiles("actions", _files)
