"""The review of a month or a quarter as Markdown, for a meeting, an issue or a wiki."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from postmortem_archive.archive.statistics.action_items import Owned
from postmortem_archive.archive.statistics.returns import Remedy, Return
from postmortem_archive.archive.statistics.review import FollowUp, Review
from postmortem_archive.archive.statistics.window import start_day
from postmortem_archive.model.front_matter import Status
from postmortem_archive.model.postmortem import ActionStatus, Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.wording import count, short_duration, shown
from postmortem_archive.parse.markdown import plain

from .figure_words import states_in_words
from .markdown_text import prose

MOST_LISTED = 50
"""Most entries of a section; a longer list is read by nobody in a meeting."""

_LONGEST = 240
_STATES = {Status.DRAFT: "draft", Status.IN_REVIEW: "in review", Status.PUBLISHED: ""}
_CLOSED = {ActionStatus.DONE: "done", ActionStatus.WONT_DO: "won't do"}


@dataclass(frozen=True, slots=True)
class DigestReport:
    """What the digest is made of.

    Attributes:
        review: what is to be looked at.
        settings: how services, causes and severities are called.
        link: the relative address of a file of the archive, by its path there.
    """

    review: Review
    settings: Settings
    link: Callable[[str], str]


def digest_markdown(report: DigestReport) -> str:
    """The review; nothing in it is obeyed, and no link leads out of the archive."""
    found = report.review
    parts = [
        f"# Review of {found.since} to {found.until}",
        _sums(report),
        _section("New postmortems", [_new(one, report) for one in found.new], _NOTHING_NEW),
        _section(
            "Action items closed",
            [_closed(one, report) for one in found.closed],
            "No action item says that it was closed in these days.",
            _undated(found),
        ),
        _section(
            "Late",
            [_late(one, report) for one in found.late],
            "No action item is late.",
            command="postmortem actions --overdue",
        ),
        _section(
            f"Due by {found.ahead}",
            [_due(one, report) for one in found.due_soon],
            "No action item is due in the days that follow.",
            command="postmortem actions",
        ),
        _section(
            "Causes that came back",
            [_returned(one, report) for one in found.returned],
            "No cause came back on a service that it had hit before.",
        ),
        _section(
            "Follow-up reviews",
            [_follow_up(one, report) for one in found.follow_ups],
            f"None is due by {found.ahead}, and none has passed with action items open.",
        ),
        _section(
            "A year ago",
            [_new(one, report) for one in found.anniversaries],
            "Nothing that the archive knows of. An older one is worth reading again: "
            "`postmortem search` finds it.",
        ),
        _FOOT,
    ]
    return "\n\n".join(parts)


_NOTHING_NEW = (
    "None started in these days. If something happened and nobody wrote it down: `postmortem new`."
)
_FOOT = (
    "---\n\nNew and a year ago go by the day of `started`; closed goes by the day written behind the "
    "status (`done 2026-03-18`). What came back has the same cause on the same service as an earlier "
    "postmortem that was resolved by then. All days are those of UTC. Numbers are about systems and "
    "teams, never about people."
)


def _sums(report: DigestReport) -> str:
    found = report.review
    again = {one.postmortem.path for one in found.returned}
    numbers = [
        count(len(found.new), "new postmortem"),
        f"{count(len(found.closed), 'action item')} closed",
        f"{len(found.late):,} late",
        f"{len(found.due_soon):,} soon due",
        f"{len(again):,} with a cause that came back",
        count(len(found.follow_ups), "follow-up review"),
    ]
    name = f"{prose(f'Archive: {found.name}')}. " if found.name else ""
    lines = [f"**{', '.join(numbers)}**", f"{name}Snapshot of {found.today}."]
    if found.refused:
        lines.append(f"{count(found.refused, 'file')} could not be understood: left out.")
    return "  \n".join(lines)


def _section(
    title: str, entries: Sequence[str], empty: str, note: str = "", command: str = ""
) -> str:
    """A heading with a list, or a line that says why there is none."""
    parts = [f"## {title}"]
    if entries:
        lines = [f"- {entry}" for entry in entries[:MOST_LISTED]]
        if left := len(entries) - MOST_LISTED:
            where = f": `{command}` lists all" if command else ""
            lines += [f"- and {left:,} more{where}"] if left > 0 else []
        parts.append("\n".join(lines))
    else:
        parts.append(empty)
    return "\n\n".join([*parts, *([note] if note else [])])


def _undated(found: Review) -> str:
    if not found.closed_undated:
        return ""
    items = count(found.closed_undated, "closed item")
    return f"In the whole archive, {items} without a day: they could be of any time."


def _new(item: Postmortem, report: DigestReport) -> str:
    meta = item.meta
    facts = [report.settings.label("severities", meta.severity)] if meta.severity else []
    facts += ["near miss"] if item.is_near_miss else []
    facts += [state for state in [_STATES[meta.status or Status.DRAFT]] if state]
    time = item.time_to_resolve
    facts.append(
        short_duration(time) if time is not None and time.days >= 0 else "duration not recorded"
    )
    services = [report.settings.label("services", one) for one in dict.fromkeys(meta.services)]
    return f"{start_day(item)}: {_linked(item, report)} ({_joined([*facts, *services])})"


def _closed(one: Owned, report: DigestReport) -> str:
    return f"{one.closed_on}, {_CLOSED[one.item.status]}: {_what(one, report)}"


def _late(one: Owned, report: DigestReport) -> str:
    due = one.item.due
    days = (report.review.until - due).days if due else 0
    return f"**{count(days, 'day')} late**, due {due}: {_what(one, report)}"


def _due(one: Owned, report: DigestReport) -> str:
    return f"{one.item.due}: {_what(one, report)}"


def _what(one: Owned, report: DigestReport) -> str:
    text = prose(shown(plain(one.item.text), _LONGEST))
    owners = _joined(one.item.owners) or "no owner"
    return f"{text} ({owners}; {_linked(one.postmortem, report)})"


def _returned(one: Return, report: DigestReport) -> str:
    causes = _joined(report.settings.label("causes", cause) for cause in one.causes)
    services = _joined(report.settings.label("services", service) for service in one.services)
    there, before = _linked(one.postmortem, report), _linked(one.earlier, report)
    line = f"{there} has {causes} on {services}, as {before} had"
    if not one.remedies:
        return f"{line}. No action of that one was to prevent or detect it"
    remedy, action = one.remedies[0]
    due = f", due {action.due}" if action.due and remedy is Remedy.OPEN else ""
    text = prose(shown(plain(action.text), _LONGEST))
    more = f" ({states_in_words(one)})" if len(one.remedies) > 1 else ""
    return f"{line}. Its action, {remedy.label}{due}: {text}{more}"


def _follow_up(one: FollowUp, report: DigestReport) -> str:
    passed = " (passed)" if one.day < report.review.until else ""
    still = f"{count(one.open_items, 'action item')} open"
    return f"{one.day}{passed}: {_linked(one.postmortem, report)}, {still}"


def _linked(item: Postmortem, report: DigestReport) -> str:
    return f"[{prose(item.title)}]({report.link(item.path)})"


def _joined(words: Iterable[str]) -> str:
    return ", ".join(map(prose, words))
