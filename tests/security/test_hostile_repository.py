"""A pull request runs nothing, reads nothing outside of the archive and is told no secret."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from hostile_repository import OUTSIDE, HostileRepository
from places import ROOT
from runner_commands import commands

CANARY = "7f3a-secret-of-the-job"
WATCHED = Path(__file__).parent / "watched_command.py"
CALLS = (
    ("check",),
    ("check", "--format", "json"),
    ("check", "--format", "github", "--strict"),
    ("check", "--diff"),
    ("check", "--changed", "--format", "markdown"),
    ("check", "--changed=main", "--format", "sarif"),
    ("check", "--changed=--upload-pack=touch ran"),
    ("search", "pool"),
    ("search", "--format", "json"),
    ("related", "2026-03-12-checkout"),
    ("related", "postmortems/2026/outside.md"),
    ("actions", "--all"),
    ("stats",),
    ("stats", "--by", "service", "--format", "json"),
    ("digest", "--since", "2025"),
)
KEEPING = (
    ("check",),
    ("search", "--format", "json"),
    ("related", "2026-03-12-checkout"),
    ("stats",),
)
"""Calls whose results come from what an earlier one has kept."""

OPENING = ("open", "os.scandir", "os.listdir", "import", "sqlite3.connect", "ctypes.dlopen")
_PLAIN = ("builtins.int", "_codecs.encode")
OWN_NAMES = ("whoosh.", "postmortem_archive.", "datetime.", "collections.defaultdict", *_PLAIN)
"""What the tool keeps for itself is unpickled into these, once its seal has been checked."""


@dataclass(frozen=True)
class Outcome:
    """What a call gave: its exit code, what it printed, and what was seen of its doings."""

    code: int
    printed: str
    events: tuple[tuple[str, list[Any]], ...]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> HostileRepository:
    return HostileRepository(tmp_path_factory.mktemp("fork"))


def environment(hostile: HostileRepository, user: str = "user") -> dict[str, str]:
    """Of a CI job: it has a secret, and a cache of its own outside of the checkout."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    cache = hostile.root.parent / f"{user}-cache"
    return {
        **kept,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "SOURCE_DATE_EPOCH": "1773450000",  # 2026-03-14
        "SECRET_CANARY": CANARY,
        "XDG_CACHE_HOME": str(cache),
        "HOME": str(cache),
        "PATH": f".:{os.environ['PATH']}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def call(hostile: HostileRepository, *words: str, user: str = "user") -> Outcome:
    """Run the command in the root of the repository, watched."""
    log = hostile.root.parent / "events"
    log.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, WATCHED, log, *words],
        cwd=hostile.root,
        env=environment(hostile, user),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    events = tuple(map(json.loads, log.read_text("utf-8").splitlines()))
    return Outcome(done.returncode, done.stdout.decode(), events)


def test_the_traps_are_set(tmp_path: Path) -> None:
    hostile = HostileRepository(tmp_path)
    subprocess.run(["git", "status"], cwd=hostile.root, capture_output=True, check=False)
    hostile.plant_repository()
    subprocess.run(["git", "status"], cwd=hostile.archive, capture_output=True, check=False)
    subprocess.run(["git", "status"], cwd=hostile.root, env=environment(hostile), check=False)
    subprocess.run([sys.executable, "-c", "import yaml"], cwd=hostile.root, check=True)
    sprung = {path.name for path in hostile.markers.iterdir()}
    assert {"yaml", "git", "git-outer", "git-inner"} <= sprung


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_nothing_is_run_nothing_is_read_and_nothing_is_told(
    hostile: HostileRepository,
    words: tuple[str, ...],
    record_property: Callable[[str, object], None],
) -> None:
    outcome = call(hostile, *words)
    no_trap_is_sprung(hostile, outcome)
    if "github" not in words:
        assert commands(outcome.printed) == []
    assert outside_of(hostile, outcome) == []
    assert started_by(outcome) == []
    record_property("count: calls in a hostile repository, watched", 1)


def test_the_beginning_of_an_archive_reads_only_what_tells_of_its_repository(
    hostile: HostileRepository,
) -> None:
    outcome = call(hostile, "init", "--dry-run")
    no_trap_is_sprung(hostile, outcome)
    assert outcome.code == 0, outcome.printed
    assert outside_of(hostile, outcome) == [f"open {hostile.root / 'mkdocs.yml'}"]
    assert started_by(outcome) == []


def no_trap_is_sprung(hostile: HostileRepository, outcome: Outcome) -> None:
    assert outcome.code in (0, 1, 2), outcome.printed
    assert "Traceback" not in outcome.printed
    assert CANARY not in outcome.printed
    assert OUTSIDE not in outcome.printed
    assert "root:" not in outcome.printed
    assert list(hostile.markers.iterdir()) == []
    assert not list(hostile.root.rglob("ran"))


def outside_of(hostile: HostileRepository, outcome: Outcome) -> list[str]:
    """What was opened or imported that is neither of the program, nor of the archive, nor a cache."""
    allowed = [
        *map(Path, {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *sys.path}),
        ROOT / "plugins",
        hostile.archive,
        hostile.root / ".cache" / "postmortems",
        hostile.root.parent / "user-cache",
        Path(os.devnull),
    ]
    places = [Path(os.path.realpath(place)) for place in allowed if os.fspath(place) != "."]
    found = []
    for event, arguments in outcome.events:
        if event not in OPENING:
            continue
        name = arguments[1] if event == "import" else arguments[0]
        if name in ("None", "") or name.isdecimal():  # a built-in module, or a file that is open
            continue
        place = Path(os.path.realpath(hostile.root / name))
        is_link = (hostile.root / name).is_symlink()
        if is_link or not any(place.is_relative_to(one) for one in places):
            found.append(f"{event} {name}")
    return found


def started_by(outcome: Outcome) -> list[str]:
    """What was started, connected to or unpickled, other than git with nothing of the repository's."""
    found = []
    for event, arguments in outcome.events:
        if event == "subprocess.Popen" and _is_harmless_git(arguments[0], arguments[1]):
            continue
        if event == "pickle.find_class" and ".".join(arguments).startswith(OWN_NAMES):
            continue
        if event not in OPENING:
            found.append(f"{event} {arguments}")
    return found


def _is_harmless_git(program: str, command: list[str]) -> bool:
    settings = {value for name, value in pairwise(command) if name == "-c"}
    wanted = {
        "core.fsmonitor=false",
        f"core.hooksPath={os.devnull}",
        "safe.bareRepository=explicit",
    }
    return Path(program).is_absolute() and Path(program).name == "git" and wanted <= settings


def test_the_watch_sees_what_is_done(hostile: HostileRepository) -> None:
    seen = Outcome(
        0,
        "",
        (
            ("open", ["/etc/passwd", "r", "0"]),
            ("open", ["postmortems/2026/passwd.md", "r", "0"]),
            ("import", ["yaml", str(hostile.root / "yaml.py"), "[]"]),
            ("subprocess.Popen", ["./git", ["git", "log"], "None", "None"]),
            ("pickle.find_class", ["posix", "system"]),
            ("socket.connect", ["1", "2"]),
        ),
    )
    assert len(outside_of(hostile, seen)) == 3
    assert len(started_by(seen)) == 3


def test_a_planted_cache_is_not_believed(tmp_path: Path) -> None:
    """Not even one that is whole, and says that all is well; the key it is sealed with is not ours."""
    hostile = HostileRepository(tmp_path)
    cache, theirs = hostile.root / ".cache", tmp_path / "theirs"
    clean = [call(hostile, *words, user="mallory") for words in KEEPING]
    shutil.move(cache / "postmortems", theirs)
    for data in (None, hostile.bomb("cache")):
        shutil.rmtree(cache)
        hostile.plant_cache(data, theirs)
        planted = [call(hostile, *words) for words in KEEPING]
        assert [item.printed for item in planted] == [item.printed for item in clean]
        assert [started_by(item) for item in planted] == [[]] * len(KEEPING)
        assert list(hostile.markers.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("archive.yml", "rules: {baseline: ../../outside.md}\n"),
        ("archive.yml", "rules: {baseline: /etc/passwd}\n"),
        ("archive.yml", "rules: {baseline: baseline.json}\n"),
        ("archive.yml", "name: !!python/object/apply:os.system ['touch ran']\n"),
        ("archive.yml", "name: !ENV SECRET_CANARY\n"),
        ("archive.yml", "links: {tracker_url: 'https://x/${SECRET_CANARY}/{key.__class__}'}\n"),
        ("archive.yml", "link to /etc/passwd"),
        ("2026", "link to ../../outside"),
    ],
)
def test_settings_lead_nowhere(tmp_path: Path, name: str, text: str) -> None:
    hostile = HostileRepository(tmp_path)
    place = hostile.archive / name
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    if text.startswith("link to "):
        place.symlink_to(text.removeprefix("link to "))
    else:
        place.write_text(text, encoding="utf-8")
    (hostile.archive / "baseline.json").symlink_to("/etc/passwd")
    outcome = call(hostile, "check")
    assert outcome.code in (0, 1, 2)
    for secret in (CANARY, OUTSIDE, "root:", "Traceback"):
        assert secret not in outcome.printed
    assert outside_of(hostile, outcome) == []
    assert started_by(outcome) == []
    assert list(hostile.markers.iterdir()) == []
    assert not list(hostile.root.rglob("ran"))


def test_an_archive_that_is_a_link_is_refused(tmp_path: Path) -> None:
    hostile = HostileRepository(tmp_path)
    shutil.rmtree(hostile.archive)
    hostile.archive.symlink_to("../outside")
    outcome = call(hostile, "check")
    assert outcome.code == 2
    assert "symbolic link" in outcome.printed
    assert OUTSIDE not in outcome.printed


def test_a_repository_inside_of_the_archive_is_not_asked(tmp_path: Path) -> None:
    """A folder can claim to be a repository: its history, and what it says has changed, are made up."""
    hostile = HostileRepository(tmp_path)
    hostile.plant_repository()
    for path in hostile.markers.iterdir():
        path.unlink()
    outcome = call(hostile, "check", "--changed=HEAD")
    assert outcome.code == 2
    assert "not in a git repository" in outcome.printed
    assert "2026-03-12-checkout.md" in call(hostile, "check").printed
    assert list(hostile.markers.iterdir()) == []


def test_the_installed_command_takes_nothing_from_the_folder_it_is_run_in(
    hostile: HostileRepository,
) -> None:
    for words in (("check",), ("search", "pool")):
        done = subprocess.run(
            [Path(sys.executable).with_name("postmortem"), *words],
            cwd=hostile.root,
            env=environment(hostile),
            capture_output=True,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        assert CANARY.encode() not in done.stdout + done.stderr
    assert list(hostile.markers.iterdir()) == []
