"""PM625: all causes are technical."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import listed

from ..base import Context, Finding, PostmortemRule

_TECHNICAL = frozenset(
    [
        *("technology", "technical", "architecture", "software"),
        *("hardware", "infrastructure", "network", "code"),
    ]
)


class OnlyTechnicalCauses(PostmortemRule):
    """All causes are technical ones.

    ## What it does

    Looks up the kind of each entry in `causes`. It speaks where all are of a technical kind
    (technology, architecture, software, hardware, infrastructure, network) and `archive.yml` has causes
    of another kind to choose from. A draft is not asked.

    ## Why it matters

    Software is made, tested and watched by people who follow some process. Where only technology is
    named, the way in which it got there stays as it is.

    ## Bad example

    ```yaml title="archive.yml"
    causes:
      capacity: {kind: architecture}
      software-bug: {kind: technology}
      testing-gap: {kind: process}
    ```

    ```yaml
    causes: [capacity, software-bug]
    ```

    ## Good example

    ```yaml title="archive.yml"
    causes:
      capacity: {kind: architecture}
      software-bug: {kind: technology}
      testing-gap: {kind: process}
    ```

    ```yaml
    causes: [capacity, testing-gap]
    ```

    ## How to fix

    Ask how it got there: what was not tested, reviewed, watched, written down or agreed? Add that to the
    text and to `causes`. It is a hint: now and then technology is all there was.
    """

    code = "PM625"
    alias = "only-technical-causes"
    level = Level.HINT
    requires = ("PM103", "PM107", "PM203")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most, at the field."""
        known = context.settings.causes or {}
        kinds = {term_id: (term.kind or "").casefold() for term_id, term in known.items()}
        others = [one for one, kind in kinds.items() if kind and kind not in _TECHNICAL]
        named = postmortem.meta.causes
        if (
            named
            and others
            and not postmortem.is_draft
            and all(kinds.get(one) in _TECHNICAL for one in named)
        ):
            yield Finding(
                f"all causes ({listed(named)}) are technical",
                postmortem.position_of("causes"),
                f"ask how it got there, and add what you find, such as {listed(others[:3])}",
                "causes",
            )
