"""Sections: which part of a body is which, without losing a character of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Problem, ProblemKind
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.link import Heading
from postmortem_archive.model.postmortem import Section
from postmortem_archive.model.sections import SECTION_BY_KEY, SECTIONS
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.wording import quoted

from .clock import read_time
from .markdown import Block, BlockKind, Markdown, plain, read_markdown, walk
from .text import MAX_LINES

SECTION_LEVEL = 2
"""Level of the headings that are sections."""

_MAX_HEADING = 300
_COMMENT = lazy_pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SHORTCODE = lazy_pattern(r":[a-z0-9_+-]{1,60}:")
_NUMBERING = lazy_pattern(r"^\(?\d{1,2}(?:\.\d{1,2})*[.):]?\s+")
_PARENTHESES = lazy_pattern(r"\s*\([^()]*\)\s*$")
_TODO = lazy_pattern(
    r"[\W_]*(?:todo|tbd|fixme|tba|to do|to be done|to be written)[\W_]*", re.IGNORECASE
)
_WORD = lazy_pattern(r"[^\W_]")
_STORY = ("what happened", "what happened?")
_LEADING_WORDS = lazy_pattern(
    r"^(?:(?:the|our|this|final|detailed|issue|incident|outage|event|problem|resulting|proposed|proposal|"
    r"planned|suggested|possible|future|technical|immediate|underlying|primary|main)\s+){1,3}"
)
_ABOUT_WHAT = lazy_pattern(
    r"\s+(?:of|for|from|in)\s+(?:(?:the|this|our)\s+)?(?:incident|outage|issue|failure|event|problem|future|"
    r"causes?)$"
)
_JOINED = lazy_pattern(r"\s*(?:&|\+|/|,|\band\b)\s*")
_NO_LETTERS = ("So", "Sk", "Cf", "Mn")
_NO_LETTERS_OF_ASCII = {
    code: None for code in range(128) if unicodedata.category(chr(code)) in _NO_LETTERS
}


class Sections(NamedTuple):
    """A body, cut into sections.

    Attributes:
        preamble: the text before the first section.
        sections: the sections in order; ``preamble``, heading lines and bodies are the whole body.
        problems: sections that are there twice.
    """

    preamble: str
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]


def section_keys(settings: Settings) -> Mapping[str, str]:
    """Section keys by heading, as :func:`normalise_heading` puts it."""
    return _section_keys(tuple((key, tuple(names)) for key, names in settings.sections.items()))


@lru_cache(maxsize=16)  # asked for each file
def _section_keys(said: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    """The same, by what an archive says of its headings."""
    keys: dict[str, str] = {}
    own_of = dict(said)
    for kind in SECTIONS:
        own = own_of.get(kind.key, ())
        for name in (kind.key, kind.key.replace("-", " "), kind.heading, *kind.aliases, *own):
            keys.setdefault(normalise_heading(name), kind.key)
    for key, names in said:  # what an archive says itself counts more
        keys.update({normalise_heading(name): key for name in names})
    return keys


def normalise_heading(text: str) -> str:
    """A heading as it is compared: lower case, no markup, emoji, numbering or final colon."""
    return _normalised(text[:_MAX_HEADING])


@lru_cache(maxsize=MAX_LINES)  # each heading is asked for several times
def _normalised(text: str) -> str:
    text = _SHORTCODE.sub(" ", plain(text))
    if text.isascii():
        text = text.translate(_NO_LETTERS_OF_ASCII)
    else:
        text = "".join(sign for sign in text if unicodedata.category(sign) not in _NO_LETTERS)
    text = _NUMBERING.sub("", text.replace("\u2019", "'").strip())
    return " ".join(text.strip(" .:;!?,#-\u2013—").casefold().split())


def read_sections(markdown: Markdown, settings: Settings) -> Sections:
    """Cut a body at its level-2 headings.

    A level-1 heading that means a known section begins one, too; another one behind the first section
    ends it and begins a part of its own. Where no level-2 heading means a known section, the highest
    level at which one does is taken instead.
    """
    keys = section_keys(settings)
    headings = [block for block in markdown.blocks if block.kind is BlockKind.HEADING]
    level = _level(headings, keys)
    first = next(
        (
            block.first
            for block in headings
            if block.level == level or (block.level < level and key_of(block.text, keys))
        ),
        None,
    )
    starts = [
        block
        for block in headings
        if block.level <= level and first is not None and block.first >= first
    ]
    ends = [*(block.first for block in starts), markdown.end][1:]
    sections = tuple(
        _section(markdown, block, until, key)
        for block, until, key in zip(starts, ends, _keys_of(starts, keys), strict=True)
    )
    preamble = _slice(markdown, markdown.first_line, starts[0].first if starts else markdown.end)
    return Sections(preamble, sections, tuple(_duplicates(sections)))


def section_below(heading: Heading, body: str, settings: Settings) -> Section:
    """The section that a heading of any level begins.

    Args:
        heading: of that section.
        body: the Markdown below it, from the next line on.
        settings: for the headings that an archive takes for sections.
    """
    key = key_of(heading.text, section_keys(settings))
    line = heading.position.line + 1
    is_empty, is_template = _unfilled(key, read_markdown(body, line).blocks)
    return Section(key, heading.text, heading.position, body, line, is_empty, is_template)


def section_ends(markdown: Markdown, sections: Sequence[Section]) -> list[int]:
    """The line after the last one of each section."""
    return [*(section.position.line for section in sections), markdown.end][1:]


def key_of(heading: str, keys: Mapping[str, str]) -> str | None:
    """The canonical key of a heading: as it is known, or else as :func:`_loose_key` takes it."""
    return _exact_key(heading, keys) or _loose_key(heading, keys)


def _keys_of(starts: Sequence[Block], keys: Mapping[str, str]) -> list[str | None]:
    """The keys of the headings that begin sections.

    What is taken loosely counts only where no other heading has the key, and for the first of them;
    "What happened" sums up only what comes first, and else tells the story.
    """
    exact = [
        None if number and _is_story(block) else _exact_key(block.text, keys)
        for number, block in enumerate(starts)
    ]
    taken = set(exact)
    found = list(exact)
    for number, block in enumerate(starts):
        key = exact[number] or _loose_key(block.text, keys)
        if exact[number] is None and key not in taken and not _is_story(block):
            found[number] = key
            taken.add(key)
    return found


def _exact_key(heading: str, keys: Mapping[str, str]) -> str | None:
    """The key of a heading that is known, a remark in parentheses behind it left aside."""
    name = normalise_heading(heading)
    return keys.get(name) or keys.get(normalise_heading(_PARENTHESES.sub("", name)))


def _loose_key(heading: str, keys: Mapping[str, str]) -> str | None:
    """The key of a heading that has more words about a known one, or another number.

    ``The impact``, ``Issue summary``, ``Root cause of the outage``, ``Severity & impact``, ``Timeline
    (UTC), approximate`` are taken so. Of headings with two known parts it is not known which is meant.
    """
    name = normalise_heading(heading.partition("(")[0])
    core = _ABOUT_WHAT.sub("", _LEADING_WORDS.sub("", name))
    whole = {keys.get(one) for one in _numbers(core)} - {None}
    parts = whole or {keys.get(one) for part in _JOINED.split(core) for one in _numbers(part)} - {
        None
    }
    return parts.pop() if len(parts) == 1 else None


def _numbers(name: str) -> tuple[str, str]:
    """A name, and the same in the other number."""
    return name, name.removesuffix("s") if name.endswith("s") else f"{name}s"


def _is_story(block: Block) -> bool:
    return normalise_heading(block.text) in _STORY


def _level(headings: list[Block], keys: Mapping[str, str]) -> int:
    known = {block.level for block in headings if key_of(block.text, keys)}
    return SECTION_LEVEL if not known or SECTION_LEVEL in known else min(known)


def _section(markdown: Markdown, block: Block, end: int, key: str | None) -> Section:
    is_empty, is_template = _unfilled(key, markdown.between(block.end, end))
    return Section(
        key=key,
        heading=plain(block.text[:_MAX_HEADING]),
        position=markdown.position(block.first, "#"),
        body=_slice(markdown, block.end, end),
        body_line=block.end,
        is_empty=is_empty,
        is_template=is_template,
    )


def _unfilled(key: str | None, inside: tuple[Block, ...]) -> tuple[bool, bool]:
    """Whether a section is empty, and whether what is left there is of the scaffold."""
    guidance = " ".join(SECTION_BY_KEY[key].guidance.split()) if key else ""
    # most sections begin with something written: the rest of them need not be looked at
    is_empty = all(_is_unfilled(text, guidance) for text in _texts(inside))
    is_template = is_empty and any(_is_of_scaffold(text, guidance) for text in _texts(inside))
    return is_empty, is_template


def _slice(markdown: Markdown, first: int, end: int) -> str:
    """The exact text of some lines, with the last line end unless the file ends there."""
    text = markdown.raw(first, end)
    is_last = end >= markdown.end
    return text if is_last or end <= first else text + "\n"


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """What an author can have written, piece by piece; table heads and rules are no pieces.

    Headings count only where they say a time: alone, they are the frame of a section.
    """
    for block in walk(blocks):
        if block.kind is BlockKind.TABLE:
            yield from (cell.text for row in block.rows[1:] for cell in row)
        elif block.kind is BlockKind.CODE:
            yield f"`{block.text.strip()}`" if block.text.strip() else ""
        elif block.kind is not BlockKind.HEADING or read_time(block.text):
            yield " ".join(block.text.split())


def _is_unfilled(text: str, guidance: str) -> bool:
    words = _COMMENT.sub("", text).strip()
    return words == guidance or bool(_TODO.fullmatch(words)) or not _WORD.search(words)


def _is_of_scaffold(text: str, guidance: str) -> bool:
    return (bool(guidance) and guidance in text) or bool(_TODO.fullmatch(text))


def _tells_of_factors(section: Section) -> bool:
    """Whether it lists contributing factors, which many give beside the root cause."""
    return "factor" in section.heading.casefold()


def _duplicates(sections: tuple[Section, ...]) -> list[Problem]:
    seen: dict[str, Section] = {}
    problems: list[Problem] = []
    for section in sections:
        if section.key is None:
            continue
        first = seen.setdefault(section.key, section)
        if first is section or _tells_of_factors(first) != _tells_of_factors(section):
            continue
        line = first.position.line
        is_same = normalise_heading(first.heading) == normalise_heading(section.heading)
        problems.append(
            Problem(
                ProblemKind.DUPLICATE_SECTION,
                f"the section {quoted(section.heading)} is there twice: the first one is in line {line}"
                if is_same
                else f"{quoted(section.heading)} means the same section as {quoted(first.heading)} "
                f"in line {line}",
                section.position,
                "join the two, or give one of them another heading",
                section.key,
            )
        )
    return problems
