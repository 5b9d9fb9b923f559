"""Where things are on the site, seen from one of its pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from mkdocs.utils import get_relative_url

from postmortem_archive.archive.addresses import ARCHIVE, facet_address
from postmortem_archive.archive.facets import FACET_BY_NAME

HOME = "index"
"""Address of the home page."""


def page_url(address: str, use_directory_urls: bool) -> str:
    """URL of a generated page relative to the site's root: ``archive/`` or ``archive.html``."""
    if address == HOME and use_directory_urls:
        return "./"
    return quote(address, safe="/~") + ("/" if use_directory_urls else ".html")


@dataclass(frozen=True, slots=True)
class Links:
    """Relative URLs from one page.

    Attributes:
        here: URL of that page, relative to the site's root.
        use_directory_urls: the site's setting of that name.
        postmortems: address of each postmortem by its path.
        paged: names of the facets that have index pages; the others are filters of the archive page.
    """

    here: str
    use_directory_urls: bool
    postmortems: Mapping[str, str]
    paged: Collection[str]

    def to(self, address: str) -> str:
        """URL of a generated page."""
        return get_relative_url(page_url(address, self.use_directory_urls), self.here)

    def to_file(self, url: str) -> str:
        """URL of any file of the site, given relative to the site's root."""
        return get_relative_url(url, self.here)

    def postmortem(self, path: str) -> str:
        """URL of a postmortem's page."""
        return self.to(self.postmortems[path])

    def facet(self, name: str, value: str | None = None, page: int = 1) -> str:
        """URL of a facet's list of values or of a value's page; of a search where it has none."""
        if name not in self.paged:
            return self.search(**{name: value or ""})
        return self.to(facet_address(FACET_BY_NAME[name], value, page))

    def search(self, **selection: str) -> str:
        """URL of the archive page with that selection made."""
        query = urlencode({key: value for key, value in selection.items() if value})
        return self.to(ARCHIVE) + (f"?{query}" if query else "")
