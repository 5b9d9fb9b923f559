"""What an author's text may become on a page: an allow-list; whatever is not on it does not arrive.

Scripts cannot run, nothing is fetched from another site, and no author's element can pass itself
off as a part of the page that the theme's own scripts and styles look for (``__config``, ``md-…``,
``mermaid``).
"""

import re
from collections.abc import Callable

import nh3

from .anchors import MOMENT, OWN_CLASS
from .untangle import untangled

LinkTarget = Callable[[str], str | None]
"""Gives the address to print for one as written, or ``None`` where it leads to nothing."""

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd"),
    *("del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3"),
    *("h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "label", "li", "mark", "ol", "p"),
    *("pre", "q", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var"),
}

_MOMENTS = ("data-moment", "data-moment-of")

_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id", "title", "dir", "lang", "role", "aria-label", "aria-hidden", *_MOMENTS},
    "a": {"href"},
    "abbr": {"title"},
    "col": {"span"},
    "details": {"open"},
    "div": {"data-tabs"},
    "img": {"src", "alt", "width", "height", "align", "loading"},
    "input": {"name", "checked", "disabled"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "td": {"align", "colspan", "rowspan", "style"},
    "th": {"align", "colspan", "rowspan", "scope", "style"},
    "time": {"datetime"},
}

_INPUT_TYPES = {"input": {"type": {"checkbox", "radio"}}}

# The theme, this plugin and Material's diagrams recognise their own parts by these names.
_CLASS = re.compile(
    r"(?:admonition|note|abstract|summary|tldr|info|todo|tip|hint|important|success|check|done|question|help|faq"
    r"|warning|caution|attention|failure|fail|missing|danger|error|bug|example|quote|cite|inline|end"
    r"|admonition-title|highlight|highlighttable|linenos|linenodiv|code|normal|language-[\w+#.-]{1,40}|filename"
    r"|[a-z]{1,2}\d?|err|hll|tabbed-(?:set|alternate|labels|content|block|label)|task-list(?:-\w+){0,2}"
    r"|footnote(?:-\w+)?|headerlink|annotate|keys|key-[a-z0-9-]{1,40})"
)
_PATTERNS = {
    "data-tabs": re.compile(r"\d{1,9}:\d{1,9}"),  # by which the theme finds tabs
    "style": re.compile(r"text-align: (?:left|center|right);"),
}
_ID = re.compile(r"(?!__|pm-)\w[\w:.\-]{0,200}")
_TAB = re.compile(r"__tabbed_\d+(?:_\d+)?")

# What is sanitised has no bare > or " in the value of an attribute.
_IMAGE = re.compile(r"<img([^>]*)>")
_ALTERNATIVE = re.compile(r' alt="([^"]*)"')


def sanitize(
    html: str, link: LinkTarget, image: LinkTarget, own_id: LinkTarget = lambda _: None
) -> str:
    """Keep of ``html`` what the allow-list names, with well-formed nesting.

    Of an image that may not be shown, its text is left.

    Args:
        html: rendered Markdown of an author.
        link: what to make of the address of a link.
        image: what to make of the address of an image.
        own_id: gives the ID to print for one that was set while rendering; ``None`` for any other.
    """
    targets = {"href": link, "src": image}

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name in targets:
            return targets[name](value)
        if name == "class":
            return _classes(value)
        if name in _MOMENTS:
            moment = MOMENT.fullmatch(value)
            return moment[1] if moment else None
        if pattern := _PATTERNS.get(name):
            return value if pattern.fullmatch(value) else None
        if name in ("id", "name", "for"):
            return (name == "id" and own_id(value)) or _identifier(tag, name, value)
        return value

    clean = nh3.clean(
        untangled(html, _TAGS),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        tag_attribute_values=_INPUT_TYPES,
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
    return _IMAGE.sub(_whole_image, clean)


def _classes(value: str) -> str | None:
    """Those of an element's classes that it may have; ``None`` where there is none."""
    kept = []
    for name in value.split():
        if own := OWN_CLASS.fullmatch(name):
            kept.append(own[1])
        elif _CLASS.fullmatch(name):
            kept.append(name)
    return " ".join(kept) or None


def _whole_image(image: re.Match[str]) -> str:
    """An image with a text, be it empty; where it has no address, the text alone."""
    text = _ALTERNATIVE.search(image[1])
    if ' src="' not in image[1]:
        return text[1] if text else ""
    return image[0] if text else f'<img alt=""{image[1]}>'


def _identifier(tag: str, name: str, value: str) -> str | None:
    """IDs that the theme or the page uses for itself are refused, but for those of tabs."""
    if tag in ("input", "label"):
        return value if _TAB.fullmatch(value) else None
    return value if name == "id" and _ID.fullmatch(value) else None
