"""What the rules about front matter share: which fields are needed, given and misspelt."""

from postmortem_archive.model.front_matter import REQUIRED_FIELDS, FrontMatter
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Requirement, Settings, VocabularyName
from postmortem_archive.model.suggest import nearest

from .wording import listed

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
    return (field,) in postmortem.field_positions or is_filled(postmortem, field)


def is_filled(postmortem: Postmortem, field: str) -> bool:
    """Whether the field has a value; an empty text, list or map is none."""
    if field in FrontMatter.model_fields:
        return bool(getattr(postmortem.meta, field))
    return postmortem.extra_meta.get(field) not in (None, "", [], {}, ())


def misspelt_fields(postmortem: Postmortem) -> dict[str, str]:
    """Unknown fields that are a near miss of a known one, with the known one."""
    found = {name: nearest(name, FrontMatter.model_fields) for name in postmortem.extra_meta}
    return {name: known for name, known in found.items() if known}


def describe_field(field: str, settings: Settings) -> str:
    """What belongs into a field, in a sentence, with the archive's own IDs where it takes those."""
    known = FrontMatter.model_fields.get(field)
    text = (known.description or "") if known else "Asked for by `require` in archive.yml."
    vocabulary = VOCABULARY_OF.get(field)
    if vocabulary and (terms := settings.vocabulary(vocabulary)):
        return f"{text} Known here: {listed(terms)}."
    return text
