"""What is wrong with a site that was just built: nothing of it is published then."""

import os
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mkdocs.structure.files import File, Files, InclusionLevel

from postmortem_archive.archive.addresses import POSTMORTEMS, alias_addresses, slug
from postmortem_archive.archive.project import Project
from postmortem_archive.model.wording import count

from ..keeping.site_folder import PART
from ..links import page_url
from ..messages import one_line
from ..private import files_of_the_cache
from ..site import Site
from .kept_links import KeptLinks
from .links import dead_links

_UNPUBLISHED = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


def faults(folder: Path, site: Site, files: Files, site_url: str) -> Iterator[str]:
    """What is wrong with a built site, one line each.

    Args:
        folder: where it was built.
        site: what its pages share.
        files: all that MkDocs knows of it.
        site_url: where it is published; empty where that is not said.

    Raises:
        OSError: a file of it cannot be read.
    """
    there = set(_files(folder))
    included = [file for file in files if file.inclusion not in _UNPUBLISHED]
    for found in (
        _missing(there, site, included),
        _refused(there, site, included),
        _private(there, site.archive.project, included),
        _dead(folder, there, site, urlsplit(site_url).path or "/"),
    ):
        yield from map(one_line, found)


def _missing(there: Collection[str], site: Site, files: Collection[File]) -> Iterator[str]:
    """Pages and files that should be there."""
    wanted = {file.dest_uri: file.src_uri for file in files}
    for path, address in site.addresses.items():
        wanted[_file_of(site, address)] = site.archive.project.shown_path(path)
    for path in sorted(wanted.keys() - there):
        yield f"{path} is missing; it is made of {wanted[path]}"


def _refused(there: Collection[str], site: Site, files: Collection[File]) -> Iterator[str]:
    """Postmortems that could not be read, and are published all the same."""
    archive, project = site.archive, site.archive.project
    good = {*site.addresses.values(), *alias_addresses(archive)}
    sources = {os.path.realpath(file.abs_src_path) for file in files if file.abs_src_path}
    owners = {file.dest_uri for file in files if not file.generated_by}
    for document in archive.refused:
        address = f"{POSTMORTEMS}/{slug(Path(document.path).stem)}"
        page = _file_of(site, address)
        is_page = address not in good and page in there and page not in owners
        if is_page or os.path.realpath(project.folder / document.path) in sources:
            yield f"{project.shown_path(document.path)} was refused, and is published"


def _private(there: Collection[str], project: Project, files: Collection[File]) -> Iterator[str]:
    """Files that are nobody's to read: of the cache, and those that are not whole."""
    for file in files_of_the_cache(files, project):
        yield f"{file.dest_uri} is a file of the cache"
    for path in sorted(there):
        if path.endswith(PART):
            yield f"{path} is a file that was not written to its end"


def _dead(folder: Path, there: Collection[str], site: Site, base: str) -> Iterator[str]:
    """Links that lead nowhere; one that many pages have is told once."""
    kept = KeptLinks(folder, site.archive.project, active=site.options.cache)
    dead = list(dead_links(there, base, kept.read))
    kept.close()
    pages = Counter(link.address for link in dead)
    for link in dead:
        if number := pages.pop(link.address, 0):
            others = f", as do {count(number - 1, 'other page')}" if number > 1 else ""
            yield f"{link.page} links to {link.address}, which is not there{others}"


def _file_of(site: Site, address: str) -> str:
    url = unquote(page_url(address, site.options.use_directory_urls))
    return f"{url}index.html" if url.endswith("/") else url


def _files(folder: Path) -> Iterator[str]:
    """Paths of all files below a folder, relative to it."""
    for above, _, names in os.walk(folder):
        start = Path(above).relative_to(folder)
        yield from ((start / name).as_posix() for name in names)
