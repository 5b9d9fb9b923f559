"""As much of GitLab as it takes to run our component: its interpolation, its runner, the API for notes."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml

from places import ROOT
from scratch_checkout import STEADY, TOOLS, git

HEADER, BODY = (ROOT / "templates" / "check.yml").read_text(encoding="utf-8").split("\n---\n")
INPUTS: Any = yaml.safe_load(HEADER)["spec"]["inputs"]
MARKER = "<!-- postmortem-check -->"
TOKEN = "glpat-a_made-up.token"  # noqa: S105 - made up
ME = 42
"""The number of the token's user."""

_INPUT = re.compile(r"\$\[\[ inputs\.([\w-]+) \]\]")
_NOTES = "/api/v4/projects/11/merge_requests/7/notes"


def interpolated(given: Mapping[str, object]) -> Any:
    """The component's jobs with its inputs filled in."""
    values = {key: item.get("default") for key, item in INPUTS.items()} | dict(given)

    def fill(node: Any) -> Any:
        if isinstance(node, dict):
            return {fill(key): fill(value) for key, value in node.items()}
        if isinstance(node, list):
            return [fill(item) for item in node]
        if not isinstance(node, str):
            return node
        return _INPUT.sub(lambda found: _written(values[found[1]]), node)

    return fill(yaml.safe_load(BODY))


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(slots=True)
class Api:
    """The notes of a merge request behind a real server.

    Attributes:
        notes: as the API gives them.
        forbidden: methods that are refused.
    """

    notes: list[dict[str, Any]] = field(default_factory=list)
    forbidden: frozenset[str] = frozenset()
    calls: list[str] = field(default_factory=list)

    def answer(self, method: str, target: str, token: str | None, body: str) -> tuple[int, Any]:
        """Status and JSON for a request."""
        url = urlsplit(target)
        self.calls.append(f"{method} {target}")
        if token != TOKEN or method in self.forbidden:
            return 403, {"message": "\x1b[0K403 Forbidden"}
        if (method, url.path) == ("GET", "/api/v4/user"):
            return 200, {"id": ME}
        if (method, url.path) == ("GET", _NOTES):
            asked = parse_qs(url.query)
            page, size = int(asked["page"][0]), int(asked["per_page"][0])
            return 200, self.notes[(page - 1) * size : page * size]
        (text,) = parse_qs(body)["body"]
        if (method, url.path) == ("POST", _NOTES):
            self.notes.append({"id": 900, "author": {"id": ME}, "body": text})
            return 201, self.notes[-1]
        (note,) = [item for item in self.notes if url.path == f"{_NOTES}/{item['id']}"]
        note["body"] = text
        return 200, note


@contextmanager
def serving(api: Api) -> Iterator[str]:
    """The API's address while it is served on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            body = self.rfile.read(length).decode()
            token = self.headers.get("PRIVATE-TOKEN")
            status, data = api.answer(self.command, self.path, token, body)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(data).encode())

        do_GET = do_POST = do_PUT = _reply  # noqa: N815 - the names that the library calls

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the test looks at the calls."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/api/v4"
        finally:
            server.shutdown()
            thread.join()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: the exit code of its script, and its log; then that of what runs afterwards."""

    code: int
    log: str
    after: str


@dataclass(slots=True)
class GitLab:
    """A runner with a checkout.

    Attributes:
        folder: a folder of its own.
        checkout: the repository that is checked.
        api: the merge request.
        token: the value of the variable, where it is set.
        base: the branch that is compared with.
        shell: the shell that the image has.
    """

    folder: Path
    checkout: Path
    api: Api = field(default_factory=Api)
    token: str | None = TOKEN
    base: str = "main"
    shell: str = "bash"

    def run(self, *, install: bool = False, **inputs: object) -> Outcome:
        """Run the component's job; without ``install`` this environment's command is put there."""
        job = interpolated({"package": str(ROOT), **inputs})["postmortem-check"]
        with serving(self.api) as address:
            environment = self._environment(job["variables"], address)
            before = "\n".join(job["before_script"])
            if not install:
                before = "mkdir -p .postmortem-check\nln -sfn $TOOLS .postmortem-check/venv"
            done = self.execute("\n".join([before, *job["script"]]), environment)
            after = self.execute("\n".join(job["after_script"]), environment)
        assert after.returncode == 0, after.stdout
        return Outcome(done.returncode, done.stdout, after.stdout)

    def report(self, name: str) -> str:
        """The text of a report that the job leaves behind."""
        return (self.checkout / ".postmortem-check" / name).read_text(encoding="utf-8")

    def _environment(self, variables: Mapping[str, str], address: str) -> dict[str, str]:
        token = {} if self.token is None else {"POSTMORTEM_CHECK_TOKEN": self.token}
        kept = {key: text for key, text in os.environ.items() if key.startswith(("PIP_", "SSL_"))}
        return {
            "PATH": f"{sys.base_prefix}/bin:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "TOOLS": str(TOOLS.parent),
            "no_proxy": "*",
            "CI": "true",
            "GITLAB_CI": "true",
            "CI_API_V4_URL": address,
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(
                self.checkout, "merge-base", "HEAD", f"origin/{self.base}"
            ),
            "CI_MERGE_REQUEST_IID": "7",
            "CI_MERGE_REQUEST_PROJECT_ID": "11",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": self.base,
            "CI_PIPELINE_SOURCE": "merge_request_event",
            "CI_PROJECT_DIR": str(self.checkout),
            "CI_PROJECT_ID": "12",
            **STEADY,
            **kept,
            **variables,
            **token,
        }

    def execute(
        self, script: str, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run a script in the checkout as the runner does."""
        options = ["-eo", "pipefail"] if self.shell == "bash" else ["-e"]
        return subprocess.run(
            [self.shell, *options, "-c", script],
            cwd=self.checkout,
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="surrogateescape",
            check=False,
        )
