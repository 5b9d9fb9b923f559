"""Files of the site that are not pages: assets, schemas, redirects, what the search reads."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from postmortem_archive.archive.addresses import alias_addresses
from postmortem_archive.model.front_matter import front_matter_schema
from postmortem_archive.model.settings import settings_schema
from postmortem_archive.search.export import exported

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


def index_files(
    site: Site, pages: Iterable[PageText], there: Callable[[str], bool]
) -> Iterator[tuple[str, bytes | None]]:
    """Path on the site and content of the static index's files, the one that names the others last.

    They are made one after another, so that those of a large archive are never all in memory.

    Args:
        site: the site.
        pages: what its pages say that are not made from the archive.
        there: whether there is a file at a path, as an earlier build made it; it then has no content.
    """
    payload = pages_payload(pages)
    found = exported(
        site.archive,
        payload,
        keep=site.options.cache,
        there=lambda name: there(f"{INDEX_FOLDER}/{name}"),
    )
    for file in found:
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
