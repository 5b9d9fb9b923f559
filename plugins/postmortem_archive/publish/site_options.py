"""What the pages need to know of the decisions of a site's owner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .language import ENGLISH


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What a site's owner decides.

    Attributes:
        name: the site's name.
        url: where the site is published, with a slash at its end; empty where that is not said.
        use_directory_urls: MkDocs' setting of that name.
        page_size: most postmortems on one index page.
        pages: names of the kinds of pages to make, in the order of an automatic navigation;
            ``None`` for all in the usual order.
        titles: what pages are called, by the name of their kind, where that is not the usual.
        language: code of the interface's language.
        templates: folder of templates that go before our own; ``None`` where there is none.
        docs: URL of each page below ``docs/`` by the path of its source, relative to the project's
            root.
        cache: whether results are kept in the private cache folder, and taken from there.
        status_page: whether there are files in the shape that status pages read.
        is_public: whether it is the public edition: it says nothing of owners, reviews and git.
    """

    name: str = ""
    url: str = ""
    use_directory_urls: bool = True
    page_size: int = 50
    pages: tuple[str, ...] | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    language: str = ENGLISH
    templates: Path | None = None
    docs: Mapping[str, str] = field(default_factory=dict)
    cache: bool = False
    status_page: bool = False
    is_public: bool = False
