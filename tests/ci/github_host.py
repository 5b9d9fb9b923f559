"""As much of GitHub as it takes to run our action: its runner, and a stand-in for its command ``gh``."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from places import ROOT
from scratch_checkout import STEADY, TOOLS

ACTION: Any = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
MARKER = "<!-- postmortem-check -->"
REPOSITORY = "team/archive"

COMMANDS = ("bash", "cat", "dirname", "git", "mkdir", "od", "sed", "tr")
"""What the scripts use of the machine, beside Python; nothing else is there for them."""

_EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+) \}\}")

# It answers as the host does, two comments a page, and writes down how it was called.
_GH = """\
#!{python}
import json, pathlib, sys

state_file = pathlib.Path({state!r})
state = json.loads(state_file.read_text(encoding="utf-8"))
state["calls"].append(sys.argv[1:])
flags = dict(item.split("=", 1) for item in sys.argv if "=" in item and item.split("=")[0].isalpha())
method = sys.argv[sys.argv.index("--method") + 1] if "--method" in sys.argv else "GET"
path = next((item for item in sys.argv if item.startswith("repos/")), "")

if method != "GET" and state["read_only"]:
    state_file.write_text(json.dumps(state), encoding="utf-8")
    sys.exit("::error::gh: Resource not accessible by integration (HTTP 403)")
if method == "GET":
    for start in range(0, len(state["comments"]) or 1, 2):
        nodes = [
            {{
                "databaseId": item["id"],
                "body": item["body"],
                "viewerDidAuthor": item["author"] == "github-actions",
            }}
            for item in state["comments"][start : start + 2]
        ]
        comments = {{"nodes": nodes, "pageInfo": {{"hasNextPage": True, "endCursor": "x"}}}}
        answer = {{"data": {{"repository": {{"pullRequest": {{"comments": comments}}}}}}}}
        sys.stdout.write(json.dumps(answer))
else:
    body = pathlib.Path(flags["body"].removeprefix("@")).read_text(encoding="utf-8")
    if method == "POST":
        number = 1 + max((item["id"] for item in state["comments"]), default=100)
        state["comments"].append({{"id": number, "author": "github-actions", "body": body}})
    else:
        number = int(path.rsplit("/", 1)[1])
        (found,) = [item for item in state["comments"] if item["id"] == number]
        found["body"] = body
    sys.stdout.write(json.dumps({{"id": number}}))
state_file.write_text(json.dumps(state), encoding="utf-8")
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: exit code of the first step that failed, its log, its outputs by step."""

    code: int
    log: str
    outputs: Mapping[str, Mapping[str, str]]
    summary: str


@dataclass(slots=True)
class GitHub:
    """A runner with a checkout, and the comments of the pull request.

    Attributes:
        folder: a folder of its own.
        checkout: the repository that is checked.
        comments: ``{"id", "author", "body"}`` of each comment that is there.
        read_only: the token may not write, as in a pull request from a fork.
        has_gh: the runner has the host's command.
    """

    folder: Path
    checkout: Path
    comments: list[dict[str, object]] = field(default_factory=list)
    read_only: bool = False
    has_gh: bool = True

    @property
    def temp(self) -> Path:
        """The runner's folder for what a job leaves behind."""
        return self.folder / "runner-temp"

    def run(
        self,
        *,
        base: str = "main",
        head: str = REPOSITORY,
        event: str = "pull_request",
        install: bool = False,
        **inputs: str,
    ) -> Outcome:
        """Run the steps of ``action.yml``, in order, until one fails.

        Args:
            base: the pull request's base branch.
            head: the repository that the pull request comes from.
            event: ``pull_request``, or another that has none.
            install: run the step that installs too; else this environment's command is put there.
            inputs: the action's inputs.
        """
        self._prepare(install)
        is_pull_request = event == "pull_request"
        values = {f"inputs.{key}": item["default"] for key, item in ACTION["inputs"].items()}
        values |= {f"inputs.{key}": text for key, text in inputs.items()}
        values["github.token"] = "a-token"
        values["github.event.pull_request.number"] = "7" if is_pull_request else ""
        values["github.event.pull_request.head.repo.full_name"] = head if is_pull_request else ""
        log, code = "", 0
        outputs: dict[str, dict[str, str]] = {}
        for step in ACTION["runs"]["steps"][0 if install else 1 :]:
            if step.get("if") and values["inputs.comment"] != "true":
                assert step["if"] == "inputs.comment == 'true'"
                continue
            environment = {key: _filled(text, values) for key, text in step.get("env", {}).items()}
            done = self._step(step["run"], environment, base if is_pull_request else "")
            log += done.stdout
            outputs[step.get("id", step["name"])] = self._outputs()
            for key, text in self._outputs().items():
                values[f"steps.{step.get('id')}.outputs.{key}"] = text
            if done.returncode:
                code = done.returncode
                break
        state = json.loads((self.folder / "state.json").read_text(encoding="utf-8"))
        self.comments = state["comments"]
        return Outcome(code, log, outputs, (self.folder / "summary.md").read_text(encoding="utf-8"))

    @property
    def calls(self) -> list[list[str]]:
        """How ``gh`` was called in the last run."""
        calls: list[list[str]] = json.loads((self.folder / "state.json").read_text("utf-8"))[
            "calls"
        ]
        return calls

    def _prepare(self, install: bool) -> None:
        (self.temp / "postmortem-check").mkdir(parents=True, exist_ok=True)
        if not install and not (self.temp / "postmortem-check" / "venv").exists():
            (self.temp / "postmortem-check" / "venv").symlink_to(TOOLS.parent)
        state = {"comments": self.comments, "read_only": self.read_only, "calls": []}
        (self.folder / "state.json").write_text(json.dumps(state), encoding="utf-8")
        (self.folder / "summary.md").write_text("", encoding="utf-8")
        tools = self.folder / "bin"
        shutil.rmtree(tools, ignore_errors=True)
        tools.mkdir()
        for name in COMMANDS:
            (tools / name).symlink_to(str(shutil.which(name)))
        (tools / "python3").symlink_to(Path(sys.base_prefix, "bin", "python3"))
        if self.has_gh:
            text = _GH.format(python=sys.executable, state=str(self.folder / "state.json"))
            (tools / "gh").write_text(text, encoding="utf-8")
            (tools / "gh").chmod(0o755)

    def _step(
        self, script: str, environment: Mapping[str, str], base: str
    ) -> subprocess.CompletedProcess[str]:
        (self.folder / "output").write_text("", encoding="utf-8")
        (self.folder / "script.sh").write_text(script, encoding="utf-8")
        kept = {key: text for key, text in os.environ.items() if key.startswith(("PIP_", "SSL_"))}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(self.folder / "script.sh")],
            cwd=self.checkout,
            env={
                "PATH": str(self.folder / "bin"),
                "HOME": str(self.folder),
                "CI": "true",
                "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_BASE_REF": base,
                "GITHUB_OUTPUT": str(self.folder / "output"),
                "GITHUB_REPOSITORY": REPOSITORY,
                "GITHUB_SERVER_URL": "https://github.com",
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
                "GITHUB_WORKSPACE": str(self.checkout),
                "RUNNER_TEMP": str(self.temp),
                **STEADY,
                **kept,
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="surrogateescape",
            check=False,
        )

    def _outputs(self) -> dict[str, str]:
        lines = (self.folder / "output").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """A value of the action's YAML with its expressions replaced, as the host does it."""
    return _EXPRESSION.sub(lambda found: values[found[1]], text)
