"""An end to work that a hostile text could make last for hours."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 1.0  # seconds


class TooSlowError(BaseException):
    """The work was stopped because its time was over.

    It is no ``Exception``: libraries that render text go on after one of those.
    """


@contextmanager
def time_bound(seconds: float) -> Iterator[None]:
    """Stop what happens inside after so many seconds of wall time.

    Regular expressions are stopped too: the interpreter looks for signals while it matches. Work that
    goes on all the same, as that of a library which catches everything, is stopped again every second,
    and counts as stopped however it ends. Where there are no timers (Windows) or off the main thread,
    the work is not bounded.

    Raises:
        TooSlowError: the time was over.
    """
    on_main_thread = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "setitimer") or not on_main_thread:
        yield
        return
    is_over, is_at_work = False, True

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal is_over
        is_over = True
        if is_at_work:
            raise TooSlowError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        is_at_work = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    if is_over:
        raise TooSlowError
