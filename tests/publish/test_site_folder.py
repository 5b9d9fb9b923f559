"""A site's folder is brought up to date in place, and stays as it was where a build fails."""

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from postmortem_archive.archive.project import Project
from postmortem_archive.publish.keeping import site_folder
from postmortem_archive.publish.keeping.site_folder import Changes, SiteFolder
from site_builder import Build, BuiltSite, Copy

LOG = logging.LoggerAdapter(logging.getLogger("test"))
PAGE = "postmortems/2025-06-01-mail-delayed/index.html"
OLD = 1_000_000_000


@pytest.fixture
def open_folder(tmp_path: Path) -> Callable[[], SiteFolder]:
    """Opens the folder ``site`` of a project for another build."""
    project = Project(tmp_path, tmp_path / "postmortems")
    return lambda: SiteFolder(project, tmp_path / "site", LOG)


def filled(folder: SiteFolder, files: dict[str, str]) -> Changes:
    for path, text in files.items():
        key = f"{path} says {text}"
        if folder.asked(path, key) is None:
            folder.write(path, text.encode(), key)
        else:
            folder.leave(path)
    return folder.finish()


def times(folder: Path) -> dict[str, int]:
    """When each file was last written."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def aged(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (OLD, OLD))


def test_a_first_build_fills_the_folder(open_folder: Callable[[], SiteFolder]) -> None:
    folder = open_folder()
    assert filled(folder, {"a.txt": "1", "b/c.txt": "2"}) == Changes(2, 0, 0)
    assert (folder.folder / "b" / "c.txt").read_text() == "2"
    assert not folder.fresh.exists()


def test_what_has_not_changed_keeps_its_time(open_folder: Callable[[], SiteFolder]) -> None:
    folder = open_folder()
    filled(folder, {"a.txt": "1", "b/c.txt": "2", "gone/d.txt": "3"})
    before = times(folder.folder)
    assert filled(open_folder(), {"a.txt": "1", "b/c.txt": "other"}) == Changes(1, 1, 1)
    after = times(folder.folder)
    assert after["a.txt"] == before["a.txt"]
    assert after["b/c.txt"] != before["b/c.txt"]
    assert {path.name for path in folder.folder.iterdir()} == {"a.txt", "b"}


def test_a_file_of_the_same_content_keeps_its_time_though_its_key_is_another(
    open_folder: Callable[[], SiteFolder],
) -> None:
    folder = open_folder()
    folder.write("a.txt", b"1", "one key")
    folder.finish()
    aged(folder.folder)
    folder = open_folder()
    folder.write("a.txt", b"1", "another key")
    assert folder.finish() == Changes(0, 1, 0)
    assert times(folder.folder) == {"a.txt": OLD * 10**9}
    assert open_folder().asked("a.txt", "another key") == []


@pytest.mark.parametrize("text", ["changed by hand", "2"])
def test_a_file_that_somebody_changed_is_written_again(
    open_folder: Callable[[], SiteFolder], text: str
) -> None:
    folder = open_folder()
    filled(folder, {"a.txt": "1"})
    (folder.folder / "a.txt").write_text(text)
    assert filled(open_folder(), {"a.txt": "1"}) == Changes(1, 0, 0)
    assert (folder.folder / "a.txt").read_text() == "1"


def test_files_of_others_go_but_hidden_ones_stay(open_folder: Callable[[], SiteFolder]) -> None:
    folder = open_folder()
    filled(folder, {"a.txt": "1"})
    (folder.folder / ".git").mkdir()
    (folder.folder / ".git" / "HEAD").write_text("ref")
    (folder.folder / "stray").mkdir()
    (folder.folder / "stray" / "x.txt").write_text("x")
    (folder.folder / "empty").mkdir()
    assert filled(open_folder(), {"a.txt": "1"}) == Changes(0, 1, 1)
    assert sorted(path.name for path in folder.folder.iterdir()) == [".git", "a.txt"]


def test_nothing_is_written_through_a_link(
    open_folder: Callable[[], SiteFolder], tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "c.txt").write_text("mine")
    folder = open_folder()
    filled(folder, {"a.txt": "1"})
    (folder.folder / "b").symlink_to(outside)
    (folder.folder / "a.txt").unlink()
    (folder.folder / "a.txt").symlink_to(outside / "c.txt")
    filled(open_folder(), {"a.txt": "1", "b/c.txt": "2"})
    assert (outside / "c.txt").read_text() == "mine"
    assert [path.name for path in folder.folder.rglob("*") if path.is_symlink()] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a/b.txt": "1"}, {"a": "1"}),
        ({"a": "1"}, {"a/b.txt": "1"}),
        ({"a/b/c": "1"}, {"a/b": "1"}),
    ],
)
def test_a_file_may_become_a_folder(
    open_folder: Callable[[], SiteFolder], before: dict[str, str], after: dict[str, str]
) -> None:
    filled(open_folder(), before)
    folder = open_folder()
    filled(folder, after)
    assert set(times(folder.folder)) == set(after)


def test_another_folder_knows_nothing(
    open_folder: Callable[[], SiteFolder], tmp_path: Path
) -> None:
    filled(open_folder(), {"a.txt": "1"})
    other = SiteFolder(Project(tmp_path, tmp_path / "postmortems"), tmp_path / "other", LOG)
    assert other.asked("a.txt", "a.txt says 1") is None
    other.give_up()
    assert not other.folder.exists()


def test_the_second_build_waits(open_folder: Callable[[], SiteFolder]) -> None:
    first, done = open_folder(), []

    def build() -> None:
        folder = open_folder()
        done.append((folder.folder / "a.txt").read_text())
        folder.give_up()

    second = threading.Thread(target=build)
    second.start()
    second.join(0.3)
    assert done == []
    filled(first, {"a.txt": "1"})
    second.join(30)
    assert done == ["1"]


def test_it_does_not_wait_for_ever(
    open_folder: Callable[[], SiteFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_folder, "LONGEST_WAIT", 0.1)
    first = open_folder()
    with pytest.raises(Exception, match="another process is writing this site"):
        open_folder()
    first.give_up()
    open_folder().give_up()


def test_a_build_writes_only_what_an_edit_touched(copy_site: Copy, build_project: Build) -> None:
    project = copy_site("small")
    site = build_project(project, strict=False)
    aged(site.folder)
    assert _written(build_project(project, strict=False)) == set()
    path = project / "postmortems/2025/2025-06-01-mail-delayed.md"
    path.write_text(
        path.read_text("utf-8").replace("## Root cause\n", "## Root cause\n\nA slip.\n")
    )
    written = _written(build_project(project, strict=False))
    assert PAGE in written
    pages = {name for name in written if name.endswith(".html")}
    assert pages == {PAGE}
    aged(site.folder)


def test_a_build_that_fails_leaves_the_site_as_it_was(
    copy_site: Copy, build_project: Build
) -> None:
    project = copy_site("small")
    site = build_project(project, strict=False)
    aged(site.folder)
    (project / "docs" / "index.md").write_text("# Home\n\n<!-- postmortems: no-such-block -->\n")
    with pytest.raises(Abort):
        build_project(project, strict=False)
    assert _written(site) == set()
    assert list((project / ".cache/postmortems/building").glob("site")) == []


def test_pages_that_mkdocs_builds_are_the_same(copy_site: Copy, build_project: Build) -> None:
    project = copy_site("small")
    (project / "hook.py").write_text("def on_page_markdown(markdown, **_):\n    return markdown\n")
    handed_over = _contents(build_project(project, strict=False))
    with (project / "mkdocs.yml").open("a") as options:
        options.write("hooks: [hook.py]\n")
    assert _contents(build_project(project, strict=False)) == handed_over


def _written(site: BuiltSite) -> set[str]:
    return {name for name, time in times(site.folder).items() if time != OLD * 10**9}


def _contents(site: BuiltSite) -> dict[str, bytes]:
    return {
        name: (site.folder / name).read_bytes() for name in site.names() if name != "sitemap.xml.gz"
    }
