"""What an ``mkdocs.yml`` that is there already says, as far as an archive beside it needs to know.

Such a file may have tags that run code where it is loaded, so it is looked at line by line and never loaded.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..project import ARCHIVE_FOLDER
from .sources import UnreadableError, read_source

SITE_PATHS = ("mkdocs.yml", "mkdocs.yaml")
"""Where MkDocs looks for its settings; the first one counts."""

_FOLDER = r"[ \t]*(?P<quote>[\"']?)(?P<folder>[\w./-]{1,200})(?P=quote)[ \t\r]*(?:#.*)?$"
_DOCS = re.compile(rf"^docs_dir:{_FOLDER}", re.MULTILINE)
_ARCHIVE = re.compile(rf"^[ \t-]+archive:{_FOLDER}", re.MULTILINE)
_KEY = re.compile(r"^[A-Za-z_]", re.MULTILINE)
_PLUGIN = re.compile(r"\bpostmortems\b")


class SiteSettings(NamedTuple):
    """An ``mkdocs.yml``.

    Attributes:
        path: relative to the root.
        has_plugins: whether it lists any plugin.
        has_archive: whether the plugin ``postmortems`` is among them.
        docs_folder: the folder of the site's own pages, relative to the root; empty where that is not clear.
        archive_folder: the folder of the archive, relative to the root.
    """

    path: str
    has_plugins: bool = False
    has_archive: bool = False
    docs_folder: str = ""
    archive_folder: str = ARCHIVE_FOLDER


def site_settings(root: Path) -> SiteSettings | None:
    """The settings of the site that is there; ``None`` where there is none."""
    for path in SITE_PATHS:
        try:
            text = read_source(root, path)
        except UnreadableError:  # a link, perhaps: it is there, and more is not known
            return SiteSettings(path)
        if text is not None:
            return _from_text(path, text)
    return None


def _from_text(path: str, text: str) -> SiteSettings:
    plugins = _part(text, "plugins:")
    uncommented = "\n".join(line.partition("#")[0] for line in plugins.split("\n"))
    has_archive = bool(_PLUGIN.search(uncommented))
    docs = _DOCS.search(text)
    archive = _ARCHIVE.search(plugins) if has_archive else None
    return SiteSettings(
        path,
        has_plugins=bool(plugins),
        has_archive=has_archive,
        docs_folder=_inside(docs["folder"]) if docs else "docs",
        archive_folder=(_inside(archive["folder"]) if archive else "") or ARCHIVE_FOLDER,
    )


def _part(text: str, key: str) -> str:
    """A key at the left edge and all that belongs to it; empty where it is not there."""
    begin = text.find(f"\n{key}") + 1
    if not begin and not text.startswith(key):
        return ""
    end = _KEY.search(text, begin + len(key))
    return text[begin : end.start() if end else len(text)]


def _inside(folder: str) -> str:
    """The folder without needless signs; empty where it leads out of the root."""
    place = PurePosixPath(folder)
    return "" if place.is_absolute() or ".." in place.parts else place.as_posix()
