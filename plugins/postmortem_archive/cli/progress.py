"""Progress of long work, on standard error: a bar where a person watches, a line now and then in CI."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .telling import tell

if TYPE_CHECKING:  # a search that finds its index up to date starts without it
    from rich.progress import Progress

    from postmortem_archive.archive.read import Progress as Told

PATIENCE = 1.0
"""Seconds for which nothing is shown: most work is done by then."""

BETWEEN_LINES = 10.0
"""Seconds between two lines in CI."""


@contextmanager
def shown_progress(doing: str) -> "Iterator[Told | None]":
    """Something to tell of progress; ``None`` where nobody is there to see it.

    Args:
        doing: what is done, in one word: ``Checking``.
    """
    if sys.stderr.isatty():
        bar = _Bar(doing)
        try:
            yield bar.told
        finally:
            bar.remove()
    elif os.environ.get("CI"):
        yield _Lines(doing).told
    else:
        yield None


class _Bar:
    """A bar that appears when the work takes long, and is gone at the end."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._start = time.monotonic() + PATIENCE
        self._drawn: Progress | None = None

    def told(self, done: int, total: int) -> None:
        if time.monotonic() < self._start:
            return
        if self._drawn is None:
            self._drawn = _drawn_bar()
            self._drawn.start()
            self._drawn.add_task(self._doing, total=total)
        self._drawn.update(self._drawn.task_ids[0], completed=done, total=total)

    def remove(self) -> None:
        if self._drawn:
            self._drawn.stop()


def _drawn_bar() -> "Progress":
    from rich.console import Console  # noqa: PLC0415 - only where a bar is drawn
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        *(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)


class _Lines:
    """A line now and then, so that whoever reads the log of a job sees that it has not stopped."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._next = time.monotonic() + BETWEEN_LINES

    def told(self, done: int, total: int) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + BETWEEN_LINES
            tell(f"{self._doing}: {done:,} of {total:,}")
