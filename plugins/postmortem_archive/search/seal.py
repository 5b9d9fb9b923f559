"""A seal on the index: proof that this person's own tool wrote it, and nothing changed since.

Opening a Whoosh index runs code that is in it (it is made of pickles), and a cache folder lies
inside the repository, where a pull request could put a crafted one. So the index is opened only if
its manifest carries a keyed digest, and the key lies outside the repository, in the user's own
cache folder.
"""

import hashlib
import hmac
import os
import secrets
from functools import cache
from pathlib import Path

_KEY_BYTES = 32


def file_digest(path: Path) -> str:
    """SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal(data: bytes) -> str:
    """The keyed digest (hex) of ``data``."""
    return hmac.digest(_key(), data, "sha256").hex()


def is_sealed(data: bytes, claimed: str) -> bool:
    """Whether ``claimed`` is the keyed digest of ``data``."""
    return hmac.compare_digest(seal(data).encode(), claimed.encode("utf-8", "replace"))


def key_path() -> Path:
    """Where the key lies: below the user's own cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "postmortem-archive" / "index.key"


def _key() -> bytes:
    """The key, made on first use; where none can be kept, one for this process alone."""
    path = key_path()
    try:
        return _read_or_make(path)
    except OSError:
        # No home folder to write to, as in some containers: each process builds its index anew.
        return _passing_key()


@cache
def _passing_key() -> bytes:
    return secrets.token_bytes(_KEY_BYTES)


def _read_or_make(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
        fresh.replace(path)
    return path.read_bytes()
