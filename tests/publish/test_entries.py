"""A line that was drawn before is the line that the macro draws, with the address seen from its page."""

import pytest

from data_site import made
from postmortem_archive.publish.entries import DrawnEntries
from postmortem_archive.publish.site import Site

PAGES = ("archive", "services/checkout", "services/search", "services/checkout/2")


@pytest.fixture(scope="module")
def site() -> Site:
    return made(12)


@pytest.fixture(scope="module")
def drawn(site: Site) -> DrawnEntries:
    return DrawnEntries(site.templates)


@pytest.mark.parametrize("page", [*PAGES, *PAGES])
def test_every_page_gets_the_line_that_the_macro_draws(
    site: Site, drawn: DrawnEntries, page: str
) -> None:
    template = site.templates.from_string(
        '{% import "macros.html" as m %}{{ m.entry(item, links) }}'
    )
    links = site.links(page)
    for item in site.archive.postmortems:
        line = drawn.entry(item, links)
        assert line == template.render(item=item, links=links)
        assert f'href="{links.postmortem(item.path)}"' in line


def test_pages_of_one_depth_share_a_line(site: Site, drawn: DrawnEntries) -> None:
    item = site.archive.postmortems[0]
    one, other, deeper = (drawn.entry(item, site.links(page)) for page in PAGES[1:])
    assert one is other
    assert one != deeper
