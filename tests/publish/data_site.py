"""Sites of archives, without a build: what the files for other programs are made from."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from good_postmortem import GOOD
from made_archive import TODAY, made_archive
from places import SITES
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.publish.data.registry import data_kinds
from postmortem_archive.publish.site import Site
from postmortem_archive.publish.site_options import SiteOptions

KINDS = ("documents", "feeds", "index", "llms", "schemas", "table")
URL = "https://pm.example/docs/"


def site_of(root: Path, url: str = "", today: date = TODAY, name: str = "Test") -> Site:
    """The site of the archive ``root/postmortems``."""
    archive = load_archive(Project(root, root / "postmortems"), today=today)
    return Site(archive, today, SiteOptions(name=name, url=url))


def small(url: str = "") -> Site:
    """The site of the small archive; its files are in the history of this repository or not."""
    return _without_history(site_of(SITES / "small", url))


def hostile(url: str = "") -> Site:
    """The site of the hostile archive."""
    return _without_history(site_of(SITES / "hostile", url))


def made(number: int, url: str = "") -> Site:
    """The site of so many made-up postmortems."""
    return Site(made_archive(number), TODAY, SiteOptions(name="Made", url=url))


def written(root: Path, files: Iterable[str]) -> Site:
    """The site of an archive of these texts, named by their number."""
    (root / "postmortems").mkdir(parents=True)
    for number, text in enumerate(files, start=1):
        (root / f"postmortems/2026-03-12-pool-{number}.md").write_text(text, encoding="utf-8")
    return site_of(root)


def with_title(title: str) -> str:
    """A good postmortem with another title, given as YAML."""
    return GOOD.replace("Checkout failed when the pool ran dry", title)


def files_of(site: Site) -> dict[str, bytes]:
    """Every file of the kinds that tell of postmortems, by its path on the site."""
    kinds = [kind for kind in data_kinds() if kind.name in KINDS]
    assert len(kinds) == len(KINDS)
    return {file.path: file.make() for kind in kinds for file in kind.files(site)}


def _without_history(site: Site) -> Site:
    """The same as where git knows nothing, so that a test does not depend on how it was checked out."""
    site.commits, site.last_commits = {}, {}
    return site
