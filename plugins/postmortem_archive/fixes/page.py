"""The reference page of the fixers, read from their docstrings."""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .base import Fixer
from .registry import FIXERS

PARTS = ("What it changes", "What it leaves alone", "Why it is safe", "Before", "After")
"""Headings of a fixer's docstring, in their order."""

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_INTRODUCTION = """\
# Fixes

`postmortem check --fix` puts right what can be put right without a person deciding anything;
`postmortem check --diff` shows what it would do. A file keeps every byte that is not corrected: line ends,
byte order mark, white space. Each file is read again after a fix, and a fix that would change what the
file means is not made. A file that cannot be read, or whose front matter is broken, is not touched.
"""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What there is to say about a fixer.

    Attributes:
        summary: what it does, in a sentence.
        parts: Markdown of each of :data:`PARTS`, by heading.
    """

    summary: str
    parts: Mapping[str, str]


def explain(fixer: Fixer) -> Explanation:
    """Read the docstring of a fixer.

    Raises:
        ValueError: it does not have the parts in their order; a bug of the fixer.
    """
    text = inspect.cleandoc(type(fixer).__doc__ or "")
    # headings inside an example are none of the page's: look for ours with the fences blanked out
    outline = _FENCED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    headings = list(_HEADING.finditer(outline))
    if tuple(heading[1] for heading in headings) != PARTS:
        raise ValueError(f"{fixer.name}: the docstring needs the headings {', '.join(PARTS)}")
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    parts = {
        heading[1]: text[heading.end() : end].strip()
        for heading, end in zip(headings, ends, strict=True)
    }
    return Explanation(text[: headings[0].start()].strip(), parts)


def fixes_page() -> str:
    """The reference page of all fixers, as Markdown."""
    return "\n".join([_INTRODUCTION, *map(_section, FIXERS)])


def _section(fixer: Fixer) -> str:
    explanation = explain(fixer)
    parts = "\n\n".join(f"### {name}\n\n{text}" for name, text in explanation.parts.items())
    return f"## {fixer.name}\n\n{explanation.summary}\n\n{_answers(fixer)}{parts}\n"


def _answers(fixer: Fixer) -> str:
    links = ", ".join(f"[{code}](rules/{code}.md)" for code in fixer.answers)
    return f"Puts right findings of: {links}\n\n" if links else ""
