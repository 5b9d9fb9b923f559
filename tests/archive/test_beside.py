"""Work beside gives the answers that work here gives, whatever happens to the other process."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from postmortem_archive.archive import workers
from postmortem_archive.archive.beside import Beside

SCRIPT = """
import os, signal, sys, time
from postmortem_archive.archive import workers
from postmortem_archive.archive.beside import Beside
workers._cores = lambda: 2
HERE = os.getpid()

def elsewhere():
    yield from range(1000)
    yield os.getpid() != HERE

def killed():
    yield 1
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    yield 2

def raising():
    yield 1
    raise ValueError("as it is")

def endless():
    time.sleep(60)
    yield 1
"""
"""Runs in a process of its own: one that tests share has threads, and is not copied."""


def said(more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT + more],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_answers_come_in_order_from_another_process() -> None:
    beside = "print(list(Beside(elsewhere, is_long=True).answers()) == [*range(1000), True])"
    assert said(beside) == "True"


@pytest.mark.parametrize(
    ("before", "is_long"),
    [
        ("", False),
        ("workers._cores = lambda: 1", True),
        (
            "import multiprocessing; multiprocessing.current_process()._config['daemon'] = True",
            True,
        ),
    ],
    ids=["not long", "one core", "in a copy"],
)
def test_not_worth_a_process(before: str, is_long: bool) -> None:
    after = f"{before}\nprint(list(Beside(elsewhere, is_long={is_long}).answers())[-1])"
    assert said(after) == "False"


def test_what_is_killed_is_done_here() -> None:
    assert said("print(list(Beside(killed, is_long=True).answers()))") == "[1, 2]"


def test_what_is_raised_is_raised_here() -> None:
    after = """
answers = Beside(raising, is_long=True).answers()
print(next(answers))
try:
    next(answers)
except ValueError as error:
    print(error)
"""
    assert said(after) == "1\nas it is"


def test_work_is_given_up() -> None:
    after = """
beside = Beside(endless, is_long=True)
beside.stop()
beside.stop()
print(beside._process.exitcode)
"""
    assert said(after) == "-15"


def test_a_process_that_ends_takes_it_along() -> None:
    assert said("Beside(endless, is_long=True)\nprint('gone')") == "gone"


def test_beside_threads_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    done = threading.Event()
    waiting = threading.Thread(target=done.wait)
    waiting.start()

    def where() -> Iterator[int]:
        yield os.getpid()

    try:
        assert list(Beside(where, is_long=True).answers()) == [os.getpid()]
    finally:
        done.set()
        waiting.join()


def test_where_no_file_can_be_had(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nowhere = f"import tempfile; tempfile.tempdir = {str(tmp_path / 'missing')!r}\n"
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert said(f"{nowhere}print(list(Beside(elsewhere, is_long=True).answers())[-1])") == "False"
