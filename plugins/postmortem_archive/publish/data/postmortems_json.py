"""``postmortems.json``: every postmortem with its facts, a line each."""

from collections.abc import Iterator

from ..site import Site
from .facts import entry
from .records import INDEX, Index
from .registry import DataFiles


def index_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The list of all postmortems."""
    head = Index(
        site_name=site.options.name,
        site_url=site.options.url or None,
        snapshot=site.today,
        postmortems=(),
    )
    start = head.model_dump_json().encode().removesuffix(b"]}")
    # an entry at a time: all records of a large archive at once would take many times their text
    lines = (entry(site, item).model_dump_json().encode() for item in site.archive.postmortems)
    yield INDEX, start + b"\n" + b",\n".join(lines) + b"\n]}\n"


FILES = DataFiles("index", index_files)
