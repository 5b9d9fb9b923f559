"""Why the public edition must not be built."""

from __future__ import annotations

from collections.abc import Sequence


class WithheldError(Exception):
    """Nothing of the public edition is written.

    Attributes:
        reasons: why, one line each.
    """

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(reasons[0])
        self.reasons = tuple(reasons)
