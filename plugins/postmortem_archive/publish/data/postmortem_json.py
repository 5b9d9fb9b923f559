"""``postmortems/ID.json``: a whole postmortem, beside its page."""

from collections.abc import Iterator
from functools import partial

from postmortem_archive.archive.facets import FACET_BY_NAME
from postmortem_archive.model.postmortem import Postmortem

from ..site import Site
from ..site_file import SiteFile
from .facts import document, json_address
from .registry import DataFiles


def document_files(site: Site) -> Iterator[SiteFile]:
    """A file for every postmortem."""
    for item in site.archive.postmortems:
        yield SiteFile(
            json_address(site, item), partial(_document, site, item), partial(_shown, site, item)
        )


def _document(site: Site, item: Postmortem) -> bytes:
    text = document(site, item).model_dump_json(indent=2)
    return f"{text}\n".encode()


def _shown(site: Site, item: Postmortem) -> object:
    times = [str(times.get(item.path)) for times in (site.commits, site.last_commits)]
    teams = FACET_BY_NAME["team"].values(item, site.archive.settings)
    content = site.archive.digests.get(item.path) or item.text
    return [item.path, content, site.addresses[item.path], times, teams]


FILES = DataFiles("documents", document_files)
