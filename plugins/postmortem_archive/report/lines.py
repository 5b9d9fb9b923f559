"""Lines on a console, whatever it is: a terminal of any width, a file, an output of few characters.

What is printed in a CI job is read by its runner, which obeys a line that begins with ``::``. No
line of ours begins so, other than the annotations that are meant.
"""

import json

from rich.console import Console
from rich.text import Text

from .visible import COMMAND, without_commands

_LEAST_ROOM = 20
"""Cells that a wrapped line has at least, however narrow the terminal."""

_COLONS = "::"
_VISIBLE_COLON = r"\x3a"


def print_line(console: Console, text: Text, indent: int = 0, *, wrap: bool = True) -> None:
    """Print a line, indented by so many cells.

    Args:
        console: where to.
        text: the line, safe to print (see :mod:`.visible`).
        indent: cells that stand before it.
        wrap: break it at words on a terminal; elsewhere it always stays one line.
    """
    text = _encodable(text, console)
    if not console.is_terminal:
        plain = " " * indent + _without_colons(text).plain
        console.file.write((plain.rstrip() if wrap else plain) + "\n")
        return
    room = max(console.width - indent, _LEAST_ROOM)
    for line in text.wrap(console, room) if wrap else [text]:
        if wrap:
            line.rstrip()
        console.print(Text(" " * indent) + _without_colons(line), soft_wrap=True)


def print_plain(console: Console, text: str) -> None:
    """Print text as it is: not wrapped, not coloured; its author sees to it that it is safe."""
    encoded = text.encode(console.encoding, "backslashreplace")
    console.out(encoded.decode(console.encoding), highlight=False)


def print_json(console: Console, data: object) -> None:
    """Print JSON, ASCII only; no string in it can be taken for a command of a CI runner."""
    text = json.dumps(data, indent=2)
    # every line begins with a bracket or a quotation mark, so this is the only form that is left
    console.out(COMMAND.sub(r"#\\u0023", text), highlight=False)


def _without_colons(line: Text) -> Text:
    """The line, its first colon written as an escape where a CI runner would obey it."""
    start = len(line.plain) - len(line.plain.lstrip())
    if not line.plain.startswith(_COLONS, start):
        return line
    return line[:start] + Text(_VISIBLE_COLON) + line[start + 1 :]


def _encodable(text: Text, console: Console) -> Text:
    """The text, with characters that the output's encoding does not have written as escapes."""
    plain = without_commands(text.plain)
    try:
        plain.encode(console.encoding)
    except UnicodeEncodeError:
        plain = plain.encode(console.encoding, "backslashreplace").decode(console.encoding)
    return text if plain == text.plain else Text(plain)
