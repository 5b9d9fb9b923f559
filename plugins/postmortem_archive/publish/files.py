"""Files of the site that are not pages: assets, schemas, redirects, what the search reads."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from postmortem_archive.archive.addresses import alias_addresses
from postmortem_archive.archive.beside import Beside
from postmortem_archive.archive.load_and_judge import Judged
from postmortem_archive.model.front_matter import front_matter_schema
from postmortem_archive.model.settings import settings_schema
from postmortem_archive.search.export import ExportedFile, files_of, kept_files, with_entry

from .assets import asset_files
from .diagrams import diagram_files
from .page_text import PageText, pages_payload
from .pages.archive import INDEX_FOLDER
from .site import Site


def site_files(site: Site) -> dict[str, str | bytes]:
    """Content of every such file that needs no other page, by its path on the site."""
    return {
        **asset_files(),
        **diagram_files(),
        **authors_schemas(site),
        **redirects(site),
    }


def authors_schemas(site: Site) -> dict[str, str]:
    """Schemas of what authors write, for their editors: of no use to those who read the public edition."""
    if site.options.is_public:
        return {}
    return {
        "schema/postmortem.json": _json(front_matter_schema()),
        "schema/archive.json": _json(settings_schema()),
    }


def begin_index(
    site: Site, there: Callable[[str], bool], after: Beside[Judged]
) -> Beside[ExportedFile]:
    """Begin with the files of the static index that are made of the archive.

    Where the check goes on beside, so does this: otherwise most of the archive is new, and a second process
    would take as much memory as the first one.

    Args:
        site: the site.
        there: whether there is a file at a path, as an earlier build made it; it then has no content.
        after: the check.
    """

    def is_there(name: str) -> bool:
        return there(f"{INDEX_FOLDER}/{name}")

    archive, keep = site.archive, site.options.cache
    kept = kept_files(archive, is_there) if keep else []
    if kept:
        return Beside(lambda: kept, is_long=False)
    make = partial(files_of, archive, keep=keep, there=is_there)
    return Beside(make, is_long=after.is_in_a_process, after=after)


def index_files(
    made: Iterable[ExportedFile], pages: Iterable[PageText]
) -> Iterator[tuple[str, bytes | None]]:
    """Path on the site and content of the static index's files, the one that names the others last.

    They come one after another, so that those of a large archive are never all in memory.

    Args:
        made: those that are made of the archive.
        pages: what the site's pages say that are not made from the archive.
    """
    for file in with_entry(made, pages_payload(pages)):
        yield f"{INDEX_FOLDER}/{file.name}", file.content


def redirects(site: Site) -> dict[str, str]:
    """A page for every former ID that leads to the postmortem's page of today."""
    titles = {site.addresses[item.path]: item.title for item in site.archive.postmortems}
    pages = {}
    for alias, address in alias_addresses(site.archive).items():
        target = site.links(alias).to(address)
        path = f"{alias}/index.html" if site.options.use_directory_urls else f"{alias}.html"
        template = site.templates.get_template("redirect.html")
        pages[path] = template.render(title=titles[address], target=target)
    return pages


def _json(schema: Mapping[str, object]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
