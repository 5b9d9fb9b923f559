"""What is installed is pinned by its hash, new enough, and listed in a bill of materials."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-run.lock")
FIXED = {"mkdocs-material": "9.7.7", "pymdown-extensions": "11.0.2", "markdown": "3.11"}
"""The first version of each that has the known fixes: of Markdown, whatever comes after 3.10.3."""


def locked(name: str) -> dict[str, set[str]]:
    """Versions by distribution in a lock file; each entry has at least one hash."""
    found: dict[str, set[str]] = {}
    text = (ROOT / name).read_text("utf-8")
    for entry in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]:
        pin = re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.!+-]+)", entry)
        assert pin, entry
        assert re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry
        found.setdefault(canonicalize_name(pin[1]), set()).add(pin[2])
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_everything_is_pinned_by_hash_and_has_the_known_fixes(name: str) -> None:
    versions = locked(name)
    for wanted in map(Requirement, PROJECT["project"]["dependencies"]):
        pinned = versions[canonicalize_name(wanted.name)]
        assert all(wanted.specifier.contains(version) for version in pinned)
    for package, least in FIXED.items():
        assert all(Version(version) >= Version(least) for version in versions[package])


def test_no_version_without_a_known_fix_is_allowed() -> None:
    allowed = {
        canonicalize_name(one.name): one.specifier
        for one in map(Requirement, PROJECT["project"]["dependencies"])
    }
    before = {"mkdocs-material": "9.7.6", "pymdown-extensions": "11.0.1", "markdown": "3.10.3"}
    for package, least in FIXED.items():
        assert not allowed[package].contains(before[package])
        assert allowed[package].contains(least)


def test_what_is_installed_is_what_was_tested() -> None:
    whole, run = map(locked, LOCKS)
    assert all(versions <= whole[package] for package, versions in run.items())
    assert not {"pytest", "zizmor", "pip-audit"} & run.keys()


def test_the_bill_of_materials_is_whole_and_always_the_same(tmp_path: Path) -> None:
    recipe = re.search(r"^sbom:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert recipe
    command = recipe[1].replace("\\\n", " ").split("cyclonedx-py", 1)[1].split()
    written = []
    for name in ("a.json", "b.json"):
        command[command.index("-o") + 1] = str(tmp_path / name)
        done = subprocess.run(
            [Path(sys.executable).with_name("cyclonedx-py"), *command],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    bill = json.loads(written[0])
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "postmortem-archive"
    listed = {canonicalize_name(one["name"]): one["version"] for one in bill["components"]}
    expected = locked("requirements-run.lock")
    assert listed.keys() == expected.keys()
    assert all(version in expected[package] for package, version in listed.items())
