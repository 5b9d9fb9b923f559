"""Which files the static index has, kept for a build that finds the archive as it was."""

import hashlib
import marshal
from collections.abc import Sequence

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.kept_entries import KeptEntries

from .kept_blocks import slugs
from .kept_texts import made_with


class KeptOutcome:
    """What an export of the same archive came to.

    Args:
        archive: the archive.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    def __init__(self, archive: Archive) -> None:
        self._entries = KeptEntries(archive.project, "exports")
        self._key = _key(archive)

    def get(self) -> list[str]:
        """The names of its files, as they were put; none where they are not kept."""
        data = self._entries.get(self._key)
        names: list[str] = marshal.loads(data) if data else []  # noqa: S302 - sealed
        return names

    def put(self, names: Sequence[str]) -> None:
        """Keep the names of its files, and nothing else."""
        self._entries.put(self._key, marshal.dumps(list(names)))
        self._entries.drop_unused()


def _key(archive: Archive) -> str:
    digest = hashlib.sha256(made_with(archive.settings).encode())
    addresses = slugs(archive)
    for item in archive.postmortems:
        given = "\0".join((item.path, archive.digests[item.path], addresses[item.path], ""))
        digest.update(given.encode(errors="surrogatepass"))
    return digest.hexdigest()
