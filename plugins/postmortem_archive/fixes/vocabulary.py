"""The fixer of slips in words that `archive.yml` or the format knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from postmortem_archive.model.front_matter import Criterion, DetectedBy, Kind, Status
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.yaml_reader import Path
from postmortem_archive.rules.shared.fields import VOCABULARY_OF

from .base import Edit, Fixer, Source
from .near import meant, meant_by_spelling

# `audience` is not among them: who may read a file is for a person to say.
_CHOICES: Mapping[str, type[StrEnum]] = {
    "status": Status,
    "kind": Kind,
    "detected_by": DetectedBy,
    "criteria": Criterion,
}


class Vocabulary(Fixer):
    """A slip in a word of the vocabulary is corrected.

    ## What it changes

    - A service, cause, severity or trigger that `archive.yml` does not define becomes the one ID that is
      meant: the word is an ID, a name or an alias but for case, spaces, hyphens and underscores, or it
      has one wrong letter in a part of five letters or more.
    - `status`, `kind`, `detected_by` and `criteria` likewise become one of their choices.

    ## What it leaves alone

    A word that a second ID is near to, one that differs in a figure or in its first letter (`sev2`
    is no slip for `sev1`), one whose ID stands in the same list already, and `audience`.

    ## Why it is safe

    The word meant nothing before, and one meaning alone is near. All other words stay the same.

    ## Before

    ```yaml title="archive.yml"
    services:
      checkout: {name: Checkout}
    ```

    ```yaml
    status: in review
    services: [chekout]
    ```

    ## After

    ```yaml
    status: in-review
    services: [checkout]
    ```
    """

    name = "vocabulary"
    answers = ("PM103", "PM107")

    def edits(self, source: Source, settings: Settings) -> Sequence[Edit]:
        """One edit for each word that is corrected."""
        edits: list[Edit] = []
        for path, word in (*_choices(source), *_terms(source, settings)):
            if span := source.span_of_value(path):
                edits.append(Edit(span, (word,)))
        return edits


def _choices(source: Source) -> Iterator[tuple[Path, str]]:
    for field, choice in _CHOICES.items():
        value = source.value(field)
        known = [member.value for member in choice]
        if value is not None and value not in known and (word := meant(value, known)):
            yield (field,), word


def _terms(source: Source, settings: Settings) -> Iterator[tuple[Path, str]]:
    for field, vocabulary in VOCABULARY_OF.items():
        terms = settings.vocabulary(vocabulary)
        given = getattr(source.postmortem.meta, field)
        if not terms or not given:
            continue
        spellings = {
            spelling: term_id
            for term_id, term in terms.items()
            for spelling in (*term.names, term_id)
        }
        words = given if isinstance(given, tuple) else (given,)
        taken = set(words)
        for index, word in enumerate(words):
            found = None if word in terms else meant_by_spelling(word, spellings)
            if found and found not in taken:
                taken.add(found)
                yield ((field, index) if isinstance(given, tuple) else (field,)), found
