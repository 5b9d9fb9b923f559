"""A page of the site as a plain record: made from an archive, not yet known to MkDocs."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .destinations import Asked, Destinations

if TYPE_CHECKING:
    from .site import Site


@dataclass(frozen=True, slots=True)
class Written:
    """What a page turned out to be.

    Attributes:
        html: its content, safe to print.
        description: one sentence of plain text about it; may be empty.
        headings: table of contents, as nested tokens of the ``toc`` extension; names are HTML text.
        images: files to publish with it: address on the site to path on disk.
        notes: what a maintainer should know, such as a link that leads nowhere; one line each.
        problem: what is wrong with the page, so that a strict build must fail; empty where all is well.
        feeds: feeds of what the page shows, as (title, URL seen from the page) pairs.
        asked: what the addresses in its text lead to.
    """

    html: str
    description: str = ""
    headings: Sequence[Mapping[str, Any]] = ()
    images: Mapping[str, Path] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    problem: str = ""
    feeds: tuple[tuple[str, str], ...] = ()
    asked: Asked = ()


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page of the site that has no Markdown file of its own below ``docs/``.

    Attributes:
        address: where it is, without ending: ``services/checkout``.
        title: plain text.
        write: makes the page, given the address at which its source can be edited (empty: nowhere).
        hide: parts of the theme it does without.
        source: path of its source, relative to the archive's folder; empty where it has none.
        listed: it belongs in a navigation that is made automatically.
        stands_in: it is there for a page that the site's owner may write, and yields to that one
            without a word.
        shows: gives plain data that stands for all that the page is made of beside what all pages
            share, so that it need not be made again; ``None`` for a page that always is.
        destinations: gives what the addresses in its text lead to; ``None`` where it has none.
    """

    address: str
    title: str
    write: Callable[[str], Written]
    hide: tuple[str, ...] = ("navigation", "toc")
    source: str = ""
    listed: bool = False
    stands_in: bool = False
    shows: Callable[[], object] | None = None
    destinations: Callable[[], Destinations] | None = None

    @property
    def src_uri(self) -> str:
        """The name under which MkDocs knows it."""
        return f"{self.address}.md"


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of generated page; each file of ``publish/pages`` names those that it makes in ``KINDS``.

    Attributes:
        name: as ``mkdocs.yml`` names it: ``services``.
        rank: where its pages stand in a navigation that is made automatically; smallest first.
        pages: makes the pages, given the site and the names of pages (``services.md``) that the
            site's navigation refers to: such a page is made even where the archive has nothing
            for it, so that a new archive builds without a warning.
        optional: ``mkdocs.yml`` may do without it.
    """

    name: str
    rank: int
    pages: "Callable[[Site, Collection[str]], Sequence[GeneratedPage]]"
    optional: bool = True
