"""The report formats there are."""

from collections.abc import Callable, Mapping

from rich.console import Console

from .json import write_json
from .report import Report
from .text import write_text

Writer = Callable[[Report, Console], None]
"""Writes a report to a console."""

FORMATS: Mapping[str, Writer] = {"text": write_text, "json": write_json}
"""Writers by the name under which they are asked for; the first is the default."""
