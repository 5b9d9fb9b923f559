"""Make text from an archive safe to print: what a terminal would obey is shown instead.

File names and file contents come from strangers. An escape sequence could clear the screen or forge
a verdict, a carriage return could hide a line, a bidirectional override could turn a word round.
In the log of a CI job, ``##[error]`` and ``##vso[...]`` would be obeyed wherever they stand.
"""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode categories of characters that are not printed but obeyed, or that have no shape."""

_JOINERS = "\u200c\u200d"
"""Needed inside words of some scripts and inside emoji; they do no harm."""

COMMAND = re.compile(r"##(?=\[|vso\[|teamcity\[)", re.IGNORECASE)
"""Begins what a CI runner obeys, wherever in a line it stands."""


def visible(text: str) -> str:
    r"""The text, with characters that are obeyed and not shown as ``\x1b``; tabs as a space."""
    if not text.isprintable():
        text = "".join(map(_visible_character, text))
    return without_commands(text)


def without_commands(text: str) -> str:
    r"""The text, with what a CI runner would obey anywhere in a line shown as ``#\x23[``."""
    return COMMAND.sub(r"#\\x23", text)


def _visible_character(character: str) -> str:
    if character == "\t":
        return " "
    if character in _JOINERS or unicodedata.category(character) not in _HIDDEN:
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
