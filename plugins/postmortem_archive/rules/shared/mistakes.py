"""Mistakes of people that a text names as a cause, and does not explain."""

from __future__ import annotations

import re

from postmortem_archive.model.lazy_pattern import lazy_pattern

_PERSON = (
    r"(?:human|operator|user|engineer|developer|administrator|admin|employee|manual|pilot|"
    r"technician|contractor|staff)"
)
_MISTAKE = lazy_pattern(
    rf"\b{_PERSON}(?:['’]?s?['’]?)\s(?:errors?|mistakes?)\b"  # noqa: RUF001
    rf"|\b(?:mistakes?|errors?|oversight|carelessness|negligence)\s(?:made\s)?(?:by|of|on\sthe\spart\sof)\s"
    rf"(?:an?|the|our|one\sof\s(?:our|the))\s(?:[\w-]{{1,20}}\s)?{_PERSON}s?\b"
    r"|\bfat[- ]finger(?:ed|ing)?\b",
    re.IGNORECASE,
)
_SIGNS = ("error", "mistake", "oversight", "carelessness", "negligence", "fat-finger", "fat finger")
"""In every text with a mistake; looked for first, because that is quick."""
_DENIED = lazy_pattern(
    r"\b(?:no|not|never|nor|neither|rather|instead|beyond|than|blam\w*|\w{2,12}n['’]t)\b.{0,30}$",  # noqa: RUF001
    re.IGNORECASE | re.DOTALL,
)
_GOES_ON = lazy_pattern(
    r"\b(?:because|since|allow\w*|possible|easy|easily|let|lets|invit\w*|safeguard\w*|guard\w*|check\w*|"
    r"validat\w*|confirm\w*|catch|caught|stopp?\w*|nothing|without|missing|lack\w*|tools?|tooling|"
    r"interface|procedure|process|design\w*|similar|alike|prone|documented|could|why)\b",
    re.IGNORECASE,
)
_AROUND = 250


def unexplained_mistake(text: str) -> re.Match[str] | None:
    """The first mistake in a text that the words around it neither deny nor explain."""
    lowered = text.casefold()
    if not any(sign in lowered for sign in _SIGNS):
        return None
    for found in _MISTAKE.finditer(text):
        before = text[max(found.start() - _AROUND, 0) : found.start()]
        after = text[found.end() :][:_AROUND]
        if not (_DENIED.search(before) or _GOES_ON.search(before) or _GOES_ON.search(after)):
            return found
    return None
