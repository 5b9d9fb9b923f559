"""What was measured of builds, as a page of the documentation."""

import importlib.metadata
import os
import platform
import re
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import jinja2

from build_peers import HUGO, MATERIAL, OURS, PAGEFIND, WITHOUT_SEARCH
from build_plot import Line, plot
from process_costs import Result

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "benchmarks.md"
PLOT = PAGE.with_suffix(".svg")

_TEMPLATE = Path(__file__).with_suffix(".md.jinja")
_PACKAGES = {
    "MkDocs": "mkdocs",
    "Material": "mkdocs-material",
    "Python-Markdown": "Markdown",
    "Pagefind": "pagefind",
    OURS: "postmortem-archive",
}


def write_report(results: Sequence[Result]) -> None:
    """Write the page and its plot."""
    cold = [result for result in results if result.work == "cold"]
    sizes = sorted({result.size for result in results})
    template = jinja2.Template(
        _TEMPLATE.read_text("utf-8"), keep_trailing_newline=True, trim_blocks=True
    )
    page = template.render(
        ours=OURS,
        material=MATERIAL,
        without_search=WITHOUT_SEARCH,
        hugo=HUGO,
        pagefind=PAGEFIND,
        plot=PLOT.name,
        seconds=_seconds(cold, sizes),
        growth=_growth(cold, sizes),
        details=[(f"{size:,}", _detail(results, size), _warm(results, size)) for size in sizes],
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=_machine(),
        versions=_versions(),
    )
    PAGE.write_text(page, "utf-8")
    PLOT.write_text(plot(_lines(cold)), "utf-8")


def _lines(cold: Sequence[Result]) -> list[Line]:
    """Ours first, which the plot shows as the main one."""
    names = dict.fromkeys((OURS, *(one.name for one in cold)))
    return [
        Line(name, tuple((one.size, one.cost.cpu) for one in cold if one.name == name))
        for name in names
    ]


def _seconds(cold: Sequence[Result], sizes: Sequence[int]) -> str:
    """CPU seconds by program and size, and ours as multiples of others."""
    found = {(one.name, one.size): one.cost.cpu for one in cold}
    names = dict.fromkeys(one.name for one in cold)
    rows = [[name, *(f"{found[name, size]:.1f}" for size in sizes)] for name in names]
    for peer in (MATERIAL, HUGO):
        ratios = (found[OURS, size] / found[peer, size] for size in sizes)
        rows.append([f"{OURS} / {peer}", *(f"{ratio:.2f}" for ratio in ratios)])
    return _table(["CPU seconds", *(f"N = {size:,}" for size in sizes)], rows)


def _growth(cold: Sequence[Result], sizes: Sequence[int]) -> str:
    """What a postmortem costs at each size, and how that changes from one size to the next."""
    each = {one.size: one.cost.cpu / one.size for one in cold if one.name == OURS}
    costs = ", ".join(f"{1_000 * each[size]:.0f} ms at {size:,}" for size in sizes)
    told = [
        f"{each[after] / each[before]:.2f} times that from {before:,} to {after:,}"
        for before, after in pairwise(sizes)
    ]
    grows = f" That is {', '.join(told)}; 1 is linear, less is better." if told else ""
    return f"{OURS} takes {costs} for each postmortem.{grows}"


def _detail(results: Sequence[Result], size: int) -> str:
    rows = [
        [
            one.name,
            one.work,
            f"{one.cost.cpu:.1f}",
            f"{one.cost.wall:.1f}",
            f"{one.cost.megabytes:.0f}",
            f"{one.files:,}",
            f"{one.written / 1e6:.1f}",
        ]
        for one in results
        if one.size == size
    ]
    head = ["Program", "Build", "CPU s", "Wall s", "Memory, MB", "Files", "Written, MB"]
    return _table(head, rows)


def _warm(results: Sequence[Result], size: int) -> str:
    """Wall time of our build after one edit, as a multiple of Hugo's whole build."""
    wall = {(one.name, one.work): one.cost.wall for one in results if one.size == size}
    return f"{wall[OURS, 'one edit'] / wall[HUGO, 'cold']:.2f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    line = "|".join(["---", *(["---:"] * (len(head) - 1))])
    cells = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join((f"| {' | '.join(head)} |", f"|{line}|", *cells))


def _machine() -> str:
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text("utf-8"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{found[1] if found else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB of "
        f"memory, {platform.system()}"
    )


def _versions() -> str:
    hugo = subprocess.run(["hugo", "version"], capture_output=True, check=True, text=True).stdout
    number = re.search(r"v(\d[\d.]*)", hugo)
    told = [f"Python {platform.python_version()}", f"Hugo {number[1] if number else hugo.strip()}"]
    told += [f"{name} {importlib.metadata.version(package)}" for name, package in _PACKAGES.items()]
    return ", ".join(told)
