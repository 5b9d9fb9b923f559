"""HTML that a browser's parser reads in time that grows with its length, whatever an author wrote.

The parser that the sanitiser is built on follows the standard, and so walks all open elements for
many a tag: 300 KB of ``<div>`` cost it 16 s here, and closing one paragraph may open a thousand
others again. It runs as machine code, which no timer stops. Markdown is turned into elements that are
closed in order; what an author wrote as HTML need not be.
"""

import re
from collections.abc import Collection

DEPTH = 100
"""Most elements in one another; what is in more of them stands in the hundredth."""

_HARMLESS = 4_000  # characters: too few for the worst to take a tenth of a second
_LONGEST = 10_000  # characters of a tag: each of its attributes is compared with all before it
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})(?![^\s/>])[^<>]*>")
_REMARK = re.compile(r"<!--(?!-?>)[^<>]*-->")
_UNSHOWN = ("script", "style")
_VOID = ("br", "col", "hr", "img", "input")


def untangled(html: str, tags: Collection[str]) -> str:
    """The same HTML with every element closed in order and none deeper than :data:`DEPTH`.

    HTML that is so already, or short, is returned as it is. Of other HTML, elements that are not in
    ``tags`` are left out, their text stays; scripts and styles are left out with their text.

    Args:
        html: rendered Markdown of an author.
        tags: names of elements, in lower case.
    """
    if len(html) <= _HARMLESS:
        return html
    without_remarks = _REMARK.sub("", html)
    out: list[str] = []
    opened: list[str] = []
    at, is_regular = 0, True
    for tag in _TAG.finditer(without_remarks):
        if tag.start() < at:
            continue  # in a script
        between = without_remarks[at : tag.start()]
        at, name = tag.end(), tag[2].lower()
        is_regular = is_regular and "<" not in between
        out.append(between.replace("<", "&lt;"))
        if name in _UNSHOWN and not tag[1]:
            is_regular, at = False, _end_of(name, without_remarks, at)
        elif name not in tags or (name in _VOID and tag[1]) or len(tag[0]) > _LONGEST:
            is_regular = False
        elif name in _VOID:
            out.append(tag[0])
        elif not tag[1]:
            is_regular = is_regular and len(opened) < DEPTH
            if len(opened) < DEPTH:
                opened.append(name)
                out.append(tag[0])
        else:
            is_regular = is_regular and opened[-1:] == [name]
            out.extend(_closing(name, opened))
    out.append(without_remarks[at:].replace("<", "&lt;"))
    out.extend(f"</{name}>" for name in reversed(opened))
    is_regular = is_regular and not opened and "<" not in without_remarks[at:]
    return without_remarks if is_regular else "".join(out)


def _end_of(name: str, html: str, at: int) -> int:
    """Where what follows a script or style goes on; at the end of all where it is not closed."""
    end = re.compile(rf"</{name}[^<>]*>", re.IGNORECASE).search(html, at)
    return end.end() if end else len(html)


def _closing(name: str, opened: list[str]) -> list[str]:
    """The end tags that close the innermost element of a name; none where it is not open."""
    if name not in opened:
        return []
    closed: list[str] = []
    while not closed or closed[-1] != name:
        closed.append(opened.pop())
    return [f"</{inner}>" for inner in closed]
