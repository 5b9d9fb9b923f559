"""Which values the fields of a query take, by ID, name and alias, and which words mean the same."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem_archive.archive.facets import FACETS
from postmortem_archive.model.suggest import nearest

from .analyzer import fold
from .fields import Fact, names_of
from .synonyms import Synonyms, synonym_groups

if TYPE_CHECKING:  # a search that finds its index up to date starts without them
    from postmortem_archive.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What can be asked for.

    Attributes:
        labels: for every field, how each of its values is shown, by value.
        names: for every field, the values that a folded ID, name or alias means.
        synonyms: what else a word may stand for.
    """

    labels: Mapping[str, Mapping[str, str]]
    names: Mapping[str, Mapping[str, tuple[str, ...]]]
    synonyms: Synonyms

    def find(self, field: str, name: str) -> tuple[str, ...]:
        """The values of ``field`` that ``name`` means; none where it is unknown."""
        return self.names[field].get(fold(name), ())

    def near(self, field: str, name: str) -> str | None:
        """A known name of ``field`` like ``name``, if there is one."""
        return nearest(fold(name), self.names[field])


def vocabulary_of(
    settings: "Settings", facts: Iterable[Fact], has: Callable[[str], bool]
) -> Vocabulary:
    """The vocabulary that an archive defines, and whatever else its postmortems use.

    Args:
        settings: what its ``archive.yml`` says.
        facts: of its postmortems.
        has: whether any of them has a term.
    """
    from postmortem_archive.model.front_matter import DetectedBy, Status  # noqa: PLC0415 - as above

    fixed = {"status": tuple(map(str, Status)), "detection": tuple(map(str, DetectedBy))}
    facts = tuple(facts)
    labels: dict[str, dict[str, str]] = {}
    names: dict[str, dict[str, tuple[str, ...]]] = {}
    for facet in FACETS:
        defined = facet.terms(settings)
        used = sorted({value for fact in facts for value in fact.values(facet.name)})
        values = tuple(dict.fromkeys((*defined, *fixed.get(facet.name, ()), *used)))
        labels[facet.name] = {value: facet.label(settings, value) for value in values}
        names[facet.name] = _by_name(
            (name, value) for value in values for name in (value, *names_of(facet, value, settings))
        )
    owners = sorted({owner for fact in facts for owner in fact.owners})
    labels["owner"] = {owner: owner for owner in owners}
    names["owner"] = _by_name((owner, owner) for owner in owners)
    return Vocabulary(labels, names, Synonyms(synonym_groups(settings), has))


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        known = found.get(fold(name), ())
        if value not in known:
            found[fold(name)] = (*known, value)
    return found
