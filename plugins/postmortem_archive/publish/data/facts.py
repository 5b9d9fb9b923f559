"""The records of a postmortem for other programs."""

from datetime import timedelta
from urllib.parse import quote

from postmortem_archive.archive.facets import FACET_BY_NAME
from postmortem_archive.model.front_matter import Status
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import ActionItem, Postmortem, TimelineEntry
from postmortem_archive.parse.markdown import plain
from postmortem_archive.search.plain import plain_text, without_comments

from ..language import is_web
from ..site import Site
from .records import (
    Action,
    ActionCounts,
    Document,
    Entry,
    Facts,
    Happening,
    Source,
    TextSection,
    WebLink,
    instant_text,
)

SUMMARY_LENGTH = 500
"""Most characters of a summary in the list of all."""

_NOTHING = timedelta()


def entry(site: Site, item: Postmortem) -> Entry:
    """A postmortem in the list of all."""
    counts = site.actions([item])
    return Entry(
        **dict(_facts(site, item)),
        summary=summary_text(item, SUMMARY_LENGTH) or None,
        actions=ActionCounts(
            open=counts.open, overdue=counts.late, done=counts.done, wont_do=counts.dropped
        ),
    )


def document(site: Site, item: Postmortem) -> Document:
    """A whole postmortem."""
    return Document(
        **dict(_facts(site, item)),
        introduction=_markdown(item.preamble),
        sections=tuple(
            TextSection(key=part.key, heading=part.heading, markdown=_markdown(part.body))
            for part in item.sections
        ),
        timeline=tuple(_happening(one) for one in item.timeline),
        whys=tuple(_markdown(why.text) for why in item.whys),
        actions=tuple(_action(action) for action in item.actions),
        links=_web_links(item),
    )


def json_address(site: Site, item: Postmortem) -> str:
    """Where a postmortem's own JSON file is, relative to the site's root."""
    return f"{site.addresses[item.path]}.json"


def json_url(site: Site, item: Postmortem) -> str:
    """URL of a postmortem's own JSON file, relative to the site's root."""
    return quote(json_address(site, item), safe="/~")


def web_address(site: Site, url: str) -> str:
    """A URL relative to the site's root as programs are given it: absolute where that is possible."""
    return f"{site.options.url}{url}"


def summary_text(item: Postmortem, longest: int) -> str:
    """The beginning of the summary in one line of plain text, cut at a word; empty without one."""
    summary = item.section("summary")
    text = " ".join(plain_text(summary.body).split()) if summary else ""
    if len(text) <= longest:
        return text
    return text[: longest - 2].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _facts(site: Site, item: Postmortem) -> Facts:
    meta = item.meta
    address = site.addresses[item.path]
    detected, acknowledged = meta.detected, meta.acknowledged
    to_acknowledge = detected.until(acknowledged) if detected and acknowledged else None
    return Facts(
        id=item.id,
        title=item.title,
        url=web_address(site, site.url(address)),
        json_url=web_address(site, json_url(site, item)),
        source=site.archive.project.shown_path(item.path),
        status=meta.status or Status.DRAFT,
        kind=meta.kind,
        severity=meta.severity,
        services=meta.services,
        teams=FACET_BY_NAME["team"].values(item, site.archive.settings),
        causes=meta.causes,
        trigger=meta.trigger,
        detected_by=meta.detected_by,
        criteria=meta.criteria,
        started=_moment(meta.started),
        detected=_moment(detected),
        acknowledged=_moment(acknowledged),
        mitigated=_moment(meta.mitigated),
        resolved=_moment(meta.resolved),
        minutes_to_detect=_minutes(item.time_to_detect),
        minutes_to_acknowledge=_minutes(to_acknowledge),
        minutes_to_mitigate=_minutes(item.time_to_mitigate),
        minutes_to_resolve=_minutes(item.time_to_resolve),
        impact=dict(meta.impact),
        tags=meta.tags,
        authors=meta.authors,
        reviewers=meta.reviewers,
        participants=meta.participants,
        incident=meta.incident,
        references=tuple(Source(title=one.title, url=one.url) for one in meta.references),
        review_on=_moment(meta.review_on),
        audience=meta.audience,
        related=meta.related,
        aliases=meta.aliases,
        first_committed=site.commits.get(item.path),
        last_committed=site.last_commits.get(item.path),
    )


def _happening(one: TimelineEntry) -> Happening:
    return Happening(
        at=_moment(one.start),
        until=_moment(one.end),
        time_text=one.time_text,
        approximate=one.is_approximate,
        moment=one.moment,
        markdown=_markdown(one.text),
    )


def _action(action: ActionItem) -> Action:
    return Action(
        markdown=_markdown(action.text),
        owners=action.owners,
        due=action.due,
        status=action.status,
        type=action.type,
        priority=action.priority or None,
        tracker=action.tracker or None,
    )


def _markdown(text: str) -> str:
    """What an author wrote, without the comments, which nobody sees on the page."""
    return without_comments(text).strip()


def _web_links(item: Postmortem) -> tuple[WebLink, ...]:
    found: dict[str, WebLink] = {}
    for link in item.links:
        if is_web(link.target):
            found.setdefault(link.target, WebLink(text=plain(link.text), url=link.target))
    return tuple(found.values())


def _moment(moment: Moment | None) -> str | None:
    if moment is None:
        return None
    return moment.day.isoformat() if moment.day_only else instant_text(moment.utc)


def _minutes(duration: timedelta | None) -> float | None:
    """Minutes to two decimals; ``None`` also for a duration whose end is before its start."""
    if duration is None or duration < _NOTHING:
        return None
    return round(duration.total_seconds() / 60, 2)
