"""Lines on a console, whatever it is: a terminal of any width, a file, an output of few characters.

What is printed in a CI job is read by its runner, which obeys a line that begins with ``::``. No
line of ours begins so, other than the annotations that are meant.
"""

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from postmortem_archive.model.visible import COMMAND, without_commands

from .output import Output

if TYPE_CHECKING:  # a file or a pipe needs no rich
    from rich.console import Console
    from rich.text import Text

Part = str | tuple[str, str]
"""A piece of a line, or a piece and how rich styles it on a terminal."""

_LEAST_ROOM = 20
"""Cells that a wrapped line has at least, however narrow the terminal."""

_COLONS = "::"
_VISIBLE_COLON = r"\x3a"
_FIRST_COLON = re.compile(r":(?=:)")
_ESCAPED_COLON = r"\\x3a"
"""The same, as a pattern writes it."""


def print_parts(
    output: Output, parts: Sequence[Part], indent: int = 0, *, wrap: bool = True
) -> None:
    """Print a line, indented by so many cells.

    Args:
        output: where to.
        parts: the line, safe to print (see :mod:`.visible`).
        indent: cells that stand before it.
        wrap: break it at words on a terminal; elsewhere it always stays one line.
    """
    if not output.is_terminal:
        _print_off_terminal(output, "".join(map(_text_of, parts)), indent, wrap=wrap)
        return
    from rich.text import Text  # noqa: PLC0415 - only on a terminal

    # whatever says that it is a terminal is a console of rich
    print_line(cast("Console", output), Text.assemble(*parts), indent, wrap=wrap)


def print_line(console: "Console", text: "Text", indent: int = 0, *, wrap: bool = True) -> None:
    """As :func:`print_parts`, for a text of rich."""
    if not console.is_terminal:
        _print_off_terminal(console, text.plain, indent, wrap=wrap)
        return
    text = _encodable_text(text, console)
    room = max(console.width - indent, _LEAST_ROOM)
    for line in text.wrap(console, room) if wrap else [text]:
        if wrap:
            line.rstrip()
        console.print(_indented(line, indent), soft_wrap=True)


def print_plain(output: Output, text: str) -> None:
    """Print text as it is: not wrapped, not coloured; its author sees to it that it is safe."""
    output.file.write(_encodable(text, output) + "\n")


def print_json(output: Output, data: object) -> None:
    """Print JSON, ASCII only; no string in it can be taken for a command of a CI runner."""
    text = json.dumps(data, indent=2)
    # every line begins with a bracket or a quotation mark, so this is the only form that is left
    output.file.write(COMMAND.sub(r"#\\u0023", text) + "\n")


def cell_of(text: str, output: Output) -> str:
    """Text for the cell of a table, with characters that the output does not have as escapes.

    A cell can be folded on a terminal, and then begin a line with any part of its text.
    """
    if output.is_terminal:
        text = _FIRST_COLON.sub(_ESCAPED_COLON, text)
    return _encodable(text, output)


def _print_off_terminal(output: Output, text: str, indent: int, *, wrap: bool) -> None:
    text = _encodable(without_commands(text), output)
    at = _obeyed_colon(text)
    if at is not None:
        text = text[:at] + _VISIBLE_COLON + text[at + 1 :]
    line = " " * indent + text
    output.file.write((line.rstrip() if wrap else line) + "\n")


def _text_of(part: Part) -> str:
    return part if isinstance(part, str) else part[0]


def _indented(line: "Text", indent: int) -> "Text":
    """A line of rich, indented, its first colon written as an escape where it would be obeyed."""
    at = _obeyed_colon(line.plain)
    if at is not None:
        line = line[:at] + type(line)(_VISIBLE_COLON) + line[at + 1 :]
    return type(line)(" " * indent) + line


def _obeyed_colon(line: str) -> int | None:
    """Where the first colon of a line stands that a CI runner would obey; ``None`` in any other."""
    start = len(line) - len(line.lstrip())
    return start if line.startswith(_COLONS, start) else None


def _encodable(text: str, output: Output) -> str:
    """The text, with characters that the output's encoding does not have written as escapes."""
    return text.encode(output.encoding, "backslashreplace").decode(output.encoding)


def _encodable_text(text: "Text", console: "Console") -> "Text":
    """The same for a text of rich, which then loses its styles."""
    plain = _encodable(without_commands(text.plain), console)
    return text if plain == text.plain else type(text)(plain)
