"""What the pages of one build share: the archive, where things are, the language, the templates."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any, TypeVar

import jinja2

from postmortem_archive.archive.actions import ArchiveActions, actions_of
from postmortem_archive.archive.addresses import postmortem_addresses
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.facets import FACET_BY_NAME, FACETS, Facet, group
from postmortem_archive.archive.history import CommitTimes, commit_times
from postmortem_archive.archive.statistics.groups import Group, group_of
from postmortem_archive.archive.statistics.overview import Overview, overview
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.search.kept_relations import related_in
from postmortem_archive.search.relation import Relation

from .action_counts import ActionCounts
from .backlinks import backlinks
from .keeping.kept_parts import KeptParts
from .keeping.marks import Marks
from .keeping.shown_facts import ShownFacts, shown_facts
from .language import Language
from .links import Links, page_url
from .rendering.body import BodyRenderer
from .rendering.kept_bodies import KeptBodies
from .site_options import SiteOptions
from .template_environment import template_environment
from .template_errors import told_in_one_line

SEVERITY_STEPS = 5
"""Steps of the colour ramp for severities; 1 is the worst."""

UNPAGED = ("status",)
"""Facets without index pages: they are filters of the archive page only."""

_Made = TypeVar("_Made")


class Site:
    """What all pages of one build share.

    Args:
        archive: the archive.
        today: the day against which due dates are held.
        options: what the site's owner decides.

    Attributes:
        parts: parts of pages that are kept, where any are.
    """

    def __init__(self, archive: Archive, today: date, options: SiteOptions | None = None) -> None:
        self.archive = archive
        self.today = today
        self.options = options or SiteOptions()
        self.language = Language(self.options.language)
        self.addresses = postmortem_addresses(archive)
        self._figures: dict[tuple[str, str], Group] = {}
        self.parts: KeptParts | None = None
        self._made: dict[Callable[[Site], Any], Any] = {}

    def has(self, kind: str) -> bool:
        """Whether the site has that kind of page: ``services``, ``actions``."""
        return self.options.pages is None or kind in self.options.pages

    def title(self, kind: str, usual: str) -> str:
        """What a kind of page is called here; ``usual`` is an English text of the catalogue."""
        return self.options.titles.get(kind) or self.language.gettext(usual)

    def facet_title(self, facet: Facet | str) -> str:
        """The heading of a facet's index page."""
        found = FACET_BY_NAME[facet] if isinstance(facet, str) else facet
        return self.title(found.plural, found.title)

    @cached_property
    def paged(self) -> tuple[str, ...]:
        """Names of the facets that have index pages."""
        return tuple(
            facet.name for facet in FACETS if facet.name not in UNPAGED and self.has(facet.plural)
        )

    @cached_property
    def groups(self) -> Mapping[str, Mapping[str, tuple[Postmortem, ...]]]:
        """Postmortems by the name of a facet and its values."""
        return {facet.name: group(self.archive, facet) for facet in FACETS}

    @cached_property
    def by_path(self) -> Mapping[str, Postmortem]:
        """Every postmortem by its path relative to the archive's folder, newest first."""
        return {item.path: item for item in self.archive.postmortems}

    @cached_property
    def by_id(self) -> Mapping[str, Postmortem]:
        """Every postmortem by its ID, newest first."""
        return {item.id: item for item in self.archive.postmortems}

    @cached_property
    def related(self) -> Mapping[str, tuple[Relation, ...]]:
        """What is related to each postmortem, by its path."""
        return related_in(self.archive, keep=self.options.cache)

    @cached_property
    def backlinks(self) -> Mapping[str, Mapping[str, Postmortem]]:
        """The postmortems whose text links to one: by its path, and by their own."""
        return backlinks(self.archive, self.sources, self.shown_facts)

    @cached_property
    def shown_facts(self) -> Mapping[str, ShownFacts]:
        """What the pages of others show of each postmortem, by its path."""
        return shown_facts(self.archive, keep=self.options.cache)

    @cached_property
    def marks(self) -> Marks:
        """What tells whether a postmortem is shown on other pages as it was."""
        return Marks(self)

    @cached_property
    def bodies(self) -> KeptBodies:
        """Renders what the authors wrote, or has it from an earlier build."""
        tracker_url = self.archive.settings.links.tracker_url
        renderer = BodyRenderer(self.today, tracker_url, self.language)
        return KeptBodies(renderer, self.archive, active=self.options.cache)

    @cached_property
    def commits(self) -> Mapping[str, datetime]:
        """When each file was first committed, by its path; empty where git does not know."""
        return self._commit_times.first

    @cached_property
    def last_commits(self) -> Mapping[str, datetime]:
        """When each file was last changed by a commit, by its path; empty where git does not know."""
        return self._commit_times.last

    @cached_property
    def _commit_times(self) -> CommitTimes:
        if self.options.is_public:  # wherever its tree happens to lie
            return CommitTimes({}, {})
        return commit_times(self.archive.project)

    @cached_property
    def last_commit(self) -> datetime | None:
        """When the archive was last changed by a commit; ``None`` where git does not know."""
        return max(self.last_commits.values(), default=None)

    def once(self, make: "Callable[[Site], _Made]") -> _Made:
        """What a function makes of the site, made once for all who need it."""
        if make not in self._made:
            self._made[make] = make(self)
        found: _Made = self._made[make]
        return found

    def kept(self, name: str, make: "Callable[[Site], dict[str, Any]]") -> dict[str, Any]:
        """What a function makes of the archive as it is shown today, as plain data; kept for later builds.

        Args:
            name: of what it makes.
            make: makes it.
        """
        if self.parts is None:
            return make(self)
        return self.parts.get([name, self.marks.whole()], partial(make, self))

    def kept_of_each(
        self, name: str, mark: Callable[[Postmortem], str], make: Callable[[Postmortem], str]
    ) -> Mapping[str, str]:
        """A text of each postmortem, by its path; kept for later builds.

        Args:
            name: what it is; a folder is called so.
            mark: gives what stands for all that the text depends on.
            make: makes the text.
        """
        if self.parts is None:
            return {item.path: make(item) for item in self.archive.postmortems}
        marks = {item.path: mark(item) for item in self.archive.postmortems}
        return self.parts.of_each(name, marks, lambda path: make(self.by_path[path]))

    @cached_property
    def action_items(self) -> ArchiveActions:
        """Every action item of the archive, by the path of its postmortem and its place there."""
        return actions_of(self.archive, self.today)

    @cached_property
    def overview(self) -> Overview:
        """The figures of the whole archive."""
        return overview(self.archive, self.today, self.commits)

    def figures(self, facet: str, value: str) -> Group:
        """The figures of the postmortems that have a value of a facet, computed once."""
        key = facet, value
        if key not in self._figures:
            items, settings = self.groups[facet][value], self.archive.settings
            self._figures[key] = group_of(FACET_BY_NAME[facet], value, items, settings, self.today)
        return self._figures[key]

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

    def url(self, address: str) -> str:
        """URL of a generated page relative to the site's root."""
        return page_url(address, self.options.use_directory_urls)

    def links(self, address: str) -> Links:
        """Links as seen from the generated page at ``address``."""
        return self.links_from(self.url(address))

    def links_from(self, url: str) -> Links:
        """Links as seen from any page, given by its URL relative to the site's root."""
        return Links(url, self.options.use_directory_urls, self.addresses, frozenset(self.paged))

    def label(self, facet: Facet | str, value: str) -> str:
        """How a value of a facet is shown."""
        found = FACET_BY_NAME[facet] if isinstance(facet, str) else facet
        if found.vocabulary is None and found.name in ("status", "detection"):
            return self.language.gettext(value.replace("-", " "))
        return found.label(self.archive.settings, value)

    def short_severity(self, value: str) -> str:
        """How a severity is named in a line: by its ID, of which nobody knows outside."""
        return self.label("severity", value) if self.options.is_public else value

    def actions(self, items: Sequence[Postmortem]) -> ActionCounts:
        """The action items of some postmortems, counted."""
        return ActionCounts.of(items, self.today)

    @cached_property
    def templates(self) -> jinja2.Environment:
        """Templates of what is printed on pages, all of it escaped; the owner's go before our own."""
        environment = template_environment(self.language, self.options.templates)
        environment.globals["site"] = self
        return environment

    def render(self, template: str, address: str, **values: object) -> str:
        """Render a template for the generated page at ``address``."""
        return self.render_for(template, self.links(address), **values)

    def render_for(self, template: str, links: Links, **values: object) -> str:
        """Render a template for the page from which ``links`` are seen.

        Raises:
            ArchiveError: the template, one of the owner's, cannot be rendered.
        """
        with told_in_one_line(template):
            return self.templates.get_template(template).render(links=links, **values)


def chunks(items: Sequence[Postmortem], size: int) -> Iterator[Sequence[Postmortem]]:
    """Cut a list into pages; an empty list is one empty page."""
    for start in range(0, max(len(items), 1), size):
        yield items[start : start + size]
