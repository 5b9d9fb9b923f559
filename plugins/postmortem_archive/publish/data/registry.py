"""All files of the site for other programs: every file of this folder that has ``FILES`` is found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from ..discovery import found_in
from ..site import Site
from ..site_file import SiteFile


@dataclass(frozen=True, slots=True)
class DataFiles:
    """Files of one kind.

    Attributes:
        name: what they are called: ``feeds``.
        files: names them one after another.
    """

    name: str
    files: Callable[[Site], Iterator[SiteFile]]


@cache
def data_kinds() -> tuple[DataFiles, ...]:
    """Every kind of file, by name."""
    kinds: list[DataFiles] = found_in(__package__, "FILES")
    return tuple(sorted(kinds, key=lambda kind: kind.name))


def data_files(site: Site) -> Iterator[SiteFile]:
    """Every such file, not yet made."""
    for kind in data_kinds():
        yield from kind.files(site)
