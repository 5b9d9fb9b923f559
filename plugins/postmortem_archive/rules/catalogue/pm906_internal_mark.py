"""PM906: a mark of internal text is not to be understood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_archive.edition.fault import FaultKind
from postmortem_archive.edition.text import marks_of
from postmortem_archive.model.lazy_pattern import lazy_pattern
from postmortem_archive.model.postmortem import Postmortem

from ..base import Context, Finding, PostmortemRule
from ..shared.public import offered_text

_PERHAPS_A_MARK = lazy_pattern(r"<[^<>]{0,100}internal", re.IGNORECASE)


class InternalMark(PostmortemRule):
    """A mark of internal text is not to be understood.

    ## What it does

    Looks at the marks `<!-- internal -->` and `<!-- /internal -->`, in every postmortem: one that begins
    and does not end, or ends and did not begin; one inside of another; a pair that reaches over a heading
    of a section; marks in code, where they do nothing, or in a table, which they break; and what looks like a
    mark and is none, such as `<internal>` or `<!-- begin internal -->`. In a postmortem with
    `audience: public` it also reports comments that are not closed, that begin inside of another one, or that
    go from one cell of a table into another, where they hide nothing.

    ## Why it matters

    What stands between the marks never leaves the house. That holds only where nobody, neither a person nor
    a program, can take a mark otherwise than its author meant it. The public edition is not built until
    it is clear.

    ## Bad example

    ```markdown
    ## Resolution

    The query was stopped, then the pool was made larger.

    <!-- internal -->
    The vendor has agreed to pay for the refused payments.
    ```

    ## Good example

    ```markdown
    ## Resolution

    The query was stopped, then the pool was made larger.

    <!-- internal -->
    The vendor has agreed to pay for the refused payments.
    <!-- /internal -->
    ```

    ## How to fix

    Put `<!-- internal -->` before and `<!-- /internal -->` behind what is to stay, within one section. Around
    a table or a block of code, give each mark a line of its own.
    """

    code = "PM906"
    alias = "internal-mark"
    is_fixed = True

    def check_postmortem(self, postmortem: Postmortem, context: Context) -> Iterator[Finding]:
        """One finding for each mark."""
        text = offered_text(postmortem, context.settings)
        if text:
            faults = text.faults
        elif "<" in postmortem.text and _PERHAPS_A_MARK.search(postmortem.text):
            faults = marks_of(postmortem).faults
        else:
            return
        for fault in faults:
            if fault.kind is FaultKind.MARK:
                yield Finding(fault.message, fault.position, fault.hint)
