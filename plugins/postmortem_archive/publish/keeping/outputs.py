"""Files of a site that are made from the archive: each is made anew only where what it shows has changed."""

import hashlib
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from postmortem_archive.archive.kept_entries import KeptEntries

from ..destinations import Asked
from .site_folder import SiteFolder

_LEVEL = 1  # of compression: pages are eight times smaller in a third of a millisecond


_NAMED = "named by its content"
"""Stands for all that such a file depends on: nothing."""


class Made(NamedTuple):
    """A file that was made.

    Attributes:
        data: its content.
        asked: what the addresses in it lead to.
        is_final: whether the next build can take it as it is.
    """

    data: bytes
    asked: Asked = ()
    is_final: bool = True


def _always(_asked: Asked) -> bool:
    return True


class Outputs(Protocol):
    """Has files on a site."""

    def put(
        self,
        path: str,
        shows: object,
        make: Callable[[], Made],
        holds: Callable[[Asked], bool] = ...,
    ) -> None:
        """Have a file on the site.

        Args:
            path: relative to the site's root.
            shows: plain data that stands for all that the file depends on beside what all share;
                ``None`` for a file that is made anew in every build.
            make: makes it.
            holds: whether the addresses in it still lead to what they led to.
        """

    def has(self, path: str) -> bool:
        """Whether there is a file already whose name says its content."""

    def put_named(self, path: str, content: bytes | None) -> None:
        """Have a file on the site whose name says its content.

        Args:
            path: relative to the site's root.
            content: what is in it; ``None`` to leave it as it is, where :meth:`has` found it.
        """

    def drop_others(self) -> None:
        """Forget what is kept of files that are no longer of the site."""


class PlainOutputs:
    """Makes and writes every file.

    Args:
        folder: the site's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(
        self,
        path: str,
        shows: object,  # noqa: ARG002 - of no matter: it is made anyway
        make: Callable[[], Made],
        holds: Callable[[Asked], bool] = _always,  # noqa: ARG002 - likewise
    ) -> None:
        """Make and write a file; see :class:`Outputs`."""
        self._write(path, make().data)

    def has(self, path: str) -> bool:  # noqa: ARG002 - likewise
        """Never: the folder was empty."""
        return False

    def put_named(self, path: str, content: bytes | None) -> None:
        """Write a file; see :class:`Outputs`."""
        if content is not None:
            self._write(path, content)

    def drop_others(self) -> None:
        """Nothing is kept."""

    def _write(self, path: str, data: bytes) -> None:
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


class KeptOutputs:
    """Writes files of a site, or leaves them as they are.

    Args:
        folder: the site's folder.
        kept: where contents are kept.
        shared: digest of what all of them depend on.
    """

    def __init__(self, folder: SiteFolder, kept: KeptEntries, shared: str) -> None:
        self._folder = folder
        self._kept = kept
        self._shared = shared

    def put(
        self,
        path: str,
        shows: object,
        make: Callable[[], Made],
        holds: Callable[[Asked], bool] = _always,
    ) -> None:
        """Have a file on the site; see :class:`Outputs`."""
        if shows is None:
            self._folder.write(path, make().data)
            return
        key = self._key(path, shows)
        asked = self._folder.asked(path, key)
        if asked is not None and holds(asked):
            self._folder.leave(path)
            self._kept.spare(key)
            return
        found = self._read(key)
        made = found if found and holds(found.asked) else make()
        if made is not found:
            self._keep(key, made)
        self._folder.write(path, made.data, key if made.is_final else "", made.asked)

    def has(self, path: str) -> bool:
        """Whether there is a file already whose name says its content."""
        return self._folder.asked(path, _NAMED) is not None

    def put_named(self, path: str, content: bytes | None) -> None:
        """Have a file on the site whose name says its content; see :class:`Outputs`."""
        if content is None:
            self._folder.leave(path)
        else:
            self._folder.write(path, content, _NAMED)

    def drop_others(self) -> None:
        """Forget what is kept of files that are no longer of the site."""
        self._kept.drop_unused()

    def _key(self, path: str, shows: object) -> str:
        given = json.dumps([self._shared, path, shows])
        return hashlib.sha256(given.encode()).hexdigest()

    def _read(self, key: str) -> Made | None:
        entry = self._kept.get(key)
        if entry is None:
            return None
        asked, _, data = zlib.decompress(entry).partition(b"\n")
        return Made(data, json.loads(asked))

    def _keep(self, key: str, made: Made) -> None:
        if made.is_final:
            entry = b"%b\n%b" % (json.dumps(made.asked).encode(), made.data)
            self._kept.put(key, zlib.compress(entry, _LEVEL))
