"""The list of rules, for people and for programs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from rich.console import Console
from rich.text import Text

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.visible import visible

from .lines import print_json, print_line

VERSION = 1

_STYLE = {Level.ERROR: "bold red", Level.WARNING: "bold yellow", Level.HINT: "bold cyan"}
_WIDTHS = (7, 9)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as it is in force.

    Attributes:
        code: such as ``PM402``.
        alias: the same in words.
        family: what the first digit of its code stands for.
        summary: what is wrong when it speaks.
        default: its own level.
        level: its level in force; ``None`` where it is off.
        reason: why it is off or has another level; empty where nothing was changed.
        confidence: ``exact`` or ``guess``.
        is_fixed: it cannot be ignored or softened.
    """

    code: str
    alias: str
    family: str
    summary: str
    default: Level
    level: Level | None
    reason: str
    confidence: str
    is_fixed: bool


def write_rules_text(lines: Sequence[RuleLine], console: Console) -> None:
    """One rule a line, by family, with what is special about it below."""
    widest = max((len(line.alias) for line in lines), default=0)
    for family, members in groupby(lines, key=lambda line: line.family):
        print_line(console, Text(family, style="bold"))
        for line in members:
            _write_line(line, console, widest)
        console.print()
    off = sum(1 for line in lines if line.level is None)
    print_line(console, Text(f"{len(lines)} rules, {len(lines) - off} in force"))


def _write_line(line: RuleLine, console: Console, widest: int) -> None:
    level = line.level.value if line.level else "off"
    style = _STYLE[line.level] if line.level else "dim"
    guess = " (a guess)" if line.confidence == "guess" else ""
    text = Text.assemble(
        (f"  {line.code:<{_WIDTHS[0]}}", "bold"),
        (f"{level:<{_WIDTHS[1]}}", style),
        f"{line.alias:<{widest}}",
        (f"  {line.summary}{guess}", "dim"),
    )
    print_line(console, text, wrap=False)
    if line.reason:
        reason = f"{line.reason} (otherwise {line.default.value})"
        print_line(console, Text(visible(reason)), 2 + sum(_WIDTHS))


def write_rules_json(lines: Sequence[RuleLine], console: Console) -> None:
    """One JSON object: ``{"version", "rules": [...]}``, each rule with the fields of a RuleLine.

    ``level`` is ``null`` where a rule is off.
    """
    data = {"version": VERSION, "rules": [asdict(line) for line in lines]}
    print_json(console, data)


RULE_FORMATS: Mapping[str, Callable[[Sequence[RuleLine], Console], None]] = {
    "text": write_rules_text,
    "json": write_rules_json,
}
"""Writers by the name under which they are asked for; the first is the default."""
