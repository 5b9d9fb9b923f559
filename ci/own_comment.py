"""Print the number of the comment that an earlier run wrote, or nothing where there is none.

Standard input is what ``gh api graphql --paginate`` prints: one JSON object a page. Others may begin a
comment with our marker too; only the token's own comments count, because only those are ours to edit.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

MARKER = "<!-- postmortem-check -->"


def _pages(text: str) -> Iterator[Any]:
    """The JSON values that stand one after the other in ``text``."""
    decoder = json.JSONDecoder()
    rest = text.lstrip()
    while rest:
        page, end = decoder.raw_decode(rest)
        yield page
        rest = rest[end:].lstrip()


def _own_comments(text: str) -> Iterator[int]:
    for page in _pages(text):
        for comment in page["data"]["repository"]["pullRequest"]["comments"]["nodes"]:
            if comment["viewerDidAuthor"] and comment["body"].startswith(MARKER):
                yield comment["databaseId"]


first = next(_own_comments(sys.stdin.read()), None)
sys.stdout.write("" if first is None else f"{first}\n")
