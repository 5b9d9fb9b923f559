"""The public edition, from the command to the site: what is in it, and what stops it before it is built."""

import gzip
import io
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from command_runner import Run
from public_project import (
    FIRST,
    FIRST_ID,
    FIRST_PAGE,
    IMAGE,
    INSIDE,
    KEPT_IN,
    PUBLIC_YML,
    SECOND,
    SECOND_ID,
    approve,
    write_public_project,
)
from site_tree import EPOCH, started, tree, write_files

BUILD = ("build", "--edition", "public")
_PATIENCE = 60


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project and its public edition, built once."""
    root = write_public_project(tmp_path_factory.mktemp("built") / "project")
    process = started(root, *BUILD, "--strict")
    _, said = process.communicate(timeout=_PATIENCE)
    assert (process.returncode, said) == (0, "built and verified: public/site\n")
    return root


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def shop(built: Path, tmp_path: Path, temp: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, the current folder of the test."""
    folder = Path(shutil.copytree(built, tmp_path / "project"))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return folder


@pytest.fixture
def site(built: Path) -> Path:
    """The public edition."""
    return built / "public" / "site"


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")


def test_what_is_there(site: Path, built: Path) -> None:
    there = tree(site)
    pages = {name for name in there if name.startswith("postmortems/") and name.endswith(".html")}
    assert pages == {FIRST_PAGE, f"postmortems/{SECOND_ID}/index.html"}
    assert {"index.html", "archive/index.html", "services/orders/index.html"} <= there.keys()
    assert {"severities/major-outage/index.html", "years/2026/index.html"} <= there.keys()
    absent = ("actions", "trends", "causes", "teams", "tags", "calendar", "triggers")
    assert not [name for name in there if name.startswith(absent)]
    assert sorted(path.name for path in (built / "public").iterdir()) == ["mkdocs.yml", "site"]
    assert not (built / ".cache").exists()


def test_nothing_that_is_kept_in_is_in_any_file(site: Path) -> None:
    for path in (path for path in site.rglob("*") if path.is_file()):
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        found = [word for word in KEPT_IN if word.encode() in data]
        assert not found, path


def test_the_page_of_a_postmortem(site: Path) -> None:
    html = (site / FIRST_PAGE).read_text("utf-8")
    assert "12 % of customers could not pay" in html
    assert f'href="../{SECOND_ID}/"' in html.rpartition("how payments were slow")[0][-200:]
    assert '<a href="https://status.shop.example/"' in html
    assert "the runbook." in html
    assert "runbook.md" not in html
    assert "Major outage" in html
    unrecorded = ("not recorded", "Detected by", "Causes", "Authors", "Reviewers", "published</p>")
    assert [text for text in unrecorded if text in html] == []
    assert 'rel="edit"' not in html


def test_an_image_is_nothing_but_its_pixels(site: Path, built: Path) -> None:
    (image,) = site.glob("postmortems/2026/images/*")
    assert f"2026/images/{image.name}" in (site / FIRST_PAGE).read_text("utf-8")
    with Image.open(image) as shown, Image.open(built / IMAGE) as before:
        assert shown.tobytes() == before.convert("RGB").tobytes()
        assert shown.info == {}
        assert not shown.getexif()
    assert image.read_bytes().endswith(b"IEND\xaeB`\x82")


def test_a_build_can_be_repeated(shop: Path, run: Run) -> None:
    before = tree(shop / "public" / "site")
    done = run(*BUILD, "--strict", "--no-cache")
    assert (done.code, done.err) == (0, "built and verified: public/site\n")
    assert tree(shop / "public" / "site") == before


def test_only_published_postmortems(shop: Path, run: Run) -> None:
    edit(shop, SECOND, "status: published", "status: in-review")
    assert run(*BUILD, "--strict").code == 0
    site = shop / "public" / "site"
    assert [path.name for path in site.glob("postmortems/*/index.html")] == ["index.html"]
    assert "how payments were slow" in (site / FIRST_PAGE).read_text("utf-8")
    assert SECOND_ID not in (site / FIRST_PAGE).read_text("utf-8")


def test_doubtful_audience_is_internal(shop: Path, run: Run) -> None:
    edit(shop, SECOND, "audience: public", "audience: Public!")
    assert run(*BUILD, "--strict").code == 0
    assert not (shop / "public/site/postmortems" / SECOND_ID).exists()


def test_own_pages_templates_and_kinds_of_pages(shop: Path, run: Run) -> None:
    page = '{% extends "base.html" %}{% block footer %}<p>Our footer</p>{% endblock %}'
    settings = PUBLIC_YML.replace("font: false", "font: false, custom_dir: overrides")
    write_files(
        shop,
        {
            "public/mkdocs.yml": settings.replace(
                "[postmortems]", "[postmortems: {pages: [years]}]"
            ),
            "public/docs/index.md": "# How we work\n\n[All incidents](archive.md)\n",
            "public/overrides/main.html": page,
            "public/.gitignore": "site\n",
        },
    )
    assert run(*BUILD, "--strict").code == 0
    there = tree(shop / "public" / "site")
    assert "How we work" in (shop / "public/site/index.html").read_text("utf-8")
    assert "Our footer" in (shop / "public/site" / FIRST_PAGE).read_text("utf-8")
    assert not [name for name in there if name.startswith("services")]
    assert not [name for name in there if name.endswith(".gitignore")]


# What stops a build: each spoils the project, and gives what is said.


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


@pytest.mark.parametrize(
    ("site_dir", "said"),
    [
        ("../site", "the site would lie in"),
        ("../docs/site", "the site would lie in"),
        ("../postmortems", "the site would lie in"),
        ("..", "holds more than a site"),
        ("docs", "the site would lie in"),
        ("../elsewhere", "holds something else"),
    ],
)
def test_a_site_is_put_nowhere_else(shop: Path, run: Run, site_dir: str, said: str) -> None:
    write_files(shop, {"public/docs/index.md": "# X\n", "elsewhere/notes.txt": "mine\n"})
    edit(shop, "public/mkdocs.yml", "site_name", f"site_dir: {site_dir}\nsite_name")
    before = tree(shop)
    done = run(*BUILD)
    assert (done.code, said in done.err) == (2, True), done.err
    assert tree(shop) == before


def test_the_internal_edition_is_never_put_there(shop: Path, run: Run) -> None:
    before = tree(shop)
    done = run("build", "--into", "public/site")
    assert (done.code, "the site would lie in" in done.err) == (2, True)
    assert tree(shop) == before


def test_no_folder(shop: Path, run: Run) -> None:
    shutil.rmtree(shop / "public")
    done = run(*BUILD)
    assert done.code == 2
    assert "there is no file public/mkdocs.yml in" in done.err
    assert "plugins: [postmortems]" in done.err


def test_the_smallest_settings_are_enough(shop: Path, run: Run) -> None:
    shutil.rmtree(shop / "public")
    hint = run(*BUILD).err.partition("write public/mkdocs.yml: ")[2].strip()
    write_files(shop, {"public/mkdocs.yml": hint.replace("; ", "\n")})
    assert run(*BUILD).code == 0


def test_temporary_files_in_the_project(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(shop / "docs"))
    before = tree(shop)
    done = run(*BUILD)
    assert (done.code, "temporary files lie in the project" in done.err) == (2, True)
    assert tree(shop) == before


def test_mkdocs_alone_builds_no_public_edition(shop: Path, run: Run) -> None:
    (shop / "public/docs").mkdir()
    done = run("build", "-f", "public/mkdocs.yml")
    assert done.code == 1
    assert "build it with: postmortem build --edition public" in done.err


def test_from_the_folder_itself_and_with_named_settings(shop: Path, run: Run) -> None:
    before = tree(shop / "public" / "site")
    os.chdir(shop / "public")
    assert run(*BUILD, "--into", "../outside").code == 0
    assert run(*BUILD, "-f", "../mkdocs.yml", "--into", "site").code == 0
    assert tree(shop / "outside") == tree(shop / "public" / "site") == before


def test_an_archive_of_another_name(shop: Path, run: Run) -> None:
    before = tree(shop / "public" / "site")
    (shop / "postmortems").rename(shop / "incidents")
    edit(shop, "mkdocs.yml", "[postmortems]", "[postmortems: {archive: incidents}]")
    (shop / "mkdocs.yml").rename(shop / "mkdocs.yaml")
    assert run(*BUILD).code == 0
    assert tree(shop / "public" / "site") == before
    (shop / "incidents").rename(shop / "elsewhere")
    (shop / "incidents").symlink_to(shop / "elsewhere")
    done = run(*BUILD)
    assert (done.code, "is a symbolic link, which is not followed" in done.err) == (2, True)


# In processes of their own.


WAITS = """\
import pathlib, time

from markdown import Extension

pathlib.Path({waiting!r}).touch()
while not pathlib.Path({go!r}).exists():
    time.sleep(0.02)


class makeExtension(Extension):
    def extendMarkdown(self, md):
        pass
"""


@pytest.fixture
def modules(shop: Path, tmp_path: Path) -> Path:
    """A folder with an extension for which the build waits."""
    folder = tmp_path / "modules"
    names = {name: str(tmp_path / name) for name in ("waiting", "go")}
    write_files(folder, {"waits.py": WAITS.format(**names)})
    edit(shop, "public/mkdocs.yml", "theme:", "markdown_extensions: [waits]\ntheme:")
    return folder


def until(holds: Callable[[], bool]) -> None:
    last = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.02)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_is_stopped(
    temp: Path, modules: Path, tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    shop = tmp_path / "project"
    before = tree(shop)
    process = started(shop, *BUILD, PYTHONPATH=str(modules), TMPDIR=str(temp))
    until(lambda: (tmp_path / "waiting").exists() or process.poll() is not None)
    (folder,) = temp.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    process.send_signal(sent)
    _, said = process.communicate(timeout=_PATIENCE)
    assert (process.returncode, "Traceback" in said) == (code, False)
    assert (tree(shop), list(temp.iterdir())) == (before, [])


def test_two_at_once(shop: Path, temp: Path, modules: Path, tmp_path: Path) -> None:
    surroundings = {"PYTHONPATH": str(modules), "TMPDIR": str(temp)}
    first = started(shop, *BUILD, **surroundings)
    until(lambda: (tmp_path / "waiting").exists() or first.poll() is not None)
    hasty = started(shop, *BUILD, "--wait", "0", **surroundings)
    assert "another build puts a site into" in hasty.communicate(timeout=_PATIENCE)[1]
    assert hasty.returncode == 2
    patient = started(shop, *BUILD, **surroundings)
    assert patient.stderr
    assert "waiting for it" in patient.stderr.readline()
    edit(shop, FIRST, "We made room", "We made a lot of room")  # approved by nobody
    (tmp_path / "go").touch()
    _, said = first.communicate(timeout=_PATIENCE)
    assert first.returncode == 0, said
    assert "PM910" in patient.communicate(timeout=_PATIENCE)[1]
    assert patient.returncode == 1
    assert list(temp.iterdir()) == []
