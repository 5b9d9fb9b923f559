"""PM203: a section or a field is not filled in yet."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule, gentler_in_draft, section_subject
from ..shared.fields import describe_field, is_filled, is_given, required_fields
from ..shared.needed_sections import guidance, required_sections, unfilled_sections


class NotFilledIn(PostmortemRule):
    """A section or a field is not filled in yet.

    ## What it does

    Reports a section that holds nothing but the template's line of guidance or a mere TODO, and a
    needed field that is there without a value. It is an error where the section is needed, a
    warning where it is not; for a field it is an error, in a draft a warning.

    ## Why it matters

    It is the list of what is still to be written. Guidance that nobody replaced looks like text
    from afar.

    ## Bad example

    ```markdown
    ## What went well

    <!-- What helped: people, tools, habits worth keeping. There is always something. -->
    ```

    ## Good example

    ```markdown
    ## What went well

    - The alert named the pool that was full.
    ```

    ## How to fix

    Replace the guidance by your text. Remove a section that this postmortem does not need.
    """

    code = "PM203"
    alias = "not-filled-in"
    requires = ("PM103", "PM104")

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each field, then for each section."""
        settings = context.settings
        for field in required_fields(postmortem, settings):
            if is_given(postmortem, field) and not is_filled(postmortem, field):
                yield Finding(
                    f"{quoted(field)} is not filled in yet",
                    postmortem.position_of(field),
                    f"fill it in. {describe_field(field, settings)}",
                    field,
                    gentler_in_draft(postmortem),
                )
        needed = required_sections(postmortem, settings)
        keys = dict.fromkeys((*(one.key for one in postmortem.sections if one.key), *needed))
        for key, section in unfilled_sections(postmortem, keys, settings).items():
            if section.is_template:
                yield Finding(
                    f"the section {quoted(section.heading)} is not filled in yet",
                    section.position,
                    f"fill it in. {guidance(key)}",
                    section_subject(key),
                    None if key in needed else Level.WARNING,
                )
