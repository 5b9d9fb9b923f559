"""A feed as JSON Feed 1.1."""

import json
from collections.abc import Callable

from .feed import Feed, FeedEntry
from .records import instant_text

VERSION_URL = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, url: str, address: Callable[[str], str]) -> bytes:
    """The feed as JSON.

    Args:
        feed: what it holds.
        url: of the file, relative to the site's root.
        address: turns a URL relative to the site's root into what the file says.
    """
    content = {
        "version": VERSION_URL,
        "title": feed.title,
        "home_page_url": address(feed.page),
        "feed_url": address(url),
        **({"description": feed.description} if feed.description else {}),
        **({"user_comment": feed.note} if feed.note else {}),
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_item(entry, address) for entry in feed.entries],
    }
    return f"{json.dumps(content, indent=1, ensure_ascii=False)}\n".encode()


def _item(entry: FeedEntry, address: Callable[[str], str]) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": address(entry.url),
        "title": entry.title,
        "content_text": entry.text,
        "date_published": instant_text(entry.published),
        "date_modified": instant_text(entry.updated),
        "tags": [term for term, _ in entry.categories],
    }
    if entry.summary:
        item["summary"] = entry.summary
    if entry.authors:
        item["authors"] = [{"name": name} for name in entry.authors]
    return item
