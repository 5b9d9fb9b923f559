"""A feed as JSON Feed 1.1."""

import json
from collections.abc import Callable

from .feed import EntryText, Feed, FeedEntry
from .records import instant_text

VERSION_URL = "https://jsonfeed.org/version/1.1"

_NO_ITEMS = "[]\n}"


def json_feed(feed: Feed, url: str, address: Callable[[str], str], entry_text: EntryText) -> bytes:
    """The feed as JSON.

    Args:
        feed: what it holds.
        url: of the file, relative to the site's root.
        address: turns a URL relative to the site's root into what the file says.
        entry_text: what :func:`json_entry` says of an entry and the address of its page.
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
        "items": [],
    }
    text = json.dumps(content, indent=1, ensure_ascii=False)
    if feed.entries:
        items = ",\n".join(entry_text(entry, address(entry.url)) for entry in feed.entries)
        text = f"{text.removesuffix(_NO_ITEMS)}[\n{items}\n ]\n}}"
    return f"{text}\n".encode()


def json_entry(entry: FeedEntry, address: str) -> str:
    """An entry as JSON, indented as it stands in the feed.

    Args:
        entry: what it holds.
        address: of its page, as the file says it.
    """
    item: dict[str, object] = {
        "id": entry.id,
        "url": address,
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
    return "  " + json.dumps(item, indent=1, ensure_ascii=False).replace("\n", "\n  ")
