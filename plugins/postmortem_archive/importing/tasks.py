"""Lists of action items become the format's task list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import ActionItem
from postmortem_archive.parse.markdown import Block, BlockKind, Markdown, first_paragraph
from postmortem_archive.parse.sections import read_sections, section_ends

from .draft import Draft, Edit, edited
from .guess import Guess, Sure

_BULLET = lazy_pattern(r"(?P<marker>\s{0,3}[-*+]\s{1,4})(?P<text>\S.*)")
_BOX = lazy_pattern(r"\[[ xX]\](?:\s|$)")
_DONE = lazy_pattern(r"\b(?:completed?|done|finished|already)\b")
_NEVER = lazy_pattern(r"(?:\u2705|\u2611|\u2714|:white_check_mark:|:heavy_check_mark:|~~)")
_WORD = lazy_pattern(r"[^\W_]")


def tick_boxes(draft: Draft) -> None:
    """Give the bullets of action items their boxes; below a heading that says *completed*, ticked ones.

    A list is left as it is where its items would not be read as the same ones with boxes.
    """
    markdown = draft.markdown()
    sections = read_sections(markdown, draft.settings).sections
    edits: list[Edit] = []
    ticked = 0
    for section, end in zip(sections, section_ends(markdown, sections), strict=True):
        if section.key != "actions":
            continue
        for heading, block in _lists(section.heading, markdown.between(section.body_line, end)):
            is_done = _DONE.search(heading.casefold()) is not None
            boxes = list(_boxes(markdown, block, "[x]" if is_done else "[ ]"))
            edits += boxes
            ticked += len(boxes) if is_done else 0
    after = Draft(edited(draft.body, edits), draft.settings)
    if [*map(_meaning, after.actions().items)] != [*map(_meaning, draft.actions().items)]:
        return
    draft.edit(edits, "x " * ticked)
    if ticked:
        draft.guesses.append(
            Guess(
                "actions", f"{ticked} ticked", Sure.LIKELY, "their heading says that they are done"
            )
        )


def _lists(heading: str, blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """The lists of a section, each with the heading above it.

    One that a paragraph further down introduces with a colon tells the details of an item.
    """
    above: Block | None = None
    is_first = True
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            heading, above, is_first = block.text, None, True
            continue
        is_detail = above is not None and _introduces(above, is_first=is_first)
        if block.kind is BlockKind.LIST and not is_detail:
            yield heading, block
        is_first = above is None
        above = block


def _introduces(above: Block, *, is_first: bool) -> bool:
    """Whether a list belongs to what stands right above it, and not to the heading."""
    return above.kind is BlockKind.LIST or (not is_first and above.text.rstrip().endswith(":"))


def _meaning(item: ActionItem) -> tuple[object, ...]:
    return (item.text, item.owners, item.due_text)


def _boxes(markdown: Markdown, block: Block, box: str) -> Iterator[Edit]:
    """The lines of a list's items with a box; none where an item has one, or says it in another way."""
    firsts: Sequence[Block | None] = [first_paragraph(item) for item in block.children]
    if any(one is None or _BOX.match(one.text) or _NEVER.search(one.text) for one in firsts):
        return
    lines = [(item.first, _BULLET.fullmatch(markdown.line(item.first))) for item in block.children]
    if any(found is None or not _WORD.search(found["text"]) for _, found in lines):
        return
    for number, found in lines:
        if found:
            line = f"{found['marker']}{box} {found['text']}"
            yield Edit(number, number + 1, (line,))
