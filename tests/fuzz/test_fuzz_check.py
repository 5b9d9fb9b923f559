"""Whatever a file holds, a check answers: no traceback, no hang, and every finding has its place."""

import time
from datetime import date
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from mutations import Mutant, mutants
from postmortem_archive.archive.kept_checks import from_row, to_row
from postmortem_archive.model.settings import SettingsDocument
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.run import CheckedFile, Checker, Shown

PATH = "2026/2026-03-12-checkout.md"
LONGEST = 2.0
"""Most CPU seconds for a file, by the safety promise."""

OWN = parse_settings((Path(__file__).parents[2] / "postmortems" / "archive.yml").read_text("utf-8"))


def check(data: bytes, archive_yml: SettingsDocument = OWN) -> CheckedFile:
    """Check one file, alone and as an archive, within the time that is promised."""
    started = time.process_time()
    document = parse_document(PATH, data, archive_yml.settings)
    shown = Shown(str, "archive.yml", lambda *_: "")
    checker = Checker(Context(archive_yml, date(2026, 11, 21)), shown)
    file = checker.check_file(document)
    others = checker.check_archive([file])
    assert time.process_time() - started < LONGEST
    lines = data.replace(b"\r", b"\n").count(b"\n") + 1
    for item in (*file.diagnostics, *(one for one in others if one.path == PATH)):
        assert 1 <= item.position.line <= lines + 1, item
        assert item.position.column >= 1, item
        assert item.message, item
        assert "\n" not in item.message + item.hint, item
    assert from_row(to_row("", file)) == file
    return file


@given(mutants)
def test_mutated_postmortems(mutant: Mutant) -> None:
    check(mutant.postmortem)


@given(st.binary(max_size=2_000))
def test_any_bytes(data: bytes) -> None:
    assert check(data).diagnostics


@given(st.text(max_size=2_000))
@example("---")
@example("---\n---")
@example("---\n\n---\n")
def test_any_text(text: str) -> None:
    check(text.encode("utf-8", "replace"))
    check(f"---\n{text}\n---\n{text}".encode("utf-8", "replace"))


@given(mutants, mutants)
def test_mutated_settings(settings: Mutant, mutant: Mutant) -> None:
    check(mutant.postmortem, parse_settings(settings.settings))


@given(st.text(max_size=1_000))
def test_any_settings(text: str) -> None:
    parse_settings(text)
    parse_settings(f"rules:\n  {text}")
