"""What ``postmortem check --fix`` and ``--diff`` do."""

import sys

import click

from postmortem_archive.archive.check import Checked
from postmortem_archive.archive.fix import proposals
from postmortem_archive.fixes.diff import diff
from postmortem_archive.model.visible import visible
from postmortem_archive.model.wording import count


def fix(checked: Checked) -> int:
    """Put right what can be put right in the files that were checked; say what was done.

    Returns:
        How many files were changed.
    """
    number = 0
    for proposal in proposals(checked, checked.files):
        proposal.write()
        number += 1
        click.echo(f"fixed {visible(proposal.path)}: {', '.join(proposal.names)}", err=True)
    return number


def show_differences(checked: Checked) -> int:
    """Print what :func:`fix` would change, as a patch; returns how many files that are."""
    number = 0
    for proposal in proposals(checked, checked.files):
        number += 1
        _print_patch(diff(proposal.path, proposal.before, proposal.after))
    click.echo(
        f"{count(number, 'file')} would be changed" if number else "nothing to fix", err=True
    )
    return number


def _print_patch(patch: str) -> None:
    """A patch for a program holds the very bytes; a person sees what a terminal would obey."""
    if sys.stdout.isatty():
        for line in patch.splitlines():
            colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
            click.secho(visible(line), fg=colour)
    else:
        sys.stdout.buffer.write(patch.encode(errors="surrogateescape"))
        sys.stdout.buffer.flush()
