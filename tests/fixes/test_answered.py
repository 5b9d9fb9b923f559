"""What is known of the fixers without importing them is true."""

from postmortem_archive.fixes.answered import ANSWERED
from postmortem_archive.fixes.registry import FIXERS


def test_all_rules_that_fixers_answer() -> None:
    assert {code for fixer in FIXERS for code in fixer.answers} == ANSWERED
