"""Lines on a console, whatever it is: a terminal of any width, a file, an output of few characters."""

from rich.console import Console
from rich.text import Text

_LEAST_ROOM = 20
"""Cells that a wrapped line has at least, however narrow the terminal."""


def print_line(console: Console, text: Text, indent: int = 0, *, wrap: bool = True) -> None:
    """Print a line, indented by so many cells.

    Args:
        console: where to.
        text: the line, safe to print (see :mod:`.visible`).
        indent: cells that stand before it.
        wrap: break it at words on a terminal; elsewhere it always stays one line.
    """
    text = _encodable(text, console)
    room = max(console.width - indent, _LEAST_ROOM)
    for line in text.wrap(console, room) if wrap and console.is_terminal else [text]:
        if wrap:
            line.rstrip()
        console.print(Text(" " * indent) + line, soft_wrap=True)


def _encodable(text: Text, console: Console) -> Text:
    """The text, with characters that the output's encoding does not have written as escapes."""
    try:
        text.plain.encode(console.encoding)
    except UnicodeEncodeError:
        plain = text.plain.encode(console.encoding, "backslashreplace").decode(console.encoding)
        return Text(plain)
    return text
