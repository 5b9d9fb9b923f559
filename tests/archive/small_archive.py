"""Archives that were never on a disk: postmortems of front matter alone."""

from pathlib import Path

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.project import Project
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import Document, Postmortem
from postmortem_archive.model.settings import Settings


def item(path: str, **fields: tuple[str, ...]) -> Postmortem:
    """A postmortem that has these fields and no others."""
    return Postmortem(path, FrontMatter.model_validate(fields))


def archive_of(*items: Postmortem) -> Archive:
    """An archive of these postmortems, without settings."""
    project = Project(Path("/p"), Path("/p/postmortems"))
    return Archive(project, Settings(), tuple(Document(item.path, item) for item in items))
