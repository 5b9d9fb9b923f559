"""What the site's other pages say, in plain words, so that the archive page can find them too.

The text is taken from the page as it is published: what a reader of the page does not see, such as
one that another plugin locked, is not in it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

MAX_PAGE = 20_000
"""How much of one page is kept, in characters."""

MAX_SITE = 500_000
"""How much of all pages is kept; of a larger site, each page gives an equal share at most."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SKIPPED = ("script", "style", "template", "svg", "noscript", "button", "select", "nav", "form")
_MARKED = ("aside", "div", "figure", "section", "table")
"""Elements that ``data-search-exclude`` keeps out of the search."""

_WITHIN_WORDS = (
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q"),
    *("s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
)


@dataclass(slots=True)
class Section:
    """A heading and the text below it.

    Attributes:
        anchor: ID of the heading; empty for what stands before the first one.
        heading: what it says.
        pieces: the text, in pieces as they were read.
    """

    anchor: str = ""
    heading: str = ""
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text in one line."""
        return " ".join("".join(self.pieces).split())


@dataclass(frozen=True, slots=True)
class PageText:
    """A page of the site that is no postmortem and no index of them.

    Attributes:
        title: plain text.
        url: where it is, relative to the site's root; empty for the home page.
        sections: its text by headings, in order.
    """

    title: str
    url: str
    sections: tuple[Section, ...]


def read_sections(html: str) -> tuple[Section, ...]:
    """The text of a page's article; a page without one has nothing to find.

    Args:
        html: the whole page as published.
    """
    reader = _ArticleReader()
    reader.feed(html)
    reader.close()
    return tuple(section for section in reader.sections if section.heading or section.text)


def pages_payload(pages: Iterable[PageText]) -> list[list[object]]:
    """What the archive page reads: for every page title, URL and [anchor, heading, text] triples."""
    listed = sorted(pages, key=lambda page: page.url)
    share = min(MAX_PAGE, MAX_SITE // max(1, len(listed)))
    return [[page.title, page.url, _cut(page.sections, share)] for page in listed]


def _cut(sections: Sequence[Section], most: int) -> list[list[str]]:
    """The sections until ``most`` characters are full."""
    kept: list[list[str]] = []
    for section in sections:
        heading = section.heading[:most]
        text = section.text[: most - len(heading)]
        kept.append([section.anchor, heading, text])
        most -= len(heading) + len(text)
        if most <= 0:
            break
    return kept


class _ArticleReader(HTMLParser):
    """Collects the text of the theme's article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections = [Section()]
        self._articles = 0
        self._skipped: list[str] = []
        self._heading = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        if tag == "article":
            self._articles += 1
        if not self._articles:
            return
        given = {name: value or "" for name, value in attributes}
        if self._skipped or tag in _SKIPPED or _is_left_out(tag, given):
            # Only elements of the same name are counted: others need not be closed.
            if not self._skipped or tag == self._skipped[-1]:
                self._skipped.append(tag)
            return
        if tag in _HEADINGS:
            self._heading = tag
            self.sections.append(Section(given.get("id", "")))
        elif tag not in _WITHIN_WORDS:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag == "article":
            self._articles = max(0, self._articles - 1)
        if self._skipped:
            if tag == self._skipped[-1]:
                self._skipped.pop()
        elif tag == self._heading:
            self._heading = ""
            self.sections[-1].heading = " ".join(self.sections[-1].heading.split())
        elif tag not in _WITHIN_WORDS:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        """Read text."""
        if self._articles and not self._skipped:
            self._add(data)

    def _add(self, text: str) -> None:
        if self._heading:
            self.sections[-1].heading += text
        else:
            self.sections[-1].pieces.append(text)


def _is_left_out(tag: str, attributes: dict[str, str]) -> bool:
    """Whether it says nothing of its own: a heading's link, or what is marked as the theme marks it."""
    if tag in _MARKED:
        return "data-search-exclude" in attributes
    return tag == "a" and re.search(r"\bheaderlink\b", attributes.get("class", "")) is not None
