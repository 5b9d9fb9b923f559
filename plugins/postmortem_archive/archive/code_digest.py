"""A digest of code: what decides, beside what is read, what comes of it."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from itertools import chain
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@cache
def code_digest(parts: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """Digest (hex) of this Python, of some of our code and of the versions of some libraries.

    Our code is told by its text, so that what a fresh checkout restores is found again.

    Args:
        parts: modules and folders of modules, relative to the package.
        libraries: names of distributions.

    Raises:
        FileNotFoundError: there is no such part.
    """
    digest = hashlib.sha256(sys.version.encode())
    for library in libraries:
        digest.update(f"\0{library} {_version(library)}".encode())
    for path in chain.from_iterable(_modules(_PACKAGE / part) for part in parts):
        digest.update(f"\0{path.relative_to(_PACKAGE).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _modules(part: Path) -> list[Path]:
    if part.suffix:
        return [part]
    if not part.is_dir():
        raise FileNotFoundError(f"there is no folder {part}")
    return sorted(part.rglob("*.py"))


def _version(library: str) -> str:
    from importlib.metadata import version  # noqa: PLC0415 - takes long; a check asks for none

    return version(library)
