"""Which postmortems a block is about: those that have the values which its line names."""

from collections.abc import Sequence

from postmortem_archive.archive.facets import FACET_BY_NAME
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.suggest import nearest

from ..site import Site
from .registry import Option, Options

_NAMES = ("service", "cause", "team", "severity", "tag")

SELECTION = {name: Option("", f"only postmortems of that {name}") for name in _NAMES}
"""The options of a block that shows some of the postmortems."""


def limit(usual: int) -> dict[str, Option]:
    """The option that says how many entries a block shows."""
    return {"limit": Option(usual, "how many are shown at most")}


def selection(options: Options) -> dict[str, str]:
    """The values that were named, by their facets."""
    return {name: value for name in _NAMES if (value := str(options.get(name, "")))}


def selected(site: Site, options: Options) -> Sequence[Postmortem]:
    """The postmortems that are asked for, newest first.

    Raises:
        ArchiveError: the vocabulary of ``archive.yml`` does not know a value, and no postmortem has it.
    """
    found: Sequence[Postmortem] = site.archive.postmortems
    for name, value in selection(options).items():
        groups = site.groups[name]
        defined = FACET_BY_NAME[name].terms(site.archive.settings)
        if defined and value not in defined and value not in groups:
            near = nearest(value, defined)
            raise ArchiveError(
                f"the archive has no {name} {value!r}",
                f"did you mean {near!r}?" if near else f"archive.yml defines {len(defined)}",
            )
        with_value = {item.path for item in groups.get(value, ())}
        found = [item for item in found if item.path in with_value]
    return found
