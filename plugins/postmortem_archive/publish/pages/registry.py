"""All kinds of generated pages: every file of this folder that has ``KINDS`` is found by itself."""

from collections.abc import Iterable
from functools import cache

from ..discovery import found_in
from ..page import GeneratedPage, PageKind
from ..site import Site


@cache
def page_kinds() -> tuple[PageKind, ...]:
    """Every kind of page, in the order of an automatic navigation."""
    kinds: list[PageKind] = [kind for kinds in found_in(__package__, "KINDS") for kind in kinds]
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
