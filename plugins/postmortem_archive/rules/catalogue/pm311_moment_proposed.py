"""PM311: a key moment was proposed, and nobody has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.postmortem import KeyMoment, Postmortem

from ..base import Context, Finding, PostmortemRule, gentler_in_draft

_IN_TIMELINE = "(proposed)"
_IN_FIELDS = "# proposed"


class MomentProposed(PostmortemRule):
    """A key moment was proposed, and nobody has confirmed it.

    ## What it does

    Finds key moments that `postmortem capture` and `postmortem new --from` proposed: `(proposed)` behind
    the bold label in the timeline, and `# proposed` behind the time in the front matter. In a draft it
    is a warning.

    ## Why it matters

    The times to detect and to resolve are measured from these moments. A tool sees alerts and
    messages; only people know when the harm began and when it was over.

    ## Bad example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. |
    | 14:09 | **Detected** (proposed): alert PaymentsRefused fires. |
    | 15:10 | **Resolved**: payments work again. |
    ```

    ## Good example

    ```markdown
    ## Timeline

    | Time (UTC) | What happened |
    |---|---|
    | 14:05 | **Started**: the pool is full, payments are refused. |
    | 14:09 | **Detected**: alert PaymentsRefused fires. |
    | 15:10 | **Resolved**: payments work again. |
    ```

    ## How to fix

    Ask somebody who was there. If it is right, delete `(proposed)` and `# proposed`. If not, move the
    label to the entry where it belongs and correct the front matter.
    """

    code = "PM311"
    alias = "moment-proposed"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each key moment, however many of its places are marked."""
        fields = _proposed_fields(postmortem)
        level = gentler_in_draft(postmortem)
        for entry in postmortem.timeline:
            if entry.moment and entry.text.startswith(_IN_TIMELINE):
                place = fields.pop(entry.moment, None)
                also = f", and `{_IN_FIELDS}` in line {place.line}" if place else ""
                yield Finding(
                    f"the moment `{entry.moment}` was proposed; nobody has confirmed it",
                    entry.position,
                    f"if it is right, delete `{_IN_TIMELINE}` here{also}; else move the label to "
                    "where it belongs",
                    entry.moment.value,
                    level,
                )
        for moment, place in fields.items():
            yield Finding(
                f"the time of `{moment}` was proposed; nobody has confirmed it",
                place,
                f"if it is right, delete `{_IN_FIELDS}` here; else correct the time",
                moment.value,
                level,
            )


def _proposed_fields(postmortem: Postmortem) -> dict[KeyMoment, Position]:
    """The key moments whose values in the front matter are marked, with their places."""
    marked = {}
    lines = postmortem.text.split("\n", postmortem.body_line)
    for moment in KeyMoment:
        position = postmortem.field_positions.get((moment.value,))
        if position and lines[position.line - 1].rstrip().endswith(_IN_FIELDS):
            marked[moment] = position
    return marked
