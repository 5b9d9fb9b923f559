"""New files of an archive: never over what is there, never out of its folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from postmortem_archive.importing.errors import RefusedError

from ..private_files import read_regular
from .links import MAX_ATTACHMENT_BYTES


def write_new(folder: Path, path: str, text: str, attachments: Mapping[str, Path | bytes]) -> None:
    """Write a postmortem and what comes along with it: all of it, or nothing.

    Args:
        folder: the archive's.
        path: of the postmortem, relative to it.
        text: of the postmortem.
        attachments: further files, by such paths.

    Raises:
        RefusedError: a file is there already, a folder leads elsewhere, or there is no room.
    """
    written: list[Path] = []
    try:
        for name, content in attachments.items():
            data = (
                content
                if isinstance(content, bytes)
                else read_regular(content, MAX_ATTACHMENT_BYTES + 1)
            )
            _create(folder, name, data, written)
        _create(folder, path, text.encode(), written)
    except (OSError, RefusedError) as error:
        for one in written:
            one.unlink(missing_ok=True)
        if isinstance(error, RefusedError):
            raise
        reason = (error.strerror or str(error)).lower()
        raise RefusedError(
            f"it cannot be written: {reason}", "check permissions, and the room on the disk"
        ) from error


def _create(folder: Path, path: str, data: bytes, written: list[Path]) -> None:
    location = folder / path
    location.parent.mkdir(parents=True, exist_ok=True)
    if not location.parent.resolve().is_relative_to(folder.resolve()):
        raise RefusedError(
            f"the folder {location.parent} leads out of the archive", "remove the symbolic link"
        )
    with location.open("xb") as file:
        written.append(location)
        file.write(data)
