"""A long piece of work in a process of its own, while this process goes on with another one.

The process is a copy of this one, so it starts at once and knows all that is known here; what it learns
stays there, but for its answers. Where a copy is not to be had, or ends before its work, the work is done here,
when its answers are asked for.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from typing import IO, Any, Generic, TypeVar

from .workers import copying_context, leave_stopping_to_the_parent

_Answer = TypeVar("_Answer")


class Beside(Generic[_Answer]):
    """Work that goes on beside.

    Args:
        work: gives the answers, which can be pickled; what it writes into files does no harm if it is done
            twice.
        is_long: whether it is worth a process.
        after: what has to end before: more than two processes at once only take more memory.
    """

    def __init__(
        self,
        work: Callable[[], Iterable[_Answer]],
        *,
        is_long: bool,
        after: Beside[Any] | None = None,
    ) -> None:
        self._work = work
        self._after = after
        self._spool: IO[bytes] | None = None
        context = copying_context() if is_long else None
        if context is None:
            return
        try:
            self._spool = tempfile.TemporaryFile()  # noqa: SIM115 - closed once it is read
            self._process = context.Process(target=self._write_answers, daemon=True)
            self._process.start()
        except OSError:  # no more processes, or no place for a file
            self._spool = None

    @property
    def is_in_a_process(self) -> bool:
        """Whether the work is done in a process of its own."""
        return self._spool is not None

    def answers(self) -> Iterator[_Answer]:
        """The answers, in their order, once: waits for the end of the work.

        What the work raises is raised here.
        """
        if self._spool is None:
            yield from self._work()
            return
        self._process.join()
        with self._spool as spool:
            if self._process.exitcode == 0:
                spool.seek(0)
                yield from _pickles(spool)
                return
        yield from self._work()  # it raised or was killed; of the first, this process can tell

    def stop(self) -> None:
        """Have no answers: end the work, where it still goes on."""
        if self._spool is not None and not self._spool.closed:
            self._process.terminate()
            self._process.join()
            self._spool.close()

    def _write_answers(self) -> None:
        leave_stopping_to_the_parent()
        if self._after and self._after.is_in_a_process:
            wait([self._after._process.sentinel])
        if self._spool is None:
            return
        try:
            for answer in self._work():
                pickle.dump(answer, self._spool, pickle.HIGHEST_PROTOCOL)
            self._spool.flush()
        except Exception:  # noqa: BLE001 - the parent does the work again, and raises it
            os._exit(1)


def _pickles(spool: IO[bytes]) -> Iterator[Any]:
    while True:
        try:
            answer = pickle.load(spool)  # noqa: S301 - our own process wrote it, into a file without a name
        except EOFError:
            return
        yield answer
