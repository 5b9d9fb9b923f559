"""The check of the code host that ``postmortem init`` sets up."""

import subprocess
import sys
from pathlib import Path

import pytest

from command_runner import Run
from init_repository import WORKFLOW, shop_repository
from places import ROOT
from postmortem_archive.archive.founding import texts
from postmortem_archive.archive.founding.remote import Remote
from postmortem_archive.archive.founding.tool import Tool

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("words", "path", "said"),
    [
        (("git@gitlab.acme.example:ops/shop.git",), ".gitlab-ci.yml", "replace GROUP and COMMIT"),
        (("git@git.acme.example:ops/shop.git",), "", "No code host was recognised"),
        (("git@git.acme.example:ops/shop.git", "--host", "github"), WORKFLOW, "OWNER and COMMIT"),
        (("git@github.com:acme/shop.git", "--host", "none"), "", "Next"),
        (("git@github.com:acme/shop.git", "--host", "gitlab"), ".gitlab-ci.yml", "GROUP and"),
    ],
)
def test_the_check_is_that_of_the_host(
    words: tuple[str, ...], path: str, said: str, tmp_path: Path, run: Run
) -> None:
    origin, *options = words
    root = shop_repository(tmp_path / "shop", origin)
    (root / ".github" / "CODEOWNERS").unlink()
    (root / ".github").rmdir()
    done = run("init", str(root), "--yes", *options)
    assert done.code == 0
    assert said in done.err
    assert f"Next, in {root}:" in done.err
    written = {one for one in (".gitlab-ci.yml", WORKFLOW) if (root / one).exists()}
    assert written == ({path} if path else set())


def test_a_pipeline_that_is_there_gets_lines_to_add_by_hand(tmp_path: Path, run: Run) -> None:
    root = shop_repository(tmp_path / "shop", "git@gitlab.acme.example:ops/shop.git")
    (root / ".gitlab-ci.yml").write_text("test: {script: [make]}\n", encoding="utf-8")
    done = run("init", str(root), "--yes")
    assert "Add to it:\n  include:\n    - component: $CI_SERVER_FQDN/GROUP/" in done.err
    (root / ".gitlab-ci.yml").write_text("# postmortem-archive is here", encoding="utf-8")
    assert "Add to it" not in run("init", str(root), "--yes").err


def test_recipes_are_those_of_the_guide() -> None:
    guide = (ROOT / "docs" / "guide" / "pull-request.md").read_text(encoding="utf-8")
    tool = Tool(Remote("gitlab.example", "tools/postmortem-archive"), "COMMIT")
    for text in (texts.github_text(None), texts.gitlab_text(tool, "gitlab.example")):
        recipe = "".join(
            line for line in text.splitlines(keepends=True) if not line.startswith("#")
        )
        assert recipe in guide
    filled = texts.github_text(Tool(Remote("github.com", "acme/postmortem-archive"), COMMIT))
    assert f"- uses: acme/postmortem-archive@{COMMIT} # v" in filled
    assert "OWNER" not in filled


@pytest.mark.parametrize("text", [texts.github_text(None), texts.gitlab_text(None, "SERVER")])
def test_recipes_are_valid(text: str, tmp_path: Path) -> None:
    path = tmp_path / "recipe.yml"
    path.write_text(text, encoding="utf-8")
    kind = "github-workflows" if "jobs:" in text else "gitlab-ci"
    schema = ("--builtin-schema", f"vendor.{kind}")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *schema, path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
