"""What we publish for other people's CI asks for no more than it needs, and is pinned: zizmor looks at it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from places import ROOT

ZIZMOR = Path(sys.executable).with_name("zizmor")
GUIDES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
COMMIT = "0123456789abcdef0123456789abcdef01234567"
"""Stands for the commit that whoever copies a recipe fills in."""


def examples() -> list[str]:
    """Blocks of YAML in the guides that use an action: whole workflows, and steps for one."""
    blocks = [
        block
        for guide in GUIDES
        for block in re.findall(r"^```yaml\n(.*?)^```", guide.read_text("utf-8"), re.M | re.S)
    ]
    return [block for block in blocks if re.search(r"\buses: ", block)]


def audited(folder: Path, workflow: str) -> subprocess.CompletedProcess[str]:
    """What zizmor says of the action and a workflow that uses it."""
    place = folder / ".github" / "workflows" / "postmortems.yml"
    place.parent.mkdir(parents=True)
    filled = workflow.replace("OWNER/", "example/").replace("@COMMIT", f"@{COMMIT}")
    place.write_text(filled, encoding="utf-8")
    shutil.copy(ROOT / "action.yml", folder)
    options = ("--offline", "--no-config", "--no-ignores", "--strict-collection", "--no-progress")
    return subprocess.run([ZIZMOR, *options, folder], capture_output=True, text=True, check=False)


def whole_workflow() -> str:
    """The workflow of the guide, with the steps that it offers besides at its end."""
    whole = [block for block in examples() if block.startswith("name: ")]
    steps = [block for block in examples() if not block.startswith("name: ")]
    assert len(whole) == 1
    assert steps
    return whole[0] + "".join(steps)


def test_the_recipes_have_no_findings(tmp_path: Path) -> None:
    done = audited(tmp_path, whole_workflow())
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout


@pytest.mark.parametrize(
    ("good", "bad", "finding"),
    [
        ("@08c6903cd8c0fde910a37f88322edcfb5dd907a8", "@v5", "unpinned-uses"),
        ("  pull_request:", "  pull_request_target:", "dangerous-triggers"),
        ("    permissions:\n", "    permissions: write-all\n    env:\n", "excessive-permissions"),
        ("persist-credentials: false", "clean: true", "artipacked"),
        (
            "    steps:\n",
            "    steps:\n      - run: echo ${{ github.head_ref }}\n",
            "template-injection",
        ),
    ],
)
def test_what_would_be_wrong_is_found(tmp_path: Path, good: str, bad: str, finding: str) -> None:
    workflow = whole_workflow()
    assert good in workflow
    done = audited(tmp_path, workflow.replace(good, bad))
    assert done.returncode != 0
    assert finding in done.stdout
