"""The tables, lists and links of a page as a reader has them, without a browser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Cell:
    """A cell of a table, or an item of a list: its text, and where its links lead."""

    text: str = ""
    links: list[str] = field(default_factory=list)


@dataclass
class Link:
    """A link: where it leads, its text, and what it is called for a screen reader."""

    href: str
    label: str
    text: str = ""

    @property
    def said(self) -> str:
        """What a screen reader says of it."""
        return self.label or self.text


class PageTables(HTMLParser):
    """What a page holds: tables, lists, texts and links.

    Tables are known by the id of the nearest element that has one, themselves included; lists by
    their own id, texts by that of any element around them.

    Args:
        html: the page.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[Cell]]] = {}
        self.items: dict[str, list[Cell]] = {}
        self.texts: dict[str, str] = {}
        self.links: list[Link] = []
        self._open: list[tuple[str, str]] = []
        self._rows: list[list[Cell]] | None = None
        self._cell: Cell | None = None
        self._item: tuple[int, Cell] | None = None
        self._link: Link | None = None
        self.feed(html)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in _EMPTY:
            return
        self._open.append((tag, given.get("id", "")))
        if tag == "table":
            name = next(item for _, item in reversed(self._open) if item)
            assert name not in self.tables, name
            self._rows = self.tables[name] = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("th", "td") and self._rows is not None:
            self._cell = Cell()
            self._rows[-1].append(self._cell)
        elif tag == "li" and len(self._open) > 1 and (name := self._open[-2][1]):
            self._item = len(self._open), Cell()
            self.items.setdefault(name, []).append(self._item[1])
        elif tag == "a":
            self._link = Link(given.get("href", ""), given.get("aria-label", ""))
            self.links.append(self._link)
            for holder in self._holders():
                holder.links.append(self._link.href)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """A drawing's element without content."""

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if self._item and self._item[0] == len(self._open):
            self._item = None
        opened, _ = self._open.pop()
        assert opened == tag, (opened, tag)
        if tag == "table":
            self._rows = None
        elif tag in ("th", "td"):
            self._cell = None
        elif tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words:
            return
        for name in {item for _, item in self._open if item}:
            self.texts[name] = f"{self.texts.get(name, '')} {words}".strip()
        for part in (*self._holders(), *([self._link] if self._link else [])):
            part.text = f"{part.text} {words}".strip()

    def _holders(self) -> list[Cell]:
        return [part for part in (self._cell, self._item[1] if self._item else None) if part]

    def rows(self, name: str) -> list[list[str]]:
        """The texts of a table's cells, without its head."""
        return [[cell.text for cell in row] for row in self.tables[name][1:]]
