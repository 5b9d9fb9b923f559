"""Which files the static index has, kept for a build that finds everything as it was."""

import hashlib
import json
import marshal
from collections.abc import Sequence

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.kept_entries import KeptEntries

from .kept_blocks import slugs
from .kept_texts import made_with


class KeptOutcome:
    """What an export of the same archive and pages came to.

    Args:
        archive: the archive.
        pages: the site's other pages.
        active: whether anything is kept.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    def __init__(self, archive: Archive, pages: Sequence[object], *, active: bool) -> None:
        self._entries = KeptEntries(archive.project, "exports", active=active)
        self._key = _key(archive, pages) if active else ""

    def get(self) -> tuple[list[str], bytes]:
        """The names of its files but the entry, and the content of the entry; empty where none is kept."""
        data = self._entries.get(self._key) if self._key else None
        if data is None:
            return [], b""
        names, entry = marshal.loads(data)  # noqa: S302 - sealed
        return names, entry

    def put(self, names: Sequence[str], entry: bytes) -> None:
        """Keep it, and nothing else."""
        if self._key:
            self._entries.put(self._key, marshal.dumps((list(names), entry)))
            self._entries.drop_unused()


def _key(archive: Archive, pages: Sequence[object]) -> str:
    digest = hashlib.sha256(made_with(archive.settings).encode())
    addresses = slugs(archive)
    for item in archive.postmortems:
        given = "\0".join((item.path, archive.digests[item.path], addresses[item.path], ""))
        digest.update(given.encode(errors="surrogatepass"))
    digest.update(json.dumps(pages).encode())
    return digest.hexdigest()
