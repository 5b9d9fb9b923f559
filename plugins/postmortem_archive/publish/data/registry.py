"""All files of the site for other programs: every file of this folder that has ``FILES`` is found."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from ..site import Site


@dataclass(frozen=True, slots=True)
class DataFiles:
    """Files of one kind.

    Attributes:
        name: as ``mkdocs.yml`` names it: ``feeds``.
        make: makes them one after another, as (path on the site, content) pairs.
    """

    name: str
    make: Callable[[Site], Iterator[tuple[str, bytes]]]


@cache
def data_kinds() -> tuple[DataFiles, ...]:
    """Every kind of file, by name."""
    package = __name__.rpartition(".")[0]
    folder = importlib.import_module(package).__path__
    modules = [
        importlib.import_module(f"{package}.{one.name}") for one in pkgutil.iter_modules(folder)
    ]
    kinds = [module.FILES for module in modules if hasattr(module, "FILES")]
    return tuple(sorted(kinds, key=lambda kind: kind.name))


def data_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Path on the site and content of every such file."""
    for kind in data_kinds():
        yield from kind.make(site)
