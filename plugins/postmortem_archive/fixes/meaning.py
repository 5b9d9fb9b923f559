"""Whether a file still means what it meant: the last word about every fix."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import ActionItem, Document, Postmortem, TimelineEntry
from postmortem_archive.model.settings import Settings
from postmortem_archive.rules.shared.fields import VOCABULARY_OF

from .written_dates import canonical_day

_NOWHERE = Position()
_PADDING = re.compile(r"[\s-]+")
_ABOUT_SECTION = re.compile(r"<!--\s{0,20}postmortem:.*?-->", re.DOTALL)


def means_the_same(before: Document, after: Document, settings: Settings) -> bool:
    """Whether two readings of a file differ in nothing that a reader would take for another fact.

    What may differ: the order of sections and of timeline entries, the words of a known heading, the
    form of a date, a word that was not in the vocabulary, and fields that were not understood before.
    Where the front matter says more than before, timeline entries may get a day or an offset that
    they lacked. There is no problem that was not there before.
    """
    old, new = before.postmortem, after.postmortem
    if old is None or new is None:
        return False
    return (
        _problems(after) <= _problems(before)
        and _same_fields(old, new, settings)
        and _sections(old) == _sections(new)
        and _words(old.preamble) == _words(new.preamble)
        and [why.text for why in old.whys] == [why.text for why in new.whys]
        and _same_timeline(old, new)
        and _same_actions(old.actions, new.actions)
    )


def _words(preamble: str) -> str:
    """What stands above the first section, without what pads tables and what is about a section."""
    return _PADDING.sub("", _ABOUT_SECTION.sub("", preamble))


def _problems(document: Document) -> Counter[tuple[str, str]]:
    return Counter((problem.kind.value, problem.field) for problem in document.problems)


def _same_fields(old: Postmortem, new: Postmortem, settings: Settings) -> bool:
    """No known value changes but one that is not in the vocabulary; none is lost."""
    if any(new.extra_meta[name] != old.extra_meta.get(name) for name in new.extra_meta):
        return False
    return all(
        _is_kept(name, getattr(old.meta, name), getattr(new.meta, name), settings)
        for name in old.meta.model_fields_set
    )


def _is_kept(name: str, old: object, new: object, settings: Settings) -> bool:
    terms = settings.vocabulary(VOCABULARY_OF[name]) if name in VOCABULARY_OF else None
    if old == new or terms is None:
        return old == new
    mine = old if isinstance(old, tuple) else (old,)
    its = new if isinstance(new, tuple) else (new,)
    return len(mine) == len(its) and all(
        one == other or (one not in terms and other in terms)
        for one, other in zip(mine, its, strict=True)
    )


def _sections(postmortem: Postmortem) -> Counter[tuple[str, bool, bool]]:
    """The sections in any order; one that the format does not know is told by its heading."""
    return Counter(
        (section.key or f"heading {section.heading}", section.is_empty, section.is_template)
        for section in postmortem.sections
    )


def _same_timeline(old: Postmortem, new: Postmortem) -> bool:
    if _moments(old.meta) == _moments(new.meta):
        return Counter(map(_entry, old.timeline)) == Counter(map(_entry, new.timeline))
    return len(old.timeline) == len(new.timeline) and all(
        _says_the_same(one, other) for one, other in zip(old.timeline, new.timeline, strict=True)
    )


def _moments(meta: FrontMatter) -> list[str]:
    return [f"{name} {moment.at.isoformat()}" for name, moment in meta.moments()]


def _entry(entry: TimelineEntry) -> tuple[object, ...]:
    """What an entry says, wherever it stands and however its time is written."""
    start = entry.start.at.isoformat() if entry.start else entry.time_text
    words = " ".join(entry.text.split())
    return (
        start,
        replace(entry, position=_NOWHERE, time_text="", start=None, text=words),
        entry.start,
    )


def _says_the_same(old: TimelineEntry, new: TimelineEntry) -> bool:
    """Whether an entry differs at most in a day or an offset that it takes from the front matter."""
    is_open = old.start is None or old.offset_assumed
    if not is_open and old.start != new.start:
        return False
    if old.start and new.start and old.start.at.time() != new.start.at.time():
        return False
    start, end, assumed = new.start, new.end, new.offset_assumed
    return replace(old, position=new.position, start=start, end=end, offset_assumed=assumed) == new


def _same_actions(old: Sequence[ActionItem], new: Sequence[ActionItem]) -> bool:
    return len(old) == len(new) and all(
        _is_same_action(one, other) for one, other in zip(old, new, strict=True)
    )


def _is_same_action(old: ActionItem, new: ActionItem) -> bool:
    """Whether an action is the same but for the form of a due date that was not understood."""
    if old.due is None and new.due is not None:
        if canonical_day(old.due_text) != new.due.isoformat():
            return False
        old = replace(old, due=new.due, due_text=new.due_text)
    return replace(old, position=new.position) == new
