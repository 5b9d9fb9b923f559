"""Small projects, built in this process."""

import logging
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from places import SITES
from site_builder import MKDOCS_YML, Build, BuiltSite, Copy, Write


@pytest.fixture
def write_project(tmp_path: Path) -> Write:
    """Writes a project: ``mkdocs.yml`` and ``docs/index.md`` unless given, and the files named."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        project = tmp_path / "project"
        (project / "postmortems").mkdir(parents=True, exist_ok=True)
        given = {"mkdocs.yml": MKDOCS_YML, "docs/index.md": "# Home\n"} | dict(files)
        for name, content in given.items():
            path = project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return project

    return write


@pytest.fixture
def build_project(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Build:
    """Builds a project as ``mkdocs build`` does; raises what MkDocs raises."""

    def run(project: Path, *, strict: bool = True, **settings: object) -> BuiltSite:
        caplog.clear()
        with caplog.at_level(logging.INFO, logger="mkdocs"):
            config = load_config(
                str(project / "mkdocs.yml"),
                site_dir=str(tmp_path / "site"),
                strict=strict,
                **settings,
            )
            build(config)
        messages = tuple(f"{entry.levelname} {entry.getMessage()}" for entry in caplog.records)
        return BuiltSite(tmp_path / "site", messages)

    return run


@pytest.fixture
def copy_site(tmp_path: Path) -> Copy:
    """Copies one of the archives of ``tests/sites`` to a place of its own."""

    def copy(name: str) -> Path:
        without = shutil.ignore_patterns(".cache")  # of tests that read the archive where it is
        return Path(shutil.copytree(SITES / name, tmp_path / name, ignore=without))

    return copy
