"""Pages of ours that MkDocs need not build: it knows where they are, so that others can link to them.

Most of what MkDocs does for a page is done in vain where the page is what it was. Pages that are not in
the navigation are handed to it as files, which it asks to be written; only then it is found out whether
there is anything to do. Each is made by itself, so that those of a large archive are never all in memory.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

_UNDERSTOOD = ("postmortems", "search", "material/search", "material/tags")
"""Plugins that leave pages of ours as they are: they can do without being told of each in each build."""


class FinishedFile(File):
    """A page that is written when MkDocs copies files."""

    write: Callable[["FinishedFile"], None] | None = None

    def is_documentation_page(self) -> bool:
        """Whether MkDocs has to read and build it."""
        return self.write is None

    def hand_over(self, write: Callable[["FinishedFile"], None]) -> None:
        """Let it be written by a function of ours, at the place that it has as a page."""
        self.dest_uri, self.url  # noqa: B018 - found out while it is a page, and remembered
        self.write = write

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002 - as MkDocs calls it
        """Write the page."""
        if self.write is None:
            raise RuntimeError(f"{self.src_uri} is to be built")
        self.write(self)


@dataclass(frozen=True, slots=True)
class Builder:
    """What a page is built with.

    Attributes:
        config: of the site.
        environment: templates of the theme.
        nav: the navigation.
        pages: those that MkDocs builds.
    """

    config: MkDocsConfig
    environment: Environment
    nav: Navigation
    pages: Sequence[File]

    def page(self, file: FinishedFile, fill: Callable[[Page], None]) -> str:
        """The HTML of a page, as MkDocs would have built it.

        Args:
            file: of the page.
            fill: gives the page its content, title and all else that is known of it.
        """
        page = Page(None, file, self.config)
        try:
            page.markdown = ""
            fill(page)
            page.active = True
            plugins = self.config.plugins
            context = get_context(self.nav, self.pages, self.config, page)
            template = self.environment.get_template(str(page.meta.get("template", "main.html")))
            context = plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
            output = template.render(context)
            return str(plugins.on_post_page(output, page=page, config=self.config))
        finally:
            page.active = False
            file.page = None  # or all that the page is would stay in memory


@dataclass(frozen=True, slots=True)
class ListedPage:
    """What a site map says of a page.

    Attributes:
        canonical_url: its absolute URL; ``None`` where the site's address is not set.
        update_date: the day of its last change, as an ISO date.
        is_link: never.
        abs_url: never asked for where the other one is set.
    """

    canonical_url: str | None
    update_date: str
    is_link: bool = False
    abs_url: str | None = None


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A finished page as the template of a site map wants it."""

    page: ListedPage


def listed(config: MkDocsConfig, file: File, changed: date | None) -> ListedFile:
    """A finished page for the site map.

    Args:
        config: of the site.
        file: of the page.
        changed: when it last changed; ``None`` where that is not known.
    """
    base = config.site_url
    url = urljoin(base if base.endswith("/") else f"{base}/", file.url) if base else None
    return ListedFile(ListedPage(url, str(changed or get_build_date())))


def finished_file(config: MkDocsConfig, name: str, level: InclusionLevel) -> FinishedFile:
    """The file of a page of ours, which is built by MkDocs unless it is handed over.

    Args:
        config: of the site.
        name: under which MkDocs knows the page.
        level: whether it belongs in the navigation.
    """
    file = FinishedFile.generated(config, name, content="", inclusion=level)
    return cast("FinishedFile", file)  # MkDocs says File, whatever class it is called on


def can_hand_over(config: MkDocsConfig) -> bool:
    """Whether no plugin and no hook of the site has to be told of every page in every build."""
    return not config.hooks and all(name in _UNDERSTOOD for name in config.plugins)
