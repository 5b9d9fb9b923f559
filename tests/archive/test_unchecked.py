from datetime import date

import pytest

from places import ROOT
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.unchecked import read_archive
from postmortem_archive.model.errors import ArchiveError

OWN = Project(ROOT, ROOT / "postmortems")


def test_it_is_the_checked_archive_without_its_findings() -> None:
    told: list[tuple[int, int]] = []
    found = read_archive(OWN, lambda done, total: told.append((done, total)))
    checked = load_archive(OWN, today=date(2026, 11, 1))
    assert (found.documents, found.settings) == (checked.documents, checked.settings)
    assert found.digests == checked.digests
    assert found.diagnostics == ()
    assert told[-1] == (len(found.documents), len(found.documents))


def test_a_folder_that_is_not_there_is_said() -> None:
    nowhere = ROOT / "nowhere"
    with pytest.raises(ArchiveError):
        read_archive(Project(ROOT, nowhere))
