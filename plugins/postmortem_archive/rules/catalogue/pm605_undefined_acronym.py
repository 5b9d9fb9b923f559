"""PM605: an acronym in the summary is not spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.model.diagnostic import Level, Position
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.settings import VOCABULARIES, Settings
from postmortem_archive.model.wording import listed, quoted

from ..base import Confidence, Context, Finding, PostmortemRule, section_subject
from ..shared.known_acronyms import KNOWN_ACRONYMS
from ..shared.section_text import passages_of, prose_of, written_section

_ACRONYM = lazy_pattern(r"(?<![\w./@#&:+-])[A-Z]{3}(?=(?:s|['’]s)?(?![\w@&/-]|\.\w))")  # noqa: RUF001
_MOST = 50  # acronyms that are looked up; a text with more has one to show by then
_MAX_READ = 100_000
_FEWEST_USES = 3
_WORD = lazy_pattern(r"[^\W_]+")


class UndefinedAcronym(PostmortemRule):
    """The summary uses an acronym without spelling it out.

    ## What it does

    Looks in the summary for words of three capitals that the text uses at least three times; longer ones
    are often names, and so is one with a capitalised word behind it ("ABC Mainnet") or a figure before it
    ("40 XYZ"). One is known where the text spells it out anywhere (`Transmission Control Protocol (TCP)`,
    either way round, or words with those initials), explains it behind a comma ("CSI, a service that ...")
    or has it as the name of a team or a project. It is known as well where it is part of a name in the
    vocabulary of `archive.yml`, where `words.acronyms` lists it, and where engineers know it: HTTP, DNS,
    CPU, SQL, UTC, and the products of clouds and Kubernetes (EC2, GKE, PVC).

    It is a guess: a product may be written in capitals, and what every engineer knows is a matter of
    opinion.

    ## Why it matters

    Summaries are read across teams and years. An acronym that is clear to its authors means nothing,
    or something else, to those who join later.

    ## Bad example

    ```markdown
    ## Summary

    No customer could pay for 65 minutes on 12 March 2026. The PCP was full, because a slow query held
    the connections of the PCP. The PCP is larger now.
    ```

    ## Good example

    ```markdown
    ## Summary

    No customer could pay for 65 minutes on 12 March 2026. The payment connection pool (PCP) was full,
    because a slow query held the connections of the PCP. The PCP is larger now.
    ```

    ## How to fix

    Spell it out once. If everybody who reads this archive knows it, list it:

    ```yaml
    words:
      acronyms: [PCP]
    ```
    """

    code = "PM605"
    alias = "undefined-acronym"
    level = Level.HINT
    confidence = Confidence.GUESS

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding at most, at the first acronym."""
        section = written_section(postmortem, "summary")
        if not section:
            return
        text = prose_of(section)
        candidates = {word for word in _ACRONYM.findall(text) if word not in KNOWN_ACRONYMS}
        candidates -= _names(postmortem, context.settings) if candidates else set()
        whole = postmortem.body[:_MAX_READ] if candidates else ""
        undefined = [
            word
            for word in sorted(candidates)[:_MOST]
            if _is_used_often(word, whole) and not _is_explained(word, whole)
        ]
        if undefined:
            places = {word: _place(section, word) for word in undefined}
            undefined.sort(key=lambda word: (places[word].line, places[word].column))
            first = undefined[0]
            are = "is" if len(undefined) == 1 else "are"
            yield Finding(
                f"{listed(undefined)} {are} not spelled out in the summary",
                places[first],
                f"write it out once, as `What it stands for ({first})`; if it is a name, or every "
                f"reader here knows it, list {quoted(first)} under `words.acronyms` in archive.yml",
                section_subject("summary"),
            )


def _names(postmortem: Postmortem, settings: Settings) -> set[str]:
    """The words, in capitals, of all names that the archive and this file's fields know."""
    meta = postmortem.meta
    names = [*settings.words.acronyms, *meta.services, *meta.causes]
    for vocabulary in VOCABULARIES:
        for term_id, term in (settings.vocabulary(vocabulary) or {}).items():
            names += [term_id, *term.names]
    return {word.upper() for name in names for word in _WORD.findall(name)}


def _is_used_often(word: str, text: str) -> bool:
    return len(re.findall(rf"(?<!\w){word}s?(?![\w-])", text)) >= _FEWEST_USES


def _is_explained(word: str, text: str) -> bool:
    """Whether it is spelled out or explained, the name of a group or part of a name, or a unit."""
    initials = r"[\s-]{1,3}".join(rf"{sign}\w{{1,30}}" for sign in word.lower())
    if word.isalpha() and re.search(rf"(?<!\w){initials}", text, re.IGNORECASE):
        return True
    return bool(
        re.search(
            rf"\([^()]{{0,60}}(?<!\w){word}s?\)"
            rf"|(?<!\w){word}(?:['’]?s)?\s?\([^()]{{0,20}}[a-z]{{2}}"  # noqa: RUF001
            rf"|(?<!\w){word}(?:,|:|\s[-–—])\s(?:an?|the|our|its|their|which|or|also|i\.e\.)\s"  # noqa: RUF001
            rf"|(?<!\w){word}(?:'s)?\s(?:teams?|community|project|group|department|deployment|hub|clusters?|students?|users?|customers?|staff)\b"
            rf"|(?<!\w){word} [A-Z][a-z]"
            rf"|\d[kmb]? {word}s?(?!\w)",
            text,
        )
    )


def _place(section: Section, word: str) -> Position:
    whole = re.compile(rf"(?<!\w){word}(?![A-Z0-9])")
    for passage in passages_of(section):
        if found := whole.search(passage.text):
            return passage.position(found.start())
    return section.position
