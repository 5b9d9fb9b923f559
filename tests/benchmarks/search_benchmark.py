"""The search beside Pagefind, on the same pages in the same run: ``python search_benchmark.py [N ...]``.

What is wanted stands beside what was measured. Bytes are those that a compressing server sends;
times depend on the machine, so ratios count.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from search_browser import Costs, measure
from search_pages import Built, build

SIZES = (200, 2_000)
COMMAND = str(Path(sys.executable).parent / "postmortem")
ROUNDS = 5
KB = 1_000

QUERIES = [
    *(
        "connection pool",
        "us-east-1",
        "certificate expired",
        "max_connections",
        "database failover",
    ),
    *("config change rollback", "dns", "memory", "disk full", "kubernetes upgrade", "retry storm"),
    *("cause:capacity pool", "deploy", "the", "service", "timeout", "latency", "replica lag"),
    *("BGP route", "load balancer", "queue backlog", "token", "cache", "network partition"),
    *("customers errors", "rollback", "monitoring alert", "severity:sev1 network", "API 503"),
    *("postgres", "mysql primary", "redis", "kafka", "leader election", "quorum", "firewall"),
    *("thread limit", "deadlock", "cpu", "regex", "leap", "power", "storage", "backup restore"),
    *(
        "after:2020 before:2021 dns",
        "longer:2h database",
        "feature flag",
        "migration",
        "secret",
        "S3",
    ),
]
"""Fifty, each asked of a page that has only just been opened."""

Row = tuple[str, str, str, str]
"""What is measured, what is wanted, ours, Pagefind's."""


def main() -> None:
    """Print a table for each size, row by row as they are measured."""
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as name:
            os.environ["XDG_CACHE_HOME"] = f"{name}/user-cache"
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # whoever installs it has the bytecode
            built = build(Path(name), size)
            print(f"\n## {size:,} postmortems\n\n| | wanted | ours | Pagefind |\n|---|---|---|---|")
            _print(_index(built))
            _print(_browser(size, *measure(built.site, QUERIES)))
            _print(_terminal(size, built.project))


def _print(rows: list[Row]) -> None:
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def _browser(size: int, ours: Costs, pagefind: Costs) -> list[Row]:
    at_2000, at_20000 = size == 2_000, size == 20_000
    both = ours.load + ours.first, pagefind.load + pagefind.first
    load = "≤ 60" if at_2000 else "≤ 200" if at_20000 else ""
    return [
        _bytes("load before the first query, KB", load, ours.load, pagefind.load),
        _bytes("first query with 10 excerpts, KB", "≤ 50", ours.first, pagefind.first),
        _bytes("load and first query, KB", "", *both),
        _ratio("the same, times Pagefind's", "≤ 0.25" if at_2000 else "", *both),
        _bytes("phrase of common words, KB", "≤ 200", ours.phrase, pagefind.phrase),
        _bytes("two words typed, KB", "≤ 200" if at_2000 else "", ours.typed, pagefind.typed),
        _number("cold query to drawn, median, ms", "≤ 60", ours.median, pagefind.median),
        _number("cold query to drawn, worst of 50, ms", "≤ 150", ours.worst, pagefind.worst),
    ]


def _index(built: Built) -> list[Row]:
    ours, pagefind = built.ours, built.pagefind
    return [
        ("reading the archive, CPU s", "", f"{built.parsing:.1f}", "–"),
        _number("making the index, CPU s", "", ours.seconds, pagefind.seconds),
        _ratio("the same, times Pagefind's", "≤ 0.3", ours.seconds, pagefind.seconds),
        _number("memory for it, MB", "≤ 400", ours.megabytes, pagefind.megabytes),
        _number("index on disk, MB", "", ours.size / KB / KB, pagefind.size / KB / KB),
    ]


def _terminal(size: int, project: Path) -> list[Row]:
    """The command as a process, once its index is there."""
    command = [COMMAND, "search", "connection", "pool", "--archive", str(project)]
    first, _ = _process(command)
    for _ in range(2):  # what was written just now is looked at once more
        time.sleep(2.1)
        _process(command)
    runs = [_process(command) for _ in range(ROUNDS)]
    wall, cpu = min(run[0] for run in runs), min(run[1] for run in runs)
    wanted = {2_000: "≤ 0.25", 20_000: "≤ 0.6"}.get(size, "")
    return [
        ("first search in the terminal, s", "", f"{first:.1f}", "–"),
        ("search in the terminal, s", wanted, f"{wall:.2f}", "–"),
        ("search in the terminal, CPU s", "", f"{cpu:.2f}", "–"),
    ]


def _process(command: list[str]) -> tuple[float, float]:
    """Seconds and CPU seconds of a process."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, capture_output=True, check=True)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _bytes(what: str, wanted: str, ours: int, pagefind: int) -> Row:
    return what, wanted, f"{ours / KB:,.0f}", f"{pagefind / KB:,.0f}"


def _number(what: str, wanted: str, ours: float, pagefind: float) -> Row:
    return what, wanted, f"{ours:,.1f}", f"{pagefind:,.1f}"


def _ratio(what: str, wanted: str, ours: float, pagefind: float) -> Row:
    return what, wanted, f"{ours / pagefind:.2f}", "1"


if __name__ == "__main__":
    main()
