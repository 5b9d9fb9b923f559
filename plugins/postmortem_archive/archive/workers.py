"""Work on many things at once, in processes of their own: what is slow in Python takes both cores.

The function is asked about things in chunks, and its answers come in the order of the things. Where a
process is killed, as by a computer that has run out of memory, the rest is done here instead.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from functools import partial
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:  # not on every system
    from multiprocessing.context import ForkContext

_Thing = TypeVar("_Thing")
_Answer = TypeVar("_Answer")

MOST_PROCESSES = 8
_MOST_CHUNK = 32
"""Things in a chunk: few enough that no process waits long at the end, and to stop soon."""

_CHUNKS_AHEAD = 4
"""Chunks of each process that are begun, or done and not yet asked for: bounds the memory."""


def in_processes(
    function: Callable[[_Thing], _Answer], things: Sequence[_Thing], least: int
) -> Iterator[_Answer]:
    """The answers of a function about things, in their order.

    What the function raises is raised here, at the turn of the thing that it was asked about.

    Args:
        function: can be pickled, as can the things and the answers; so it is no closure.
        things: what it is asked about.
        least: how many things are worth a process; fewer than twice as many are asked about here.
    """
    processes = min(_cores(), MOST_PROCESSES, len(things) // least)
    pool = _pool(processes) if processes > 1 else None
    if pool is None:
        yield from map(function, things)
        return
    done = 0
    try:
        for answers in _answered(pool, function, things, processes):
            yield from answers
            done += len(answers)
    except BrokenExecutor:
        yield from map(function, things[done:])


def _pool(processes: int) -> ProcessPoolExecutor | None:
    if multiprocessing.current_process().daemon:  # which may not have processes of its own
        return None
    try:
        return ProcessPoolExecutor(processes, _context(), leave_stopping_to_the_parent)
    except (OSError, NotImplementedError):  # a system without what processes talk through
        return None


def _answered(
    pool: ProcessPoolExecutor,
    function: Callable[[_Thing], _Answer],
    things: Sequence[_Thing],
    processes: int,
) -> Iterator[list[_Answer]]:
    size = max(1, min(_MOST_CHUNK, len(things) // (processes * _CHUNKS_AHEAD)))
    chunks = iter([things[at : at + size] for at in range(0, len(things), size)])
    ask = partial(_ask, function)
    begun: deque[Future[list[_Answer]]] = deque()
    try:
        for chunk in chunks:
            begun.append(pool.submit(ask, chunk))
            if len(begun) >= processes * _CHUNKS_AHEAD:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _ask(function: Callable[[_Thing], _Answer], chunk: Sequence[_Thing]) -> list[_Answer]:
    return [function(thing) for thing in chunk]


def leave_stopping_to_the_parent() -> None:
    """Ctrl-C goes to all processes of a terminal; the one that the person started says what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    """One that is killed cannot say so; what waits for it would wait for ever, and hold its locks."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def copying_context() -> ForkContext | None:
    """How processes start that are copies of this one; ``None`` where one core has to do, or it is not safe."""
    is_alone = multiprocessing.current_process().daemon or _cores() == 1
    return multiprocessing.get_context("fork") if _can_copy() and not is_alone else None


def _context() -> BaseContext:
    """A copy of this process starts at once."""
    return multiprocessing.get_context("fork" if _can_copy() else "spawn")


def _can_copy() -> bool:
    """Whether this process can be copied: a copy of one that has threads can lock up."""
    return sys.platform == "linux" and threading.active_count() == 1


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
