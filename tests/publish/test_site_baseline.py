"""A build says what a check says: known findings are not said again, and refused files stay out."""

import pytest
from mkdocs.exceptions import Abort

from good_postmortem import GOOD
from postmortem_archive.archive.baseline import baseline_text
from postmortem_archive.archive.check import check_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.today import today
from site_builder import Build, Write

FILES = {
    "postmortems/archive.yml": "rules: {baseline: known.json}\n",
    "postmortems/known.json": baseline_text([]),
    "postmortems/2026-03-12-pool.md": GOOD.replace("| @ana |", "| |"),
    "postmortems/2026-03-13-broken.md": "---\ntitle: [\n---\n",
}


def test_known_findings_do_not_fail_a_strict_build(
    write_project: Write, build_project: Build
) -> None:
    project = write_project(FILES)
    with pytest.raises(Abort):
        build_project(project)
    checked = check_archive(Project(project, project / "postmortems"), today=today())
    assert {"PM402", "PM102"} <= {item.code for item in checked.diagnostics}
    known = baseline_text(checked.diagnostics)
    site = build_project(write_project({**FILES, "postmortems/known.json": known}))
    number = len(checked.diagnostics)
    assert f"INFO postmortems: {number} known findings not shown" in site.messages
    assert not any("PM402" in message for message in site.messages)
    names = site.names("*.html")
    assert "postmortems/2026-03-12-pool/index.html" in names
    assert not any("broken" in name for name in names)


def test_hints_are_for_authors(write_project: Write, build_project: Build) -> None:
    files = {"postmortems/2026-03-12-pool.md": GOOD.replace("review_on: 2026-04-02\n", "")}
    project = write_project(files)
    checked = check_archive(Project(project, project / "postmortems"), today=today())
    assert [item.code for item in checked.diagnostics] == ["PM803"]
    assert not any("PM803" in message for message in build_project(project).messages)
