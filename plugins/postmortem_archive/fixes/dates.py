"""The fixer of dates in forms that the format does not ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from postmortem_archive.model.front_matter import MOMENT_FIELDS
from postmortem_archive.model.postmortem import ActionItem
from postmortem_archive.model.settings import Settings

from .base import Edit, Fixer, Source, Span
from .written_dates import canonical_day, canonical_moment

_BLANK = re.compile(r"\n[ \t]*(?:\n|\Z)")
_FORMS: Mapping[str, tuple[Callable[[str], str | None], ...]] = {
    **dict.fromkeys(MOMENT_FIELDS, (canonical_moment,)),
    "started": (canonical_moment, canonical_day),
    "resolved": (canonical_moment, canonical_day),
    "review_on": (canonical_day,),
}
"""How the value of each field may be written."""


class Dates(Fixer):
    """A date in another form becomes one in the form of the format.

    ## What it changes

    - Times in the front matter: `2026/03/12 14:05 UTC`, `2026-03-12 14:05Z` and
      `12 March 2026 14:05 UTC` become `2026-03-12T14:05Z`. An offset stays the author's, seconds stay
      where they are written, and `+00:00` becomes `Z`.
    - Days in the front matter and due dates of action items: `2026/04/01` and `1 April 2026` become
      `2026-04-01`.

    ## What it leaves alone

    Whatever can be read in two ways or says too little: `04/05/2026`, a time without an offset, a
    zone that is given by a name other than UTC, GMT or Z, a weekday, a year of two figures, *about*.
    Times in a timeline are read in many forms and stay as they are.

    ## Why it is safe

    The point in time is the same, and nothing is added that was not written.

    ## Before

    ```yaml
    started: 2026/03/12 14:05 UTC
    review_on: 1 April 2026
    ```

    ## After

    ```yaml
    started: 2026-03-12T14:05Z
    review_on: 2026-04-01
    ```
    """

    name = "dates"
    answers = ("PM103", "PM403")

    def edits(self, source: Source, settings: Settings) -> Sequence[Edit]:  # noqa: ARG002
        """One edit for each date."""
        return [*_in_front_matter(source), *_due_dates(source)]


def _in_front_matter(source: Source) -> Iterator[Edit]:
    for field, forms in _FORMS.items():
        value, span = source.value(field), source.span_of_value((field,))
        if value is None or span is None:
            continue
        written = next((found for form in forms if (found := form(value))), None)
        if written and written != value:
            yield Edit(span, (written,))


def _due_dates(source: Source) -> Iterator[Edit]:
    actions = source.postmortem.actions
    for index, item in enumerate(actions):
        day = canonical_day(item.due_text) if item.due is None else None
        following = actions[index + 1] if index + 1 < len(actions) else None
        if day and (span := _span_of_due(source, item, following)):
            yield Edit(span, (day,))


def _span_of_due(source: Source, item: ActionItem, following: ActionItem | None) -> Span | None:
    """Where the due date of an item is written; ``None`` where more than one place may be meant."""
    start = source.line_start(item.position.line)
    end = source.line_start(following.position.line) if following else len(source.text)
    blank = _BLANK.search(source.text, start, end)
    text = source.text[start : blank.start() if blank else end]
    if text.count(item.due_text) != 1:
        return None
    at = start + text.index(item.due_text)
    return Span(at, at + len(item.due_text))
