"""The day on which something is checked or built."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from postmortem_archive.model.errors import ArchiveError


def today() -> date:
    """Today in UTC; the day of ``SOURCE_DATE_EPOCH`` where that is set, so that builds can be repeated.

    Raises:
        ArchiveError: ``SOURCE_DATE_EPOCH`` is set to something that is no time.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise ArchiveError(
            f"SOURCE_DATE_EPOCH is {epoch!r}, which is no time",
            "set it to whole seconds since 1970-01-01 UTC, or unset it",
        ) from error
