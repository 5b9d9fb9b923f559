"""Opens a file for a person: in the editor of the environment, else in a pager."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from postmortem_archive.model.errors import ArchiveError

_PAGERS = ("less", "more")


def view(path: Path) -> int:
    """Open a file in ``$VISUAL`` or ``$EDITOR``, else in ``$PAGER``, ``less`` or ``more``.

    No shell reads the path, whatever it looks like.

    Args:
        path: the file, absolute, so that no program takes it for an option.

    Returns:
        The program's exit code.

    Raises:
        ArchiveError: there is no such program.
    """
    for command in _commands():
        if program := shutil.which(command[0]):
            return subprocess.run([program, *command[1:], str(path)], check=False).returncode  # noqa: S603
    raise ArchiveError(
        f"nothing is there to open {path} with",
        "name a program in the environment variable EDITOR or PAGER",
    )


def _commands() -> Iterator[list[str]]:
    for name in ("VISUAL", "EDITOR", "PAGER"):
        try:
            words = shlex.split(os.environ.get(name, ""))
        except ValueError as error:
            raise ArchiveError(f"${name} cannot be understood: {error}") from error
        if words:
            yield words
    yield from ([name] for name in _PAGERS)
