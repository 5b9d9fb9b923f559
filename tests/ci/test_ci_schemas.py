"""What the hosts read of us fits the schemas that their tools are checked with."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from gitlab_host import HEADER, interpolated
from places import ROOT

GUIDE = (ROOT / "docs" / "guide" / "pull-request.md").read_text(encoding="utf-8")


def assert_valid(path: Path, schema: str) -> None:
    """The file fits a schema that the tool check-jsonschema ships."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_is_valid() -> None:
    assert_valid(ROOT / "action.yml", "github-actions")


def test_the_component_is_valid(tmp_path: Path) -> None:
    header, jobs = tmp_path / "header.yml", tmp_path / "jobs.yml"
    header.write_text(HEADER, encoding="utf-8")
    jobs.write_text(yaml.safe_dump(interpolated({"package": "x", "strict": True})), "utf-8")
    assert_valid(header, "gitlab-ci")
    assert_valid(jobs, "gitlab-ci")


@pytest.mark.parametrize(
    ("begins", "schema"), [("name: Postmortems", "github-workflows"), ("include:", "gitlab-ci")]
)
def test_the_examples_of_the_guide_are_valid(tmp_path: Path, begins: str, schema: str) -> None:
    example = tmp_path / "example.yml"
    (text,) = [block for block in GUIDE.split("```yaml\n")[1:] if block.startswith(begins)]
    example.write_text(text.split("```")[0], encoding="utf-8")
    assert_valid(example, schema)
