"""Approved texts as files for other tools, and what is never touched on the way."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from command_runner import Run
from postmortem_archive.cli import export as command
from postmortem_archive.publish.building.export_public import FORMATS, RECORD
from public_project import FIRST, FIRST_ID, SECOND, SECOND_ID, approve, write_public_project
from site_tree import tree

ISSUE = f"content/issues/{FIRST_ID}.md"
OTHER = f"content/issues/{SECOND_ID}.md"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two public postmortems; the current folder of the test."""
    root = write_public_project(tmp_path / "project")
    monkeypatch.chdir(root)
    return root


def export(run: Run, form: str = "cstate", into: str = "../status") -> tuple[int, str]:
    done = run("export", "--edition", "public", "--format", form, "--into", into)
    return done.code, done.err


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")


def test_every_format_can_be_asked_for() -> None:
    assert command.FORMATS == FORMATS


def test_files_are_written_and_follow_the_texts(shop: Path, run: Run) -> None:
    assert export(run) == (0, "../status: 2 files written, 0 unchanged, 0 removed\n")
    status = shop.parent / "status"
    assert {name for name in tree(status) if name.endswith(".md")} == {ISSUE, OTHER}
    before = tree(status)
    assert export(run) == (0, "../status: 0 files written, 2 unchanged, 0 removed\n")
    assert tree(status) == before
    edit(shop, FIRST, "We made room", "We made a lot of room")
    edit(shop, SECOND, "audience: public", "audience: internal")
    approve(shop)
    assert export(run) == (0, "../status: 1 file written, 0 unchanged, 1 removed\n")
    assert "a lot of room" in (status / ISSUE).read_text("utf-8")
    assert not (status / OTHER).exists()


def test_files_of_statuspage(shop: Path, run: Run) -> None:
    assert export(run, "statuspage")[0] == 0
    status = shop.parent / "status"
    names = {name for name, kind in tree(status).items() if kind != "folder"}
    incidents = {f"incidents/{name}.json" for name in (FIRST_ID, SECOND_ID)}
    assert names == {RECORD, "api/v2/incidents.json", "history.atom", *incidents}


@pytest.mark.parametrize(("value", "end"), [("true", "/"), ("false", ".html")])
def test_links_lead_to_where_the_site_has_its_pages(
    shop: Path, run: Run, value: str, end: str
) -> None:
    with (shop / "public" / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"use_directory_urls: {value}\n")
    assert export(run, "statuspage")[0] == 0
    incident = json.loads((shop.parent / f"status/incidents/{FIRST_ID}.json").read_text("utf-8"))
    assert incident["shortlink"].endswith(f"/postmortems/{FIRST_ID}{end}")


def test_a_text_that_is_not_approved_stops_it(shop: Path, run: Run) -> None:
    edit(shop, FIRST, "We made room", "We made a lot of room")
    code, said = export(run)
    assert (code, "PM910" in said, "nothing was written" in said) == (1, True, True)
    assert not (shop.parent / "status").exists()


def somebody_elses(status: Path) -> None:
    (status / ISSUE).parent.mkdir(parents=True)
    (status / ISSUE).write_text("mine\n")


def a_link(status: Path) -> None:
    (status / ISSUE).parent.mkdir(parents=True)
    (status / ISSUE).symlink_to(status.parent / "project" / FIRST)


def a_folder(status: Path) -> None:
    (status / ISSUE).mkdir(parents=True)


def a_linked_folder(status: Path) -> None:
    status.mkdir()
    (status / "content").symlink_to(status.parent / "project")


def a_record_of_another_kind(status: Path) -> None:
    status.mkdir()
    (status / RECORD).write_text("[]\n")


FOREIGN = [somebody_elses, a_link, a_folder, a_linked_folder, a_record_of_another_kind]


@pytest.mark.parametrize("spoil", FOREIGN, ids=lambda spoil: spoil.__name__)
def test_what_is_foreign_is_left_alone(shop: Path, run: Run, spoil: Callable[[Path], None]) -> None:
    status = shop.parent / "status"
    spoil(status)
    before = tree(shop.parent)
    code, said = export(run)
    assert (code, "is not as an export has written it" in said) == (2, True)
    assert tree(shop.parent) == before


def test_what_was_changed_since_is_left_alone(shop: Path, run: Run) -> None:
    assert export(run)[0] == 0
    status = shop.parent / "status"
    (status / OTHER).write_text("changed by hand\n")
    edit(shop, SECOND, "audience: public", "audience: internal")
    before = tree(status)
    assert export(run)[0] == 2
    assert tree(status) == before


def test_misuse(shop: Path, run: Run) -> None:
    for words in (
        ("--format", "cstate", "--into", "x"),
        ("--edition", "internal", "--format", "cstate", "--into", "x"),
        ("--edition", "public", "--into", "x"),
        ("--edition", "public", "--format", "cstate"),
        ("--edition", "public", "--format", "cstate", "--into", "mkdocs.yml"),
    ):
        assert run("export", *words).code == 2
