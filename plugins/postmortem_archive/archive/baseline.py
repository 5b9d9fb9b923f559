"""Findings that are known: an old archive adopts the rules today, and only new findings count."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from postmortem_archive.model.diagnostic import Diagnostic
from postmortem_archive.model.errors import ArchiveError

from .private_files import read_regular
from .project import Project

DEFAULT_NAME = "baseline.json"
VERSION = 1
MAX_BYTES = 50 * 1024 * 1024

_LINE_NUMBER = re.compile(r"\bline \d+")


class Compared(NamedTuple):
    """Findings, compared with a baseline.

    Attributes:
        new: findings that it does not have, in their order.
        known: how many it has.
        gone: how many of its own were not found any more.
    """

    new: tuple[Diagnostic, ...]
    known: int
    gone: int


class Baseline:
    """Known findings: how many of each kind at each place, whatever line they stand in.

    Args:
        counts: number of findings by :func:`fingerprint`.
    """

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> Baseline:
        """The baseline that makes all these findings known."""
        return cls(Counter(fingerprint(item) for item in diagnostics))

    def compare(self, diagnostics: Sequence[Diagnostic]) -> Compared:
        """Tell new findings from known ones."""
        if not self._counts:
            return Compared(tuple(diagnostics), 0, 0)
        left = Counter(self._counts)
        new = []
        for item in diagnostics:
            key = fingerprint(item)
            if left[key] > 0:
                left[key] -= 1
            else:
                new.append(item)
        return Compared(tuple(new), len(diagnostics) - len(new), left.total())


def fingerprint(item: Diagnostic) -> str:
    """What stays of a finding when lines move: file, rule, message and the text of its line."""
    message = _LINE_NUMBER.sub("line", item.message)
    parts = (item.path, item.code, message, item.source.strip())
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:32]


def baseline_path(project: Project, name: str | None) -> Path | None:
    """Where the baseline is that ``archive.yml`` names; ``None`` where it names none.

    Raises:
        ArchiveError: it names a file outside of the archive's folder.
    """
    if name is None:
        return None
    if Path(name).name != name:
        raise ArchiveError(
            f"the baseline {name!r} of archive.yml is not beside it",
            f"write the bare name of a file in the same folder, such as {DEFAULT_NAME}",
        )
    return project.folder / name


def known_findings(project: Project, name: str | None, named: Path | None = None) -> Baseline:
    """The baseline in ``named``, else the one that ``archive.yml`` names, else an empty one.

    Args:
        project: where the archive is.
        name: of the file that ``archive.yml`` names, if any.
        named: one that somebody has asked for instead.

    Raises:
        ArchiveError: it cannot be read.
    """
    path = named or baseline_path(project, name)
    return read_baseline(path) if path else Baseline(Counter())


def read_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        ArchiveError: it is missing, or no baseline.
    """
    hint = "write it with: postmortem check --write-baseline"
    try:
        data = read_regular(path, MAX_BYTES + 1)
    except OSError as error:
        raise ArchiveError(f"the baseline {path} cannot be read", hint) from error
    try:
        if len(data) > MAX_BYTES:
            raise ValueError("too large")
        counts = _counts(json.loads(data))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise ArchiveError(f"{path} is no baseline", hint) from error
    return Baseline(counts)


def _counts(written: Mapping[str, Any]) -> Counter[str]:
    """Number of findings by fingerprint; raises where anything is not as :func:`baseline_text` writes it."""
    if written["version"] != VERSION:
        raise ValueError("another version")
    counts = Counter[str]()
    for row in written["findings"]:
        key, count = row["id"], row["count"]
        if not isinstance(key, str) or type(count) is not int or count < 1:
            raise ValueError("no count of a finding")
        counts[key] += count
    return counts


def baseline_text(diagnostics: Sequence[Diagnostic]) -> str:
    """A baseline of these findings as JSON, one finding a line so that it reads well in a diff."""
    counts = Counter(fingerprint(item) for item in diagnostics)
    said = {fingerprint(item): item for item in diagnostics}
    rows = [
        json.dumps({"path": item.path, "code": item.code, "count": counts[key], "id": key})
        for key, item in sorted(said.items(), key=lambda one: (one[1].path, one[1].code, one[0]))
    ]
    return f'{{"version": {VERSION}, "findings": [\n' + ",\n".join(rows) + "\n]}\n"
