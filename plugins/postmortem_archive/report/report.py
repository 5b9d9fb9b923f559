"""What every report format is given."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem_archive.archive.baseline import fingerprint
from postmortem_archive.model.diagnostic import Diagnostic, Level

if TYPE_CHECKING:  # most checks look at neither, and start faster without them
    from postmortem_archive.search.precedents import Precedents

    from .offered import Offered


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check.

    Attributes:
        diagnostics: all findings that are reported, in reading order.
        checked: how many postmortems were checked.
        known: how many more findings a baseline hides.
        fixable: how many files ``postmortem check --fix`` would change.
        files: paths of all files that were checked, those without findings too; may be empty where
            nobody asks for the latter.
        is_change: only what a branch changes was asked for.
        precedents: what happened before each of the new or changed postmortems.
        offered: those of the postmortems that are offered to those outside; only where a format shows it.
    """

    diagnostics: tuple[Diagnostic, ...]
    checked: int
    known: int = 0
    fixable: int = 0
    files: tuple[str, ...] = ()
    is_change: bool = False
    precedents: "tuple[Precedents, ...]" = ()
    offered: "tuple[Offered, ...]" = ()

    def counts(self) -> dict[Level, int]:
        """How many findings there are of each level, gravest first, zeros included."""
        found = Counter(item.level for item in self.diagnostics)
        return {level: found[level] for level in Level}

    @property
    def files_with_findings(self) -> int:
        """How many files have findings."""
        return len({item.path for item in self.diagnostics})

    def worst_first(self) -> tuple[Diagnostic, ...]:
        """The findings, the gravest first, those of one level in reading order."""
        return tuple(sorted(self.diagnostics, key=lambda item: item.level.rank))

    def fingerprinted(self) -> Iterator[tuple[Diagnostic, str]]:
        """The findings as :meth:`worst_first`, each with what tells it from all others (hex).

        It stays the same when lines move, so that a host knows a finding again. Where a file has
        several of one kind, they are told apart by their order.
        """
        seen: Counter[str] = Counter()
        for item in self.worst_first():
            key = fingerprint(item)
            seen[key] += 1
            yield item, f"{key}{seen[key]:04x}"
