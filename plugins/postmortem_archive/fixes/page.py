"""The reference page of the fixers, read from their docstrings."""

from __future__ import annotations

from postmortem_archive.model.explanation import Explanation, read_explanation

from .base import Fixer
from .registry import FIXERS

PARTS = ("What it changes", "What it leaves alone", "Why it is safe", "Before", "After")
"""Headings of a fixer's docstring, in their order."""

_INTRODUCTION = """\
# Fixes

`postmortem check --fix` puts right what can be put right without a person deciding anything;
`postmortem check --diff` shows what it would do. A file keeps every byte that is not corrected: line ends,
byte order mark, white space. Each file is read again after a fix, and a fix that would change what the
file means, or a public text that was approved, is not made. A file that cannot be read, or whose front
matter is broken, is not touched.
"""


def explain(fixer: Fixer) -> Explanation:
    """Read the docstring of a fixer.

    Raises:
        ValueError: it does not have the parts in their order; a bug of the fixer.
    """
    return read_explanation(type(fixer), PARTS)


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
