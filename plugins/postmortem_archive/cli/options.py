"""Options that several subcommands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from postmortem_archive.archive.project import Project, find_project, project_in
from postmortem_archive.model.errors import ArchiveError

archive_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--archive",
    "archive_folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="POSTMORTEM_ARCHIVE",
    help="The folder that holds the postmortems, or the one around it.  "
    "[default: the folder 'postmortems' here or above]",
)


def project_at(archive_folder: Path | None, start: Path | None = None) -> Project:
    """The project named by ``--archive``, else the one around ``start`` or the current folder.

    Raises:
        ArchiveError: there is none, or it is a symbolic link.
    """
    if archive_folder is None:
        return find_project(start or Path.cwd())
    return project_in(archive_folder)


def project_of(archive_folder: Path | None, paths: tuple[Path, ...]) -> Project:
    """The one project that all ``paths`` belong to.

    Raises:
        ArchiveError: a path lies outside the archive.
    """
    project = project_at(archive_folder, paths[0] if paths else None)
    for path in paths:
        place = path.resolve()
        if place != project.root and not place.is_relative_to(project.folder):
            raise ArchiveError(
                f"{path} is not in the archive {project.folder}",
                "name files or folders of one archive, or use --archive FOLDER",
            )
    return project
