"""The pages of the site as plain records: made from an archive, not yet known to MkDocs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2

from postmortem_archive.archive.addresses import postmortem_addresses
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.facets import FACET_BY_NAME, Facet, group
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import count, short_duration
from postmortem_archive.search.features import Features, features_of
from postmortem_archive.search.related import Relations

from . import words
from .body import BodyRenderer
from .links import PAGED_FACETS, Links, page_url

SEVERITY_STEPS = 5
"""Steps of the colour ramp for severities; 1 is the worst."""

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Written:
    """What a page turned out to be.

    Attributes:
        html: its content, safe to print.
        description: one sentence of plain text about it; may be empty.
        headings: table of contents, as nested tokens of the ``toc`` extension; names are HTML text.
        images: files to publish with it: address on the site to path on disk.
        notes: what a maintainer should know, such as a link that leads nowhere; one line each.
        problem: what is wrong with the page, so that a strict build must fail; empty where all is well.
    """

    html: str
    description: str = ""
    headings: Sequence[Mapping[str, Any]] = ()
    images: Mapping[str, Path] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page of the site that has no Markdown file of its own below ``docs/``.

    Attributes:
        address: where it is, without ending: ``services/checkout``.
        title: plain text.
        write: makes the page, given the address at which its source can be edited (empty: nowhere).
        hide: parts of the theme it does without.
        source: path of its source, relative to the archive's folder; empty where it has none.
        listed: it belongs in a navigation that is made automatically.
    """

    address: str
    title: str
    write: Callable[[str], Written]
    hide: tuple[str, ...] = ("navigation", "toc")
    source: str = ""
    listed: bool = False

    @property
    def src_uri(self) -> str:
        """The name under which MkDocs knows it."""
        return f"{self.address}.md"


class Site:
    """What all pages of one build share.

    Args:
        archive: the archive.
        today: the day against which due dates are held.
        use_directory_urls: the site's setting of that name.
        page_size: most postmortems on one index page.
        docs: URL of each page below ``docs/`` by the path of its source, relative to the project's
            root.
    """

    def __init__(
        self,
        archive: Archive,
        today: date,
        *,
        use_directory_urls: bool = True,
        page_size: int = 50,
        docs: Mapping[str, str] | None = None,
    ) -> None:
        self.archive = archive
        self.today = today
        self.use_directory_urls = use_directory_urls
        self.page_size = page_size
        self.docs = docs or {}
        self.addresses = postmortem_addresses(archive)
        self.bodies = BodyRenderer(today, archive.settings.links.tracker_url)

    @cached_property
    def groups(self) -> Mapping[str, Mapping[str, tuple[Postmortem, ...]]]:
        """Postmortems by facet name and value, for the facets that have index pages."""
        return {name: group(self.archive, FACET_BY_NAME[name]) for name in PAGED_FACETS}

    @cached_property
    def by_path(self) -> Mapping[str, Postmortem]:
        """Every postmortem by its path relative to the archive's folder, newest first."""
        return {item.path: item for item in self.archive.postmortems}

    @cached_property
    def features(self) -> Mapping[str, Features]:
        """What each postmortem is compared by, by its path."""
        return {path: features_of(item) for path, item in self.by_path.items()}

    @cached_property
    def relations(self) -> Relations:
        """Which of them have something to do with each other."""
        return Relations(tuple(self.features.values()))

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Path of each postmortem by its path relative to the project's root."""
        return {self.archive.project.shown_path(path): path for path in self.addresses}

    @cached_property
    def severity_steps(self) -> Mapping[str, int]:
        """Step of the colour ramp for each severity, 1 for the worst."""
        known = list(self.archive.settings.severities or sorted(self.groups["severity"]))
        scale = (SEVERITY_STEPS - 1) / max(SEVERITY_STEPS - 1, len(known) - 1)
        return {severity: 1 + round(rank * scale) for rank, severity in enumerate(known)}

    def links(self, address: str) -> Links:
        """Links as seen from the page at ``address``."""
        return Links(
            page_url(address, self.use_directory_urls), self.use_directory_urls, self.addresses
        )

    def label(self, facet: Facet | str, value: str) -> str:
        """How a value of a facet is shown."""
        found = FACET_BY_NAME[facet] if isinstance(facet, str) else facet
        return found.label(self.archive.settings, value)

    def actions(self, items: Sequence[Postmortem]) -> "ActionCounts":
        """The action items of some postmortems, counted."""
        return ActionCounts.of(items, self.today)

    @cached_property
    def templates(self) -> jinja2.Environment:
        """Templates of the pages' contents; whatever is printed in them is escaped."""
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= {
            "day": words.day,
            "clock": words.clock,
            "duration": words.duration,
            "short_duration": short_duration,
            "moment": words.moment_text,
            "short_day": words.short_day,
            "is_web": words.is_web,
            "lower_first": words.lower_first,
            "capitalize_first": words.capitalize_first,
        }
        environment.globals |= {"site": self, "count": count, "span": words.span}
        return environment

    def render(self, template: str, address: str, **values: object) -> str:
        """Render a template for the page at ``address``."""
        return self.templates.get_template(template).render(links=self.links(address), **values)


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """Action items by where they stand; late ones are among the open ones."""

    done: int = 0
    open: int = 0
    late: int = 0
    dropped: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.done + self.open + self.dropped

    @classmethod
    def of(cls, items: Sequence[Postmortem], today: date) -> "ActionCounts":
        """Count the action items of some postmortems."""
        actions = [action for item in items for action in item.actions]
        closed = [action for action in actions if action.status.is_closed]
        done = sum(action.status.value == "done" for action in closed)
        late = sum(action.is_overdue(today) for action in actions)
        return cls(done, len(actions) - len(closed), late, len(closed) - done)


def chunks(items: Sequence[Postmortem], size: int) -> Iterator[Sequence[Postmortem]]:
    """Cut a list into pages; an empty list is one empty page."""
    for start in range(0, max(len(items), 1), size):
        yield items[start : start + size]
