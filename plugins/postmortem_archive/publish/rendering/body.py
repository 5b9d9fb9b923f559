"""An author's Markdown to safe HTML, section by section, action items with their state, events with IDs.

The bodies of postmortems are rendered here with fixed extensions and not with those of the site:
an extension that a site chose for its own pages (snippets, macros, raw attributes) must not act on
what a pull request says.

To find a section, an action item, an event or a why again in the rendered tree, its line is marked
before rendering with a pair of Unicode noncharacters (U+FDD0 to U+FDD3), which no text may contain;
every mark is gone from the result.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor

from postmortem_archive.model.postmortem import Postmortem

from ..destinations import Asked
from ..language import Language
from .action_rows import mark_action
from .anchors import ANCHOR, HEADINGS, lines_outside_of_code, set_anchor, set_moment, with_mark
from .chain import mark_why
from .dialect import for_python_markdown
from .extensions import EXTENSIONS, extension_options
from .footnotes import drop_lost_ways_back
from .sanitize import LinkTarget, sanitize
from .time_bound import TooSlowError, time_bound

RENDER_SECONDS = 10.0
"""Longest time that the rendering of one body may take."""

_NONCHARACTERS = re.compile("[\ufdd0-\ufdd3]")
_MARK = re.compile("\ufdd0([saew])(\\d+)\ufdd1")
_BREAK = re.compile("<p>\ufdd2(\\d+)\ufdd3</p>")
_ATX_HEADING = re.compile(r" {0,3}##[ \t]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a rendered body.

    Attributes:
        section: index of the section in ``Postmortem.sections``; ``None`` for what comes before
            the first.
        html: sanitised HTML, heading included.
    """

    section: int | None
    html: str


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered body.

    Attributes:
        parts: in the order of the file.
        headings: its table of contents, as nested tokens of the ``toc`` extension (``name`` is
            HTML text).
        problem: why the text stands there as it was written, unrendered; empty where it does not.
        anchors: IDs of the events and action items in it: ``pm-event-0``, ``pm-action-0``.
        asked: what the addresses in it lead to, where that was noted.
    """

    parts: tuple[Part, ...]
    headings: Sequence[Mapping[str, Any]]
    problem: str = ""
    anchors: Set[str] = frozenset()
    asked: Asked = ()


class BodyRenderer:
    """Renders bodies one after another.

    Args:
        today: the day against which due dates are held.
        tracker_url: address of a ticket with ``{key}`` in it; none where keys stay text.
        language: of what is added to the text: the word for late, the titles of links.
        seconds: longest time for one body.

    Attributes:
        words: of that language, those that a body that was laid out may show.
    """

    def __init__(
        self,
        today: date,
        tracker_url: str | None,
        language: Language,
        seconds: float = RENDER_SECONDS,
    ) -> None:
        self._today = today
        self._tracker_url = tracker_url
        self._language = language
        self._seconds = seconds
        gettext = language.gettext
        back = gettext("Jump back to footnote %(number)s in the text") % {"number": "{}"}
        self.words = (back, gettext("Permanent link"), gettext("late"))
        self._set_up()

    def _set_up(self) -> None:
        back, permanent, late = self.words
        self._markdown = markdown.Markdown(
            extensions=EXTENSIONS, extension_configs=extension_options(back, permanent)
        )
        self._tree = _Tree(self._markdown, self._today, self._tracker_url, late)
        self._markdown.treeprocessors.register(self._tree, "postmortem", 15)  # inline is 20, toc 5

    def late_items(self, item: Postmortem) -> list[int]:
        """Which action items are shown as late, by their numbers."""
        actions = enumerate(item.actions)
        return [number for number, action in actions if action.is_overdue(self._today)]

    def render(self, item: Postmortem, link: LinkTarget, image: LinkTarget) -> Body:
        """Render the body of ``item``.

        Args:
            item: the postmortem.
            link: what to make of the address of a link.
            image: what to make of the address of an image.

        A text that takes too long, or nests too deeply, is given as it was written instead.
        """
        try:
            with time_bound(self._seconds):
                return self._rendered(item, link, image)
        except (TooSlowError, RecursionError) as error:
            self._set_up()  # what was stopped half-way is not used again
            reason = "nests too deeply" if isinstance(error, RecursionError) else "takes too long"
            problem = f"its text {reason} to render and stands there as written"
            notice = self._language.gettext("This text could not be laid out.")
            return _as_written(item, problem, notice)

    def _rendered(self, item: Postmortem, link: LinkTarget, image: LinkTarget) -> Body:
        self._tree.item = item
        html = self._markdown.reset().convert(for_python_markdown(_marked(item)))
        pieces = _BREAK.split(_MARK.sub("", html))
        numbers = [None, *(int(number) for number in pieces[1::2])]
        anchors: set[str] = set()

        def own_id(value: str) -> str | None:
            found = ANCHOR.fullmatch(value)
            if found is None or (anchor := f"pm-{found[1]}") in anchors:
                return None
            anchors.add(anchor)
            return anchor

        parts = [
            Part(number, _NONCHARACTERS.sub("", sanitize(piece, link, image, own_id)))
            for number, piece in zip(numbers, pieces[::2], strict=True)
            if piece.strip()
        ]
        headings = self._markdown.toc_tokens  # type: ignore[attr-defined]
        return Body(tuple(parts), headings, anchors=anchors)


class _Tree(Treeprocessor):
    """Reads the marks: sets sections apart, shows the state of actions; unloads remote images."""

    def __init__(
        self, md: markdown.Markdown, today: date, tracker_url: str | None, late: str
    ) -> None:
        super().__init__(md)
        self.item: Postmortem | None = None
        self._today = today
        self._tracker_url = tracker_url
        self._late = late

    def run(self, root: Element) -> None:
        item = self.item
        if item is None:
            return
        parents = {child: parent for parent in root.iter() for child in parent}
        for element in list(root.iter()):
            for kind, number in _take_marks(element):
                if kind == "s" and element in root:
                    root.insert(list(root).index(element), _break(number))
                elif kind == "a":
                    action = item.actions[number]
                    late = self._late if action.is_overdue(self._today) else ""
                    mark_action(element, parents, action, late, self._tracker_url)
                    set_anchor(element, parents, f"action-{number}")
                elif kind == "e":
                    set_anchor(element, parents, f"event-{number}")
                    set_moment(element, parents, item.timeline[number])
                elif kind == "w":
                    mark_why(element, parents)
            if element.tag == "img":
                _unload(element, parents.get(element))
        drop_lost_ways_back(root, parents)
        _settle_headings(root, item.title)


def _as_written(item: Postmortem, problem: str, notice: str) -> Body:
    html = f"<p>{escape(notice)}</p><pre>{escape(item.body)}</pre>"
    return Body((Part(None, html),), (), problem)


def _marked(item: Postmortem) -> str:
    """The body with a mark at each section's heading and each action item's line."""
    lines = _NONCHARACTERS.sub("", item.body).split("\n")
    for number, section in enumerate(item.sections):
        index = section.position.line - item.body_line
        lead = _ATX_HEADING.match(lines[index])
        at = lead.end() if lead else 0
        lines[index] = f"{lines[index][:at]}\ufdd0s{number}\ufdd1{lines[index][at:]}"
    for number, action in enumerate(item.actions):
        index = action.position.line - item.body_line
        line = lines[index].rstrip()
        at = len(line) - 1 if line.endswith("|") and not line.endswith("\\|") else len(line)
        lines[index] = f"{line[:at]}\ufdd0a{number}\ufdd1{line[at:]}"
    plain = lines_outside_of_code(lines)
    events = [("e", number, entry.position) for number, entry in enumerate(item.timeline)]
    whys = [("w", number, why.position) for number, why in enumerate(item.whys)]
    for kind, number, position in (*events, *whys):
        index = position.line - item.body_line
        if index in plain:
            lines[index] = with_mark(lines[index], f"\ufdd0{kind}{number}\ufdd1")
    return "\n".join(lines)


def _take_marks(element: Element) -> list[tuple[str, int]]:
    """Remove the marks from an element's own text and from between its children; return them."""
    found = _MARK.findall(element.text or "")
    if element.text:
        element.text = _MARK.sub("", element.text)
    for child in element:
        if child.tail:
            found += _MARK.findall(child.tail)
            child.tail = _MARK.sub("", child.tail)
    return [(kind, int(number)) for kind, number in found]


def _break(number: int) -> Element:
    element = Element("p")
    element.text = f"\ufdd2{number}\ufdd3"
    return element


def _settle_headings(root: Element, title: str) -> None:
    """The title is the page's heading: the same text is dropped, another one goes a level down.

    No level is skipped, so that whoever goes by headings misses none.
    """
    for element in list(root):
        if element.tag == "h1":
            if "".join(element.itertext()).strip().casefold() == title.strip().casefold():
                root.remove(element)
            else:
                element.tag = "h2"
    before = 1
    for element in root.iter():
        if element.tag in HEADINGS:
            before = max(2, min(int(element.tag[1]), before + 1))
            element.tag = f"h{before}"


def _unload(image: Element, parent: Element | None) -> None:
    """Make a link of an image on another site: pages load nothing from elsewhere."""
    source = image.get("src", "")
    if not re.match(r"(?i)(?:https?:)?//", source):
        return
    text = image.get("alt") or source
    linked = parent is not None and parent.tag == "a"
    image.attrib.clear()
    image.tag = "span" if linked else "a"
    image.text = text
    if not linked:
        image.set("href", source)
