"""Nearly all that a build makes stays until its end, so it seldom looks for garbage."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from site_builder import Build, Copy, Write

AT_THE_END = """\
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count()))  # called after what is registered later
from postmortem_archive.publish.plugin import PostmortemsPlugin
PostmortemsPlugin().on_startup(command="build")
print(gc.get_freeze_count())
"""


@pytest.fixture
def usual() -> Iterator[tuple[int, int, int]]:
    """How often Python looks for garbage by itself, whatever tests before have changed."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield (700, 10, 10)
    gc.set_threshold(*before)


def test_garbage_is_looked_for_seldom_until_a_build_ends(
    copy_site: Copy, build_project: Build, usual: tuple[int, int, int]
) -> None:
    project = copy_site("small")
    config = load_config(str(project / "mkdocs.yml"))
    config.plugins.on_config(config)
    assert gc.get_threshold()[0] > 10 * usual[0]
    config.plugins.on_build_error(error=Abort("stopped"))
    assert gc.get_threshold() == usual
    build_project(project)
    assert gc.get_threshold() == usual


def test_a_build_that_fails_leaves_the_process_as_it_was(
    write_project: Write, build_project: Build, usual: tuple[int, int, int]
) -> None:
    with pytest.raises(Abort):
        build_project(write_project({"docs/index.md": "<!-- postmortems: nothing-known -->\n"}))
    assert gc.get_threshold() == usual


def test_what_is_there_when_the_process_ends_is_not_looked_through() -> None:
    told = subprocess.run(
        [sys.executable, "-c", AT_THE_END], capture_output=True, text=True, check=True
    )
    during, at_the_end = map(int, told.stdout.split())
    assert during == 0
    assert at_the_end > 10_000
