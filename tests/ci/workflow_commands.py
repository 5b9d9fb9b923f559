"""What GitHub's runner would obey in a log, read the way the runner reads it."""

import re
from collections.abc import Iterator

_LINES = re.compile(r"\r\n|\r|\n")
"""Where the runner sees the end of a line."""


def obeyed(log: str) -> list[tuple[str, str, str]]:
    """The workflow commands in a log, as name, properties and message.

    Both forms are found: ``::name properties::message`` at the start of a line, after spaces, and
    ``##[name properties]message`` anywhere in it. Between ``::stop-commands::token`` and ``::token::``
    nothing is obeyed.
    """
    found = []
    fence = ""
    for name, properties, message in _commands(log):
        if fence:
            fence = "" if name == fence else fence
        elif name == "stop-commands":
            fence = message
        else:
            found.append((name, properties, message))
    return found


def _commands(log: str) -> Iterator[tuple[str, str, str]]:
    for line in _LINES.split(log):
        text = line.lstrip()
        if text.startswith("::") and "::" in text[2:]:
            inside, message = text[2:].split("::", 1)
        elif "##[" in line and "]" in line.split("##[", 1)[1]:
            inside, message = line.split("##[", 1)[1].split("]", 1)
        else:
            continue
        name, _, properties = inside.partition(" ")
        yield name, properties, message
