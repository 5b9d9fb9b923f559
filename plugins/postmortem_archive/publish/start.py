"""The start of a build: is the archive there, does the theme fit, what does every page need?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from postmortem_archive.archive.project import Project
from postmortem_archive.model.errors import ArchiveError

from .assets import asset_url
from .build import Build
from .building.public_settings import FOLDER
from .course import Course
from .header_box import add_header_box
from .keeping.store import Store
from .messages import Log
from .options import check_options

_THEME = Path(__file__).parent / "templates" / "theme"


def start(
    config: MkDocsConfig,
    options: Mapping[str, Any],
    log: Log,
    *,
    is_preview: bool = False,
    is_public: bool = False,
) -> Build:
    """Find the archive, have it and the owner's templates watched, add what every page needs.

    Raises:
        ArchiveError: the options make no sense, or there is no such folder.
    """
    root = Path(config.config_file_path).resolve().parent
    folder = options["archive"]
    archive = root / folder
    check_options(options)
    if not archive.is_dir() and _is_public_folder(root):
        raise ArchiveError(
            "the public edition is built of approved texts only",
            "build it with: postmortem build --edition public",
        )
    if not archive.is_dir():
        raise ArchiveError(
            f"there is no folder {folder!r} beside mkdocs.yml",
            "create it, or name the archive's folder with the option 'archive'",
        )
    if archive.resolve() != archive or root not in archive.parents:
        raise ArchiveError(
            f"the archive {folder!r} is not a real folder below that of mkdocs.yml",
            "a link, or a folder elsewhere, is not read",
        )
    if config.theme.name != "material":
        raise ArchiveError(
            "the pages are made for the theme Material for MkDocs",
            "write into mkdocs.yml: theme: {name: material}",
        )
    watched = [str(archive), *filter(None, [config.theme.custom_dir])]
    config.watch.extend(path for path in watched if path not in config.watch)
    # What the archive says better than the theme; a site's own templates still go first.
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_THEME))
    style_sheet = asset_url("postmortems.css")
    if style_sheet not in config.extra_css:
        config.extra_css.insert(0, style_sheet)  # so that the owner's can change what it says
    if note := add_header_box(config):
        log.info(note)
    project = Project(root, archive)
    store = Store(project, config, log, keep=options["cache"])
    return Build(
        config,
        project,
        options,
        store,
        Course(log),
        is_preview=is_preview,
        is_public=is_public,
    )


def _is_public_folder(root: Path) -> bool:
    """Whether settings are those of the public edition, which lie beside what is not to be read."""
    return root.name == FOLDER
