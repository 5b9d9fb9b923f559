"""``/calendar.ics``: when action items are due and postmortems are looked at again (RFC 5545).

A calendar that is subscribed to takes the place of what was read before, so what is closed goes from
it by itself. Nothing says more of a person than the owner as the postmortem has it.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from postmortem_archive.archive.actions import ListedAction
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import shown
from postmortem_archive.search.plain import plain_text

from ..site import Site
from ..site_file import SiteFile
from .registry import DataFiles

CALENDAR = "calendar.ics"
"""Where on the site it is."""

_LONGEST = 200  # characters of an item, a title or a name
_MOST_READ = 2_000
_MOST_SERVICES = 10
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the onset of a time zone is a local time


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is to be done on a day.

    Attributes:
        day: the whole day.
        key: what it is, the same in every build.
        summary: in a line.
        details: lines of what else is to be known.
        kind: what sort of entry it is.
        item: the postmortem that it belongs to.
    """

    day: date
    key: str
    summary: str
    details: tuple[str, ...]
    kind: str
    item: Postmortem


def calendar(site: Site) -> bytes:
    """The calendar of a site, the same for the same archive on the same day."""
    found = [*_due(site), *_reviews(site)]
    found.sort(key=lambda entry: (entry.day, entry.key))
    name = site.language.gettext("Action items: %(site)s") % {"site": site.options.name}
    result = Calendar()
    result.add("version", "2.0")
    result.add("prodid", "-//postmortem-archive//calendar//EN")
    result.add("calscale", "GREGORIAN")
    result.add("method", "PUBLISH")
    result.add("name", vText(_line(name)))
    result.add("x-wr-calname", vText(_line(name)))  # for programs older than the one above
    result.add("refresh-interval", timedelta(days=1), {"VALUE": "DURATION"})
    for component in _events(site, found) if found else [_utc()]:
        result.add_component(component)
    return bytes(result.to_ical())


def _events(site: Site, entries: Sequence[Entry]) -> Iterator[Event]:
    made_on = datetime.combine(site.today, time(), UTC)
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.key] += 1
        event = Event()
        event.add("uid", _uid(entry.key, seen[entry.key]))
        event.add("dtstamp", made_on)
        event.add("dtstart", entry.day)  # a bare day is a whole one
        event.add("summary", _line(entry.summary))
        event.add("description", "\n".join(map(_line, entry.details)))
        event.add("categories", [entry.kind, *_services(site, entry.item)])
        event.add("transp", "TRANSPARENT")  # nobody is busy all day because of it
        if site.options.url:
            event.add("url", site.options.url + site.url(site.addresses[entry.item.path]))
        yield event


def _due(site: Site) -> Iterator[Entry]:
    """The items that are still to be done, on the days on which they are due."""
    for action in site.action_items.actions:
        if action.item.due and not action.item.status.is_closed:
            yield _due_entry(site, action, action.item.due)


def _due_entry(site: Site, action: ListedAction, day: date) -> Entry:
    gettext = site.language.gettext
    text = shown(plain_text(action.item.text[:_MOST_READ]), _LONGEST)
    owner = shown(", ".join(action.item.owners), _LONGEST)
    return Entry(
        day,
        f"action\n{action.id}\n{text}",
        gettext("Due: %(text)s (%(owner)s)") % {"text": text, "owner": owner}
        if owner
        else gettext("Due: %(text)s") % {"text": text},
        (
            gettext("Owner: %(owner)s") % {"owner": owner or site.language.not_recorded},
            gettext("Postmortem: %(title)s") % {"title": shown(action.title, _LONGEST)},
        ),
        gettext("Action item"),
        site.by_path[action.path],
    )


def _reviews(site: Site) -> Iterator[Entry]:
    """Follow-up reviews that are to come, and those that passed while items are still open."""
    gettext = site.language.gettext
    still_open = {
        action.path for action in site.action_items.actions if not action.item.status.is_closed
    }
    for item in site.archive.postmortems:
        review = item.meta.review_on
        if review is None or (review.day < site.today and item.path not in still_open):
            continue
        title = shown(item.title, _LONGEST)
        yield Entry(
            review.day,
            f"review\n{item.id}",
            gettext("Follow-up review: %(title)s") % {"title": title},
            (gettext("Which of its action items are done, and did they help?"),),
            gettext("Follow-up review"),
            item,
        )


def _services(site: Site, item: Postmortem) -> list[str]:
    return [_line(site.label("service", name)) for name in item.meta.services[:_MOST_SERVICES]]


def _uid(key: str, number: int) -> str:
    """An identifier that stays while the item says the same; of two that are alike, by their order."""
    text = key if number == 1 else f"{key}\n{number}"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{digest[:32]}@postmortem-archive"


def _line(text: str) -> str:
    return _CONTROLS.sub(" ", text)


def _utc() -> Timezone:
    """Something to hold: a calendar without any component is none."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", _EPOCH)
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone.add_component(standard)
    return zone


def _files(site: Site) -> Iterator[SiteFile]:
    if not site.options.is_public:  # which has neither reviews nor days on which something is due
        yield SiteFile(CALENDAR, partial(calendar, site), site.marks.whole)


FILES = DataFiles("calendar", _files)
