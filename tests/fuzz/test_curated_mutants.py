"""Mutants of the curated bad inputs: none raises, and none takes longer than is promised.

`make fuzz` takes 100,000 or as many as `MUTANTS` says.
"""

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bad_inputs import NAME, SETTINGS
from curated_mutants import Mutant, mutant
from good_postmortem import GOOD
from postmortem_archive.archive.baseline import read_baseline
from postmortem_archive.fixes.apply import fix_document
from postmortem_archive.fixes.meaning import means_the_same
from postmortem_archive.model.diagnostic import Problem
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.settings import SettingsDocument
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.parse.text import decode
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.run import Checker, Shown

MUTANTS = int(os.environ.get("MUTANTS", "4000"))
AT_A_TIME = 500
CHECKED = 4
"""One of so many is checked by all rules too, which takes twice as long as reading it."""
FIXED = 20
"""One of so many is put right too."""
MOST_SECONDS = 2.0
"""What is promised for a file; these are so small that they take a thousandth of it."""

PATH = f"2026/{NAME}"
OWN = parse_settings(SETTINGS)


def check(data: bytes, archive_yml: SettingsDocument) -> None:
    """Read a postmortem and check it by every rule."""
    shown = Shown(str, "archive.yml", lambda *_: "")
    checker = Checker(Context(archive_yml, date(2026, 3, 20)), shown)
    file = checker.check_file(parse_document(PATH, data, archive_yml.settings))
    others = checker.check_archive([file])
    assert all(item.message for item in (*file.diagnostics, *others))


def fix(data: bytes) -> None:
    """Put a postmortem right: it means the same afterwards, and nothing is left to put right."""
    fixed = fix_document(PATH, data, OWN.settings)
    if fixed is None:
        return
    before, after = (parse_document(PATH, one, OWN.settings) for one in (data, fixed.data))
    assert means_the_same(before, after, OWN.settings)
    assert fix_document(PATH, fixed.data, OWN.settings) is None


def read(one: Mutant, folder: Path) -> tuple[Problem, ...]:
    """Read a mutant as what it claims to be; returns what was found wrong."""
    if one.kind == "baseline":
        place = folder / "baseline.json"
        place.write_bytes(one.data)
        try:
            read_baseline(place)
        except ArchiveError as error:
            assert error.hint
        return ()
    if one.kind == "settings":
        decoded = decode(one.data)
        return (decoded.problem,) if decoded.problem else parse_settings(decoded.text).problems
    document = parse_document(PATH, one.data, OWN.settings)
    assert document.problems or document.postmortem
    return document.problems


def attempt(number: int, folder: Path) -> None:
    """All that is tried with the mutant of that number."""
    one = mutant(number)
    lines = one.data.replace(b"\r", b"\n").count(b"\n") + 1
    for problem in read(one, folder):
        assert 1 <= problem.position.line <= lines + 1
        assert problem.position.column >= 1
        assert problem.message
        assert "\n" not in problem.message + problem.hint
    if number % CHECKED == 0 and one.kind == "postmortem":
        check(one.data, OWN)
    if number % CHECKED == 0 and one.kind == "settings":
        check(GOOD.encode(), parse_settings(decode(one.data).text))
    if number % FIXED == 0 and one.kind == "postmortem":
        fix(one.data)


@pytest.mark.parametrize("first", range(0, MUTANTS, AT_A_TIME))
def test_mutants_of_bad_inputs(
    first: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    broken: dict[int, str] = {}
    slowest = (0.0, "")
    for number in range(first, first + AT_A_TIME):
        started = time.process_time()
        try:
            attempt(number, tmp_path)
        except Exception as error:  # noqa: BLE001 - told below, with the number of the mutant
            broken[number] = f"{type(error).__name__}: {error}"
        slowest = max(slowest, (time.process_time() - started, f"number {number}"))
    record_property("count: mutants of bad inputs", AT_A_TIME)
    record_property("count: uncaught among them", len(broken))
    record_property("slowest: mutant", list(slowest))
    assert broken == {}
    assert slowest[0] < MOST_SECONDS
