"""What tests count is printed when all of them are done, whichever process they ran in.

A test says `record_property("count: bad inputs", 1)`, which is summed up, and
`record_property("slowest: bad input", [seconds, name])`, of which the highest is shown.
"""

from collections import Counter

import pytest

_counts: Counter[str] = Counter()
_slowest: dict[str, tuple[float, str]] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Take what one test has counted."""
    if report.when != "call":
        return
    for name, value in report.user_properties:
        kind, _, what = name.partition(": ")
        if kind == "count" and isinstance(value, int):
            _counts[what] += value
        elif kind == "slowest" and isinstance(value, list | tuple):
            seconds, of = value
            _slowest[what] = max(_slowest.get(what, (0.0, "")), (float(seconds), str(of)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the counts."""
    if not _counts and not _slowest:
        return
    terminalreporter.section("counted")
    for what, number in sorted(_counts.items()):
        terminalreporter.write_line(f"{number:,} {what}")
    for what, (seconds, of) in sorted(_slowest.items()):
        terminalreporter.write_line(f"slowest {what}: {seconds:.2f} s of CPU ({of})")
