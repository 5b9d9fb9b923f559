"""While a large archive is written, an edit of a text is shown without a whole build."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.config import load_config

from postmortem_archive.publish import preview
from postmortem_archive.publish.plugin import PostmortemsPlugin
from site_builder import Build, BuiltSite, Copy

FIRST = "postmortems/2024/2024-03-12-checkout-pool-exhausted.md"
PAGE = "postmortems/2024-03-12-checkout-pool-exhausted/index.html"
OTHER = "postmortems/2025/2025-06-01-mail-delayed.md"


@pytest.fixture
def serve(
    copy_site: Copy, build_project: Build, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Path, Callable[[], BuiltSite]]]:
    """A project, and what builds it as a live preview does, one time after the other."""
    monkeypatch.setattr(preview, "QUICK_FROM", 0.0)
    project = copy_site("small")
    plugin = _plugin(project)
    plugin.on_startup(command="serve", dirty=False)
    yield project, lambda: build_project(project, strict=False)
    plugin.on_startup(command="build", dirty=False)


def _plugin(project: Path) -> PostmortemsPlugin:
    """The one that MkDocs keeps from one build to the next."""
    found = load_config(str(project / "mkdocs.yml")).plugins["postmortems"]
    assert isinstance(found, PostmortemsPlugin)
    return found


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def was_whole(site: BuiltSite) -> bool:
    return any(" unchanged, " in line for line in site.messages)


def test_an_edit_is_shown_at_once_and_all_else_with_the_next_whole_build(
    serve: tuple[Path, Callable[[], BuiltSite]], build_project: Build
) -> None:
    project, build = serve
    assert was_whole(build())
    for number in range(3):
        edit(project / FIRST, "## Root cause\n", f"## Root cause\n\nSentence {number} is new.\n")
        site = build()
        assert not was_whole(site)
        assert f"Sentence {number} is new." in site.read(PAGE)
    edit(project / FIRST, "title: Orders failed", "title: Most orders failed")
    site = build()
    assert not was_whole(site)
    assert "Most orders failed" in site.read(PAGE)
    assert "Most orders failed" not in site.read("services/checkout/index.html")
    (project / "postmortems/archive.yml").touch()
    edit(project / "postmortems/archive.yml", "name:", "name: ")
    site = build()
    assert was_whole(site)
    assert "Most orders failed" in site.read("services/checkout/index.html")
    whole = {name: (site.folder / name).read_bytes() for name in site.names("*.html")}
    _plugin(project).on_startup(command="serve", dirty=False)  # another preview
    again = build()
    assert whole == {name: (again.folder / name).read_bytes() for name in again.names("*.html")}


def test_what_is_wrong_with_an_edit_is_said(
    serve: tuple[Path, Callable[[], BuiltSite]],
) -> None:
    project, build = serve
    build()
    edit(project / FIRST, "severity: sev1", "severity: sev77")
    assert [line for line in build().messages if "PM107" in line and "sev77" in line]


@pytest.mark.parametrize("change", ["new", "gone", "broken", "settings", "options"])
def test_a_whole_build_is_done_where_more_changed_than_texts(
    serve: tuple[Path, Callable[[], BuiltSite]], change: str
) -> None:
    project, build = serve
    build()
    path = project / OTHER
    if change == "new":
        path.with_name("2025-06-02-mail-again.md").write_text(path.read_text("utf-8"), "utf-8")
    elif change == "gone":
        path.unlink()
    elif change == "broken":
        edit(path, "title: ", "title: {")
    elif change == "settings":
        edit(project / "postmortems/archive.yml", "Checkout", "Till")
    else:
        edit(project / "mkdocs.yml", "Small archive", "Another archive")
    changed = build()
    assert was_whole(changed) or change == "broken"
    if change == "broken":
        edit(path, "title: {", "title: ")
        assert build()


def test_a_small_archive_is_built_whole(copy_site: Copy, build_project: Build) -> None:
    project = copy_site("small")
    plugin = _plugin(project)
    plugin.on_startup(command="serve", dirty=False)
    assert preview.QUICK_FROM == 2.0
    build_project(project, strict=False)
    plugin.preview.seconds = 1.0
    edit(project / FIRST, "## Root cause\n", "## Root cause\n\nA sentence is new.\n")
    assert was_whole(build_project(project, strict=False))
    plugin.on_startup(command="build", dirty=False)
