"""What the readers of a CI job's log obey in it, ported from what their documentation says.

GitHub's runner reads line by line. A line that begins, after white space, with ``::`` is a command
``::name key=value,key=value::data``. An older form, ``##[name key=value;key=value]data``, is found
anywhere in a line, and so are those of Azure Pipelines, ``##vso[area.action key=value;]data``, and of
TeamCity. GitLab folds its log at ``section_start:time:name`` before a carriage return and an escape.
This port is more suspicious than they are: it takes any name for a command's, any line break for one,
and a beginning for the whole.
"""

import re
import unicodedata
from dataclasses import dataclass, field

_OLD = re.compile(r"##(?:vso|teamcity)?\[", re.IGNORECASE)
_SECTION = re.compile(r"section_(?:start|end):[0-9]+:[^\r\n\x1b]*[\r\x1b]")
_DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
_NEW_PROPERTY = {**_DATA, "%3A": ":", "%2C": ","}
_OLD_PROPERTY = {**_DATA, "%3B": ";", "%5D": "]"}
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_HARMLESS = "\n\u200c\u200d"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
"""What a terminal is told to change its colour with, as our own reports do."""


@dataclass(frozen=True)
class Command:
    """A command as a runner reads it."""

    name: str
    properties: dict[str, str] = field(default_factory=dict)
    data: str = ""


def commands(log: str) -> list[Command]:
    """Everything in a log that its reader would obey."""
    found = [command for line in log.splitlines() if (command := _command(line))]
    return [*found, *(Command(section) for section in _SECTION.findall(log))]


def obeyed(log: str) -> list[Command]:
    """The same without what stands between ``::stop-commands::token`` and ``::token::``."""
    found = []
    fence = ""
    for command in commands(log):
        if fence:
            fence = "" if command.name == fence else fence
        elif command.name == "stop-commands":
            fence = command.data
        else:
            found.append(command)
    return found


def hidden_characters(log: str) -> set[str]:
    """The characters of a log that are not printed but obeyed, line feeds and colours aside."""
    text = COLOUR.sub("", log)
    return {
        char
        for char in set(text) - set(_HARMLESS)
        if char < " " or unicodedata.category(char) in _HIDDEN
    }


def _command(line: str) -> Command | None:
    line = line.strip()
    if line.startswith("::"):
        head, mark, data = line[2:].partition("::")
        return _read(head, ",", _NEW_PROPERTY, _unescaped(data, _DATA)) if mark else Command(line)
    if found := _OLD.search(line):
        head, mark, data = line[found.end() :].partition("]")
        whole = _read(head, ";", _OLD_PROPERTY, _unescaped(data, _OLD_PROPERTY))
        return whole if mark else Command(line[found.start() :])
    return None


def _read(head: str, separator: str, escapes: dict[str, str], data: str) -> Command:
    """A command whose name and properties are ``head``."""
    name, _, pairs = head.partition(" ")
    split = [pair.split("=", 1) for pair in pairs.strip().split(separator) if "=" in pair]
    return Command(name, {key: _unescaped(value, escapes) for key, value in split}, data)


def _unescaped(text: str, escapes: dict[str, str]) -> str:
    # the percent sign last, as the runner does it
    for escape, character in sorted(escapes.items(), key=lambda entry: entry[1] == "%"):
        text = text.replace(escape, character)
    return text
