"""What a build of the site says in a job's log: nothing that an archive holds is obeyed there."""

import os
import subprocess
import sys
from pathlib import Path

from hostile_archive import HostileArchive
from runner_commands import commands, hidden_characters

SEED = 11
MKDOCS_YML = "site_name: Test\ntheme: {name: material, font: false}\nplugins: [postmortems]\n"


def test_a_hostile_archive_commands_nothing_when_it_is_built(tmp_path: Path) -> None:
    archive = HostileArchive(tmp_path / "project", SEED)
    log = _build(archive.folder, MKDOCS_YML)
    assert "postmortems: postmortems/" in log
    assert r"#\x23[" in log  # there was something to obey
    assert commands(log) == []
    assert hidden_characters(log) == set()


def test_an_error_of_the_plugin_commands_nothing(tmp_path: Path) -> None:
    archive = HostileArchive(tmp_path / "project", SEED)
    settings = MKDOCS_YML.replace("[postmortems]", '[postmortems: {archive: "a\\e[2J##[error]b"}]')
    log = _build(archive.folder, settings)
    assert r"\x1b[2J#\x23[error]b" in log
    assert commands(log) == []
    assert hidden_characters(log) == set()


def _build(project: Path, settings: str) -> str:
    """What the build says; it may fail."""
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (project / "docs").mkdir()
    (project / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "mkdocs", "build"],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1773450000"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode()
