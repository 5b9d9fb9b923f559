"""The index of an archive as it is now: only files that are new or have changed are read and parsed."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from postmortem_archive.archive.listing import Listing, list_files
from postmortem_archive.archive.private_files import read_regular
from postmortem_archive.archive.project import Project

from .index import Index, Source, kept_labels, open_source

if TYPE_CHECKING:  # a search that finds its index up to date starts without them
    from postmortem_archive.archive.read import Progress
    from postmortem_archive.model.postmortem import Postmortem
    from postmortem_archive.model.settings import Settings


def open_archive(project: Project, progress: "Progress | None" = None) -> Index:
    """Open the index of an archive, after building or updating it as needed.

    Args:
        project: where the archive is.
        progress: told of each document that is indexed.

    Raises:
        ArchiveError: the archive cannot be listed, or no index can be written.
    """
    listing = list_files(project)

    @cache
    def settings() -> "Settings":
        from postmortem_archive.archive.read import read_settings  # noqa: PLC0415 - as above

        return read_settings(project).settings

    source = Source(
        _settings_key(project),
        settings,
        listing.digests,
        lambda paths: _understood(listing, paths, settings),
    )
    return open_source(project, source, progress)


def known_labels(project: Project) -> Mapping[str, Mapping[str, str]]:
    """Values of each field of a query and how each is shown, without reading any postmortem.

    They are those that the last search knew; without one, those that ``archive.yml`` defines.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """
    kept = kept_labels(project, _settings_key(project))
    if kept:
        return kept
    from postmortem_archive.archive.read import read_settings  # noqa: PLC0415 - as above

    from .vocabulary import vocabulary_of  # noqa: PLC0415

    return vocabulary_of(read_settings(project).settings, (), lambda _: False).labels


def _settings_key(project: Project) -> str:
    """A text that changes with ``archive.yml``; what cannot be read stands for the defaults."""
    try:
        return hashlib.sha256(read_regular(project.settings_path)).hexdigest()
    except OSError:
        return ""


def _understood(
    listing: Listing, paths: Sequence[str], settings: "Callable[[], Settings]"
) -> "Iterator[Postmortem]":
    """The postmortems at these paths, without those that are refused."""
    from postmortem_archive.archive.read import read_bytes  # noqa: PLC0415
    from postmortem_archive.archive.reading import read_document  # noqa: PLC0415 - as above

    for path in paths:
        document = read_document(path, read_bytes(listing.found[path]), settings())
        if document.postmortem:
            yield document.postmortem
