"""Where reports are written to: standard output, whether a person or a program reads it.

Only a terminal needs colours and line breaks, so only for one is rich imported; without it a check
starts faster.
"""

import os
import sys
from typing import IO, NamedTuple, Protocol, TextIO

_USUAL_WIDTH = 80
_STANDARD_STREAMS = (0, 1, 2)
_TERMINAL_WANTED = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""Set by those who show the output of a program with its colours, such as the log of a CI job."""


class Output(Protocol):
    """What a writer asks of an output; a console of rich answers it, too."""

    @property
    def file(self) -> IO[str]:
        """The stream that is written to."""

    @property
    def encoding(self) -> str:
        """Its encoding; what it does not have is written as an escape."""

    @property
    def is_terminal(self) -> bool:
        """Whether lines are coloured, and broken at words."""

    @property
    def width(self) -> int:
        """Terminal cells of a line."""


class PlainOutput(NamedTuple):
    """A file or a pipe."""

    file: TextIO
    is_terminal: bool = False

    @property
    def encoding(self) -> str:
        """That of the stream."""
        return self.file.encoding or "utf-8"

    @property
    def width(self) -> int:
        """That of the terminal from which the command was started, so that an excerpt fits it."""
        columns = os.environ.get("COLUMNS", "")
        if columns.isdecimal():
            return int(columns)
        for descriptor in _STANDARD_STREAMS:
            try:
                return os.get_terminal_size(descriptor).columns or _USUAL_WIDTH
            except OSError:  # closed, or no terminal
                continue
        return _USUAL_WIDTH


def standard_output() -> Output:
    """Standard output as it is now."""
    if not sys.stdout.isatty() and not any(os.environ.get(name) for name in _TERMINAL_WANTED):
        return PlainOutput(sys.stdout)
    from rich.console import Console  # noqa: PLC0415 - only where there is something to colour

    return Console()
