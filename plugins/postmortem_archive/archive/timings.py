"""Where the time of long work goes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Timings:
    """Seconds that parts of some work took, as a clock on the wall measures them.

    A part may be done several times; its seconds add up. Parts do not lie within each other.

    Attributes:
        seconds: by the name of the part, in the order in which they began.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count the time until the end of the block for a part."""
        before = time.perf_counter()
        self.seconds.setdefault(name, 0.0)
        try:
            yield
        finally:
            self.seconds[name] += time.perf_counter() - before

    def lines(self) -> Iterator[str]:
        """The parts, the time of each and its share of all, one below the other."""
        total = sum(self.seconds.values())
        width = max(map(len, (*self.seconds, "total")))
        for name, seconds in self.seconds.items():
            share = seconds / total if total else 0
            yield f"{name:<{width}}  {seconds:8.2f} s  {share:4.0%}"
        yield f"{'total':<{width}}  {total:8.2f} s"
