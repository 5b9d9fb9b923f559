"""The hooks for pre-commit: which files they are given, and what they do with them."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from good_postmortem import GOOD
from places import ROOT
from scratch_checkout import FLAWED, OLD, STEADY, TOOLS, WITHOUT_SEVERITY, git, scratch_checkout

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: dict[str, Any] = {
    item["id"]: item for item in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize(
    ("path", "hooks"),
    [
        ("postmortems/2026/a.md", {"postmortem-check", "postmortem-fix"}),
        ("docs/postmortems/a.markdown", {"postmortem-check", "postmortem-fix"}),
        ("postmortems/archive.yml", {"postmortem-check"}),
        ("archive.yml", set()),
        ("README.md", set()),
        ("old-postmortems/a.md", set()),
        ("postmortems/2026/graph.png", set()),
    ],
)
def test_each_hook_is_given_the_files_that_it_is_about(path: str, hooks: set[str]) -> None:
    assert {key for key, hook in HOOKS.items() if re.search(hook["files"], path)} == hooks


@pytest.mark.package
def test_pre_commit_runs_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in STEADY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    # what the package needs is taken from here; that it can be installed is the matter of another test
    monkeypatch.setenv("PIP_NO_DEPS", "1")
    monkeypatch.setenv("PIP_NO_BUILD_ISOLATION", "0")  # for pip, this means no isolation
    monkeypatch.setenv("PYTHONPATH", next(path for path in sys.path if "site-packages" in path))
    checkout = scratch_checkout(tmp_path, {FLAWED: GOOD})
    hooks = [{"id": key} for key in ("postmortem-fix", "postmortem-check")]
    config = {"repos": [{"repo": str(_published(tmp_path)), "rev": "v0.1.0", "hooks": hooks}]}
    (checkout / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    git(checkout, "add", ".")

    (checkout / FLAWED).write_text(GOOD.replace("[checkout]", "[chekout]"), "utf-8")
    git(checkout, "add", ".")
    done = _pre_commit(checkout)
    assert "postmortem check --fix" in done.stdout
    assert "files were modified by this hook" in done.stdout
    assert "services: [checkout]\n" in (checkout / FLAWED).read_text("utf-8")

    git(checkout, "add", ".")
    assert _pre_commit(checkout).returncode == 0

    (checkout / FLAWED).write_text(WITHOUT_SEVERITY, encoding="utf-8")
    git(checkout, "add", ".")
    done = _pre_commit(checkout)
    assert done.returncode == 1
    assert f"{FLAWED}:" in done.stdout
    assert OLD not in done.stdout


def _published(folder: Path) -> Path:
    """A git repository with what the project would publish, and a tag to pin."""
    repository = folder / "published"
    repository.mkdir()
    git(repository, "init", "--quiet")
    names = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "plugins")
    kept = ("pyproject.toml", "README.md", "LICENSE", MANIFEST.name)
    for name in (*names.splitlines(), *kept):
        if (ROOT / name).is_file():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            (repository / name).write_bytes((ROOT / name).read_bytes())
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message=first")
    git(repository, "tag", "v0.1.0")
    return repository


def _pre_commit(checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [TOOLS / "pre-commit", "run"],
        cwd=checkout,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
