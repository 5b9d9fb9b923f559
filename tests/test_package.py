"""The wheel, installed in a clean environment, used from another folder on another archive."""

import os
import re
import shlex
import subprocess
import sys
import textwrap
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from places import ROOT

pytestmark = pytest.mark.package


README = (ROOT / "README.md").read_text(encoding="utf-8")


def readme_blocks(language: str) -> list[str]:
    """The code blocks of the README in a language, without their indentation."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", README, re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(text) for _, text in found]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    # nothing of this checkout may help: no PYTHONPATH, no settings of the tool
    environment = {"PATH": os.environ["PATH"], "HOME": str(cwd), "NO_MKDOCS_2_WARNING": "1"}
    kept = {key: value for key, value in os.environ.items() if key.startswith(("PIP_", "SSL_"))}
    return subprocess.run(
        command, cwd=cwd, env=environment | kept, capture_output=True, text=True, check=False
    )


def succeed(*command: str | Path, cwd: Path) -> str:
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def needed_at_run_time() -> set[str]:
    """The names of all distributions that the package needs, directly or not, without the tools for tests."""
    names: set[str] = set()
    waiting = list(requires("postmortem-archive") or [])
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name in names or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        names.add(name)
        waiting += [*(requires(name) or [])]
    return names


def locked(names: set[str]) -> str:
    """The entries of the lock file for those distributions."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return "".join(
        entry for entry in entries if canonicalize_name(entry.split("==")[0].split("[")[0]) in names
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    done = subprocess.run([*pip, "-w", folder, ROOT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a clean environment in which only the wheel and what it needs are."""
    folder = tmp_path_factory.mktemp("clean")
    (folder / "locked.txt").write_text(locked(needed_at_run_time()), encoding="utf-8")
    succeed(sys.executable, "-m", "venv", "venv", cwd=folder)
    pip = (folder / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet")
    succeed(*pip, "--require-hashes", "-r", "locked.txt", cwd=folder)
    succeed(*pip, "--no-deps", "--no-index", wheel, cwd=folder)
    succeed(*pip[:3], "check", cwd=folder)
    return folder / "venv" / "bin"


def test_the_wheel_holds_the_package_whole(wheel: Path) -> None:
    source = ROOT / "plugins" / "postmortem_archive"
    wanted = {
        path.relative_to(ROOT / "plugins").as_posix()
        for path in source.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == wanted


def test_an_archive_is_started_as_the_readme_says(installed: Path, tmp_path: Path) -> None:
    archive_yml, mkdocs_yml = readme_blocks("yaml")
    _, new_and_check = readme_blocks("sh")
    new, check = (shlex.split(line) for line in new_and_check.splitlines())
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "archive.yml").write_text(archive_yml, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(mkdocs_yml, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Our postmortems\n", encoding="utf-8")

    assert "Usage: postmortem" in succeed(installed / "postmortem", "--help", cwd=tmp_path)
    path = succeed(installed / new[0], *new[1:], cwd=tmp_path).strip()
    assert (tmp_path / path).is_file()
    checked = succeed(installed / check[0], *check[1:], cwd=tmp_path)
    assert "warnings in 1 file; 1 postmortem checked" in checked
    assert path in succeed(installed / "postmortem", "search", "pool", cwd=tmp_path)
    succeed(installed / "mkdocs", "build", "--strict", cwd=tmp_path)
    page = (tmp_path / "site" / "postmortems" / f"{Path(path).stem}.html").read_text("utf-8")
    assert "Checkout failed when the pool ran dry" in page
