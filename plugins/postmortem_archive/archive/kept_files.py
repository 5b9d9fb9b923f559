"""What a check keeps for the next one, in the private cache folder, under a seal.

This module is imported by a check that finds everything kept, so it imports no rule and no parser.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from postmortem_archive import __version__

from .private_files import private_folder, read_regular, write_whole_bytes
from .project import Project
from .seal import is_sealed, seal

_FOLDER = "check"
_PACKAGE = Path(__file__).parents[1]
_LAYERS = ("model", "parse", "rules", "archive")  # whose code decides what a check finds


def made_with(project: Project, settings_text: str = "") -> str:
    """Digest of what decides what is found, beside the files: code, settings, the shown paths."""
    digest = hashlib.sha256(f"{__version__}\0{project.shown_path('')}\0".encode())
    digest.update(settings_text.encode(errors="surrogatepass"))
    for layer in _LAYERS:
        for path, about in sorted(_modules(os.path.join(_PACKAGE, layer))):  # noqa: PTH118
            digest.update(f"\0{path} {about.st_size} {about.st_mtime_ns}".encode())
    return digest.hexdigest()


def read_sealed(project: Project, name: str) -> bytes | None:
    """What :func:`write_sealed` kept under that name; ``None`` where it is missing or not ours."""
    try:
        data = read_regular(private_folder(project, _FOLDER) / name)
    except OSError:
        return None
    claimed, _, body = data.partition(b"\n")
    return body if is_sealed(body, claimed.decode(errors="replace")) else None


def write_sealed(project: Project, name: str, body: bytes) -> None:
    """Keep data; where nothing can be written, the next check simply takes longer."""
    try:
        write_whole_bytes(
            private_folder(project, _FOLDER) / name, seal(body).encode() + b"\n" + body
        )
    except OSError:
        return  # a read-only checkout: nothing is lost but time


def _modules(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Each module in a folder of the package and in those below it, by its path."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _modules(entry.path)
            elif entry.name.endswith(".py"):
                yield entry.path, entry.stat()
