"""``git log``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from postmortem_archive.model.lazy_pattern import lazy_pattern

from ..base import Asked, Reader, Sureness
from ..event import Captured, CapturedEvent, Signal, one_line
from ..export import Export, Head

_COMMIT = lazy_pattern(r"commit ([0-9a-f]{7,64})(?: \(.{0,500}\))?")
_DATE = lazy_pattern(r"(?:Author|Commit)?Date:\s{1,8}(?P<date>\S.{0,60})")
_AUTHOR = lazy_pattern(r"(?:Author|Commit):\s{1,8}(?P<name>[^<]{0,200}?)\s?<(?P<mail>[^>]{0,200})>")
_LINE = lazy_pattern(
    r"(?P<sha>[0-9a-f]{7,64})(?P<sign>[\t|,;]|\s)\s?(?P<date>\d{4}-\d{2}-\d{2}[T ]\S{5,20}"
    r"(?: [+-]\d{2}:?\d{2})?)(?P=sign)\s?(?P<rest>.{1,2000})"
)
_CALENDAR = "%a %b %d %H:%M:%S %Y"
_REVERTS = ("revert ", 'revert "', "rollback", "roll back")


class GitLog(Reader):
    """The output of ``git log``.

    Documentation: Git, "git-log" (the formats medium and fuller, with any ``--date`` that says an offset)
    and "pretty-formats": ``git log --format='%h%x09%cI%x09%an%x09%s'``, also with ``|``, ``,`` or
    ``;`` between the parts.
    """

    name = "git log"
    reads = "`git log` as it is, and `--format='%h%x09%cI%x09%an%x09%s'`"
    hint = "`git log --since=… --until=… --format='%h%x09%cI%x09%an%x09%s'`"

    def sureness(self, head: Head) -> Sureness:
        """Certain where it begins with a commit."""
        first = head.lines[0] if head.lines else ""
        if _COMMIT.fullmatch(first) or _LINE.fullmatch(first):
            return Sureness.CERTAIN
        return Sureness.NO

    def read(self, export: Export, asked: Asked) -> Iterator[Captured]:
        """One event for each commit, at the time of the commit."""
        lines = export.lines()
        first = next((line for line in lines if line.strip()), "")
        is_told = _COMMIT.fullmatch(first) is not None
        for commit in _told(first, lines) if is_told else _lined(chain((first,), lines), export):
            at = asked.time_or_note(_in_iso(commit.date), "a commit", export)
            if at is not None:
                yield _event(commit, at, asked)


@dataclass(slots=True)
class _Commit:
    """A commit as far as it is read."""

    sha: str
    date: str = ""
    author: str = ""
    mail: str = ""
    subject: str = ""


def _lined(lines: Iterable[str], export: Export) -> Iterator[_Commit]:
    """Commits of one line each."""
    for line in lines:
        found = _LINE.fullmatch(line.rstrip())
        if found is not None:
            author, sign, subject = found["rest"].partition(found["sign"])
            if not sign or found["sign"] == " ":  # a name and a subject are not told apart
                author, subject = "", found["rest"]
            yield _Commit(found["sha"], found["date"], author, "", subject)
        elif line.strip():
            export.note("lines in another form were passed over")


def _told(first: str, lines: Iterable[str]) -> Iterator[_Commit]:
    """Commits as ``git log`` writes them for people: a head, a blank line, the message indented."""
    commit = _Commit(_sha(first))
    for line in lines:
        if sha := _sha(line):
            yield commit
            commit = _Commit(sha)
        elif found := _DATE.fullmatch(line):
            commit.date = found["date"]  # of two, that of the commit is the second
        elif (found := _AUTHOR.fullmatch(line)) and not commit.author:
            commit.author, commit.mail = found["name"], found["mail"]
        elif line.startswith("    ") and not commit.subject:
            commit.subject = line.strip()
    yield commit


def _sha(line: str) -> str:
    found = _COMMIT.fullmatch(line)
    return found[1] if found else ""


def _event(commit: _Commit, at: datetime, asked: Asked) -> CapturedEvent:
    is_named = commit.author or commit.mail
    who = f" by {asked.privacy.person(commit.mail, commit.author)}" if is_named else ""
    is_back = commit.subject.casefold().startswith(_REVERTS)
    text = one_line(f"Commit {commit.sha[:9]}{who}: {commit.subject}")
    signal = Signal.MITIGATED if is_back else Signal.CHANGE
    return CapturedEvent(at, text, "git log", signal=signal, id=f"commit {commit.sha[:7]}")


def _in_iso(date: str) -> str:
    """A date as ``git log`` writes it by itself (``Thu Mar 12 18:20:31 2026 +0100``) in ISO 8601."""
    calendar, _, offset = date.strip().rpartition(" ")
    try:
        return f"{datetime.strptime(calendar, _CALENDAR).isoformat()} {offset}"  # noqa: DTZ007
    except ValueError:
        return date
