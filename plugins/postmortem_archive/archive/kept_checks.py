"""Checked files, kept by content: a second check of an archive looks only at what has changed.

They are kept as JSON in the private cache folder, under a seal. Whatever does not fit in any way is
made again.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from postmortem_archive import __version__
from postmortem_archive.model.card import Card
from postmortem_archive.model.diagnostic import Diagnostic, Level, Position
from postmortem_archive.rules.run import CheckedFile

from .private_files import private_folder, read_regular, write_whole
from .project import Project
from .seal import is_sealed, seal

_NAME = "checks.json"
_PACKAGE = Path(__file__).parents[1]
_LAYERS = ("model", "parse", "rules")  # whose code decides what a check finds in a file


def made_with(project: Project, settings_text: str) -> str:
    """Digest of all that decides what is found in a file, beside the file: code, settings, paths."""
    digest = hashlib.sha256(f"{__version__}\0{project.shown_path('')}\0".encode())
    digest.update(settings_text.encode(errors="surrogatepass"))
    for layer in _LAYERS:
        for path in sorted((_PACKAGE / layer).glob("*.py")):
            about = path.stat()
            digest.update(f"\0{path.name} {about.st_size} {about.st_mtime_ns}".encode())
    return digest.hexdigest()


def read_kept(project: Project, made: str) -> Mapping[str, list[Any]]:
    """What was kept, by path; nothing where it is missing, not ours, or made with something else."""
    try:
        data = read_regular(private_folder(project, "check") / _NAME)
    except OSError:
        return {}
    claimed, _, body = data.partition(b"\n")
    if not is_sealed(body, claimed.decode(errors="replace")):
        return {}
    kept = json.loads(body)
    return kept["files"] if kept["made_with"] == made else {}


def write_kept(project: Project, made: str, rows: Mapping[str, list[Any]]) -> None:
    """Keep rows by path; where nothing can be written, the next check simply takes longer."""
    body = json.dumps({"made_with": made, "files": dict(rows)}, separators=(",", ":"))
    try:
        write_whole(private_folder(project, "check") / _NAME, f"{seal(body.encode())}\n{body}")
    except OSError:
        return  # a read-only checkout: nothing is lost but time


def to_row(digest: str, file: CheckedFile) -> list[Any]:
    """A checked file as JSON values, with the digest of its bytes."""
    diagnostics = [_diagnostic_row(item) for item in file.diagnostics]
    return [digest, file.card.to_json(), diagnostics, file.used, file.spoke]


def from_row(row: list[Any]) -> CheckedFile:
    """The checked file that :func:`to_row` wrote."""
    _, card, diagnostics, used, spoke = row
    found = tuple(map(_diagnostic, diagnostics))
    return CheckedFile(Card.from_json(card), found, tuple(used), tuple(spoke))


def _diagnostic_row(item: Diagnostic) -> list[Any]:
    place = item.position
    return [
        *(item.code, item.level.value, item.path, place.line, place.column),
        *(item.message, item.hint, item.source, item.is_guess),
    ]


def _diagnostic(row: Iterable[Any]) -> Diagnostic:
    code, level, path, line, column, message, hint, source, is_guess = row
    place = Position(line, column)
    return Diagnostic(code, Level(level), path, place, message, hint, source, is_guess)
