"""What an archive has that is like a postmortem: for a person, for programs, or as bare paths."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import count
from postmortem_archive.search.excerpt import Excerpt
from postmortem_archive.search.relation import Relation, reason
from postmortem_archive.search.search import Hit

from .hits import ShownPath, hit_json, write_hit
from .lines import print_json, print_parts
from .output import Output

VERSION = 1
"""Of the JSON form; raised when something is renamed or removed, not when something is added."""


@dataclass(frozen=True, slots=True)
class RelatedHit:
    """A related postmortem and why it is worth reading."""

    hit: Hit
    relation: Relation


Writer = Callable[[Sequence[RelatedHit], Output, ShownPath], None]


def write_related_text(found: Sequence[RelatedHit], output: Output, shown_path: ShownPath) -> None:
    """Each as a hit of a search is shown, with the reason in place of the excerpt; then how many."""
    for item in found:
        why = reason(item.relation, lambda _, value: value)
        write_hit(replace(item.hit, excerpt=Excerpt(why)), output, shown_path)
    text = (
        count(len(found), "related postmortem") if found else "Nothing in the archive is like it."
    )
    print_parts(output, [(text, "bold")], wrap=False)


def write_related_json(found: Sequence[RelatedHit], output: Output, shown_path: ShownPath) -> None:
    """One JSON object: ``version`` and ``related``, whose entries are hits with their reasons.

    ``likeness`` takes the place of a hit's score, ``reason`` that of its excerpt.
    """
    data = {"version": VERSION, "related": [_json(item, shown_path) for item in found]}
    print_json(output, data)


def write_related_paths(found: Sequence[RelatedHit], output: Output, shown_path: ShownPath) -> None:
    """A path a line, those first that are named, then the most alike."""
    for item in found:
        print_parts(output, [visible(shown_path(item.hit.path))], wrap=False)


RELATED_FORMATS: Mapping[str, Writer] = {
    "text": write_related_text,
    "json": write_related_json,
    "paths": write_related_paths,
}
"""Writers by the name under which they are asked for; the first is the default."""


def _json(item: RelatedHit, shown_path: ShownPath) -> dict[str, object]:
    relation = item.relation
    hit = hit_json(item.hit, shown_path)
    del hit["score"], hit["excerpt"]
    return {
        **hit,
        "title": item.hit.title.text,
        "named": relation.named,
        "shared": {
            "causes": relation.causes,
            "services": relation.services,
            "trigger": relation.trigger or None,
            "words": relation.words,
        },
        "likeness": relation.likeness,
        "reason": reason(relation, lambda _, value: value),
    }
