"""Blocks: pieces of the archive that a site's owner places on a page with one line each.

The line is a comment, so that the file reads well wherever else it is shown::

    <!-- postmortems: latest limit=5 -->

Every file of this folder that has a ``BLOCK`` is found by itself.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import process

from postmortem_archive.model.errors import ArchiveError

from ..links import Links
from ..site import Site

_MARK = re.compile(r"<!--[ \t]{0,9}postmortems:[ \t]{0,9}([^\n]{0,300}?)[ \t]{0,9}-->")
_OPTION = re.compile(r"([a-z_]+)=(\S+)")


@dataclass(frozen=True, slots=True)
class Block:
    """A block.

    Attributes:
        name: as the line names it: ``latest``.
        text: what it shows, in one sentence for the documentation.
        write: makes its HTML, safe to print, given the site, links as seen from the page, and the
            options.
        options: what each option is when the line does not give it; a number means that the option
            has to be a number of at least 1.
    """

    name: str
    text: str
    write: Callable[[Site, Links, Mapping[str, str | int]], str]
    options: Mapping[str, str | int] = field(default_factory=dict)


@cache
def blocks() -> Mapping[str, Block]:
    """Every block by its name."""
    package = __name__.rpartition(".")[0]
    folder = importlib.import_module(package).__path__
    modules = [
        importlib.import_module(f"{package}.{one.name}") for one in pkgutil.iter_modules(folder)
    ]
    found = [module.BLOCK for module in modules if hasattr(module, "BLOCK")]
    return {block.name: block for block in sorted(found, key=lambda block: str(block.name))}


def place_blocks(html: str, site: Site, url: str) -> str:
    """The content of a page with its blocks in their places.

    Args:
        html: the content of a page of the site's owner.
        site: the site.
        url: URL of the page, relative to the site's root.

    Raises:
        ArchiveError: a line names a block or an option that there is not.
    """
    links = site.links_from(url)
    return _MARK.sub(lambda match: _written(match[1], site, links), html)


def _written(line: str, site: Site, links: Links) -> str:
    name, *words = line.split() or [""]
    block = blocks().get(name)
    if block is None:
        raise ArchiveError(f"there is no block {name!r}", _known(name, tuple(blocks()), "blocks"))
    options = dict(block.options)
    for word in words:
        given = _OPTION.fullmatch(word)
        if given is None:
            raise ArchiveError(
                f"{word!r} is no option of the block {name!r}", "an option is written name=value"
            )
        if given[1] not in options:
            raise ArchiveError(
                f"the block {name!r} has no option {given[1]!r}",
                _known(given[1], tuple(options), "options"),
            )
        options[given[1]] = _value(name, given[1], given[2], options[given[1]])
    return block.write(site, links, options)


def _value(name: str, option: str, text: str, usual: str | int) -> str | int:
    if isinstance(usual, str):
        return text
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise ArchiveError(
            f"the option {option!r} of the block {name!r} is {text!r}",
            "it has to be a whole number of at least 1",
        )
    return int(text)


def _known(name: str, names: tuple[str, ...], kind: str) -> str:
    found = process.extractOne(name, names, score_cutoff=60)
    start = f"did you mean {found[0]!r}? " if found else ""
    return f"{start}the {kind} are: {', '.join(names) or 'none'}"
