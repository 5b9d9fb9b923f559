"""How long `postmortem check` takes, as a process: ``python check_benchmark.py [N ...]``.

Times are CPU seconds (user and system) of whole processes, the least of several runs that take
turns. A first run checks everything; a second one finds everything kept; then one file has changed.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from archive_maker import write_archive

ROUNDS = 10
SIZES = (1_000, 2_000, 4_000)
COMMAND = str(Path(sys.executable).parent / "postmortem")


def main() -> None:
    """Print both tables."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = f"{name}/user-cache"
        # an installed command has been compiled to byte code; this tree may not have been
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{name}/byte-code"
        _start_up(Path(name))
        _whole_archives(Path(name), sizes)


def _start_up(scratch: Path) -> None:
    write_archive(scratch / "one" / "postmortems", 1)
    check = [COMMAND, "check", "--archive", str(scratch / "one")]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "check of one file, anew": [*check, "--no-cache"],
        "check of one file, again": check,
    }
    for command in commands.values():
        _seconds(command)  # the first one compiles
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(ROUNDS):
        for label, command in commands.items():
            best[label] = min(best[label], _seconds(command))
    print("| process | CPU s | times `python -c pass` |\n|---|---|---|")
    for label, seconds in best.items():
        print(f"| {label} | {seconds:.3f} | {seconds / best['python -c pass']:.1f} |")


def _whole_archives(scratch: Path, sizes: list[int]) -> None:
    print("\n| N | first run, CPU s | ms a file | second run | times faster | one file changed |")
    print("|---|---|---|---|---|---|")
    for size in sizes:
        project = scratch / f"archive-{size}"
        write_archive(project / "postmortems", size)
        command = [COMMAND, "check", "--archive", str(project)]
        first = _least(command, lambda project=project: shutil.rmtree(project / ".cache", True), 2)
        second = _least(command, lambda: None, 3)
        changed = _least(command, lambda project=project: _change_one(project), 3)
        print(
            f"| {size:,} | {first:.2f} | {1000 * first / size:.2f} | {second:.2f} "
            f"| {first / second:.1f} | {changed:.2f} |",
            flush=True,
        )


def _least(command: list[str], prepare: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        prepare()
        times.append(_seconds(command))
    return min(times)


def _change_one(project: Path) -> None:
    path = min((project / "postmortems").glob("*/*.md"))
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")


def _seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()
