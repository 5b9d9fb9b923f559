"""A site that is just being replaced: the page says so and tries again, and never answers wrongly."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from archive_site import found, hits, opened, settled, write_site
from built_site import serve
from made_archive import made_archive
from postmortem_archive.publish.pages.archive import INDEX_FOLDER

pytestmark = pytest.mark.browser

UPDATED = "The index is being updated"


@pytest.fixture
def site(archive_folder: Path, tmp_path: Path) -> Path:
    """A copy of the site that a test may harm."""
    return Path(shutil.copytree(archive_folder, tmp_path / "site"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; that a file is missing or broken is reported by the browser, and is no error."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def index_files(site: Path, pattern: str) -> list[Path]:
    """The files of the index that fit a pattern."""
    files = [path for path in (site / INDEX_FOLDER).rglob(pattern) if path.is_file()]
    assert files
    return files


# Which files a query needs that no other one brought.
NEEDED = [
    ("entry.js", "pool"),
    ("facts-*.js", "pool"),
    ("terms-*.js", "pool"),
    ("places-*.js", '"connection pool"'),
    ("words-*.js", "conection"),
    ("documents/**/*.js", "pool"),
]


@pytest.mark.parametrize(("pattern", "query"), NEEDED)
def test_a_missing_file_is_waited_for(page: Page, site: Path, pattern: str, query: str) -> None:
    address = f"{(site / 'archive.html').as_uri()}?q={query}"
    right = hits(opened(page, address))
    assert right
    for path in index_files(site, pattern):
        path.rename(path.with_suffix(".gone"))
    page.goto(address)
    expect(page.get_by_role("status")).to_contain_text(UPDATED)
    assert hits(page) == []
    for path in index_files(site, "*.gone"):
        path.rename(path.with_suffix(".js"))
    expect(page.get_by_role("status")).to_have_text(re.compile("of 60 post"), timeout=15_000)
    assert hits(settled(page)) == right


@pytest.mark.parametrize("pattern", ["entry.js", "facts-*.js", "terms-*.js", "documents/**/*.js"])
@pytest.mark.parametrize("harm", ["cut", "swapped"])
def test_a_file_that_is_not_whole_is_waited_for(
    page: Page, site: Path, pattern: str, harm: str
) -> None:
    """Half of it has arrived, or a server answers with another file instead of saying 404."""
    contents = {path: path.read_bytes() for path in index_files(site, pattern)}
    for path, content in contents.items():
        other = b'postmortemSearch("other",{"terms":"","rows":""});\n'
        path.write_bytes(content[: len(content) // 2] if harm == "cut" else other)
    page.goto(f"{(site / 'archive.html').as_uri()}?q=pool")
    expect(page.get_by_role("status")).to_contain_text(UPDATED)
    assert hits(page) == []
    for path, content in contents.items():
        path.write_bytes(content)
    expect(page.get_by_role("status")).to_have_text(re.compile("of 60 post"), timeout=15_000)


def test_the_next_build_is_taken_on_while_the_page_is_open(
    page: Page, site: Path, tmp_path: Path
) -> None:
    """The page was opened before; what it has not read yet is gone when it is asked for."""
    after = write_site(made_archive(45, tmp_path / "archive"), tmp_path / "after")
    with serve(site) as url:
        opened(page, f"{url}archive.html")
        assert found(page) == 60
        shutil.rmtree(site / INDEX_FOLDER)
        page.get_by_role("searchbox").fill("pool")
        expect(page.get_by_role("status")).to_contain_text(UPDATED)
        assert hits(page) == []
        shutil.copytree(after / INDEX_FOLDER, site / INDEX_FOLDER)
        expect(page.get_by_role("status")).to_have_text(re.compile("of 45 post"), timeout=15_000)
        shown = hits(settled(page))
    assert shown == hits(opened(page, f"{(after / 'archive.html').as_uri()}?q=pool"))


@pytest.mark.parametrize("old", [["entry.js"], ["entry.js", "facts-*.js"]])
def test_files_of_two_builds_are_never_mixed(
    page: Page, site: Path, tmp_path: Path, old: list[str]
) -> None:
    """The old entry, and perhaps the old facts, lie over the files of the next build."""
    after = write_site(made_archive(45, tmp_path / "archive"), tmp_path / "after")
    entry = index_files(after, "entry.js")[0].read_bytes()
    for pattern in old:
        for path in index_files(site, pattern):
            shutil.copy(path, after / path.relative_to(site))
    page.goto(f"{(after / 'archive.html').as_uri()}?q=pool")
    expect(page.get_by_role("status")).to_contain_text(UPDATED)
    assert hits(page) == []
    (after / INDEX_FOLDER / "entry.js").write_bytes(entry)
    expect(page.get_by_role("status")).to_have_text(re.compile("of 45 post"), timeout=15_000)


def test_an_old_copy_of_the_entry_in_a_cache_is_passed_by(
    page: Page, site: Path, tmp_path: Path
) -> None:
    after = write_site(made_archive(45, tmp_path / "archive"), tmp_path / "after")
    entry = index_files(site, "entry.js")[0].read_text()
    for path in index_files(site, "facts-*.js"):
        shutil.copy(path, after / INDEX_FOLDER)
    page.route(re.compile(r"/entry\.js$"), lambda route: route.fulfill(body=entry))
    with serve(after) as url:
        page.goto(f"{url}archive.html?q=pool")
        expect(page.get_by_role("status")).to_have_text(re.compile("of 45 post"), timeout=15_000)


def test_after_a_while_it_shows_the_plain_list_and_what_to_do(page: Page, site: Path) -> None:
    for path in index_files(site, "facts-*.js"):
        path.unlink()
    page.goto(f"{(site / 'archive.html').as_uri()}?q=pool")
    status = page.get_by_role("status")
    expect(status).to_contain_text("cannot be read just now", timeout=30_000)
    expect(page.locator(".pm-archive__plain")).to_be_visible()
    page.get_by_role("searchbox").fill("pool worker")  # asking again tries again
    expect(status).to_contain_text(UPDATED)
