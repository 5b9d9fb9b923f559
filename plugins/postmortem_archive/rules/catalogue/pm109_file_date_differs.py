"""PM109: the date in the file's name is not the day on which it started."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule

_DATED_NAME = lazy_pattern(r"(\d{4}-\d{2}-\d{2})(?!\d)")
_LONGEST_NAME = 270


class FileDateDiffers(PostmortemRule):
    """The date in the file's name is not the day on which it started.

    ## What it does

    Compares the date with which the file's name begins with `started`. The day in UTC is right, and
    so is the day in the offset that `started` is written in. A name without a date is not checked.

    ## Why it matters

    The name is the postmortem's ID and its address. People trust the date in it.

    ## Bad example

    ```yaml
    started: 2026-03-11T14:05Z
    ```

    ## Good example

    ```yaml
    started: 2026-03-12T14:05Z
    ```

    ## How to fix

    Correct `started`, or rename the file and keep the old name under `aliases`, so that links to it
    still work.
    """

    code = "PM109"
    alias = "file-date-differs"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding, at ``started``, where the name's date is another day."""
        started = postmortem.meta.started
        named = _DATED_NAME.match(postmortem.id)
        if not started or not named:
            return
        if named[1] in (started.day.isoformat(), started.at.date().isoformat()):
            return
        better = started.day.isoformat() + postmortem.id[named.end() :]
        yield Finding(
            f"the file's name says {named[1]}, `started` says {started.day.isoformat()}",
            postmortem.position_of("started"),
            f"correct `started`, or name the file {quoted(better, _LONGEST_NAME)} (with its "
            f"extension) and add {quoted(f'aliases: [{postmortem.id}]', _LONGEST_NAME)}",
            "started",
        )
