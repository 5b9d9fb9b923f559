"""How soon postmortems are begun: the first commit of each file against the end of its incident."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from postmortem_archive.model.postmortem import Postmortem

from .counts import ids_of
from .definitions import TIMELINESS
from .figures import Distribution, distribution
from .window import latest


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How soon postmortems were begun.

    Attributes:
        limit_hours: within how many hours one is in time.
        within: IDs of those that were.
        later: IDs of those that were not.
        before_archive: IDs of those whose incident was over before the archive had its first file.
        time: from resolution to the first commit, of ``within`` and ``later``; unrecorded are those
            without ``resolved`` or without a known commit.
    """

    limit_hours: int
    within: tuple[str, ...]
    later: tuple[str, ...]
    before_archive: tuple[str, ...]
    time: Distribution


def timeliness(
    postmortems: Sequence[Postmortem], commits: Mapping[str, datetime], limit_hours: int
) -> Timeliness:
    """How soon postmortems were begun.

    Args:
        postmortems: of every kind, newest first.
        commits: when each file of the archive was first committed, by path; empty where unknown.
        limit_hours: within how many hours one is in time (``written_within_hours``).
    """
    begun = min(commits.values(), default=None)
    before, measured = [], []
    for item in postmortems:
        over = latest(item.meta.resolved) if item.meta.resolved else None
        if begun and over and over < begun:
            before.append(item)
        else:
            measured.append((item, _delay(over, commits.get(item.path))))
    limit = timedelta(hours=limit_hours)
    return Timeliness(
        limit_hours,
        within=ids_of(item for item, delay in measured if delay is not None and delay <= limit),
        later=ids_of(item for item, delay in measured if delay is not None and delay > limit),
        before_archive=ids_of(before),
        time=distribution(TIMELINESS, measured),
    )


def _delay(over: datetime | None, commit: datetime | None) -> timedelta | None:
    return max(commit - over, timedelta()) if over and commit else None
