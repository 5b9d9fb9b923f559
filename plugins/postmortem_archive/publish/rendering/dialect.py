"""From the Markdown of code hosts (CommonMark with tables) to the dialect of Python-Markdown.

Two habits differ so much that pages would come out wrong: what belongs to a list item is indented
by the width of its marker on a code host, by four columns per level in Python-Markdown; and a list
or a table may follow a paragraph directly there, only after an empty line here.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable("table").disable("inline")
_MAYBE = re.compile(  # what has neither of these reads the same in both dialects
    r"(?m)^[ \t]+(?:[-*+]|\d+[.)])[ \t]"  # something nested
    r"|^[ \t]+(?:```|~~~)"
    r"|^[ \t]*\n[ \t]+\S"
    r"|^(?![-*+][ \t]|\d+[.)][ \t]|\|)\S.*\n[ ]{0,3}(?:[-*+][ \t]|\d+[.)][ \t]|\|)"  # no empty line
)
_MARKER = re.compile(r"([ ]*)((?:[-*+]|\d+[.)])(?:[ ]{1,4}(?=\S)|[ ]?))")
_STEP = 4


def for_python_markdown(text: str) -> str:
    """Indent list items by four columns a level; put an empty line before lists and tables."""
    if not _MAYBE.search(text):
        return text
    tokens = _PARSER.parse(text)
    lines = text.split("\n")
    out = list(lines)
    gaps: set[int] = set()
    offsets: list[tuple[int, int]] = []  # (column at which an item's content begins, its level)
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open", "table_open"):
            gaps.update(_gap(token, lines))
        elif token.type == "list_item_open":
            gaps.update(_gap_after_loose_item(token, lines))
            offsets.append(_shift_item(token, lines, out, offsets))
        elif token.type == "list_item_close":
            offsets.pop()
    return "\n".join(f"\n{line}" if number in gaps else line for number, line in enumerate(out))


def _gap(token: Token, lines: list[str]) -> set[int]:
    """The line before which an empty one is needed, if any: only outside of lists."""
    first = token.map[0] if token.map else 0
    needed = token.level == 0 and first > 0 and bool(lines[first - 1].strip())
    return {first} if needed else set()


def _gap_after_loose_item(token: Token, lines: list[str]) -> set[int]:
    """The line before which an empty one is needed: an item after one of several paragraphs."""
    first = token.map[0] if token.map else 0
    before = lines[first - 1] if first > 0 else ""
    loose = first > 1 and not lines[first - 2].strip()
    return {first} if before[:1].isspace() and before.strip() and loose else set()


def _shift_item(
    token: Token, lines: list[str], out: list[str], offsets: list[tuple[int, int]]
) -> tuple[int, int]:
    """Indent an item's lines for its level; what is nested in it is indented again in its turn."""
    first, end = token.map or (0, 0)
    outer, level = (offsets[-1][0], offsets[-1][1] + 1) if offsets else (0, 0)
    marker = _MARKER.match(lines[first], outer if lines[first][:outer].isspace() else 0)
    if marker is None:  # inside a quotation, say: left as it is
        return outer, level
    content = marker.end()
    out[first] = " " * (_STEP * level) + lines[first][marker.start(2) :]
    for number in range(first + 1, end):
        line = lines[number]
        if line[:content].strip() == "" and line.strip():
            out[number] = " " * (_STEP * (level + 1)) + line[content:]
    return content, level
