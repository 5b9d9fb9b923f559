"""Diagrams of an author: a fence of ``mermaid`` that the reader's browser draws."""

import re
from html import escape
from typing import Any

from .anchors import own

# What would have the browser load something from elsewhere, however the site's policy is set: an
# image in a node, an address in a style; a backslash could hide either.
_LOADS = re.compile(
    r"(?im)url\s{0,9}\(|@import|^[ \t]{0,99}(?:style|classdef|linkstyle)\b[^\n\\]*\\"
)
_NODE = "@{"
_IMAGE = re.compile(r"(?i)img|\\")


def diagram(source: str, *_: object, **__: object) -> str:
    """The HTML of a diagram, as the extension ``superfences`` asks for it.

    Without scripts it is read as written, and so is one that would load something from elsewhere.
    """
    loads = _LOADS.search(source) or (_NODE in source and _IMAGE.search(source))
    name = "" if loads else f' class="{own("mermaid")}"'
    return f"<pre{name}><code>{escape(source)}</code></pre>"


FENCES: list[dict[str, Any]] = [{"name": "mermaid", "class": "mermaid", "format": diagram}]
"""As the option ``custom_fences`` of that extension wants it."""
