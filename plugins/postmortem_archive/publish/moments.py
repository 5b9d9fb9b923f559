"""When a postmortem appeared and when it last changed, as feeds, site maps and pages say it."""

from datetime import date, datetime

from postmortem_archive.model.postmortem import Postmortem

from .site import Site


def published(site: Site, item: Postmortem) -> datetime | None:
    """When a postmortem appeared, in UTC: with its first commit.

    Where git does not know, it is the end of the incident, or else its start; ``None`` where neither
    is recorded.
    """
    over = item.meta.resolved or item.meta.started
    return site.commits.get(item.path) or (over.utc if over else None)


def updated(site: Site, item: Postmortem) -> datetime | None:
    """When a postmortem last changed, in UTC: with its last commit, or else when it appeared."""
    return site.last_commits.get(item.path) or published(site, item)


def changed_on(site: Site, source: str) -> date | None:
    """The day (UTC) of the last commit behind a page; ``None`` where git does not know.

    Args:
        site: the site.
        source: path of the postmortem that it shows; empty for a page that shows many of them.
    """
    at = site.last_commits.get(source) if source else site.last_commit
    return at.date() if at else None
