"""Markdown to the plain text that is searched and shown in excerpts, never as HTML."""

import html
import re

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_TABLE_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_LINE_START = re.compile(r"\s*(?:>\s?)*\s*(?:#{1,6}\s+|(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?)?")
_LINK = re.compile(
    r"!?\[([^\[\]]{0,500})\](?:\([^()\s]{0,2000}(?:\s[^()]{0,200})?\)|\[[^\[\]]{0,200}\])"
)
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,2000}|[^<>\s@]{1,200}@[^<>\s]{1,200})>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")
_ESCAPE_OR_EMPHASIS = re.compile(r"\\([!-/:-@\[-`{-~])|\*{1,3}|~~|`+")
_MARKUP = re.compile(r"[\[<\\*~`&]")
_SENTENCE_END = (".", "!", "?", ":", ";", "…", "。", "\uff01", "\uff1f")

# Columns that say where a row was read. Links there say nothing of what happened.
_SOURCES = frozenset({"source", "sources", "reference", "references"})


def plain_text(markdown: str) -> str:
    """The words of some Markdown, a line for each line of the source, without markup and comments.

    What stands in code fences is kept as written. Lines that hold only markup are left out, as are
    bare links in a table's column of sources. A row of a table ends like a sentence.
    """
    lines: list[str] = []
    fence = ""
    headings: list[str] = []  # of the table in which the line stands, folded
    for line in without_comments(markdown).split("\n"):
        if not line:  # as a third of all lines
            headings = []
            continue
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
            continue
        if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            fence = ""
            continue
        is_row = not fence and line.lstrip().startswith("|")
        if is_row:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            is_heading = not headings
            headings = headings or [cell.casefold() for cell in cells]
            is_rule = _TABLE_RULE.fullmatch(line)
            text = "" if is_rule else _plain_row(cells, headings, is_heading=is_heading)
        else:
            headings = []
            text = line.strip() if fence else _plain_line(line)
        if text:
            lines.append(text)
    return "\n".join(lines)


def ended(text: str, end: str = ".") -> str:
    """The text with an end, where it has none: what stands on lines of its own is shown in a row."""
    return text if not text or text.endswith(_SENTENCE_END) else f"{text}{end}"


def _plain_row(cells: list[str], headings: list[str], *, is_heading: bool) -> str:
    kept = [
        cell
        for number, cell in enumerate(cells)
        if not (
            number < len(headings)
            and headings[number] in _SOURCES
            and (is_heading or not _LINK.sub("", cell).strip(" ,;"))
        )
    ]
    text = " · ".join(plain for cell in kept if (plain := _plain_inline(cell)))
    return ended(text, ":" if is_heading else ".")


def _plain_line(line: str) -> str:
    if "-" in line and _TABLE_RULE.fullmatch(line):
        return ""
    start = _LINE_START.match(line)
    return _plain_inline(line[start.end() :] if start else line)


def _plain_inline(line: str) -> str:
    # most lines have nothing of all this: to see that takes a tenth of the time of looking for each
    if not _MARKUP.search(line):
        return line.strip()
    if "[" in line:
        line = _LINK.sub(r"\1", line)
    if "<" in line:
        line = _TAG.sub(" ", _AUTOLINK.sub(r"\1", line))
    line = _ESCAPE_OR_EMPHASIS.sub(r"\1", line)
    return html.unescape(line).strip()


def without_comments(markdown: str) -> str:
    """The text without HTML comments; one that is not closed hides all that follows."""
    kept: list[str] = []
    rest = markdown
    while True:
        before, mark, after = rest.partition("<!--")
        kept.append(before)
        if not mark:
            return "".join(kept)
        _, end, rest = after.partition("-->")
        if not end:
            return "".join(kept)
