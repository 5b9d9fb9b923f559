"""Read an archive without checking it: for what is asked of the postmortems, not of their form."""

from __future__ import annotations

from .archive import Archive
from .load import look
from .project import Project
from .read import Progress, digest_of
from .reading import Asked, read_files, seldom_collecting


@seldom_collecting()
def read_archive(
    project: Project, progress: Progress | None = None, *, keep: bool = False
) -> Archive:
    """Read every file of an archive; findings are not asked for.

    Args:
        project: where the archive is.
        progress: told of each file that is read anew.
        keep: use and write what is kept of earlier times.

    Raises:
        ArchiveError: the archive's folder cannot be read, or the cache folder leads out of the project.
    """
    here = look(project, keep=keep)
    asked = Asked(project, here.archive_yml, keep, documents=True, checked_on=None)
    files = read_files(asked, here.found.values(), here.marks, progress)
    digests = {path: digest_of(content) for path, content in files.marks.items()}
    return Archive(project, here.archive_yml.settings, files.documents, digests=digests)
