"""How a build goes: what takes long says so now and then, and at the end where the time went."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager

from postmortem_archive.archive.read import Progress
from postmortem_archive.archive.timings import Timings

from .messages import Log

BETWEEN_LINES = 10.0
"""Seconds between two lines about the same work."""

_REST = "MkDocs and the theme"


class Course:
    """The course of one build.

    Args:
        log: is told how far things are.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._began = time.perf_counter()
        self._next = time.monotonic() + BETWEEN_LINES
        self._timings = Timings()

    def part(self, name: str) -> AbstractContextManager[None]:
        """Count the time of a block for a part; parts do not lie within each other."""
        return self._timings.part(name)

    def progress(self, doing: str) -> Progress:
        """Something to tell how many of how many things are done.

        Args:
            doing: what is done with them, in a word: ``reading``.
        """

        def told(done: int, total: int) -> None:
            if time.monotonic() >= self._next:
                self._next = time.monotonic() + BETWEEN_LINES
                self._log.info(f"{doing}: {done:,} of {total:,}")

        return told

    @property
    def seconds(self) -> float:
        """Seconds since the build began."""
        return time.perf_counter() - self._began

    def lines(self) -> Iterator[str]:
        """Where the time went, a line for each part."""
        counted = sum(self._timings.seconds.values())
        self._timings.seconds[_REST] = max(0.0, self.seconds - counted)
        return self._timings.lines()
