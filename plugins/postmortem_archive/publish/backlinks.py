"""Which postmortems link to which in their text."""

from collections.abc import Mapping
from posixpath import dirname, normpath

from postmortem_archive.archive.archive import Archive
from postmortem_archive.model.postmortem import Postmortem

from .keeping.shown_facts import ShownFacts


def backlinks(
    archive: Archive, sources: Mapping[str, str], facts: Mapping[str, ShownFacts]
) -> Mapping[str, Mapping[str, Postmortem]]:
    """The postmortems whose text links to one: by its path, and by their own, the newest first.

    Args:
        archive: the archive.
        sources: path of each postmortem by its path relative to the project's root.
        facts: what each postmortem says, by its path.
    """
    found: dict[str, dict[str, Postmortem]] = {}
    for item in archive.postmortems:
        folder = dirname(archive.project.shown_path(item.path))
        for path in facts[item.path].links:
            target = sources.get(
                normpath(path.lstrip("/") if path[:1] == "/" else f"{folder}/{path}")
            )
            if target and target != item.path:
                found.setdefault(target, {})[item.path] = item
    return found
