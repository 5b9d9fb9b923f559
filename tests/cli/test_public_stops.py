"""What stops the public edition before anything of it is written."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from command_runner import Run
from public_project import (
    FIRST,
    FIRST_ID,
    IMAGE,
    INSIDE,
    SECOND,
    SECOND_ID,
    approve,
    edit,
)
from site_tree import tree, write_files

BUILD = ("build", "--edition", "public")


@pytest.fixture
def shop(public_shop: Path) -> Path:
    """A copy of a project and its public edition, the current folder of the test."""
    return public_shop


@pytest.fixture
def temp(private_temp: Path) -> Path:
    """Where temporary folders are made."""
    return private_temp


def open_mark(shop: Path) -> str:
    edit(shop, FIRST, "No data was lost.\n<!--", "No data <!-- internal --> was lost.\n<!--")
    return "PM906"


def mark_in_code(shop: Path) -> str:
    edit(shop, FIRST, "We made room", "`<!-- internal -->` x <!-- /internal --> We made room")
    return "PM906"


def mark_in_a_table(shop: Path) -> str:
    edit(shop, FIRST, "| 15:05 |", "| <!-- internal -->15:05<!-- /internal --> |")
    return "PM906"


def mark_that_ends_nowhere(shop: Path) -> str:
    edit(shop, FIRST, "full.<!-- /internal -->", "full.")
    return "PM906"


def title_missing(shop: Path) -> str:
    edit(shop, SECOND, "public_title: Payments were slow\n", "")
    approve(shop)
    return "PM907"


def includes_an_internal_file(shop: Path) -> str:
    edit(shop, FIRST, "We made room", '--8<-- "docs/runbook.md"\n\nWe made room')
    approve(shop)
    return "PM908"


def links_an_internal_file(shop: Path) -> str:
    edit(shop, FIRST, "We made room", "We made [room](../../room.xlsx)")
    approve(shop)
    return "PM908"


def names_a_person(shop: Path) -> str:
    edit(shop, FIRST, "We made room", "Ana Lindqvist made room")
    approve(shop)
    return "PM909"


def names_a_customer(shop: Path) -> str:
    edit(shop, FIRST, "We made room", "Globex could not pay. We made room")
    approve(shop)
    return "PM909"


def names_a_host(shop: Path) -> str:
    edit(shop, FIRST, "We made room", "On db3.corp.example we made room")
    approve(shop)
    return "PM905"


def edited_after_its_approval(shop: Path) -> str:
    edit(shop, FIRST, "We made room", "We made a lot of room")
    return "PM910"


def image_changed_after_its_approval(shop: Path) -> str:
    Image.new("RGB", (9, 9)).save(shop / IMAGE)
    return "PM910"


def approved_by_one_role_only(shop: Path) -> str:
    edit(shop, FIRST, "role: legal", "role: communications")
    return "PM911"


def image_on_both_sides(shop: Path) -> str:
    edit(shop, INSIDE, "## Resolution\n", "## Resolution\n\n![Orders](failed-orders.png)\n")
    return "PM912"


def name_of_a_page_taken(shop: Path) -> str:
    edit(shop, SECOND, f"public_id: {SECOND_ID}", f"public_id: {FIRST_ID}")
    approve(shop)
    return "PM913"


def no_image_at_all(shop: Path) -> str:
    (shop / IMAGE).write_bytes(b"GIF89a is no image")
    approve(shop)
    return f"{FIRST}:29:1 the image `2026/failed-orders.png` cannot be read as a PNG"


def moving_image(shop: Path) -> str:
    frames = [Image.new("L", (9, 9), shade) for shade in (0, 90)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    (shop / IMAGE).write_bytes(out.getvalue())
    approve(shop)
    return "moves: its other frames are not seen at first"


def linked_image(shop: Path) -> str:
    (shop / IMAGE).rename(shop / "docs/image.png")
    (shop / IMAGE).symlink_to(shop / "docs/image.png")
    approve(shop)
    return "PM91"  # nobody can approve what is not there


def unclear_settings(shop: Path) -> str:
    edit(shop, "postmortems/archive.yml", "  approvals:", "  aprovals:")
    return "so it is not clear what may be public"


def inherited_settings(shop: Path) -> str:
    edit(shop, "public/mkdocs.yml", "site_name", "INHERIT: ../mkdocs.yml\nsite_name")
    return "public/mkdocs.yml must not say INHERIT"


def repository_named(shop: Path) -> str:
    edit(shop, "public/mkdocs.yml", "theme:", "repo_url: https://git.corp.example/x\ntheme:")
    return "public/mkdocs.yml must not say repo_url"


def pages_edited(shop: Path) -> str:
    edit(shop, "public/mkdocs.yml", "theme:", "edit_uri: edit/main/\ntheme:")
    return "public/mkdocs.yml must not say edit_uri"


def hooks(shop: Path) -> str:
    write_files(shop, {"public/hook.py": "raise SystemExit(9)\n"})
    edit(shop, "public/mkdocs.yml", "theme:", "hooks: [hook.py]\ntheme:")
    return "public/mkdocs.yml must not say hooks"


def snippets(shop: Path) -> str:
    edit(shop, "public/mkdocs.yml", "theme:", "markdown_extensions: [pymdownx.snippets]\ntheme:")
    return "must not name pymdownx.snippets, which puts other files into pages"


def templates_of_the_inside(shop: Path) -> str:
    edit(shop, "public/mkdocs.yml", "font: false", "font: false, custom_dir: ../docs")
    return "custom_dir leads out of public/"


def pages_of_the_inside(shop: Path) -> str:
    edit(shop, "public/mkdocs.yml", "theme:", "docs_dir: ../docs\ntheme:")
    return "docs_dir leads out of public/"


def another_archive(shop: Path) -> str:
    edit(shop, "public/mkdocs.yml", "[postmortems]", "[postmortems: {archive: ../postmortems}]")
    return "must not name another archive"


def own_page_that_leads_inside(shop: Path) -> str:
    write_files(shop, {"public/docs/index.md": "# X\n\n[all](../../postmortems/archive.yml)\n"})
    return "public/docs/index.md:3 links to `../../postmortems/archive.yml`, which is not in public/docs"


def link_in_the_folder(shop: Path) -> str:
    (shop / "public/docs").mkdir()
    (shop / "public/docs/more.md").symlink_to(shop / INSIDE)
    return "public/docs/more.md is a link or no file, and is not followed"


def linked_folder(shop: Path) -> str:
    (shop / "public/docs").symlink_to(shop / "postmortems")
    return "public/docs is a link or no file, and is not followed"


def archive_in_the_folder(shop: Path) -> str:
    write_files(shop, {"public/postmortems/2026/x.md": "x"})
    return "public/postmortems is in the way"


STOPS = [
    *(open_mark, mark_in_code, mark_in_a_table, mark_that_ends_nowhere, title_missing),
    *(includes_an_internal_file, links_an_internal_file, names_a_person, names_a_customer),
    *(names_a_host, edited_after_its_approval, image_changed_after_its_approval),
    *(approved_by_one_role_only, image_on_both_sides, name_of_a_page_taken, no_image_at_all),
    *(moving_image, linked_image, unclear_settings, inherited_settings, repository_named),
    *(pages_edited, hooks, snippets, templates_of_the_inside, pages_of_the_inside),
    *(another_archive, own_page_that_leads_inside, link_in_the_folder, linked_folder),
    archive_in_the_folder,
]


@pytest.mark.parametrize("spoil", STOPS, ids=lambda spoil: spoil.__name__)
def test_a_build_is_stopped_before_anything_is_written(
    shop: Path, temp: Path, run: Run, spoil: Callable[[Path], str]
) -> None:
    expected = spoil(shop)
    before = tree(shop)
    done = run(*BUILD)
    assert done.code == 1
    assert expected in done.err
    assert "the site was not built; what was there before is as it was" in done.err
    assert tree(shop) == before
    assert list(temp.iterdir()) == []


def test_the_baseline_is_no_excuse(shop: Path, run: Run) -> None:
    edit(shop, FIRST, "We made room", "On db3.corp.example we made room")
    approve(shop)
    edit(
        shop, "postmortems/archive.yml", "severities:", "rules: {baseline: known.json}\nseverities:"
    )
    assert run("check", "--write-baseline").code == 0
    assert run("check").code == 0
    done = run(*BUILD)
    assert (done.code, "PM905" in done.err) == (1, True)


def test_a_failed_build_leaves_nothing(shop: Path, temp: Path, run: Run) -> None:
    write_files(shop, {"public/docs/index.md": "# X\n\n[gone](archive.md#nowhere)\n"})
    before = tree(shop)
    done = run(*BUILD)
    assert (done.code, "which is not there" in done.err) == (1, True), done.err
    assert (tree(shop), list(temp.iterdir())) == (before, [])
