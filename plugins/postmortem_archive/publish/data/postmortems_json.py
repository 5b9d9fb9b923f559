"""``postmortems.json``: every postmortem with its facts, a line each."""

from collections.abc import Iterator
from functools import partial

from ..site import Site
from ..site_file import SiteFile
from .facts import entry
from .records import INDEX, Index
from .registry import DataFiles


def index_files(site: Site) -> Iterator[SiteFile]:
    """The list of all postmortems."""
    yield SiteFile(INDEX, partial(_index, site), site.marks.whole_told)


def _index(site: Site) -> bytes:
    head = Index(
        site_name=site.options.name,
        site_url=site.options.url or None,
        snapshot=site.today,
        postmortems=(),
    )
    start = head.model_dump_json().encode().removesuffix(b"]}")
    # an entry at a time: all records of a large archive at once would take many times their text
    lines = site.kept_of_each(
        "index", site.marks.told, lambda item: entry(site, item).model_dump_json()
    )
    return start + b"\n" + ",\n".join(lines.values()).encode() + b"\n]}\n"


FILES = DataFiles("index", index_files)
