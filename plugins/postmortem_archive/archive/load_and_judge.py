"""Read an archive for its site, and check it meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Diagnostic, Level

from .archive import Archive
from .baseline import known_findings
from .beside import Beside
from .kept_outcome import outcome_before
from .load import Here, archive_of, check_together, look, read_and_check
from .outcome import Outcome
from .project import Project
from .read import Progress
from .reading import LEAST_FOR_A_PROCESS, Asked, read_files, seldom_collecting

LEAST_BESIDE = 500
"""Files whose check is worth a process: rules about all files take 0.2 ms each, a process 20 ms to be had."""


class Judged(NamedTuple):
    """What is wrong with an archive.

    Attributes:
        diagnostics: the findings that were asked for, in reading order, without those that the baseline knows.
        known: how many findings the baseline knows.
    """

    diagnostics: tuple[Diagnostic, ...]
    known: int


@seldom_collecting()
def load_and_judge(
    project: Project,
    *,
    today: date,
    levels: Collection[Level],
    keep: bool = False,
    progress: Progress | None = None,
) -> tuple[Archive, Beside[Judged]]:
    """Read and check every file of an archive, as :func:`load_archive` does, for who has use for it unchecked.

    Where most of a large archive is as it was, rules are asked in a process of their own.

    Args:
        project: where the archive is.
        today: the day to check against.
        levels: of the findings that are asked for.
        keep: use and write what is kept of earlier loads and checks.
        progress: told of each file that is read anew.

    Returns:
        The archive, without diagnostics, and these.

    Raises:
        ArchiveError: see :func:`load_archive`; that the baseline cannot be read is told by the answer.
    """
    here = look(project, keep=keep)
    judge = partial(_judged, project, here, today, levels)
    if keep and _is_worth_it(project, here):
        judged = Beside(judge, is_long=True)
        asked = Asked(project, here.archive_yml, keep, documents=True, checked_on=None)
        files = read_files(asked, here.found.values(), here.marks, progress)
    else:
        files, outcome = read_and_check(project, here, today, keep=keep, progress=progress)
        judged = Beside(partial(judge, outcome), is_long=False)
    return archive_of(project, here, files), judged


@seldom_collecting()
def _judged(
    project: Project,
    here: Here,
    today: date,
    levels: Collection[Level],
    outcome: Outcome | None = None,
) -> list[Judged]:
    if outcome is None:
        asked = Asked(project, here.archive_yml, keep=True, documents=False, checked_on=today)
        files = read_files(asked, here.found.values(), here.marks)
        outcome = check_together(project, here, files, today, keep=True)
    compared = known_findings(project, outcome.baseline).compare(outcome.diagnostics)
    new = tuple(item for item in compared.new if item.level in levels)
    return [Judged(new, compared.known)]


def _is_worth_it(project: Project, here: Here) -> bool:
    """Whether an archive is large, and not much of it, but something, has changed since its last check."""
    if len(here.found) < LEAST_BESIDE:
        return False
    before = outcome_before(project, here.settings_mark).marks
    changed = before.items() ^ here.marks.items()
    return 0 < len({path for path, _ in changed}) < LEAST_FOR_A_PROCESS
