"""What a check found, as far as a report tells it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Diagnostic

from .discover import printable_path
from .project import Project


class Outcome(NamedTuple):
    """The outcome of a check.

    Attributes:
        project: where the archive is.
        paths: every file, relative to the archive's folder.
        diagnostics: the findings, in reading order, those that a baseline knows among them.
        baseline: the file of known findings that ``archive.yml`` names, if it names one.
        changed: paths of the files that a branch changes, where only those were asked for.
        elsewhere: how many findings there are in files that were not asked for.
    """

    project: Project
    paths: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    baseline: str | None = None
    changed: frozenset[str] | None = None
    elsewhere: int = 0

    def chosen(self, paths: Iterable[Path]) -> Outcome:
        """The same with only the given files and folders, of changed files if those were asked for.

        Everything has been read all the same, because rules about the whole archive need all of it.

        Args:
            paths: files and folders; with none, everything.
        """
        is_chosen = chooser(self.project, paths)
        diagnostics = tuple(item for item in self.diagnostics if is_chosen(item.path))
        return self._replace(
            paths=tuple(
                path
                for path in self.paths
                if (self.changed is None or path in self.changed)
                and is_chosen(self.project.shown_path(path))
            ),
            diagnostics=diagnostics,
            elsewhere=self.elsewhere + len(self.diagnostics) - len(diagnostics),
        )


def chooser(project: Project, paths: Iterable[Path]) -> Callable[[str], bool]:
    """Tells whether a file, by the path that is shown, is among given files and folders.

    Args:
        project: where the archive is.
        paths: files and folders; with none, everything is chosen.
    """
    places = [_shown(project, path) for path in paths]
    if not places or "." in places:
        return lambda _: True
    within = tuple(f"{place}/" for place in places)
    return lambda shown: shown in places or shown.startswith(within)


def _shown(project: Project, path: Path) -> str:
    """A file or folder as diagnostics name it."""
    place = Path(os.path.relpath(path.resolve(), project.root))
    return printable_path(place.as_posix())
