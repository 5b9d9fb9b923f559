"""Every page is valid HTML, as W3C's own checker sees it."""

from pathlib import Path

from page_checks import messages


def test_the_projects_own_site(site_folder: Path) -> None:
    assert messages(site_folder) == []
