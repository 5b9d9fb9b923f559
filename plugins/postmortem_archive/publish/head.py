"""What a page says of itself to feed readers, and to sites on which somebody shares its address."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from .data.feed_addresses import FEED_TYPES, feed_address
from .data.records import instant_text
from .moments import published, updated
from .page import GeneratedPage, Written
from .site import Site

_END = "</head>"


@dataclass(frozen=True, slots=True)
class PageHead:
    """What is said of a page; all texts are plain.

    Attributes:
        feeds: (title, URL seen from the page) pairs; those whose URL ends with ``.json`` are JSON
            feeds, all others Atom.
        title: of the page; empty for a page that is to say no more than its feeds.
        description: a sentence; may be empty.
        site: the site's name.
        url: absolute; empty where the site's address is not set.
        is_article: whether it is one text, not a list of them.
        published: when that text appeared, in UTC; ``None`` where unknown.
        updated: when that text last changed, in UTC; ``None`` where unknown.
    """

    feeds: tuple[tuple[str, str], ...] = ()
    title: str = ""
    description: str = ""
    site: str = ""
    url: str = ""
    is_article: bool = False
    published: datetime | None = None
    updated: datetime | None = None


def feeds_head(site: Site, url: str) -> PageHead:
    """What is said of any page: where the feeds of the whole archive are.

    Args:
        site: the site.
        url: of the page, relative to the site's root.
    """
    links = site.links_from(url)
    addresses = (feed_address(None, None, kind) for kind in FEED_TYPES)
    name = site.options.name
    return PageHead(tuple((name, links.to_file(address)) for address in addresses))


def generated_head(
    site: Site, page: GeneratedPage, written: Written, canonical: str | None
) -> PageHead:
    """What is said of a generated page.

    Args:
        site: the site.
        page: the page.
        written: what it turned out to be.
        canonical: its absolute URL, where that is known.
    """
    feeds = {
        url: title
        for title, url in (*written.feeds, *feeds_head(site, site.url(page.address)).feeds)
    }
    item = site.by_path.get(page.source)
    return PageHead(
        tuple((title, url) for url, title in feeds.items()),
        page.title,
        written.description,
        site.options.name,
        canonical or "",
        is_article=item is not None,
        published=published(site, item) if item else None,
        updated=updated(site, item) if item else None,
    )


def with_head(output: str, head: PageHead) -> str:
    """A page that says what ``head`` says.

    What the site's owner says of a page (any ``og:`` property) is kept, and then nothing is added to it.

    Args:
        output: the page's HTML; one without a head is returned as it is.
        head: what to say.
    """
    before, end, after = output.partition(_END)
    if not end:
        return output
    lines = [_feed_line(title, url) for title, url in head.feeds]
    if head.title and 'property="og:' not in before:
        lines += _social_lines(head)
    return f"{before}{''.join(lines)}{end}{after}"


def _feed_line(title: str, url: str) -> str:
    kind = FEED_TYPES["json" if url.endswith(".json") else "atom"]
    # The theme takes a bare rel="alternate" for another version of the site, and looks for its site map.
    return (
        f'<link rel="alternate feed" type="{kind}" title="{escape(title)}" href="{escape(url)}">\n'
    )


def _social_lines(head: PageHead) -> list[str]:
    said = [
        ("property", "og:type", "article" if head.is_article else "website"),
        ("property", "og:title", head.title),
        ("property", "og:description", head.description),
        ("property", "og:site_name", head.site),
        ("property", "og:url", head.url),
        ("property", "article:published_time", _time(head.published)),
        ("property", "article:modified_time", _time(head.updated)),
        ("name", "twitter:card", "summary"),
    ]
    return [
        f'<meta {kind}="{name}" content="{escape(value)}">\n' for kind, name, value in said if value
    ]


def _time(at: datetime | None) -> str:
    return instant_text(at) if at else ""
