"""``postmortem print``: a postmortem as PDF, for those who read on paper or without the site."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import click

from postmortem_archive.archive.addresses import POSTMORTEMS, slug
from postmortem_archive.archive.discover import discover
from postmortem_archive.archive.project import Project
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.suggest import did_you_mean
from postmortem_archive.model.visible import visible
from postmortem_archive.publish.printing import build_site, built_page, find_browser, print_pdf

from .completion import complete_id
from .options import archive_option, project_at
from .telling import tell


@click.command("print", short_help="Print a postmortem to PDF.")
@click.argument("name", metavar="ID", shell_complete=complete_id)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write it.  [default: ID.pdf in this folder]",
)
@click.option(
    "--site",
    "site_folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="A site that is built already; without it, one is built for this and thrown away.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@archive_option
def command(
    name: str,
    output: Path | None,
    site_folder: Path | None,
    force: bool,
    archive_folder: Path | None,
) -> None:
    """Print the page of a postmortem to PDF.

    Chromium, Chrome or Edge does it, whichever is installed; nothing is downloaded. The page is that of
    the site, so it is printed as a reader of the site would print it.

    \b
    Examples:
      postmortem print 2026-03-12-connection-pool
      postmortem print 2026-03-12-connection-pool --output review.pdf --force
      postmortem print 2026-03-12-connection-pool --site site

    Exit codes: 0 it is printed, 2 misuse, or there is no browser.
    """
    project = project_at(archive_folder)
    identifier, source = _find(name, project)
    target = output or Path(f"{slug(identifier)}.pdf")
    _check(target, force=force)
    browser = find_browser()
    # beside the result: some browsers are kept from the folder that is usual for such files
    with TemporaryDirectory(prefix="postmortem-print-", dir=target.resolve().parent) as folder:
        site = site_folder or Path(folder) / "site"
        if site_folder is None:
            click.echo("Building the site; --site FOLDER takes one that is there.", err=True)
            build_site(project.root, site)
        page = built_page(site, f"{POSTMORTEMS}/{slug(identifier)}")
        if page.stat().st_mtime < source.stat().st_mtime:
            tell(f"The site is older than {source.name}; mkdocs build renews it.")
        data = print_pdf(page, Path(folder), browser)
        with target.open("wb" if force else "xb") as file:
            file.write(data)
    click.echo(visible(str(target)))


def _check(target: Path, *, force: bool) -> None:
    """See to it before the work that the result can be written."""
    if target.exists() and not force:
        raise ArchiveError(
            f"{target} is there already",
            "name another file with --output, or write over it: --force",
        )
    if not target.resolve().parent.is_dir():
        raise ArchiveError(f"there is no folder {target.parent}", "create it, or name another file")


def _find(name: str, project: Project) -> tuple[str, Path]:
    """The ID of a postmortem and its file; it is named by its ID, or by its file."""
    places = _places(project)
    given = Path(name)
    if given.suffix == ".md" and given.is_file():
        if given.resolve() in places.values():
            return given.stem, given
        raise ArchiveError(
            f"{name} is not in the archive {project.folder}", "only its files have pages"
        )
    if name not in places:
        hint = did_you_mean(name, places).strip()
        raise ArchiveError(
            f"no postmortem has the ID {name}",
            hint or "postmortem search finds it and shows its file",
        )
    return name, places[name]


def _places(project: Project) -> Mapping[str, Path]:
    """The file of every ID."""
    return {
        PurePosixPath(found.path).stem: Path(found.location)
        for found in discover(project.folder)
        if not found.refusal
    }
