"""An end to work that a hostile text could make last for hours."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooSlowError(Exception):
    """The work was stopped because its time was over."""


@contextmanager
def time_bound(seconds: float) -> Iterator[None]:
    """Stop what happens inside after so many seconds of wall time.

    Regular expressions are stopped too: the interpreter looks for signals while it matches. Where there
    are no timers (Windows) or off the main thread, the work is not bounded.

    Raises:
        TooSlowError: the time was over.
    """
    on_main_thread = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "setitimer") or not on_main_thread:
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TooSlowError
