"""The site map: every generated page, each with the day of its last commit."""

import re
from pathlib import Path

import pytest

from good_postmortem import GOOD
from scratch_repository import ScratchRepository
from site_builder import MKDOCS_YML, Build, BuiltSite

URL = "https://pm.example/"


def places(site: BuiltSite) -> dict[str, str]:
    """Day of each page of the site map, by its URL relative to the site's root."""
    found = re.findall(r"<loc>([^<]+)</loc>\s*<lastmod>([^<]+)</lastmod>", site.read("sitemap.xml"))
    return {url.removeprefix(URL): day for url, day in found}


def project_in(root: Path) -> ScratchRepository:
    repository = ScratchRepository(root)
    (repository.root / "docs").mkdir()
    (repository.root / "docs/index.md").write_text("# Home\n")
    (repository.root / "mkdocs.yml").write_text(f"{MKDOCS_YML}site_url: {URL}\n")
    return repository


def test_days_are_those_of_the_commits(
    tmp_path: Path, build_project: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 2027-01-01
    repository = project_in(tmp_path / "project")
    repository.commit({"2026-03-12-pool.md": GOOD}, at="2026-03-13T09:00:00Z")
    later = GOOD.replace("2026-03-12", "2026-04-12").replace("2026-04-02", "2026-05-02")
    repository.commit({"2026-04-12-pool.md": later}, at="2026-04-13T09:00:00Z")
    repository.commit({"2026-03-12-pool.md": GOOD + "\n"}, at="2026-05-01T09:00:00Z")
    site = build_project(repository.root, strict=False)
    found = places(site)
    assert found["postmortems/2026-03-12-pool/"] == "2026-05-01"
    assert found["postmortems/2026-04-12-pool/"] == "2026-04-13"
    assert found["services/checkout/"] == "2026-05-01"
    assert found[""] == "2027-01-01"
    pages = {name.removesuffix("index.html") for name in site.names("*.html")} - {"404.html"}
    assert set(found) == pages


def test_without_commits_it_is_the_day_of_the_build(
    tmp_path: Path, build_project: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")
    repository = project_in(tmp_path / "project")
    repository.write({"2026-03-12-pool.md": GOOD})
    found = places(build_project(repository.root))
    assert set(found.values()) == {"2027-01-01"}
