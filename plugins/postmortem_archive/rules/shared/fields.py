"""What the rules about front matter share: which fields are needed, given and misspelt."""

from __future__ import annotations

from typing import NamedTuple

from postmortem_archive.model.diagnostic import Position, ProblemKind
from postmortem_archive.model.front_matter import REQUIRED_FIELDS, FrontMatter
from postmortem_archive.model.postmortem import Document, Postmortem
from postmortem_archive.model.settings import Requirement, Settings, VocabularyName
from postmortem_archive.model.suggest import nearest
from postmortem_archive.model.wording import listed

VOCABULARY_OF: dict[str, VocabularyName] = {
    "services": "services",
    "causes": "causes",
    "severity": "severities",
    "trigger": "triggers",
}
"""Fields that hold IDs of ``archive.yml``, and which vocabulary each takes them from."""


def requirement_for(postmortem: Postmortem, settings: Settings) -> Requirement:
    """What the archive asks of this postmortem."""
    meta = postmortem.meta
    return settings.requirement_for(meta.kind, meta.status, meta.severity)


def required_fields(postmortem: Postmortem, settings: Settings) -> tuple[str, ...]:
    """Fields this postmortem needs: by the format, then by the archive's own requirement."""
    resolved = () if postmortem.is_draft else ("resolved",)
    extra = requirement_for(postmortem, settings).fields
    return tuple(dict.fromkeys((*REQUIRED_FIELDS, *resolved, *extra)))


def is_given(postmortem: Postmortem, field: str) -> bool:
    """Whether the field is written in the front matter, with a value or without."""
    is_read = field in postmortem.meta.model_fields_set or field in postmortem.extra_meta
    return is_read or (field,) in postmortem.field_positions


def is_filled(postmortem: Postmortem, field: str) -> bool:
    """Whether the field has a value; an empty text, list or map is none."""
    if field in FrontMatter.model_fields:
        return bool(getattr(postmortem.meta, field))
    return postmortem.extra_meta.get(field) not in (None, "", [], {}, ())


class Misspelt(NamedTuple):
    """An unknown field that is a near miss of one that the format knows.

    Attributes:
        name: as written.
        meant: the known field, which is not given itself.
        position: of the name.
    """

    name: str
    meant: str
    position: Position


def misspelt_fields(document: Document) -> tuple[Misspelt, ...]:
    """The unknown fields of a document that are a near miss."""
    postmortem = document.postmortem
    if not postmortem or not postmortem.extra_meta:
        return ()
    free = [field for field in FrontMatter.model_fields if not is_given(postmortem, field)]
    keys = {
        problem.field: problem.position
        for problem in document.problems
        if problem.kind is ProblemKind.UNKNOWN_FIELD
    }
    found = ((name, nearest(name, free)) for name in postmortem.extra_meta)
    return tuple(
        Misspelt(name, meant, keys.get(name, postmortem.position_of(name)))
        for name, meant in found
        if meant
    )


def describe_field(field: str, settings: Settings) -> str:
    """What belongs into a field, in a sentence, with the archive's own IDs where it takes those."""
    known = FrontMatter.model_fields.get(field)
    text = (known.description or "") if known else "Asked for by `require` in archive.yml."
    vocabulary = VOCABULARY_OF.get(field)
    if vocabulary and (terms := settings.vocabulary(vocabulary)):
        return f"{text} Known here: {listed(terms)}."
    return text
