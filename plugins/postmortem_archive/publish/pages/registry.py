"""All kinds of generated pages: every file of this folder that has ``KINDS`` is found by itself."""

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

from ..page import GeneratedPage, PageKind
from ..site import Site


@cache
def page_kinds() -> tuple[PageKind, ...]:
    """Every kind of page, in the order of an automatic navigation."""
    package = __name__.rpartition(".")[0]
    folder = importlib.import_module(package).__path__
    modules = [
        importlib.import_module(f"{package}.{one.name}") for one in pkgutil.iter_modules(folder)
    ]
    kinds = [kind for module in modules for kind in getattr(module, "KINDS", ())]
    return tuple(sorted(kinds, key=lambda kind: (kind.rank, kind.name)))


def site_pages(site: Site, wanted: Iterable[str] = ()) -> list[GeneratedPage]:
    """Every generated page, in the order in which an automatic navigation shows them.

    Args:
        site: the site.
        wanted: names that the site's navigation refers to.
    """
    named = frozenset(wanted)
    kinds = [kind for kind in page_kinds() if not kind.optional or site.has(kind.name)]
    if site.options.pages is not None:
        kinds.sort(key=lambda kind: _place(site.options.pages or (), kind.name))
    return [page for kind in kinds for page in kind.pages(site, named)]


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else len(names)
