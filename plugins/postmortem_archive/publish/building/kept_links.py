"""What was read on the pages of a site, kept, so that only pages that have changed are read again."""

from pathlib import Path

from postmortem_archive.archive.code_digest import code_digest
from postmortem_archive.archive.kept_rows import KeptRows, Row
from postmortem_archive.archive.project import Project

from ..keeping.plain_rows import PLAIN
from .links import PageLinks, page_links

_READER = ("publish/building/links.py",)


class KeptLinks:
    """Reads the pages of a site.

    Args:
        folder: the site's folder.
        project: what the site is built of.
        active: whether anything is kept.

    Raises:
        ArchiveError: the cache folder leads out of the project.
    """

    def __init__(self, folder: Path, project: Project, *, active: bool) -> None:
        self._folder = folder
        self._kept = KeptRows(project, "links", code_digest(_READER, ()), PLAIN, active=active)
        self._before = self._kept.read()
        self._rows: dict[str, Row] = {}

    def read(self, page: str) -> PageLinks:
        """What is written on a page; as it was, where size and time of its file are as they were.

        Args:
            page: path on the site.

        Raises:
            OSError: it cannot be read.
        """
        place = self._folder / page
        about = place.stat()
        mark = f"{about.st_size} {about.st_mtime_ns}"
        row = self._before.get(page)
        if row is None or row[0] != mark:
            found = page_links(place.read_text("utf-8", errors="replace"))
            row = [mark, sorted(found.addresses), sorted(found.anchors)]
        self._rows[page] = row
        _, addresses, anchors = row
        return PageLinks(frozenset(addresses), frozenset(anchors))

    def close(self) -> None:
        """Keep what was read."""
        self._kept.write(self._rows)
