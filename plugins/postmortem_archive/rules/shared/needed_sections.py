"""What the rules about sections share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.link import Heading
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.sections import SECTION_BY_KEY, SECTIONS
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.sections import SECTION_LEVEL, key_of, section_below, section_keys

from .fields import requirement_for

_LABEL = lazy_pattern(
    r"[ \t]{0,8}(?:[-*+][ \t]{1,4})?(?:(?:\*\*|__)(?P<bold>[A-Za-z][^*_:\n]{2,40}?)"
    r"(?:[ \t]?:[ \t]?(?:\*\*|__)|(?:\*\*|__)[ \t]?:|(?:\*\*|__)[ \t]*$)"
    r"|(?P<plain>[A-Z][A-Za-z ()]{2,40}):[ \t]*$)"
)
"""``**Impact**: …``, ``**Impact**`` and ``Impact:`` alone on a line."""

_MAX_READ = 20_000
"""Characters below a deeper heading that are read: a section is filled in by then."""


def required_sections(postmortem: Postmortem, settings: Settings) -> tuple[str, ...]:
    """Keys of the sections this postmortem needs, in their canonical order."""
    needed = requirement_for(postmortem, settings).sections
    return tuple(kind.key for kind in SECTIONS if kind.key in needed)


def section_level(postmortem: Postmortem) -> int:
    """The level of the headings that are sections of this file."""
    lines = {section.position.line for section in postmortem.sections}
    levels = (heading.level for heading in postmortem.headings if heading.position.line in lines)
    return max(levels, default=SECTION_LEVEL)


def deeper_headings(
    postmortem: Postmortem, keys: Iterable[str], settings: Settings
) -> Mapping[str, Heading]:
    """The first heading too deep to be a section that means it, by the keys that have no section."""
    wanted = set(keys) - {section.key for section in postmortem.sections}
    if not wanted:
        return {}
    level = section_level(postmortem)
    known = section_keys(settings)
    found: dict[str, Heading] = {}
    for heading in postmortem.headings:
        key = key_of(heading.text, known) if heading.level > level else None
        if key in wanted:
            found.setdefault(str(key), heading)
    return found


def labels(
    postmortem: Postmortem, keys: Iterable[str], settings: Settings
) -> Mapping[str, tuple[str, Position]]:
    """The first label in place of a heading that means a section, as ``**Impact**: …``, by key.

    Each comes with its place. Only a label in bold, or a line that is nothing but a label, counts.
    """
    wanted = set(keys)
    known = section_keys(settings)
    found: dict[str, tuple[str, Position]] = {}
    for number, line in enumerate(postmortem.body.split("\n") if wanted else ()):
        label = _LABEL.match(line)
        if label is None:
            continue
        words = label["bold"] or label["plain"]
        # in capitals it is a mark, as in "**TODO**: watch the disks"
        key = None if words.isupper() else key_of(words, known)
        if key in wanted:
            place = Position(postmortem.body_line + number, line.index(words) + 1)
            found.setdefault(str(key), (words, place))
    return found


def unfilled_sections(
    postmortem: Postmortem, keys: Iterable[str], settings: Settings
) -> Mapping[str, Section]:
    """The first section of each key of which nothing is written in any.

    Where a key has no section, the first deeper heading that means it begins one.
    """
    keys = tuple(keys)
    deeper = deeper_headings(postmortem, keys, settings)
    unfilled: dict[str, Section] = {}
    for key in keys:
        found = [section for section in postmortem.sections if section.key == key]
        if key in deeper:
            body = _text_below(postmortem, deeper[key])
            found = [section_below(deeper[key], body, settings)]
        if found and all(section.is_empty for section in found):
            unfilled[key] = found[0]
    return unfilled


def sections_at_any_level(
    postmortem: Postmortem, keys: Iterable[str], settings: Settings
) -> Mapping[str, Sequence[Section]]:
    """The sections of each key, in the order of the keys; else what the first deeper heading begins."""
    keys = tuple(keys)
    found: dict[str, Sequence[Section]] = {
        key: [section for section in postmortem.sections if section.key == key] for key in keys
    }
    for key, heading in deeper_headings(postmortem, keys, settings).items():
        found[key] = [section_below(heading, _text_below(postmortem, heading), settings)]
    return found


def guidance(key: str) -> str:
    """What belongs into a section, in a sentence."""
    return SECTION_BY_KEY[key].guidance


def _text_below(postmortem: Postmortem, heading: Heading) -> str:
    """The Markdown below a heading, up to the next one of its level or a higher one."""
    start = heading.position.line
    ends = (
        other.position.line - 1
        for other in postmortem.headings
        if other.position.line > start and other.level <= heading.level
    )
    lines = postmortem.text.split("\n")
    return "\n".join(lines[start : next(ends, len(lines))])[:_MAX_READ]
