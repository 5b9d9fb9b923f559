"""The archive page for readers without scripts: from there every postmortem can be reached."""

import re
from dataclasses import replace
from posixpath import dirname, join, normpath

from made_archive import TODAY
from postmortem_archive.archive.archive import Archive
from postmortem_archive.model.postmortem import Document
from postmortem_archive.publish.pages.registry import site_pages
from postmortem_archive.publish.site import Site
from postmortem_archive.publish.site_options import SiteOptions


def test_every_postmortem_is_a_few_links_away(made: Archive) -> None:
    """Years with several pages, and postmortems whose date is not recorded."""
    undated = [
        replace(
            item,
            path=f"drafts/{number}.md",
            meta=item.meta.model_copy(update={"started": None}),
        )
        for number, item in enumerate(made.postmortems[:3])
    ]
    documents = (*made.documents, *(Document(item.path, item) for item in undated))
    site = Site(
        replace(made, documents=documents),
        TODAY,
        SiteOptions(use_directory_urls=False, page_size=5),
    )
    lists = {
        f"{page.address}.html": page
        for page in site_pages(site)
        if re.match(r"archive$|years(?:/|$)", page.address)
    }
    seen: set[str] = set()
    waiting = ["archive.html"]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        if address in lists:
            links = re.findall(r'href="([^"?#]+)', lists[address].write("").html)
            waiting += [normpath(join(dirname(address), link)) for link in links]
    assert {f"{address}.html" for address in site.addresses.values()} <= seen
    assert "years/2024/2.html" in seen
