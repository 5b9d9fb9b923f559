"""What ``postmortem check --fix`` and ``--diff`` do."""

import os
import stat
import sys

import click

from postmortem_archive.archive.check import Checked
from postmortem_archive.archive.fix import proposals
from postmortem_archive.fixes.diff import diff
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import count

from .telling import tell

_IN_CI = ("CI", "TF_BUILD")
"""Set in the jobs of GitHub, GitLab and most others, and of Azure Pipelines."""


def fix(checked: Checked) -> int:
    """Put right what can be put right in the files that were checked; say what was done.

    Returns:
        How many files were changed.
    """
    number = 0
    for proposal in proposals(checked, checked.files):
        proposal.write()
        number += 1
        tell(f"fixed {proposal.path}: {', '.join(proposal.names)}")
    return number


def show_differences(checked: Checked) -> int:
    """Print what :func:`fix` would change, as a patch; returns how many files that are."""
    number = 0
    for proposal in proposals(checked, checked.files):
        number += 1
        print_patch(diff(proposal.path, proposal.before, proposal.after))
    tell(f"{count(number, 'file')} would be changed" if number else "nothing to fix")
    return number


def print_patch(patch: str) -> None:
    """A patch for a program holds the very bytes; a person sees what a terminal would obey.

    Raises:
        ArchiveError: it is about to become part of a CI job's log, whose reader would obey some of it.
    """
    if sys.stdout.isatty():
        for line in patch.splitlines():
            colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
            shown = visible(line)
            if shown.lstrip().startswith("::"):  # what is shown on a terminal can be logged as well
                shown = shown.replace(":", r"\x3a", 1)
            click.secho(shown, fg=colour)
        return
    if _is_log() and any(map(_is_obeyed, patch.split("\n"))):
        raise ArchiveError(
            "the patch has lines or characters that act on the log of a CI job",
            "write it to a file: postmortem check --diff > fix.patch",
        )
    sys.stdout.buffer.write(patch.encode(errors="surrogateescape"))
    sys.stdout.buffer.flush()


def _is_log() -> bool:
    """Whether standard output may be the log of a CI job: it is not where it is a file."""
    if not any(os.environ.get(name) for name in _IN_CI):
        return False
    try:
        return not stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except OSError:  # no real file is behind it
        return True


def _is_obeyed(line: str) -> bool:
    line = line.removesuffix("\r").replace("\t", " ")
    return line.lstrip().startswith("::") or visible(line) != line
