"""PM108: the key moments of the front matter are not in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.wording import quoted

from ..base import Context, Finding, PostmortemRule


class MomentsOutOfOrder(PostmortemRule):
    """The key moments of the front matter are not in order.

    ## What it does

    Checks that started ≤ detected ≤ acknowledged ≤ mitigated ≤ resolved, as far as they are given.
    Where one of two is only a date, their days are compared; a time counts as of its day in UTC and
    as of its day in its own offset.

    ## Why it matters

    Times to detect, to mitigate and to resolve are computed from them; one slip of a digit or an
    offset and they are wrong, or negative.

    ## Bad example

    ```yaml
    detected: 2026-03-12T13:09Z
    ```

    ## Good example

    ```yaml
    detected: 2026-03-12T14:09Z
    ```

    ## How to fix

    Correct the moment that is wrong. Look at the offsets first. `started` is the first harm, also
    when nobody noticed it yet.
    """

    code = "PM108"
    alias = "moments-out-of-order"

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each moment that is earlier than the one before it."""
        for (first, earlier), (second, later) in pairwise(postmortem.meta.moments()):
            if later.is_before(earlier):
                yield Finding(
                    f"{quoted(second)} ({later}) is earlier than {quoted(first)} ({earlier})",
                    postmortem.position_of(second),
                    f"correct {quoted(first)} or {quoted(second)}; look at the day and the offset",
                    second,
                )
