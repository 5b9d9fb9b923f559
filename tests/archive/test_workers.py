"""Work in several processes gives what work in one does, in the same order, whatever happens to a process."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from postmortem_archive.archive import workers
from postmortem_archive.archive.workers import in_processes

THINGS = range(500)


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 2)


def _square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def _no_seven(number: int) -> int:
    if number == 7:
        raise ValueError("no seven")
    return number


def _die_elsewhere(here: int, number: int) -> int:
    """Ends the process where it is not the given one, as a computer without memory would."""
    if number == 300 and os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_answers_come_in_order_and_from_other_processes() -> None:
    answers = list(in_processes(_square, THINGS, least=10))
    assert [answer for answer, _ in answers] == [number * number for number in THINGS]
    where = {process for _, process in answers}
    assert 1 <= len(where) <= 2  # where others use the cores, one may get all of it
    assert os.getpid() not in where


@pytest.mark.parametrize("things", [range(19), range(0)])
def test_few_things_are_not_worth_it(things: range) -> None:
    assert {process for _, process in in_processes(_square, things, least=10)} <= {os.getpid()}


def test_beside_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    done = threading.Event()
    waiting = threading.Thread(target=done.wait)
    waiting.start()
    try:
        answers = list(in_processes(abs, range(-40, 0), least=20))
    finally:
        done.set()
        waiting.join()
    assert answers == list(range(40, 0, -1))


def test_where_no_process_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no semaphores here")

    monkeypatch.setattr(workers, "ProcessPoolExecutor", refuse)
    answers = list(in_processes(_square, THINGS, least=10))
    assert answers == [(number * number, os.getpid()) for number in THINGS]


def test_what_is_raised_comes_through() -> None:
    with pytest.raises(ValueError, match="no seven"):
        list(in_processes(_no_seven, THINGS, least=10))


def test_a_process_that_is_killed_costs_only_time() -> None:
    answers = in_processes(partial(_die_elsewhere, os.getpid()), THINGS, least=10)
    assert list(answers) == list(THINGS)


def test_whoever_stops_asking_waits_for_no_more_than_what_is_begun() -> None:
    answers: Iterator[tuple[int, int]] = in_processes(_square, range(100_000), least=10)
    assert next(iter(answers))[0] == 0
    answers.close()  # type: ignore[attr-defined]


INTERRUPTED = """
import signal, time
from postmortem_archive.archive import workers
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background ignores it
workers._cores = lambda: 2
def wait(number):
    time.sleep(0.01)
    return number
try:
    for number in workers.in_processes(wait, range(2_000), least=10):
        print("begun", flush=True)
except KeyboardInterrupt:
    print("stopped")
"""


@contextmanager
def begun() -> Iterator[subprocess.Popen[str]]:
    """A process that works in several, in a group of their own, once it has its first answer."""
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        yield process


def test_ctrl_c_stops_everything_quietly() -> None:
    with begun() as process:
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert out.endswith("stopped\n")
    assert err == ""
    assert process.returncode == 0
    with pytest.raises(ProcessLookupError):
        _signal_until_gone(process.pid)


def _signal_until_gone(group: int) -> None:
    for _ in range(100):
        os.killpg(group, 0)
        time.sleep(0.05)


def test_nothing_waits_for_one_that_is_killed() -> None:
    with begun() as process:
        process.kill()
    with pytest.raises(ProcessLookupError):
        _signal_until_gone(process.pid)
