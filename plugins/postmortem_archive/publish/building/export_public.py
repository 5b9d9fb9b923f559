"""``postmortem export --edition public``: the approved texts as files for other tools."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.private_files import is_regular, read_regular
from postmortem_archive.archive.project import ARCHIVE_FOLDER, Project
from postmortem_archive.archive.public_edition.due import due_edition
from postmortem_archive.archive.public_edition.tree import fresh_tree, tree_files
from postmortem_archive.archive.public_edition.withheld import WithheldError
from postmortem_archive.archive.today import today
from postmortem_archive.model.errors import ArchiveError

from ..data.cstate import cstate_files
from ..data.status_page import status_page_files
from ..site import Site
from ..site_options import SiteOptions
from .public_folder import public_folder
from .public_settings import FOLDER, SETTINGS

RECORD = ".postmortem-export.json"
"""Says which files of a folder an export has written, and what was in them."""


def _statuspage(site: Site) -> Iterator[tuple[str, bytes]]:
    return ((file.path, file.make()) for file in status_page_files(site))


_WRITERS: Mapping[str, Callable[[Site], Iterator[tuple[str, bytes]]]] = {
    "statuspage": _statuspage,
    "cstate": cstate_files,
}

FORMATS = tuple(_WRITERS)


def exported_files(project: Project, form: str) -> dict[str, bytes]:
    """The files of an export, by path.

    The site's name and address are those of ``public/mkdocs.yml``, where there is one.

    Args:
        project: where the archive is.
        form: one of :data:`FORMATS`.

    Raises:
        ArchiveError: the archive or the settings of the public edition cannot be read.
        WithheldError: something that is due must not leave as it stands.
    """
    options = SiteOptions(status_page=True, is_public=True)
    if is_regular(project.root / FOLDER / SETTINGS):
        public = public_folder(project.root)
        options = replace(
            options,
            name=public.name,
            url=public.url,
            use_directory_urls=public.use_directory_urls,
        )
    day = today()
    edition = due_edition(project, today=day)
    with fresh_tree(project.root, tree_files(edition), {}) as tree:
        archive = load_archive(Project(tree, tree / ARCHIVE_FOLDER), today=day)
        if archive.refused:
            raise WithheldError([f"{one.path} cannot be read again" for one in archive.refused])
        return dict(_WRITERS[form](Site(archive, day, options)))


def write_export(files: Mapping[str, bytes], folder: Path) -> tuple[int, int]:
    """Write an export; what an earlier one has written, and is no more in it, is removed.

    Args:
        files: content of each file, by path.
        folder: where they are put; made where it is missing.

    Returns:
        How many files were written, and how many were removed.

    Raises:
        ArchiveError: a file there is somebody else's, or has changed since it was written; nothing is
            written then.
        OSError: a file cannot be written.
    """
    record = folder / RECORD
    before = _record(record)
    foreign = [path for path in {**before, **files} if _is_foreign(folder, path, files, before)]
    if foreign:
        raise ArchiveError(
            f"{folder / foreign[0]} is not as an export has written it, and is left alone",
            "move it away, or name another folder with --into",
        )
    folder.mkdir(parents=True, exist_ok=True)
    digests = {path: _digest(content) for path, content in files.items()}
    # what is about to be there is noted first: a run that is stopped can be begun again
    _write(record, _json({"files": {**before, **digests}}))
    written = [path for path, content in files.items() if _content(folder / path) != content]
    for path in written:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        _write(folder / path, files[path])
    gone = [path for path in before.keys() - files.keys() if is_regular(folder / path)]
    for path in gone:
        (folder / path).unlink()
    _write(record, _json({"files": digests}))
    return len(written), len(gone)


def _is_foreign(
    folder: Path, path: str, files: Mapping[str, bytes], before: Mapping[str, str]
) -> bool:
    place = folder / path
    if os.path.realpath(place) != os.path.join(os.path.realpath(folder), path):  # noqa: PTH118
        return True
    content = _content(place)
    if content is None:
        return os.path.lexists(place)
    return content != files.get(path) and _digest(content) != before.get(path)


def _record(place: Path) -> Mapping[str, str]:
    """Digests of what an earlier export has written, by path; nothing where that is not known."""
    content = _content(place)
    if content is None:
        return {}
    try:
        files = json.loads(content)["files"]
        return {str(path): str(digest) for path, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveError(f"{place} is not as an export has written it", "move it away") from error


def _content(place: Path) -> bytes | None:
    return read_regular(place) if is_regular(place) else None


def _write(place: Path, content: bytes) -> None:
    """Write a file so that it is never seen half-written, and no other one is touched."""
    fresh = place.with_name(f".{place.name}.postmortem-new")
    try:
        fresh.write_bytes(content)
        fresh.replace(place)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _json(value: object) -> bytes:
    return f"{json.dumps(value, indent=2, sort_keys=True)}\n".encode()
