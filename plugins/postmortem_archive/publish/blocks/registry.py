"""Blocks: pieces of the archive that a site's owner places on a page with one line each.

The line is a comment, so that the file reads well wherever else it is shown::

    <!-- postmortems: latest limit=5 -->

Every file of this folder that has a ``BLOCK`` is found by itself; :mod:`.place` puts them in their
places.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from ..discovery import found_in
from ..links import Links
from ..site import Site

Options = Mapping[str, str | int]
"""What each option of a block is, by its name."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a block.

    Attributes:
        usual: what it is when the line does not give it; a number means that it has to be a number
            of at least 1.
        text: what it decides, in one sentence for the documentation.
    """

    usual: str | int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block.

    Attributes:
        name: as the line names it: ``latest``.
        text: what it shows, in a few sentences for the documentation.
        write: makes its HTML, safe to print, given the site, links as seen from the page, and the
            options; headings are left to whoever places it.
        options: those that the line can give.
    """

    name: str
    text: str
    write: Callable[[Site, Links, Options], str]
    options: Mapping[str, Option] = field(default_factory=dict)


@cache
def blocks() -> Mapping[str, Block]:
    """Every block by its name."""
    found: list[Block] = found_in(__package__, "BLOCK")
    return {block.name: block for block in sorted(found, key=lambda block: block.name)}
