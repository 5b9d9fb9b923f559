"""The navigation that MkDocs makes where ``mkdocs.yml`` gives none: it sorts by name, the archive by use."""

from collections.abc import Iterable, Iterator, Sequence

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page


def put_in_order(nav: Navigation, names: Sequence[str]) -> None:
    """Put the home page first, then the generated pages, then whatever else there is.

    Args:
        nav: made by MkDocs.
        names: under which MkDocs knows the generated pages, in their order.
    """
    places = {name: place for place, name in enumerate(names, start=1)}
    last = len(places) + 1

    def place(item: StructureItem) -> int:
        if not isinstance(item, Page):
            return last
        if item.is_homepage:
            return 0
        return places.get(item.file.src_uri, last) if item.file.generated_by else last

    nav.items.sort(key=place)
    nav.pages[:] = _pages(nav.items)
    for page, before in zip(nav.pages, [None, *nav.pages], strict=False):
        page.previous_page = before
    for page, after in zip(nav.pages, [*nav.pages[1:], None], strict=True):
        page.next_page = after


def _pages(items: Iterable[StructureItem]) -> Iterator[Page]:
    for item in items:
        if isinstance(item, Page):
            yield item
        elif isinstance(item, Section):
            yield from _pages(item.children)
