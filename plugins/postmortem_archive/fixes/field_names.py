"""The fixer of misspelt field names."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.settings import Settings

from .base import Edit, Fixer, Source
from .near import meant

_NEVER = frozenset({"audience", "public_title", "public_id", "approved_by"})
"""A slip in it keeps a file internal; a machine must not be what opens it to the public."""


class FieldNames(Fixer):
    """A slip in the name of a front matter field is corrected.

    ## What it changes

    A field that the format does not know becomes the known one of which it is a slip: it differs in
    case, hyphens or underscores alone, or in one letter of a part of five letters or more.

    ## What it leaves alone

    A name that two known fields are near to, a field whose right name is there too, one whose value
    does not have the form that the right field asks for, and names that `archive.yml` requires.
    `audience` is never corrected: who may read a file is for a person to say.

    ## Why it is safe

    The value stays as it is written, and what was read of every other field stays the same.

    ## Before

    ```yaml
    detectedby: monitoring
    servics: [checkout]
    ```

    ## After

    ```yaml
    detected_by: monitoring
    services: [checkout]
    ```
    """

    name = "field-names"
    answers = ("PM106",)

    def edits(self, source: Source, settings: Settings) -> Sequence[Edit]:
        """One edit for each misspelt name."""
        given = source.front_matter.value
        if not isinstance(given, dict):
            return ()
        own = {name for requirement in settings.require for name in requirement.fields}
        free = [name for name in FrontMatter.model_fields if name not in given]
        unknown = [name for name in given if name not in FrontMatter.model_fields]
        meanings = {name: meant(name, free) for name in unknown if name not in own}
        edits: list[Edit] = []
        for name, field in meanings.items():
            is_only = list(meanings.values()).count(field) == 1
            if field is None or field in _NEVER or not is_only or not _fits(field, given[name]):
                continue
            if span := source.span_of_key((name,)):
                edits.append(Edit(span, (field,)))
        return edits


def _fits(field: str, value: object) -> bool:
    if value is None:
        return True
    try:
        FrontMatter.model_validate({field: value})
    except ValidationError:
        return False
    return True
