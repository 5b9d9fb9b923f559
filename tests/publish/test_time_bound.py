"""A text that hangs is stopped, whatever is doing what with it, and named; the build fails at its end."""

import os
import re
import subprocess
import sys
import time

import pytest

from postmortem_archive.publish.rendering.time_bound import TooSlowError, time_bound
from site_builder import Write

SECONDS = 0.2


def hang() -> None:
    while True:
        pass


def hang_in_a_pattern() -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def hang_after_everything() -> None:
    """As a library does that believes it can go on after whatever happened, once or twice."""
    for _ in range(2):
        try:
            hang()
        except BaseException:  # noqa: BLE001, S112 - what is tried
            continue


def hang_after_an_exception() -> None:
    try:
        hang()
    except Exception:  # noqa: BLE001 - what libraries do
        hang()


@pytest.mark.parametrize(
    "work", [hang, hang_in_a_pattern, hang_after_everything, hang_after_an_exception]
)
def test_work_is_stopped(work: object) -> None:
    assert callable(work)
    start = time.monotonic()
    with pytest.raises(TooSlowError), time_bound(SECONDS):
        work()
    assert time.monotonic() - start < 30


def test_work_in_time_goes_on() -> None:
    with time_bound(60):
        done = sum(range(10))
    time.sleep(0)
    assert done == 45


def test_errors_of_the_work_stay_what_they_are() -> None:
    with pytest.raises(RecursionError), time_bound(60):
        raise RecursionError


def test_a_build_goes_on_and_fails_at_its_end(write_project: Write) -> None:
    """By a text that nests too deeply, which is as bad as one that takes too long, and quicker."""
    hostile = "---\ntitle: Hostile\nstatus: published\n---\n## Summary\n\n" + "1. " * 2_000 + "\n"
    project = write_project(
        {
            "postmortems/2026-01-01-hostile.md": hostile,
            "postmortems/2026-01-02-b.md": "---\ntitle: B\n---\n",
        }
    )
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "postmortems/2026-01-01-hostile.md: its text nests too deeply" in done.stderr
    assert "the text of postmortems/2026-01-01-hostile.md could not be laid out" in done.stderr
    for name in ("2026-01-01-hostile", "2026-01-02-b"):
        assert (project / "site" / "postmortems" / name / "index.html").is_file()
    assert (project / "site" / "feed.atom").is_file()
