"""What could be put right in the files of an archive, and putting it right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from postmortem_archive.fixes.apply import fix_document
from postmortem_archive.fixes.registry import FIXERS
from postmortem_archive.rules.run import CheckedFile
from postmortem_archive.rules.selection import Selection

from .check import Checked
from .discover import Found, discover
from .read import read_bytes
from .rewrite import write_fixed


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file that can be put right.

    Attributes:
        path: as people are shown it.
        found: the file.
        before: its bytes.
        after: its bytes once it is put right.
        names: names of the fixers that have something to do.
    """

    path: str
    found: Found
    before: bytes
    after: bytes
    names: tuple[str, ...]

    def write(self) -> None:
        """Put the file right.

        Raises:
            ArchiveError: it cannot be written, or has changed since; it is then as it was.
        """
        write_fixed(Path(self.found.location), self.before, self.after)


def proposals(checked: Checked, files: Iterable[CheckedFile]) -> Iterator[Proposal]:
    """What could be put right in ``files``; a fixer all of whose rules are off for a file rests."""
    found = {item.path: item for item in discover(checked.project.folder)}
    selection = Selection(checked.settings.rules)
    for file in files:
        path = file.card.path
        forces = selection.of(file.card)
        fixers = [
            fixer
            for fixer in FIXERS
            if not fixer.answers or any(forces[code].level is not None for code in fixer.answers)
        ]
        data = read_bytes(found[path]) if path in found else None
        if not isinstance(data, bytes):
            continue
        fixed = fix_document(path, data, checked.settings, fixers)
        if fixed is not None:
            shown = checked.project.shown_path(path)
            yield Proposal(shown, found[path], data, fixed.data, fixed.names)
