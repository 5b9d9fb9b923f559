"""The project's folder ``public/``: whatever lies in it is public, and it must not lead out of itself."""

import os
import posixpath
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from postmortem_archive.archive.private_files import is_regular, read_regular
from postmortem_archive.archive.project import ARCHIVE_FOLDER
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.link import linked_path
from postmortem_archive.model.wording import quoted
from postmortem_archive.parse.links import read_links
from postmortem_archive.parse.markdown import read_markdown

from ..messages import one_line
from .public_settings import (
    FOLDER,
    SETTINGS,
    SMALLEST,
    custom_dir,
    read_settings,
    setting_faults,
)

_PAGES = (".md", ".markdown")
_MAX_PAGE_BYTES = 5_000_000


class PublicFolder(NamedTuple):
    """The folder as it is.

    Attributes:
        folder: absolute.
        site: where the site is put, as the settings say.
        docs: its folder of pages, relative to it.
        custom: its folder of templates, relative to it; empty where there is none.
        files: what belongs to the public edition, by path relative to it.
        faults: why it must not be built, one line each.
        name: the site's name; empty where that is not said.
        url: where the site is published, with a slash at its end; empty where that is not said.
        use_directory_urls: MkDocs' setting of that name.
    """

    folder: Path
    site: Path
    docs: str
    custom: str
    files: Mapping[str, Path]
    faults: tuple[str, ...]
    name: str = ""
    url: str = ""
    use_directory_urls: bool = True

    @property
    def sources(self) -> tuple[Path, ...]:
        """Folders from which the site is built, which it must not lie in, or around."""
        names = (self.docs, self.custom) if self.custom else (self.docs,)
        return tuple(self.folder / name for name in names)


def public_folder(root: Path, into: Path | None = None) -> PublicFolder:
    """Look at the folder; no plugin and no hook of it is run.

    Args:
        root: the project's root folder, without links.
        into: where the site is put; ``None`` for where the settings say.

    Raises:
        ArchiveError: there is no such folder, or its settings cannot be read.
    """
    folder = root / FOLDER
    if folder.is_symlink():
        raise ArchiveError(
            f"{folder} is a symbolic link, which is not followed", "put the folder itself there"
        )
    if not is_regular(folder / SETTINGS):
        raise ArchiveError(f"there is no file {FOLDER}/{SETTINGS} in {root}", SMALLEST)
    said = read_settings(folder / SETTINGS)
    custom = custom_dir(said)
    docs = _inside(said.get("docs_dir", "docs"))
    usual = folder / str(said.get("site_dir", "site"))
    site = into or usual
    files: dict[str, Path] = {}
    faults = [*setting_faults(said)]
    sites = {Path(os.path.realpath(one)) for one in (usual, site)}
    faults += _listed(folder, sites, files)
    faults += _page_faults(docs, files)
    url = str(said.get("site_url") or "")
    return PublicFolder(
        folder,
        site,
        docs,
        _inside(custom),
        files,
        tuple(map(one_line, faults)),
        str(said.get("site_name") or ""),
        url if not url or url.endswith("/") else f"{url}/",
        said.get("use_directory_urls") is not False,
    )


def _listed(folder: Path, sites: Collection[Path], files: dict[str, Path]) -> Iterator[str]:
    """Note the files of the folder, but for those of sites and those that are hidden at its top.

    Yields:
        What must not be there.
    """
    if os.path.lexists(folder / ARCHIVE_FOLDER):
        yield f"{FOLDER}/{ARCHIVE_FOLDER} is in the way: approved texts are put there (move it elsewhere)"
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
        for entry in listed:
            path = Path(entry.path)
            name = path.relative_to(folder).as_posix()
            is_hidden = name.startswith(".") or entry.name == ".git"
            if is_hidden or path in sites or name == ARCHIVE_FOLDER:
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif entry.is_file(follow_symlinks=False):
                files[name] = path
            else:
                yield f"{FOLDER}/{name} is a link or no file, and is not followed (put the file itself there)"


def _page_faults(docs: str, files: Mapping[str, Path]) -> Iterator[str]:
    """Links of the folder's own pages that lead out of it."""
    for name, path in files.items():
        if not name.lower().endswith(_PAGES) or not name.startswith(f"{docs}/"):
            continue
        text = read_regular(path, _MAX_PAGE_BYTES).decode(errors="replace")
        for link in read_links(read_markdown(text)):
            target = linked_path(link.target)
            place = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            if target and not target.startswith("/") and not _is_below(place, docs):
                yield (
                    f"{FOLDER}/{name}:{link.position.line} links to {quoted(link.target)}, which is not "
                    f"in {FOLDER}/{docs} (leave the link out, or put there what it leads to)"
                )


def _is_below(place: str, folder: str) -> bool:
    return place == folder or place.startswith(f"{folder}/")


def _inside(folder: object) -> str:
    """A folder without needless signs; one that leads out is a fault of the settings already."""
    return PurePosixPath(str(folder)).as_posix() if folder else ""
