"""What tells how a postmortem is shown on other pages: equal marks, equal lines."""

import hashlib
import json
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from postmortem_archive.archive.facets import FACETS
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.rules.shared.action_items import written_actions

if TYPE_CHECKING:
    from ..site import Site


class Marks:
    """Marks of the postmortems of a site.

    They stand for all that lists and figures show of a postmortem: its facts, how the values of its
    facets are called, when it was committed, how many of its action items are late today. Its text is
    not among that: an edit of the text changes its own page and no list.

    Args:
        site: the site.
    """

    def __init__(self, site: "Site") -> None:
        self._site = site
        self._found: dict[str, str] = {}

    def of(self, item: Postmortem) -> str:
        """The mark of a postmortem."""
        if item.path not in self._found:
            self._found[item.path] = _digest(self._shown(item))
        return self._found[item.path]

    def of_all(self, items: Iterable[Postmortem]) -> str:
        """One mark for some postmortems, in their order."""
        return _digest(list(map(self.of, items)))

    def whole(self) -> str:
        """One mark for the whole archive, as it is shown on this day."""
        return self._whole

    @cached_property
    def _whole(self) -> str:
        settings = self._site.archive.settings
        refused = [document.path for document in self._site.archive.refused]
        items = self._site.archive.postmortems
        day = self._site.today.isoformat()
        return _digest([day, self.of_all(items), refused, settings.model_dump_json()])

    def told(self, item: Postmortem) -> str:
        """The mark of a postmortem where its summary is shown, too."""
        return self.of(item) + self._site.shown_facts[item.path].summary

    def whole_told(self) -> str:
        """One mark for the whole archive where summaries are shown, too."""
        return self._whole_told

    @cached_property
    def _whole_told(self) -> str:
        summaries = (
            self._site.shown_facts[one.path].summary for one in self._site.archive.postmortems
        )
        return _digest([self.whole(), *summaries])

    @cached_property
    def values(self) -> str:
        """One mark for which values of each facet there are."""
        return _digest([(name, list(found)) for name, found in self._site.groups.items()])

    def _shown(self, item: Postmortem) -> object:
        site = self._site
        labels = [
            [
                (value, site.label(facet, value))
                for value in facet.values(item, site.archive.settings)
            ]
            for facet in FACETS
        ]
        late = sum(action.is_overdue(site.today) for action in written_actions(item))
        times = [str(times.get(item.path)) for times in (site.commits, site.last_commits)]
        return [site.shown_facts[item.path].digest, site.addresses[item.path], labels, late, times]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()
