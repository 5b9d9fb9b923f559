"""Every bad input of the curated set gives the findings that its case lists, in the time that is promised."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bad_inputs import NAME, BadInput, bad_inputs, listed
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.check import check_archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.model.diagnostic import Diagnostic
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.postmortem import Postmortem
from time_bounds import PER_FILE

TODAY = date(2026, 3, 20)
REFUSING = ("PM001", "PM101", "PM102")
SMALL = 10_000


def write(folder: Path, case: BadInput) -> Project:
    archive = folder / "postmortems"
    (archive / "2026").mkdir(parents=True)
    (archive / "2026" / NAME).write_bytes(case.data)
    (archive / "archive.yml").write_bytes(case.settings)
    if case.baseline is not None:
        (archive / "baseline.json").write_bytes(case.baseline)
    return Project(folder, archive)


def said(item: Diagnostic) -> str:
    where = "archive.yml: " if item.path.endswith("archive.yml") else ""
    place = item.position
    return f"{where}{item.code} {item.level} {place.line}:{place.column}"


def load(project: Project) -> tuple[Archive | None, tuple[str, ...]]:
    try:
        archive = load_archive(project, today=TODAY)
    except ArchiveError as error:
        assert error.hint
        return None, (f"stops: {str(error).replace(str(project.folder), '')}",)
    return archive, listed([said(item) for item in archive.diagnostics])


def read_as(postmortem: Postmortem, name: str) -> Any:
    if name == "timeline":
        return [f"{entry.start} {entry.text}" for entry in postmortem.timeline]
    if name == "due":
        return [str(item.due) for item in postmortem.actions]
    fields = postmortem.meta.model_dump(mode="json")
    return fields[name] if name in fields else postmortem.extra_meta.get(name)


@pytest.mark.parametrize("case", bad_inputs(), ids=lambda case: case.name)
def test_a_bad_input_is_found_out(
    case: BadInput, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    project = write(tmp_path, case)
    started = time.process_time()
    archive, found = load(project)
    seconds = time.process_time() - started
    record_property("count: bad inputs", 1)
    record_property("slowest: bad input", [seconds, case.name])
    assert found == case.finds
    assert seconds < PER_FILE
    if archive is None:
        assert not case.reads
        return
    is_refused = any(finding.startswith(REFUSING) for finding in found)
    assert (not archive.postmortems) == is_refused
    for item in archive.diagnostics:
        assert item.message
        assert "\n" not in item.message + item.hint
    for name, value in case.reads.items():
        assert read_as(archive.postmortems[0], name) == value, name


def test_a_check_says_the_same_as_a_build(tmp_path: Path) -> None:
    """Small files in one archive: each refused alone is refused there, all others are read."""
    archive = tmp_path / "postmortems"
    archive.mkdir()
    cases = [one for one in bad_inputs() if one.baseline is None and len(one.data) < SMALL][::4]
    files = {f"postmortems/{number:03}.md": case for number, case in enumerate(cases)}
    for path, case in files.items():
        (tmp_path / path).write_bytes(case.data)
    project = Project(tmp_path, archive)
    loaded = load_archive(project, today=TODAY)
    checked = check_archive(project, today=TODAY, keep=False)
    assert checked.diagnostics == loaded.diagnostics
    refused = {item.path for item in loaded.diagnostics if item.code in REFUSING}
    expected = {
        path
        for path, case in files.items()
        if any(finding.startswith(REFUSING) for finding in case.finds)
    }
    assert refused == expected
    assert {f"postmortems/{item.path}" for item in loaded.postmortems} == files.keys() - refused


def test_the_set_is_large_and_no_case_is_there_twice() -> None:
    names = Counter(case.name for case in bad_inputs())
    assert len(names) >= 250
    assert names.most_common(1)[0][1] == 1
    contents = Counter((case.data, case.settings, case.baseline) for case in bad_inputs())
    assert [one for one, number in contents.items() if number > 1] == []
