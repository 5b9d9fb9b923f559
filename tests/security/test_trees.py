"""Odd names and files that are none: each is refused with a message, and nothing outside is ever read."""

import os
import socket
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from bad_inputs import SETTINGS
from good_postmortem import GOOD
from postmortem_archive.archive.check import check_archive
from postmortem_archive.archive.discover import Found
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.read import read_bytes
from postmortem_archive.cli.main import command
from postmortem_archive.model.diagnostic import Level, Problem

TREES = Path(__file__).parent / "trees"
CASES = [
    case
    for path in sorted(TREES.glob("*.yml"))
    for case in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
]
HIDDEN = "what nobody may read"
TODAY = date(2026, 3, 20)


def make(folder: Path, case: dict[str, Any]) -> Project:
    """The archive of a case, beside a folder with a secret."""
    project = folder / "project"
    archive = project / "postmortems"
    archive.mkdir(parents=True)
    (folder / "outside").mkdir()
    (folder / "outside" / "secret.md").write_text(f"---\ntitle: {HIDDEN}\n---\n", "utf-8")
    given = [one.encode() for one in case.get("files", ())]
    given += [one.encode("latin-1") for one in case.get("bytes", ())]
    for name in given:
        place = Path(os.fsdecode(os.fsencode(archive) + b"/" + name))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(GOOD, "utf-8")
    for item in case.get("special", ()):
        make_special(archive / item["name"], item)
    if not os.path.lexists(archive / "archive.yml"):
        (archive / "archive.yml").write_text(SETTINGS, "utf-8")
    return Project(project, archive)


def make_special(place: Path, item: dict[str, str]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if item["kind"] == "link":
        place.symlink_to(item["to"])
    elif item["kind"] == "pipe":
        os.mkfifo(place)
    else:
        listener = socket.socket(socket.AF_UNIX)
        here = Path.cwd()
        os.chdir(place.parent)  # the whole path may be too long for a socket
        listener.bind(place.name)
        os.chdir(here)
        listener.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_odd_name_or_file_is_found_out(
    case: dict[str, Any], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    record_property("count: odd names and special files", 1)
    project = make(tmp_path, case)
    archive = load_archive(project, today=TODAY)
    assert sorted(item.path for item in archive.postmortems) == sorted(case["reads"])
    found = [
        f"{item.code} {item.path.removeprefix('postmortems/')}" for item in archive.diagnostics
    ]
    assert found == case["finds"]
    assert check_archive(project, today=TODAY, keep=False).diagnostics == archive.diagnostics
    for item in archive.diagnostics:
        assert item.hint
        assert HIDDEN not in item.message + item.source
        text = item.path + item.message + item.hint
        assert not any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_command_names_what_it_refuses(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make(tmp_path, case)
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773964800")  # the same day
    is_wrong = any(
        item.level is Level.ERROR for item in load_archive(project, today=TODAY).diagnostics
    )
    result = CliRunner().invoke(command, ["check"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == int(is_wrong)
    assert HIDDEN not in result.output
    assert "\x1b[2J" not in result.output
    assert "\u202e" not in result.output


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/random"])
def test_a_device_is_not_read(device: str) -> None:
    data = read_bytes(Found("2026/a.md", device))
    assert isinstance(data, Problem)
    assert data.message == "the file is not a regular file"


def test_a_file_that_grows_is_read_up_to_the_bound(tmp_path: Path) -> None:
    """A file of a terabyte takes neither the time nor the memory of one."""
    place = tmp_path / "2026-03-12-large.md"
    with place.open("wb") as file:
        file.truncate(1024**4)
    archive = load_archive(Project(tmp_path, tmp_path), today=TODAY)
    (refused,) = archive.refused
    assert refused.problems[0].message == "the file has 1,048,577 bytes; at most 1,048,576 are read"
