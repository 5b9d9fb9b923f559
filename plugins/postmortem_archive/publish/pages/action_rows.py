"""Action items as the rows of the actions page show them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from postmortem_archive.archive.actions import ListedAction
from postmortem_archive.model.wording import shown
from postmortem_archive.rules.shared.action_items import is_honest_unknown
from postmortem_archive.search.plain import plain_text

from ..rendering.action_rows import ticket_address
from ..site import Site

_LONGEST = 500  # characters of an item
_MOST_READ = 4_000
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Row:
    """A row, all of it plain text; what is not recorded is empty.

    Attributes:
        text: what is to be done.
        owner: who will do it.
        due: the due date, as an ISO date.
        due_words: the due date in words.
        late: for how long it has been overdue; empty where it is not.
        status: ``open``, ``in-progress``, ``done``, ``wont-do``.
        type: ``prevent``, ``detect``, ``mitigate``, ``process``.
        priority: as written.
        ticket: how the ticket is called.
        ticket_url: address of the ticket; empty where none is known.
        url: address of the postmortem's page, relative to the site's root.
        title: of the postmortem.
        severity: of the postmortem.
        day: on which the incident started, as an ISO date.
        day_words: that day in words.
    """

    text: str
    owner: str
    due: str
    due_words: str
    late: str
    status: str
    type: str
    priority: str
    ticket: str
    ticket_url: str
    url: str
    title: str
    severity: str
    day: str
    day_words: str


def row_of(site: Site, action: ListedAction) -> Row:
    """How an action item is shown."""
    item, day = action.item, action.started.day if action.started else None
    return Row(
        text=shown(plain_text(item.text[:_MOST_READ]), _LONGEST),
        owner=", ".join(shown(owner, _LONGEST_NAME) for owner in item.owners),
        due=item.due.isoformat() if item.due else "",
        due_words=site.language.day(item.due) if item.due else "",
        late=late_in_words(site, action.overdue_days),
        status=item.status.value,
        type=item.type.value if item.type else "",
        priority=shown(_told(site, item.priority), _LONGEST_NAME),
        ticket=_ticket_name(_told(site, item.tracker)),
        ticket_url=ticket_address(item.tracker, site.archive.settings.links.tracker_url) or "",
        url=site.url(site.addresses[action.path]),
        title=action.title,
        severity=action.severity,
        day=day.isoformat() if day else "",
        day_words=site.language.day(day) if day else "",
    )


def late_in_words(site: Site, days: int) -> str:
    """For how long an item has been overdue: ``3 days late``; nothing where it is not."""
    late = site.language.ngettext("%(num)s day late", "%(num)s days late", days)
    return late % {"num": site.language.number(days)} if days else ""


def _told(site: Site, text: str) -> str:
    """What an author wrote; nothing where it says that nothing is known."""
    return "" if is_honest_unknown(text, site.archive.settings) else text


def _ticket_name(tracker: str) -> str:
    """The key of a ticket; of an address its last part, which mostly is the key."""
    if not tracker.startswith(("https://", "http://")):
        return shown(tracker, _LONGEST_NAME)
    try:
        parts = urlsplit(tracker)
    except ValueError:  # an address that nothing can be read from
        return shown(tracker, _LONGEST_NAME)
    return shown(parts.path.rstrip("/").rpartition("/")[2] or parts.netloc, _LONGEST_NAME)
