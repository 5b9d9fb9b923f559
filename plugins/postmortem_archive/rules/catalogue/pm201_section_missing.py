"""PM201: a section that is needed is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postmortem_archive.model.diagnostic import Level, Position
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.sections import SECTION_BY_KEY, SECTIONS
from postmortem_archive.model.wording import shown

from ..base import Context, Finding, PostmortemRule, section_subject
from ..shared.needed_sections import (
    deeper_headings,
    guidance,
    labels,
    required_sections,
    section_level,
)

_SEVERAL = 3
"""Sections that are missing, from which on one finding says so where nothing is there."""


class SectionMissing(PostmortemRule):
    """A section that is needed is not there.

    ## What it does

    Reports each section that a postmortem of this kind, status and severity needs and does not
    have. `archive.yml` says which (`require`); without it a draft needs none, a near miss fewer
    than an incident. Other headings are taken for a section too, such as "What went wrong" for
    "What could be improved". Where no known section is there at all, one finding lists them. Where
    such a heading is there but too deep to be a section (`###`), or as a label in the text
    (`**Impact**: ...`), it is a warning at that place.

    ## Why it matters

    Each section answers a question that somebody will ask. What is not asked for is left out when
    time is short, and what went well is left out first.

    ## Bad example

    ```yaml title="archive.yml"
    require:
      - sections: [summary, lessons]
    ```

    ```markdown
    ## Summary

    On 12 March 2026 no customer could pay for 65 minutes. A slow query held every connection of the
    pool, until it was stopped.
    ```

    ## Good example

    ```yaml title="archive.yml"
    require:
      - sections: [summary, lessons]
    ```

    ```markdown
    ## Summary

    On 12 March 2026 no customer could pay for 65 minutes. A slow query held every connection of the
    pool, until it was stopped.

    ## Lessons learned

    A pool is a limit, and a limit needs an alert before it is reached.
    ```

    ## How to fix

    Add the heading and write what belongs there; where nothing is known, say so. If your archive
    means the section by another heading, name that under `sections` in `archive.yml`.
    """

    code = "PM201"
    alias = "section-missing"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each, at the section below which it would stand, in the order of the format."""
        needed = required_sections(postmortem, context.settings)
        deeper = deeper_headings(postmortem, needed, context.settings)
        for key, found in deeper.items():
            marks = "#" * section_level(postmortem)
            yield Finding(
                f"the section `{SECTION_BY_KEY[key].heading}` is a heading of level {found.level}",
                found.position,
                f"write `{marks} {shown(found.text)}`, so that it is a section of its own",
                section_subject(key),
                Level.WARNING,
            )
        missing = [key for key in needed if not postmortem.section(key) and key not in deeper]
        labelled = labels(postmortem, missing, context.settings)
        for key, (words, position) in labelled.items():
            marks = "#" * section_level(postmortem)
            yield Finding(
                f"the section `{SECTION_BY_KEY[key].heading}` is a label in the text",
                position,
                f"write `{marks} {shown(words)}` on a line of its own, so that it is a section",
                section_subject(key),
                Level.WARNING,
            )
        missing = [key for key in missing if key not in labelled]
        if len(missing) >= _SEVERAL and not any(section.key for section in postmortem.sections):
            yield _nothing_is_there(postmortem, missing)
            return
        for number, key in enumerate(missing):
            heading = SECTION_BY_KEY[key].heading
            position, where = _place(postmortem, key, missing[:number])
            yield Finding(
                f"the section `{heading}` is missing",
                position,
                f"add `## {heading}`{where}. {guidance(key)}",
                section_subject(key),
            )


def _nothing_is_there(postmortem: Postmortem, missing: Sequence[str]) -> Finding:
    """One finding for a text that has no section at all that the format knows."""
    headings = ", ".join(f"`## {SECTION_BY_KEY[key].heading}`" for key in missing)
    return Finding(
        f"none of the {len(missing)} sections that are needed is there",
        _place(postmortem, missing[0], ())[0],
        f"put what you have below these headings: {headings}",
    )


def _place(postmortem: Postmortem, key: str, missing: Sequence[str]) -> tuple[Position, str]:
    """A place in the file, and where a section of that key belongs as seen from there.

    Args:
        postmortem: the file.
        key: of the section that is to be added.
        missing: sections before it that are to be added too.
    """
    order = [kind.key for kind in SECTIONS]
    before = [
        section
        for section in postmortem.sections
        if section.key and order.index(section.key) < order.index(key)
    ]
    last = before[-1].key if before else None
    follows = missing[-1] if missing else None
    if follows and (last is None or order.index(follows) > order.index(str(last))):
        where = f" below `## {SECTION_BY_KEY[follows].heading}`"
    elif before:
        where = " below this one"
    else:
        where = " above this one" if postmortem.sections else " below the front matter"
    if before:
        return before[-1].position, where
    return (
        postmortem.sections[0].position if postmortem.sections else postmortem.position_of()
    ), where
