"""What every report format is given."""

from collections import Counter
from dataclasses import dataclass

from postmortem_archive.model.diagnostic import Diagnostic, Level


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check.

    Attributes:
        diagnostics: all findings, in reading order.
        checked: how many postmortems were checked.
    """

    diagnostics: tuple[Diagnostic, ...]
    checked: int

    def counts(self) -> dict[Level, int]:
        """How many findings there are of each level, gravest first, zeros included."""
        found = Counter(item.level for item in self.diagnostics)
        return {level: found[level] for level in Level}

    @property
    def files(self) -> int:
        """How many files have findings."""
        return len({item.path for item in self.diagnostics})
