"""Kill what runs at random moments, and look at what is left: `killed_runs.py FOLDER KILLS SEED`.

Every run is a process of its own, forked from this one so that it need not import everything again.
Prints, as JSON, how many runs of each kind were killed, and everything that was not as it should be.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from good_postmortem import GOOD
from postmortem_archive.cli.main import command
from postmortem_archive.publish.building.beside import start_beside
from postmortem_archive.publish.building.swap import exchange, put_back, take_place
from postmortem_archive.publish.building.target import Target
from site_tree import EPOCH, MKDOCS_YML, tree, write_files

SETTINGS = """\
severities: {sev1: {name: Critical}, sev2: {name: Major}}
services: {checkout: {name: Checkout, team: payments}}
causes: {capacity: {name: Capacity, kind: architecture}, review-gap: {name: Review gap, kind: process}}
teams: {payments: {name: Payments}}
"""
STATES: dict[str, dict[str, str]] = {
    "before": {
        "2026-03-12-pool.md": GOOD,
        "2026-02-01-queue.md": GOOD.replace("pool", "queue"),
        "archive.yml": SETTINGS,
    },
    "after": {
        "2026-03-12-pool.md": GOOD.replace("could not pay", "could not order anything"),
        "2026-02-02-lease.md": GOOD.replace("pool", "lease").replace("sev1", "sev2"),
        "archive.yml": SETTINGS.replace("Checkout", "Till"),
    },
}
SEARCH = ["search", "pool", "or", "order", "--format", "json"]
CHECK = ["check", "--format", "json"]
FILES_TO_SWAP = [*(f"{folder}/{number}" for folder in "abc" for number in range(6)), "index.html"]
KINDS = {
    "build": 8,
    "cold build": 3,
    "search index": 5,
    "cache": 3,
    "swap": 6,
    "swap in two steps": 3,
}
"""What is killed, and how often each of it among all."""

_ENOUGH = 9
"""Mistakes, after which it stops."""

_ON_THE_SAFE_SIDE = 1.1
"""Some runs take longer than those that were measured."""


class Killer:
    """Kills runs in a project of its own.

    Args:
        folder: an empty folder.
        seed: of what is left to chance.

    Attributes:
        kills: how many runs of each kind were killed before their end.
        wrong: what was not as it should be.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.kills: Counter[str] = Counter()
        self.wrong: list[str] = []
        self._project = folder / "project"
        self._site = self._project / "site"
        self._output = folder / "output"
        self._swapped = Target(folder / "swapped")
        self._home = folder / "home"
        os.environ.update(SOURCE_DATE_EPOCH=EPOCH, XDG_CACHE_HOME=str(self._home), NO_COLOR="1")
        self._set_up()

    def _set_up(self) -> None:
        write_files(self._project, {"mkdocs.yml": MKDOCS_YML, "docs/index.md": "# Home\n"})
        os.chdir(self._project)
        self._sites: dict[str, dict[str, str]] = {}
        self._answers: dict[str, list[str]] = {}
        self._seconds: dict[str, float] = {}
        write_files(self._project / "postmortems", STATES["after"])
        command.main(["build"], standalone_mode=False)  # and everything is imported
        for state in STATES:
            self._change_to(state)
            self._forget()
            began = time.monotonic()
            self._run(["build"])
            self._seconds["cold build"] = time.monotonic() - began
            self._sites[state] = tree(self._site)
            self._answers[state] = [self._said(SEARCH), self._said(CHECK)]
        if self._sites["before"] == self._sites["after"]:
            raise ValueError("there is nothing to tell a site by")
        for kind, words in {"build": ["build"], "search index": SEARCH, "cache": CHECK}.items():
            self._change_to("before" if kind == "search index" else "after")
            began = time.monotonic()
            self._run(words)
            self._seconds[kind] = time.monotonic() - began
        self._run(["build"])
        self._seconds["swap"] = self._seconds["swap in two steps"] = 0.15
        write_files(self._swapped.folder, dict.fromkeys(FILES_TO_SWAP, "0"))

    def kill_one(self) -> None:
        """Kill one run, and look at what is left."""
        kind = self.chance.choices([*KINDS], [*KINDS.values()])[0]
        if kind.startswith("swap"):
            self._kill_swap(kind, exchange if kind == "swap" else _never)
            return
        old, new = self._state, self.chance.choice([*STATES])
        self._change_to(new)
        if kind == "cold build" or (kind != "build" and self.chance.random() < 0.5):
            self._forget()
        words = {"search index": SEARCH, "cache": CHECK}.get(kind, ["build"])
        if not self._is_killed(kind, lambda: self._command(words)):
            self._run(["build"])
            return
        found = tree(self._site)
        if found not in (self._sites[old], self._sites[new]):
            self._tell(kind, f"the site is torn: {_difference(found, self._sites[new])}")
        answers = [self._said(SEARCH), self._said(CHECK)]
        if answers != self._answers[new]:
            self._tell(kind, f"other answers: {answers}")
        self._run(["build"])
        if tree(self._site) != self._sites[new]:
            self._tell(kind, f"other site: {_difference(tree(self._site), self._sites[new])}")
        left = [path.name for path in self._project.iterdir() if "postmortem-" in path.name]
        if left or (self._project / ".cache/postmortems/building/site").exists():
            self._tell(kind, f"left behind: {left}")

    def _kill_swap(self, kind: str, at_once: Callable[[Path, Path], bool]) -> None:
        """A site of many versions takes its own place over and over: all files are of one version."""
        target = self._swapped

        def swap() -> None:
            version = int((target.folder / "index.html").read_text())
            while True:
                version += 1
                start_beside(target, shared=True)
                for name in FILES_TO_SWAP:
                    (target.beside / name).unlink()
                    (target.beside / name).write_text(str(version))
                take_place(target, at_once)

        self._is_killed(kind, swap)
        if kind == "swap" and not target.folder.is_dir():
            self._tell(kind, "there was a moment without a site")
        put_back(target)
        found = {name: _read(target.folder / name) for name in FILES_TO_SWAP}
        if len(set(found.values())) != 1:
            self._tell(kind, f"several versions: {found}")
        if [path for path in target.folder.parent.iterdir() if "postmortem-" in path.name]:
            self._tell(kind, "something is left behind")

    def _change_to(self, state: str) -> None:
        self._state = state
        archive = self._project / "postmortems"
        for path in archive.iterdir():
            if path.name not in STATES[state]:
                path.unlink()
        write_files(archive, STATES[state])

    def _forget(self) -> None:
        """As on a new machine: without a cache, without a key."""
        shutil.rmtree(self._project / ".cache", ignore_errors=True)
        shutil.rmtree(self._home, ignore_errors=True)

    def _is_killed(self, kind: str, run: Callable[[], None]) -> bool:
        process = self._started(run)
        time.sleep(self.chance.uniform(0, self._seconds[kind] * _ON_THE_SAFE_SIDE))
        os.kill(process, signal.SIGKILL)
        killed = os.WIFSIGNALED(os.waitpid(process, 0)[1])
        self.kills[kind] += killed
        return killed

    def _run(self, words: list[str]) -> None:
        os.waitpid(self._started(lambda: self._command(words)), 0)

    def _said(self, words: list[str]) -> str:
        self._run(words)
        return self._output.read_text("utf-8")

    def _command(self, words: list[str]) -> None:
        command.main(words, standalone_mode=True)

    def _started(self, run: Callable[[], None]) -> int:
        process = os.fork()
        if process:
            return process
        output = os.open(self._output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(os.open(self._output.with_suffix(".log"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        try:
            run()
        except SystemExit:
            sys.stdout.flush()
        finally:
            os._exit(0)

    def _tell(self, kind: str, what: str) -> None:
        self.wrong.append(f"after kill {self.kills.total()}, of {kind}: {what}")


def _never(_one: Path, _other: Path) -> bool:
    return False


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else "missing"


def _difference(found: dict[str, str], wanted: dict[str, str]) -> list[str]:
    return sorted(name for name in found | wanted if found.get(name) != wanted.get(name))[:9]


def main() -> None:
    """Kill as many runs as are asked for."""
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    killer = Killer(folder, seed)
    while killer.kills.total() < kills and len(killer.wrong) < _ENOUGH:
        killer.kill_one()
    print(json.dumps({"kills": killer.kills, "wrong": killer.wrong}))  # noqa: T201


if __name__ == "__main__":
    main()
