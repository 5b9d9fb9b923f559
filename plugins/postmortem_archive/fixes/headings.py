"""The fixer of headings that mean a section but are not its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from postmortem_archive.model.postmortem import Section
from postmortem_archive.model.sections import SECTION_BY_KEY
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.markdown import plain
from postmortem_archive.parse.sections import normalise_heading, section_keys

from .base import Edit, Fixer, Source, Span

_MAX_LINE = 300
_MARK = re.compile(r" {0,3}##[ \t]+")
# What stands before the words: numbering, emoji and their short names, bold or other signs not.
_LEAD = re.compile(
    r"(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.):]?[ \t]+)?(?::[a-z0-9_+-]{1,60}:|[^\w\s*`\[(<\\&!:\"'~=-])*[ \t]*"
)
# What stands behind them, from the end: closing signs, an attribute list, a remark, a colon.
_TAILS = (
    re.compile(r"[ \t]+#+$"),
    re.compile(r"[ \t]*\{[^{}]{0,200}\}$"),
    re.compile(r"[ \t]+\([^()]{0,200}\)$"),
    re.compile(r"[ \t]*[:.?!]$"),
)
_LINKED = re.compile(r"(?:\]\(|\]:[ \t]{0,3}|href=[\"']?)#([^\s()\"'<>]{1,200})")


@dataclass(frozen=True, slots=True)
class _Heading:
    """The words of a heading: where they stand, and what they are."""

    span: Span
    words: str


class Headings(Fixer):
    """Another heading of a section becomes the section's own.

    ## What it changes

    The words of a level-2 heading by which the format knows a section. Numbers and emoji before them
    stay, and so do a remark in parentheses, a colon and an anchor behind them.

    ## What it leaves alone

    Headings that `archive.yml` lists for a section, because an archive may have its own; headings
    that differ in case alone, that have markup within, or to which a link of the same file leads; and
    sections that are there twice, of which a person must say which one is meant. Links from other
    files to the old heading are not looked for.

    ## Why it is safe

    The section is the same as before under either heading. No other line changes.

    ## Before

    ```markdown
    ## 3. Incident timeline (PDT)

    - 14:05 **Started**: orders fail
    ```

    ## After

    ```markdown
    ## 3. Timeline (PDT)

    - 14:05 **Started**: orders fail
    ```
    """

    name = "headings"

    def edits(self, source: Source, settings: Settings) -> Sequence[Edit]:
        """One edit for each heading."""
        keys = section_keys(settings)
        sections = source.postmortem.sections
        times = Counter(section.key for section in sections)
        chosen = {normalise_heading(name) for names in settings.sections.values() for name in names}
        linked = {_anchor(target) for target in _LINKED.findall(source.text)}
        edits: list[Edit] = []
        for section in sections:
            if section.key is None or times[section.key] > 1:
                continue
            own = SECTION_BY_KEY[section.key].heading
            found = _heading(source, section)
            if found is None or keys.get(normalise_heading(own)) != section.key:
                continue
            name = normalise_heading(found.words)
            is_other = name not in (*chosen, normalise_heading(own))
            if (
                is_other
                and keys.get(name) == section.key
                and _anchor(section.heading) not in linked
            ):
                edits.append(Edit(found.span, (own,)))
        return edits


def _heading(source: Source, section: Section) -> _Heading | None:
    """The words of a section's heading; ``None`` where it is of another level or form."""
    line = source.lines[section.position.line - 1]
    mark = _MARK.match(line)
    if mark is None or len(line) > _MAX_LINE:
        return None
    text = line.rstrip(" \t")
    for pattern in _TAILS:
        if found := pattern.search(text, mark.end()):
            text = text[: found.start()]
    lead = _LEAD.match(text, mark.end())
    start = lead.end() if lead else mark.end()
    words = text[start:]
    if not words or plain(words) != words:
        return None
    at = source.line_start(section.position.line)
    return _Heading(Span(at + start, at + len(text)), words)


def _anchor(text: str) -> str:
    """A heading, or what a link to it says, without what generators of anchors treat differently."""
    return re.sub(r"[\W_]+", "", text.casefold())
