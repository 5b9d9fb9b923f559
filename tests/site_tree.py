"""A folder as a tree of digests, and small projects whose sites are built by the installed command."""

import ctypes
import hashlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

COMMAND = [sys.executable, "-c", "from postmortem_archive.cli.main import main; main()"]
EPOCH = "1773450000"  # 2026-03-14

_PR_CAPBSET_DROP = 24
_CAPABILITIES = (1, 2, 3)
"""CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER: to do whatever the modes of files say."""

MKDOCS_YML = """\
site_name: Test
site_url: https://postmortems.example/
theme: {name: material, font: false}
plugins: [postmortems]
"""


def tree(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, and the kind of whatever else is there, by path."""
    found = {}
    for path in sorted(folder.rglob("*")):
        kind = path.lstat().st_mode
        name = path.relative_to(folder).as_posix()
        if stat.S_ISREG(kind):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            found[name] = "folder" if stat.S_ISDIR(kind) else "special"
    return found


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """Environment variables for the command, with a home folder of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    own = {"HOME": str(home), "SOURCE_DATE_EPOCH": EPOCH, "NO_COLOR": "1"}
    own["PYTHONDONTWRITEBYTECODE"] = "1"  # one that is killed, or has no space, would leave it torn
    return {**kept, **own, "XDG_CACHE_HOME": str(home / "cache"), **more}


def without_privileges() -> None:
    """Have a process of root's keep to what the modes of files say, once it has begun its program."""
    for capability in _CAPABILITIES:
        ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


def started(
    project: Path,
    *words: str,
    first: Callable[[], None] | None = None,
    **environment: str,
) -> subprocess.Popen[str]:
    """The command, running in a project.

    Args:
        project: the current folder of the command.
        words: what follows ``postmortem``.
        first: is called in the new process before the command starts.
        environment: variables that differ from the usual.
    """

    def prepare() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # which a shell in the background ignores
        if first:
            first()

    return subprocess.Popen(
        [*COMMAND, *words],
        cwd=project,
        env=surroundings(project.parent / "home", **environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=prepare,  # noqa: PLW1509 - nothing else of the tests runs in a thread
    )
