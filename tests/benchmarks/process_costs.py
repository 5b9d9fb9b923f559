"""What a process and all that it starts take of the machine."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LOOK_SECONDS = 0.2
_MEGABYTE = 1024  # in the kilobytes of Linux


@dataclass(frozen=True)
class Cost:
    """What a process and its children took.

    Attributes:
        cpu: seconds of processor time, user and system.
        wall: seconds from start to end.
        megabytes: of memory at its height: the largest process, or all of them at once where that
            is more; memory that they share counts once.
    """

    cpu: float
    wall: float
    megabytes: float


@dataclass(frozen=True)
class Result:
    """What one build took and left.

    Attributes:
        size: postmortems.
        name: who built.
        work: ``cold``, ``unchanged`` or ``one edit``.
        cost: what its processes took.
        files: that it wrote.
        written: bytes of these.
    """

    size: int
    name: str
    work: str
    cost: Cost
    files: int
    written: int


def run(command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end.

    Args:
        command: program and arguments.
        folder: in which it runs.
        more: variables of its environment besides our own.

    Raises:
        RuntimeError: it failed; the message is what it said.
    """
    with (folder / ".output").open("wb") as output:
        start = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(more or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        seen = _Watch(process.pid)
        seen.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        seen.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = (folder / ".output").read_text("utf-8", "replace")
        raise RuntimeError(f"{' '.join(command)}:\n{said[-2_000:]}")
    kilobytes = max(usage.ru_maxrss, seen.most)
    return Cost(usage.ru_utime + usage.ru_stime, wall, kilobytes / _MEGABYTE)


class _Watch(threading.Thread):
    """Looks again and again how much memory all processes of a session have.

    Attributes:
        most: the most that was seen, in kilobytes.
    """

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._session = session
        self._ended = threading.Event()

    def run(self) -> None:
        """Look until told to stop; a single process is known better when it has ended."""
        while not self._ended.wait(_LOOK_SECONDS):
            processes = _processes(self._session)
            if len(processes) > 1:
                self.most = max(self.most, sum(map(_kilobytes, processes)))

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()


def _processes(session: int) -> list[Path]:
    """Folders of the processes of a session, as Linux tells them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2]
        except OSError:  # it has ended
            continue
        if int(after_name.split()[3]) == session:
            found.append(folder)
    return found


def _kilobytes(process: Path) -> int:
    """Its memory; what it shares with others in equal parts."""
    try:
        lines = (process / "smaps_rollup").read_text("ascii").split("\n")
    except OSError:  # it has ended
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
