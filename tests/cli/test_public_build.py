"""The public edition, from the command to the site: what is in it."""

import gzip
from pathlib import Path

import pytest
from PIL import Image

from command_runner import Run
from public_project import (
    FIRST_PAGE,
    IMAGE,
    KEPT_IN,
    PUBLIC_YML,
    SECOND,
    SECOND_ID,
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


@pytest.fixture
def built(public_built: Path) -> Path:
    """A project and its public edition."""
    return public_built


@pytest.fixture
def site(public_built: Path) -> Path:
    """The public edition."""
    return public_built / "public" / "site"


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
