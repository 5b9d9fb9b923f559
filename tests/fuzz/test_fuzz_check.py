"""Whatever a file holds, a check answers: no traceback, no hang, and every finding has its place."""

import io
import json
import time
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from mutations import Mutant, mutants
from postmortem_archive.archive.kept_checks import from_row, to_row
from postmortem_archive.fixes.apply import fix_document
from postmortem_archive.fixes.meaning import means_the_same
from postmortem_archive.model.settings import SettingsDocument
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.report.formats import FORMATS, write_report
from postmortem_archive.report.report import Report
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.run import CheckedFile, Checker, Shown
from time_bounds import PER_FILE

PATH = "2026/2026-03-12-checkout.md"

COMMANDS = ("::error", "::warning", "::notice")
OWN = parse_settings((Path(__file__).parents[2] / "postmortems" / "archive.yml").read_text("utf-8"))


def check(data: bytes, archive_yml: SettingsDocument = OWN) -> CheckedFile:
    """Check one file, alone and as an archive, within the time that is promised."""
    started = time.process_time()
    document = parse_document(PATH, data, archive_yml.settings)
    shown = Shown(str, "archive.yml", lambda *_: "")
    checker = Checker(Context(archive_yml, date(2026, 11, 21)), shown)
    file = checker.check_file(document)
    others = checker.check_archive([file])
    assert time.process_time() - started < PER_FILE
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


@given(mutants)
def test_mutated_postmortems_are_fixed_once(mutant: Mutant) -> None:
    """A fix never raises, takes no longer than a check, keeps the meaning and leaves nothing to fix."""
    data = mutant.postmortem
    started = time.process_time()
    fixed = fix_document(PATH, data, OWN.settings)
    assert time.process_time() - started < PER_FILE
    if fixed is None:
        return
    before, after = (parse_document(PATH, one, OWN.settings) for one in (data, fixed.data))
    assert means_the_same(before, after, OWN.settings)
    assert fixed.data != data
    assert fix_document(PATH, fixed.data, OWN.settings) is None


@pytest.mark.parametrize("form", FORMATS)
@given(mutants)
def test_mutated_postmortems_are_reported(form: str, mutant: Mutant) -> None:
    """Every report can be written in UTF-8, and read by what it is for."""
    found = check(mutant.postmortem).diagnostics
    written = io.StringIO()
    write_report(form, Report(found, checked=1, files=(PATH,)), Console(file=written, width=100))
    text = written.getvalue()
    assert text.encode("utf-8").strip()
    if form in ("json", "gitlab", "sarif"):
        json.loads(text)
    if form == "junit":
        assert fromstring(text).tag == "testsuites"  # noqa: S314 - our own text, and it is the test
    if form == "github":
        commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
        assert len(commands) <= len(found)
        assert all(line.split(" ")[0] in COMMANDS for line in commands)
