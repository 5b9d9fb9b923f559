"""The docstring of a rule or a fixer, which is its reference page."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What there is to say about a rule or a fixer.

    Attributes:
        summary: what it is about, in a sentence.
        parts: Markdown of each part, by its heading, in their order.
    """

    summary: str
    parts: Mapping[str, str]


def read_explanation(of: type, headings: Sequence[str]) -> Explanation:
    """Read a docstring that is Markdown: a sentence, then parts under level-2 headings.

    Raises:
        ValueError: it does not have these headings in their order; a bug of the class.
    """
    text = inspect.cleandoc(of.__doc__ or "")
    # a heading inside an example is none of the page's: look for ours with the fences blanked out
    outline = _FENCED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    found = list(_HEADING.finditer(outline))
    if [heading[1] for heading in found] != list(headings):
        raise ValueError(f"{of.__name__}: the docstring needs the headings {', '.join(headings)}")
    ends = [heading.start() for heading in found[1:]] + [len(text)]
    parts = {
        heading[1]: text[heading.end() : end].strip()
        for heading, end in zip(found, ends, strict=True)
    }
    return Explanation(text[: found[0].start()].strip(), parts)
