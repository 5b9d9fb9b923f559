"""A small port of how CI runners find commands in the log of a job.

GitHub's runner reads line by line. A line that begins, after white space, with ``::`` is a command
``::name key=value,key=value::data``. An older form, ``##[name key=value;key=value]data``, is found
anywhere in a line, and so is that of Azure Pipelines, ``##vso[area.action key=value;]data``. This port
is more suspicious: it takes any name for a command's, and any line break for one.
"""

import re
from dataclasses import dataclass

_OLD = re.compile(r"##(?:vso|teamcity)?\[", re.IGNORECASE)
_DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
_PROPERTY = {**_DATA, "%3A": ":", "%2C": ","}


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    data: str


def commands(log: str) -> list[Command]:
    """The commands that a runner would obey."""
    return [found for line in log.splitlines() if (found := _command(line))]


def _command(line: str) -> Command | None:
    line = line.strip()
    if line.startswith("::"):
        head, mark, data = line[2:].partition("::")
        name, _, pairs = head.partition(" ")
        split = [pair.split("=", 1) for pair in pairs.strip().split(",") if "=" in pair]
        properties = {key: _unescaped(value, _PROPERTY) for key, value in split}
        return Command(name, properties, _unescaped(data, _DATA)) if mark else Command(line, {}, "")
    if found := _OLD.search(line):
        return Command(line[found.start() :], {}, "")
    return None


def _unescaped(text: str, escapes: dict[str, str]) -> str:
    # the percent sign last, as the runner does it
    for escape, character in sorted(escapes.items(), key=lambda entry: entry[1] == "%"):
        text = text.replace(escape, character)
    return text
