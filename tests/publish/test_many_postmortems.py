"""Pages that show a whole archive keep their size when it grows: nobody waits for ten thousand lines."""

import gzip
import re
import time

import pytest

from made_archive import TODAY, made_archive
from postmortem_archive.publish.pages.registry import site_pages
from postmortem_archive.publish.site import Site

MOST_BYTES = 150_000
"""Of a page, gzipped."""

MOST_SECONDS = 3 * 7
"""CPU time for the pages that show the whole archive, three times what they take."""

PAGES = (
    *("index", "archive", "actions", "trends", "services", "causes", "severities", "teams"),
    *("years", "tags", "triggers", "detections", "services/checkout", "services/checkout/2"),
    *("causes/capacity", "severities/sev1", "teams/payments", "years/2024", "tags/latency"),
    *("triggers/deploy", "detections/monitoring"),
)


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(made_archive(10_000), TODAY)


def test_no_page_of_ten_thousand_postmortems_is_large(site: Site) -> None:
    pages = {page.address: page for page in site_pages(site, ())}
    started = time.process_time()
    written = {address: pages[address].write("").html for address in PAGES}
    assert time.process_time() - started < MOST_SECONDS
    bytes_of = {name: len(gzip.compress(html.encode())) for name, html in written.items()}
    assert {name: size for name, size in bytes_of.items() if size > MOST_BYTES} == {}
    assert "10,000 postmortems" in re.sub(r"<[^>]*>", "", written["index"])


def test_every_postmortem_is_on_some_page(site: Site) -> None:
    years = [page for page in site_pages(site, ()) if page.address.startswith("years/")]
    found: set[str] = set()
    for page in years:
        found.update(re.findall(r'class="pm-entry__title" href="([^"]*)"', page.write("").html))
    assert len(found) == 10_000
