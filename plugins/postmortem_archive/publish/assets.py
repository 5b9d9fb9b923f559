"""Style sheets and scripts that come with the package, and under which names they are published."""

import hashlib
import re
from functools import cache
from pathlib import Path

PUBLISHED_BELOW = "assets/postmortems"
"""Where on the site they are."""

_FOLDER = Path(__file__).parent / "assets"


def _style_parts() -> tuple[str, ...]:
    """Parts of the style sheet: every file of ``style``; each may change what those before it say."""
    first, last = ["base"], ["narrow", "print"]
    found = {path.stem for path in (_FOLDER / "style").glob("*.css")}
    names = [*first, *sorted(found - {*first, *last}), *(name for name in last if name in found)]
    return tuple(f"style/{name}.css" for name in names)


READER_PARTS = (
    "search/words.js",
    "search/stemmer.js",
    "search/analyzer.js",
    "search/query.js",
    "search/reader.js",
    "search/ranking.js",
    "search/excerpt.js",
)
"""Scripts that find and tell, without a page; each may use those before it."""

PAGE_PARTS = (
    "search/address.js",
    "search/facets.js",
    "search/view.js",
    "search/page.js",
)
"""Scripts of the archive page; they come after those of the reader."""

SITE_PARTS = ("site/header.js", "site/scroll.js", "site/local_time.js", "site/diagrams.js")
"""Scripts of every page of the site."""

SELDOM_PARTS = (
    "search/symptom.js",
    "search/best_fit.js",
    "search/corrections.js",
    "search/pages.js",
    "search/advice.js",
)
"""Scripts that the page loads when a text is pasted, a word unknown, or the results are drawn."""

_PARTS = {
    "postmortems.css": _style_parts(),
    "search.js": (*READER_PARTS, *PAGE_PARTS),
    "more.js": SELDOM_PARTS,
    "site.js": SITE_PARTS,
}
_ALONE = ("actions.js", "search/archive.css")
_UNREAD_LINE = re.compile(r"(?m)^[ \t]*(?://.*)?\n")
_INDENT = re.compile(r"(?m)^[ \t]+")
_REMARK = re.compile(r"(?m)(?<=[;,{(]) // .*$")


@cache
def asset_url(name: str) -> str:
    """Where an asset is published, relative to the site's root.

    The published name says the content, so that a browser never mixes the files of two releases.

    Args:
        name: ``search.js``, ``more.js``, or a path below the package's ``assets`` folder, such as
            ``search/archive.css``.
    """
    path = Path(name)
    digest = hashlib.sha256(_content(name)).hexdigest()[:10]
    return f"{PUBLISHED_BELOW}/{path.with_name(f'{path.stem}.{digest}{path.suffix}').as_posix()}"


def asset_files() -> dict[str, bytes]:
    """Content of every asset by where it is published."""
    return {asset_url(name): _content(name) for name in (*_PARTS, *_ALONE)}


def without_comments(script: str) -> str:
    """A script without comments, blank lines and indents; nothing else is touched.

    So names and lines stay readable in a browser's tools. Only for scripts in which no text runs
    over several lines, or holds what looks like a comment behind code.
    """
    return _INDENT.sub("", _REMARK.sub("", _UNREAD_LINE.sub("", script)))


def _content(name: str) -> bytes:
    """An asset as published: scripts without comments, the parts of the search as one script.

    One file is loaded faster than many, and its parts compress by each other.
    """
    parts = _PARTS.get(name, (name,))
    texts = [(_FOLDER / part).read_bytes() for part in parts]
    if not name.endswith(".js"):
        return b"".join(texts)
    return "".join(without_comments(text.decode("utf-8")) for text in texts).encode("utf-8")
