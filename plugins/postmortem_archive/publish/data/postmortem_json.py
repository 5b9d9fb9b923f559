"""``postmortems/ID.json``: a whole postmortem, beside its page."""

from collections.abc import Iterator

from ..site import Site
from .facts import document, json_address
from .registry import DataFiles


def document_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """A file for every postmortem."""
    for item in site.archive.postmortems:
        text = document(site, item).model_dump_json(indent=2)
        yield json_address(site, item), f"{text}\n".encode()


FILES = DataFiles("documents", document_files)
