"""The report formats there are."""

import importlib

from .output import Output
from .report import Report

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit", "markdown")
"""Formats by the name under which they are asked for; the first is the default.

Each is the function ``write_NAME`` of the module of that name in this package, which is imported
only when it is asked for, so that a check starts fast.
"""


def write_report(form: str, report: Report, output: Output) -> None:
    """Write a report in one of :data:`FORMATS` to an output."""
    module = importlib.import_module(f".{form}", __package__)
    getattr(module, f"write_{form}")(report, output)
