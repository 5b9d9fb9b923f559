"""Which findings a fixer answers, known without importing the fixers, which takes long."""

from __future__ import annotations

ANSWERED = frozenset(("PM103", "PM106", "PM107", "PM302", "PM403"))
"""Codes of the rules in the ``answers`` of all fixers together."""
