"""Which addresses on a page lead nowhere."""

import time
from pathlib import Path

import pytest

from postmortem_archive.publish.building.links import PageLinks, dead_links, page_links
from site_tree import write_files
from time_bounds import PER_FILE

SITE = {
    "index.html": '<h1 id="top-story">Home</h1>',
    "guide/index.html": "<a name=first></a><p id='größe'>",
    "guide/a b.html": "",
    "pool.png": "",
}

ALIVE = [
    *("index.html", "./", "guide/", "guide", "guide/index.html", "pool.png", "", "#", "#top"),
    *("#here", "guide/#first", "guide/#gr%C3%B6%C3%9Fe", "guide/#größe", "guide/a%20b.html"),
    *("?q=pool", "guide/?q=1#first", "guide/../pool.png", "../another-site/", "pool.png#x"),
    *("https://example.com/gone", "//example.com/gone", "mailto:ana@example.com", "/gone"),
    *("data:image/png,x", "index.html#:~:text=Home", "index.html#top-story", "guide/?a=1&amp;b=2"),
]
DEAD = [
    *("gone.html", "./gone/", "guide/gone.png", "guide/#second", "#nowhere", "index.html#first"),
    *("GUIDE/", "guide/../gone", "gone?q=1", "guide/a%2520b.html"),
]


def dead_on(page: str, folder: Path, name: str = "page.html") -> list[str]:
    files = SITE | {name: page}
    write_files(folder, files)

    def read(path: str) -> PageLinks:
        return page_links((folder / path).read_text("utf-8"))

    return [link.address for link in dead_links(files, "/base/", read) if link.page == name]


@pytest.mark.parametrize("address", ALIVE)
def test_leads_somewhere(tmp_path: Path, address: str) -> None:
    assert dead_on(f'<p id="here"><a href="{address}">x</a>', tmp_path) == []


@pytest.mark.parametrize("address", DEAD)
@pytest.mark.parametrize("form", ['<a href="{}">', "<IMG alt='a > b' src='{}'>", "<a\nhref={}>"])
def test_leads_nowhere(tmp_path: Path, form: str, address: str) -> None:
    assert dead_on(form.format(address), tmp_path) == [address]


@pytest.mark.parametrize(
    "text",
    [
        '<!-- <a href="gone.html"> -->',
        "<script>x = '<a href=\"gone.html\">'</script>",
        '<style>a { } /* <a href="gone.html"> */</style>',
        "<p title='see href=\"gone.html\"'>",
        '<meta content="a href=gone.html b">',
        '&lt;a href="gone.html"&gt; href="gone.html"',
        '<data-href="gone.html">',
    ],
)
def test_is_no_link(tmp_path: Path, text: str) -> None:
    assert dead_on(text, tmp_path) == []


def test_a_script_that_is_missing(tmp_path: Path) -> None:
    assert dead_on('<script defer src="gone.js">x</script>', tmp_path) == ["gone.js"]


def test_from_the_root_of_the_host_where_nothing_was_found(tmp_path: Path) -> None:
    page = '<a href="/base/guide/"><a href="/base/"><a href="/base/gone/"><a href="/other/">'
    assert dead_on(page, tmp_path, "404.html") == ["/base/gone/"]


@pytest.mark.parametrize(
    "text", ["<", "<a", "<a ", '<a "', "<a '", "<a href=", "<!--", "<script>", "<a b='\""]
)
def test_takes_time_by_length(text: str) -> None:
    before = time.process_time()
    page_links(text * (400_000 // len(text)))
    assert time.process_time() - before < PER_FILE
