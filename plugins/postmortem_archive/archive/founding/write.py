"""Write the files that an archive begins with; never over anything."""

from __future__ import annotations

import os
from pathlib import Path

from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.wording import count

from ..rewrite import write_fixed
from .place import refuse_detours
from .plan import Plan, Planned


def write_plan(plan: Plan) -> None:
    """Write the files of a plan, in their order.

    Raises:
        ArchiveError: one cannot be written, or something has been put in its place meanwhile; those
            before it are written, and another run writes the rest.
    """
    for number, file in enumerate(plan.files):
        refuse_detours(plan.root, [file.path])
        try:
            _write(plan.root, file)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            written = (
                f"{count(number, 'file')} before it {'was' if number == 1 else 'were'} written"
            )
            raise ArchiveError(
                f"{plan.root / file.path} cannot be written: {reason}",
                f"{written if number else 'nothing was written'}; "
                "check the permissions and the room on the disk, then run the command again",
            ) from error


def _write(root: Path, file: Planned) -> None:
    location = root / file.path
    if file.before is not None:
        write_fixed(location, file.before, file.after)
        return
    location.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(location, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)  # never over anything
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(file.after)
    except OSError:
        location.unlink()
        raise
