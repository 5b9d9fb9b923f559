"""The Markdown of postmortems: that of code hosts, and what the theme's documentation teaches."""

from typing import Any

from ..diagrams import has_diagrams
from .diagrams import FENCES

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
"""Of Python-Markdown, by name."""


def extension_options(back: str, permanent: str) -> dict[str, dict[str, Any]]:
    """Options of :data:`EXTENSIONS`.

    Args:
        back: title of the link from a footnote to its place in the text; ``{}`` is its number.
        permanent: title of a heading's link to itself.
    """
    return {
        "footnotes": {"BACKLINK_TITLE": back},
        "pymdownx.caret": {"superscript": False},  # 2^10 and HEAD^ are written as they are meant
        "pymdownx.superfences": {"custom_fences": FENCES if has_diagrams() else []},
        "pymdownx.tabbed": {"alternate_style": True},
        "toc": {"permalink": True, "permalink_title": permanent},
    }
