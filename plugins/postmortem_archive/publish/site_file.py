"""A file of the site that is no page."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file for other programs, or one that pages read.

    Attributes:
        path: on the site.
        make: makes its content.
        shows: gives plain data that stands for all that the file is made of beside what the whole site
            shares, so that it need not be made again; ``None`` for a file that always is.
    """

    path: str
    make: Callable[[], bytes]
    shows: Callable[[], object] | None = None
