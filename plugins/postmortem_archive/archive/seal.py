"""A seal on what is cached: proof that this person's own tool wrote it, and nothing changed since.

The cache folder lies inside the repository, where a pull request could put a crafted one: a search index,
which runs code when it is opened (it is made of pickles), or a list of files that claims to have been
checked and found good. So both are used only if they carry a keyed digest, and the key lies outside
the repository, in the user's own cache folder.
"""

from __future__ import annotations

import hmac
import os
import secrets
from functools import cache
from pathlib import Path

from .private_files import is_regular, remove

_KEY_BYTES = 32


def seal(data: bytes, key: bytes | None = None) -> str:
    """The keyed digest (hex) of ``data``.

    Args:
        data: what is to be sealed.
        key: what :func:`seal_key` said, where much is sealed.
    """
    return hmac.digest(key or seal_key(), data, "sha256").hex()


def is_sealed(data: bytes, claimed: str, key: bytes | None = None) -> bool:
    """Whether ``claimed`` is the keyed digest of ``data``."""
    return hmac.compare_digest(seal(data, key).encode(), claimed.encode("utf-8", "replace"))


def key_path() -> Path:
    """Where the key lies: below the user's own cache folder.

    Raises:
        RuntimeError: this user has no home folder.
    """
    named = (Path(os.environ.get(name, "")) for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"))
    # a relative one would lead into the repository that the command happens to run in
    base = next((path for path in named if path.is_absolute()), None)
    return (base or Path.home() / ".cache") / "postmortem-archive" / "index.key"


def seal_key() -> bytes:
    """The key, made on first use; where none can be kept, one for this process alone."""
    try:
        return _read_or_make(key_path())
    except (OSError, RuntimeError):
        # No home folder to write to, as in some containers: each process builds its index anew.
        return _passing_key()


@cache
def _passing_key() -> bytes:
    return secrets.token_bytes(_KEY_BYTES)


def _read_or_make(path: Path) -> bytes:
    if is_regular(path) and len(key := path.read_bytes()) == _KEY_BYTES:
        return key
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    remove(fresh)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
        fresh.replace(path)
    except OSError:
        remove(fresh)  # a full disk
        raise
    return path.read_bytes()
