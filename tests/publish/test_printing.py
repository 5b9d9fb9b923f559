from pathlib import Path

import pytest

from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.publish.printing import (
    build_site,
    built_page,
    find_browser,
    paper_copy,
    print_pdf,
)

CANONICAL = '<link rel="canonical" href="https://site.example/postmortems/a/">'
PAGE = Path("/site/postmortems/a/index.html")


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        (
            '<a href="../b/?q=1&amp;x#y">b</a>',
            '<a href="https://site.example/postmortems/b/?q=1&amp;x#y">',
        ),
        ('<a class="c" href="#pm-event-1">e</a>', '<a class="c" href="#pm-event-1">e</a>'),
        ('<a href="https://x.example/">x</a>', '<a href="https://x.example/">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<link rel="stylesheet" href="../../a.css">', 'href="file:///site/a.css"'),
        ('<img alt="p" src="../p.png">', 'src="file:///site/postmortems/p.png"'),
    ],
)
def test_addresses_are_written_in_full(html: str, printed: str) -> None:
    assert printed in paper_copy(CANONICAL + html, PAGE)


def test_where_the_site_is_not_published_no_link_leads_to_a_path_of_this_computer() -> None:
    assert paper_copy('<a class="c" href="../b/">b</a>', PAGE) == '<a class="c">b</a>'


def test_no_script_is_printed() -> None:
    html = '<p>a</p><script src="x.js"></script>b<SCRIPT>if (1 < 2) {}</script >c'
    assert paper_copy(html, PAGE) == "<p>a</p>bc"


@pytest.mark.parametrize("name", ["postmortems/a/index.html", "postmortems/a.html"])
def test_a_page_is_found_in_either_kind_of_site(tmp_path: Path, name: str) -> None:
    page = tmp_path / name
    page.parent.mkdir(parents=True)
    page.touch()
    assert built_page(tmp_path, "postmortems/a") == page
    with pytest.raises(ArchiveError, match="no page postmortems/b"):
        built_page(tmp_path, "postmortems/b")


def test_without_a_browser_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ArchiveError) as told:
        find_browser()
    assert "Chromium" in (told.value.hint or "")
    (tmp_path / "msedge").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "msedge").chmod(0o755)
    assert find_browser() == str(tmp_path / "msedge")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo no display >&2; exit 3", "no display"),
        ("exit 3", "code 3"),
        ("exit 0", "did not print"),
    ],
)
def test_a_browser_that_fails_is_quoted(tmp_path: Path, script: str, said: str) -> None:
    browser, page = tmp_path / "chromium", tmp_path / "a.html"
    browser.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    browser.chmod(0o755)
    page.write_text("<p>a</p>", encoding="utf-8")
    with pytest.raises(ArchiveError, match=said):
        print_pdf(page, tmp_path, str(browser))


def test_a_project_without_a_site_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"no mkdocs\.yml") as told:
        build_site(tmp_path, tmp_path / "site")
    assert "--site" in (told.value.hint or "")
    (tmp_path / "mkdocs.yml").write_text("site_name: [\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match="does not build"):
        build_site(tmp_path, tmp_path / "site")
