"""What a page is filled with: its content, and whatever else the theme asks of a page."""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import asdict, dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from postmortem_archive.model.errors import ArchiveError

from .blocks.place import MARK, place_blocks
from .contents import table_of_contents
from .head import PageHead, feeds_head, generated_head
from .keeping.kept_parts import KeptParts
from .messages import Log, one_line
from .moments import changed_on
from .page import GeneratedPage, Written
from .site import Site


@dataclass
class PageFilling:
    """Fills the pages of one build.

    Attributes:
        config: of the site.
        site: what the pages share.
        parts: makes parts of pages, or has them from an earlier build.
        heads: what generated pages say of themselves, by the names of the pages; each kept until
            :meth:`head` is asked for it.
        images: files that the pages filled so far show: path on the site to path on disk.
        unfinished: paths of the postmortems whose text could not be laid out.
    """

    config: MkDocsConfig
    site: Site
    parts: KeptParts
    heads: dict[str, PageHead] = field(default_factory=dict)
    images: dict[str, Path] = field(default_factory=dict)
    unfinished: list[str] = field(default_factory=list)

    def fill(self, page: Page, generated: GeneratedPage, log: Log) -> Written:
        """Give a generated page its content, and whatever else the theme asks of it.

        Args:
            page: as MkDocs knows it.
            generated: as we know it.
            log: is told what a maintainer should know of the page.
        """
        introduce(page, generated)
        written = self._written(generated, page.edit_url or "")
        page.edit_url = None  # the page has its own link to it
        page.meta["description"] = escape(written.description)
        page.update_date = str(changed_on(self.site, generated.source) or page.update_date)
        head = generated_head(self.site, generated, written, page.canonical_url)
        self.heads[page.file.src_uri] = head
        page.toc = table_of_contents(generated.title, written.headings)
        page.content = self._in_its_language(written.html)
        self.note(written.notes, written.images, log)
        if written.problem:
            log.warning(one_line(written.problem))
            self.unfinished.append(self.site.archive.project.shown_path(generated.source))
        return written

    def note(self, notes: Iterable[str], images: Mapping[str, Path], log: Log) -> None:
        """Say what a maintainer should know of a page, and have its images published."""
        for note in notes:
            log.info(one_line(note))
        self.images.update(images)

    def with_blocks(self, page: Page, html: str) -> str:
        """The content of a page of the site's owner, with its blocks.

        Raises:
            ArchiveError: the page asks for a block that cannot be made.
        """
        if MARK not in html:
            return html
        shown = [page.url, html, self.site.marks.whole_told()]
        try:
            placed = self.parts.get(shown, lambda: place_blocks(html, self.site, page.url))
            return str(placed)
        except ArchiveError as error:
            message = f"docs/{page.file.src_uri}: {error.message}"
            raise ArchiveError(message, error.hint) from error

    def head(self, page: Page) -> PageHead:
        """What a page says to feed readers and to sites that show what somebody shares; asked once."""
        return self.heads.pop(page.file.src_uri, None) or feeds_head(self.site, page.url)

    def _written(self, generated: GeneratedPage, edit_url: str) -> Written:
        if generated.shows is None or generated.destinations:
            return generated.write(edit_url)
        shown = [generated.src_uri, generated.shows()]
        return Written(**self.parts.get(shown, lambda: asdict(generated.write(edit_url))))

    def _in_its_language(self, html: str) -> str:
        """The content, with its language said where that is not the page's: there is no catalogue then."""
        code = self.site.language.code
        family = str(self.config.theme.get("language") or code).replace("-", "_").partition("_")[0]
        return html if family == code.partition("_")[0] else f'<div lang="{code}">{html}</div>'


def introduce(page: Page, generated: GeneratedPage) -> None:
    """Give a generated page its title and what the theme should leave out."""
    meta: MutableMapping[str, Any] = page.meta
    # Themes print titles as they are, so they have to be HTML already.
    meta["title"] = escape(generated.title)
    meta["hide"] = list(generated.hide)
    meta["search"] = {"exclude": True}  # Material's own search would load every page's text
