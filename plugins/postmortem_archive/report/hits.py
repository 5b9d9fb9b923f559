"""What a search found: for a person at a terminal, for programs, or as bare paths."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import count, short_duration
from postmortem_archive.search.excerpt import Excerpt
from postmortem_archive.search.narrowing import Facets, frequent, narrowing
from postmortem_archive.search.search import Hit, Results

from .lines import Part, print_json, print_parts
from .output import Output

VERSION = 1
"""Of the JSON form; raised when something is renamed or removed, not when something is added."""

_INDENT = 6
_MARK = "bold yellow"

ShownPath = Callable[[str], str]
"""Turns a path within the archive into the one a person can open from here."""

Writer = Callable[[Results, Output, ShownPath], None]


def write_hits_text(results: Results, output: Output, shown_path: ShownPath) -> None:
    """Three lines a hit and its path, best first; then how many there are, and what narrows them most."""
    for notice in results.notices:
        meant: list[Part] = [(f" Try: {visible(notice.query)}", _MARK)] if notice.query else []
        print_parts(output, [(visible(str(notice)), "yellow"), *meant], wrap=False)
    if results.notices:
        print_parts(output, [])
    for hit in results.hits:
        write_hit(hit, output, shown_path)
    narrower = narrowing(results) if len(results.hits) < results.total else []
    ending = ", and these would narrow them:" if narrower else ""
    print_parts(output, [(_summary(results) + ending, "bold")], wrap=False)
    _write_facets(narrower, output)


def write_most_frequent(everything: Results, output: Output) -> None:
    """What to ask for where nothing was found."""
    if found := frequent(everything):
        print_parts(output, ["Most frequent in this archive:"], wrap=False)
        _write_facets(found, output)


def write_hits_json(results: Results, output: Output, shown_path: ShownPath) -> None:
    """One JSON object: ``version``, ``total``, ``hits``, ``facets``, ``notices``.

    Durations are minutes, times ISO 8601 in UTC, marks (start, end) pairs in characters.
    """
    data = {
        "version": VERSION,
        "total": results.total,
        "hits": [hit_json(hit, shown_path) for hit in results.hits],
        "facets": results.facets,
        "notices": [
            {"message": notice.message, "query": notice.query} for notice in results.notices
        ],
    }
    print_json(output, data)


def write_hits_paths(results: Results, output: Output, shown_path: ShownPath) -> None:
    """A path a line, best first."""
    for hit in results.hits:
        print_parts(output, [visible(shown_path(hit.path))], wrap=False)


HIT_FORMATS: Mapping[str, Writer] = {
    "text": write_hits_text,
    "json": write_hits_json,
    "paths": write_hits_paths,
}
"""Writers by the name under which they are asked for; the first is the default."""


def write_hit(hit: Hit, output: Output, shown_path: ShownPath) -> None:
    """A hit as a person reads it: severity and title, facts, excerpt, path, and an empty line."""
    severity = visible(hit.severity or "severity not recorded").upper()
    print_parts(output, [(severity, "bold"), "  ", *_marked(hit.title, "bold")])
    print_parts(output, [(visible(" · ".join(_facts(hit))), "cyan")], _INDENT)
    if hit.excerpt.text:
        print_parts(output, _marked(hit.excerpt, ""), _INDENT)
    path = visible(shown_path(hit.path))
    print_parts(output, [(path, "dim")], _INDENT, wrap=False)  # a path is never broken
    print_parts(output, [])


def hit_json(hit: Hit, shown_path: ShownPath) -> dict[str, object]:
    """A hit as JSON values."""
    return {
        "id": hit.id,
        "path": shown_path(hit.path),
        "title": _excerpt_json(hit.title),
        "severity": hit.severity,
        "started": hit.started,
        "duration": hit.duration,
        "services": hit.services,
        "causes": hit.causes,
        "open_actions": hit.open_actions,
        "overdue": hit.overdue,
        "score": hit.score,
        "excerpt": _excerpt_json(hit.excerpt),
    }


def _excerpt_json(excerpt: Excerpt) -> dict[str, object]:
    return {"text": excerpt.text, "marks": excerpt.marks}


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


def _marked(excerpt: Excerpt, style: str) -> Sequence[Part]:
    """The text, made safe to print, with the words that were found standing out."""
    shown: list[Part] = []
    end = 0
    for first, last in excerpt.marks:
        shown.append((visible(excerpt.text[end:first]), style))
        shown.append((visible(excerpt.text[first:last]), _MARK))
        end = last
    shown.append((visible(excerpt.text[end:]), style))
    return shown


def _write_facets(facets: Facets, output: Output) -> None:
    for field, values in facets:
        terms = [f"{field}:{visible(value)} ({number:,})" for value, number in values]
        print_parts(output, ["  ".join(terms)], 2, wrap=False)


def _summary(results: Results) -> str:
    if not results.total:
        return "Nothing found."
    found = count(results.total, "postmortem")
    if len(results.hits) < results.total:
        return f"{len(results.hits)} of {found}; --limit shows more"
    return found
