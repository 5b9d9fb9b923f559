"""Strangers' words in Markdown that stays what it is: text.

What stands in a postmortem is quoted in a comment that a bot writes with its own rights. Nothing of it
may become markup, a link, an image, HTML, a mention of somebody or a reference to an issue, neither
when the Markdown is read nor afterwards, when a code host looks through the text for names and numbers.
Backslashes do not help against the latter, code does: so every word that a host could take for more
than a word is written as code. The rest needs no escapes and reads well as plain text too.
"""

import re

from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import shown

LONGEST = 400
"""Longest text, in characters, that is quoted as one."""

_RISKY = re.compile(
    r"""
    [\\`*_{}\[\]<>|~\#@&$^]     # markup, entities, references (#1, @name, &1, ~label), mathematics
    | ://                       # an address
    | \b(?:www\.|mailto:|xmpp:)
    | ![^\W_]                   # a merge request: !1
    | %[^.,;:)?!]               # a milestone: %1
    | :[\w+-]+:                 # an emoji: :bomb:
    | [a-z][0-9]{0,9}-[0-9]     # a ticket: OPS-123, GH-1, CVE-2026-1
    | \bghsa-
    | (?<!\w)[0-9a-f]{7,}(?!\w) # a commit
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SPACE = re.compile(r"(\s+)")
_BACKQUOTES = re.compile(r"`+")


def prose(text: str) -> str:
    """A line of text as Markdown on one line; what it has in backquotes is code, as it was meant.

    Never begin a line with it: some words mean something there that they mean nowhere else.
    """
    parts = shown(text, LONGEST).split("`")
    if len(parts) % 2 == 0:  # the last backquote has no partner
        parts[-2:] = ["`".join(parts[-2:])]
    out = ""
    for number, part in enumerate(parts):
        pieces = [code(part)] if number % 2 else _words(part)
        for piece in pieces:
            # two codes side by side would be read as one, and %"" as a milestone
            is_one = (out[-1:], piece[:1]) in (("`", "`"), ("%", '"'))
            out += f" {piece}" if is_one else piece
    return out


def code(text: str) -> str:
    """Text as code, in as many backquotes as it takes."""
    text = visible(text)
    if not text.strip():
        return '""'
    runs = _BACKQUOTES.findall(text)
    fence = "`" * (1 + max(map(len, runs), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _words(text: str) -> list[str]:
    return [
        _word(word) if number % 2 == 0 else " " for number, word in enumerate(_SPACE.split(text))
    ]


def _word(word: str) -> str:
    if _RISKY.search(word) or visible(word) != word:
        return code(word)
    return word
