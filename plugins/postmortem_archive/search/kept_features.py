"""Features of an archive's postmortems, kept by content: only files that have changed are read again.

They are kept in the private cache folder, under a seal. Whatever does not fit in any way is made again.
"""

import hashlib
import marshal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from postmortem_archive.archive.kept_files import made_with, read_sealed, write_sealed
from postmortem_archive.archive.listing import Listing
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.read import Progress, read_bytes
from postmortem_archive.archive.reading import read_document
from postmortem_archive.model.settings import Settings

from .features import Features, features_of

_NAME = "features.bin"
_MODULES = ("analyzer.py", "features.py", "plain.py", "stemmer.py")
"""Code beside the parser's that decides what the features are."""

_Row = list[Any]
"""Digest of a file; where it was understood, also when the incident started and the features."""


def features_in(
    project: Project, settings: Settings, listing: Listing, progress: Progress | None = None
) -> tuple[Features, ...]:
    """The features of all postmortems of an archive, newest first, undated ones last; ties by path.

    Args:
        project: where the archive is.
        settings: what its ``archive.yml`` says.
        listing: its files as they are now.
        progress: told of each file that is read.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """
    made = _made_with(project, settings)
    kept = _read(project, made)
    rows = {
        path: kept[path]
        for path, digest in listing.digests.items()
        if path in kept and kept[path][0] == digest
    }
    changed = [path for path in listing.digests if path not in rows]
    for number, path in enumerate(changed, start=1):
        rows[path] = _row(path, listing, settings)
        if progress:
            progress(number, len(changed))
    if changed or len(rows) != len(kept):
        # JSON takes several times longer to read, which every question waits for
        write_sealed(project, _NAME, made + marshal.dumps(rows))
    return tuple(_from_row(path, rows[path]) for path in _in_order(rows))


def _row(path: str, listing: Listing, settings: Settings) -> _Row:
    item = read_document(path, read_bytes(listing.found[path]), settings).postmortem
    if item is None:
        return [listing.digests[path]]
    found = features_of(item)
    values = [found.id, found.causes, found.services, found.trigger, found.related]
    started = item.meta.started.utc.isoformat() if item.meta.started else ""
    return [listing.digests[path], started, *values, dict(found.terms), dict(found.forms)]


def _from_row(path: str, row: _Row) -> Features:
    _, _, own_id, causes, services, trigger, related, terms, forms = row
    lists = (tuple(causes), tuple(services), trigger, tuple(related))
    return Features(path, own_id, *lists, terms, forms)


def _in_order(rows: Mapping[str, _Row]) -> Iterator[str]:
    understood = sorted(path for path, row in rows.items() if len(row) > 1)
    return iter(sorted(understood, key=lambda path: str(rows[path][1]), reverse=True))


def _made_with(project: Project, settings: Settings) -> bytes:
    """Digest of all that decides what the features are, beside the files, and how they are kept."""
    digest = hashlib.sha256(made_with(project, settings.model_dump_json()).encode())
    digest.update(sys.version.encode())
    for name in _MODULES:
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.digest()


def _read(project: Project, made: bytes) -> Mapping[str, _Row]:
    """What was kept, by path; nothing where it is missing, or was made with something else."""
    body = read_sealed(project, _NAME)
    if body is None or not body.startswith(made):
        return {}
    rows: Mapping[str, _Row] = marshal.loads(body[len(made) :])  # noqa: S302 - sealed
    return rows
