"""Headings: lines and bullets in bold become some, the title goes, sections come to level 2."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.parse.markdown import (
    Block,
    BlockKind,
    Markdown,
    first_paragraph,
    plain,
)
from postmortem_archive.parse.sections import SECTION_LEVEL, key_of, section_keys

from .draft import Draft, Edit, heading_line, headings_of
from .front import is_title
from .guess import Guess, Sure
from .words import words_of

_FEWEST = 2
"""Fewest labels in bold that mean sections, for all of them to be headings."""

_BOLD = lazy_pattern(
    r"(?:\*\*(?P<starred>[^*\n]{2,80})\*\*|__(?P<lined>[^_\n]{2,80})__)\s{0,3}[:\u2013\u2014-]?\s{0,3}(?P<rest>.*)"
)
_PRIVATE_USE = 0xE000  # code points that no text has a meaning for
_ESCAPE = lazy_pattern(r"\\([!-/:-@\[-`{-~])")


def bold_headings(draft: Draft) -> None:
    """Make headings of lines and of bullets that begin in bold with the name of a section.

    Only where no heading means a section: else what is in bold belongs below the headings.
    """
    markdown = draft.markdown()
    keys = section_keys(draft.settings)
    if any(key_of(block.text, keys) for block in headings_of(markdown)):
        return
    edits = [*_bold_lines(markdown, keys), *_bold_lists(markdown, keys)]
    if len(edits) < _FEWEST:
        return
    draft.edit(edits)
    draft.guesses.append(
        Guess(
            "sections", f"{len(edits)} labels in bold", Sure.LIKELY, "they head parts of the text"
        )
    )


def _bold_lines(markdown: Markdown, keys: Mapping[str, str]) -> Iterator[Edit]:
    for block in markdown.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        for number in range(block.first, block.end):
            found = _BOLD.fullmatch(markdown.line(number).strip())
            label = _label(found["starred"] or found["lined"]) if found else ""
            if found and key_of(label, keys):
                rest = [found["rest"]] if found["rest"] else []
                above = [""] if number > block.first else []
                below = [""] if rest or markdown.line(number + 1).strip() else []
                yield Edit(number, number + 1, (*above, f"## {label}", *below, *rest))


def _bold_lists(markdown: Markdown, keys: Mapping[str, str]) -> Iterator[Edit]:
    for block in markdown.blocks:
        if block.kind is not BlockKind.LIST:
            continue
        heads = [_head(item) for item in block.children]
        known = {key_of(label, keys) for label, _ in heads} - {None}
        if len(known) < _FEWEST or not all(label for label, _ in heads):
            continue
        for item, (label, rest) in zip(block.children, heads, strict=True):
            below = textwrap.dedent(markdown.raw(item.first + 1, item.end)).rstrip()
            yield Edit(
                item.first,
                item.end,
                (f"## {label}", "", *([rest] if rest else []), *([below] if below else []), ""),
            )


def _head(item: Block) -> tuple[str, str]:
    """The label in bold that an item begins with, and the rest of its first line."""
    first = first_paragraph(item)
    found = _BOLD.fullmatch(first.text.split("\n", 1)[0].strip()) if first else None
    return (_label(found["starred"] or found["lined"]), found["rest"]) if found else ("", "")


def _label(bold: str) -> str:
    return bold.strip().rstrip(":").rstrip()


def take_title(draft: Draft, given: str, otherwise: str) -> None:
    """Take the heading at the top for the title; it moves into the front matter.

    Args:
        draft: whose title is set, where one is found.
        given: the title of its front matter; it counts more than the heading.
        otherwise: what it calls itself elsewhere; it counts less.
    """
    draft.title = given or otherwise
    markdown = draft.markdown()
    first = next((block for block in markdown.blocks if block.kind is not BlockKind.HTML), None)
    if first is None or first.kind is not BlockKind.HEADING or first.level != 1:
        return
    if key_of(first.text, section_keys(draft.settings)):
        return
    title = _unescaped(first.text)
    if not is_title(title):
        draft.notes.append("the heading at the top is no title: it stays where it is")
        return
    draft.title = given or title
    words = words_of(markdown.raw(first.first, first.end))
    if words == words_of(draft.title):  # a link in it would lose its target
        draft.moved += words
        draft.edit([Edit(first.first, first.end, ())])


def _unescaped(text: str) -> str:
    """A heading without markup; a sign behind a backslash is that sign, and no markup."""
    hidden = _ESCAPE.sub(lambda found: chr(_PRIVATE_USE + ord(found[1])), text)
    return "".join(
        chr(ord(char) - _PRIVATE_USE) if 0 <= ord(char) - _PRIVATE_USE < 128 else char
        for char in plain(hidden)
    )


def level_sections(draft: Draft) -> None:
    """Bring the headings of sections to level 2, and those below them along."""
    markdown = draft.markdown()
    headings = headings_of(markdown)
    keys = section_keys(draft.settings)
    known = Counter(block.level for block in headings if key_of(block.text, keys))
    if not known:
        return
    if known[SECTION_LEVEL] > known[1]:
        # beside sections on their level, a part may stand above it; the title may, too
        wrong = [
            one
            for one in headings
            if one.level == 1 and (key_of(one.text, keys) or one is not headings[0])
        ]
        draft.edit([heading_line(block, SECTION_LEVEL) for block in wrong])
        return
    shift = SECTION_LEVEL - min(level for level, number in known.items() if number)
    draft.edit(
        heading_line(block, max(block.level + shift, SECTION_LEVEL)) for block in headings if shift
    )
