"""What a search found: for a person at a terminal, for programs, or as bare paths."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta

from rich.console import Console
from rich.text import Text

from postmortem_archive.model.wording import count, short_duration
from postmortem_archive.search.excerpt import Excerpt
from postmortem_archive.search.search import Hit, Results

from .lines import print_json, print_line
from .visible import visible

VERSION = 1
"""Of the JSON form; raised when something is renamed or removed, not when something is added."""

_INDENT = 6

ShownPath = Callable[[str], str]
"""Turns a path within the archive into the one a person can open from here."""

Writer = Callable[[Results, Console, ShownPath], None]


def write_hits_text(results: Results, console: Console, shown_path: ShownPath) -> None:
    """Three lines a hit and its path, best first; then how many there are, and what to know of them."""
    for notice in results.notices:
        line = Text(visible(str(notice)), style="yellow")
        if notice.query:
            line.append(f" Try: {visible(notice.query)}", style="bold yellow")
        print_line(console, line, wrap=False)
    if results.notices:
        console.print()
    for hit in results.hits:
        _write_hit(hit, console, shown_path)
    print_line(console, Text(_summary(results), style="bold"), wrap=False)


def write_hits_json(results: Results, console: Console, shown_path: ShownPath) -> None:
    """One JSON object: ``version``, ``total``, ``hits``, ``facets``, ``notices``.

    Durations are minutes, times ISO 8601 in UTC, marks (start, end) pairs in characters.
    """
    data = {
        "version": VERSION,
        "total": results.total,
        "hits": [asdict(hit) | {"path": shown_path(hit.path)} for hit in results.hits],
        "facets": results.facets,
        "notices": [asdict(notice) for notice in results.notices],
    }
    print_json(console, data)


def write_hits_paths(results: Results, console: Console, shown_path: ShownPath) -> None:
    """A path a line, best first."""
    for hit in results.hits:
        print_line(console, Text(visible(shown_path(hit.path))), wrap=False)


HIT_FORMATS: Mapping[str, Writer] = {
    "text": write_hits_text,
    "json": write_hits_json,
    "paths": write_hits_paths,
}
"""Writers by the name under which they are asked for; the first is the default."""


def _write_hit(hit: Hit, console: Console, shown_path: ShownPath) -> None:
    severity = visible(hit.severity or "severity not recorded").upper()
    print_line(console, Text.assemble((severity, "bold"), "  ", _marked(hit.title, "bold")))
    print_line(console, Text(visible(" · ".join(_facts(hit))), style="cyan"), _INDENT)
    if hit.excerpt.text:
        print_line(console, _marked(hit.excerpt, ""), _INDENT)
    path = Text(visible(shown_path(hit.path)), style="dim")
    print_line(console, path, _INDENT, wrap=False)  # a path is never broken
    console.print()


def _facts(hit: Hit) -> list[str]:
    facts = [hit.started.replace("T", " ").replace("Z", " UTC") or "start not recorded"]
    facts.append(_duration(hit.duration))
    facts += [", ".join(values) for values in (hit.services, hit.causes) if values]
    if hit.open_actions:
        some = "" if hit.open_actions == 1 else "some "
        late = f", {some}overdue" if hit.overdue else ""
        facts.append(count(hit.open_actions, "open action") + late)
    return facts


def _duration(minutes: int | None) -> str:
    if minutes is None:
        return "duration not recorded"
    return short_duration(timedelta(minutes=minutes))


def _marked(excerpt: Excerpt, style: str) -> Text:
    """The text, made safe to print, with the words that were found standing out."""
    shown = Text(style=style)
    end = 0
    for first, last in excerpt.marks:
        shown.append(visible(excerpt.text[end:first]))
        shown.append(visible(excerpt.text[first:last]), style="bold yellow")
        end = last
    shown.append(visible(excerpt.text[end:]))
    return shown


def _summary(results: Results) -> str:
    if not results.total:
        return "Nothing found."
    found = count(results.total, "postmortem")
    if len(results.hits) < results.total:
        return f"{len(results.hits)} of {found}; --limit shows more"
    return found
