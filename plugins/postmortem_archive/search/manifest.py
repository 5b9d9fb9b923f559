"""What is known of the private index on disk: all of it must agree before a file of it is opened.

The manifest names every file of the index with its digest and carries a seal, so that nothing is opened
that another hand has put there. A file that is as it was when it was read counts as read; see
:mod:`postmortem_archive.archive.listing`.
"""

import hashlib
import json
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import whoosh

from postmortem_archive.archive.listing import Stamp, settled_stamp, stamp
from postmortem_archive.archive.private_files import is_regular, read_regular, write_whole
from postmortem_archive.archive.seal import is_sealed, seal
from postmortem_archive.model.errors import ArchiveError

from .lock import locked

FORMAT = 2
"""Raised when the files of the index take another form."""

MANIFEST = "manifest.json"
FACTS = "facts.bin"
WHOOSH = "whoosh"

_PACKAGE = Path(__file__).parents[1]
_LAYERS = ("model", "parse", "archive", "search")  # whose code decides what is in the index


@dataclass(frozen=True)
class Manifest:
    """What is known of the index on disk.

    Attributes:
        made_with: digest of all that the index depends on, apart from the documents.
        files: SHA-256 of every file of the index, by path within its folder, and what changes with
            the file, if that can be told.
        documents: fingerprint of every file that was looked at, understood or not, by path.
    """

    made_with: str
    files: Mapping[str, tuple[str, Stamp | None]]
    documents: Mapping[str, str]

    def made_like(self, other: "Manifest") -> bool:
        """Whether all but the documents is the same."""
        return self.made_with == other.made_with


def made_with(settings_key: str) -> str:
    """Digest of all that the content of an index depends on, apart from the documents."""
    versions = (FORMAT, whoosh.__version__, unicodedata.unidata_version, sys.version)
    digest = hashlib.sha256(repr((settings_key, versions)).encode())
    for layer in _LAYERS:
        for path in sorted((_PACKAGE / layer).glob("*.py")):
            about = path.stat()
            digest.update(f"\0{path.name} {about.st_size} {about.st_mtime_ns}".encode())
    return digest.hexdigest()


def file_digests(
    folder: Path, known: Mapping[str, tuple[str, Stamp | None]]
) -> dict[str, tuple[str, Stamp | None]]:
    """SHA-256 and stamp of every file of the index; lock files are no part of it.

    Args:
        folder: where the index is.
        known: digests and stamps of before; a file with the same stamp is not read.

    Raises:
        OSError: one is missing, or not a regular file.
    """
    if (folder / WHOOSH).is_symlink():
        raise NotADirectoryError(f"{folder / WHOOSH} is a symbolic link")
    names = [FACTS]
    for path in sorted((folder / WHOOSH).iterdir()):
        if not path.name.endswith("LOCK"):
            names.append(f"{WHOOSH}/{path.name}")
        elif not is_regular(path):
            raise FileNotFoundError(f"{path} is not a regular file")
    found: dict[str, tuple[str, Stamp | None]] = {}
    for name in names:
        digest, before = known.get(name, ("", None))
        if before is None or before != stamp(folder / name):
            before = settled_stamp(folder / name)
            digest = hashlib.sha256(read_regular(folder / name)).hexdigest()
        found[name] = (digest, before)
    return found


def trusted_manifest(folder: Path) -> Manifest | None:
    """The manifest, if its seal holds and the files are exactly those it names."""
    try:
        text = read_regular(folder / MANIFEST).decode()
        claimed, _, body = text.partition("\n")
        if not is_sealed(body.encode(), claimed):
            return None
        manifest = Manifest(**json.loads(body))
        claims = {
            name: (digest, tuple(before) if before else None)
            for name, (digest, before) in manifest.files.items()
        }
        found = file_digests(folder, claims)
    except (OSError, ValueError, TypeError):
        return None  # missing, cut short, or of another form: all the same reason to build anew
    if {name: row[0] for name, row in found.items()} != {
        name: row[0] for name, row in claims.items()
    }:
        return None
    if found != claims:
        _keep_stamps(folder, text, replace(manifest, files=found))
    return manifest


def _keep_stamps(folder: Path, text: str, manifest: Manifest) -> None:
    """Note that files were looked at, so that the next search need not read them."""
    try:
        with locked(folder, wait=0):
            if read_regular(folder / MANIFEST).decode() == text:
                write_manifest(folder, manifest)
    except (OSError, ArchiveError):
        return  # read-only, or another process is writing: nothing is lost but time


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest with its seal, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    body = json.dumps(
        {
            "made_with": manifest.made_with,
            "files": manifest.files,
            "documents": dict(manifest.documents),
        }
    )
    write_whole(folder / MANIFEST, f"{seal(body.encode())}\n{body}")
