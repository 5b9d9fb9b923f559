"""``postmortem build --edition public``: a site of approved texts, built of a fresh tree."""

from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from postmortem_archive.archive.project import ARCHIVE_FOLDER, Project
from postmortem_archive.archive.public_edition.due import due_edition
from postmortem_archive.archive.public_edition.tree import fresh_tree, tree_files
from postmortem_archive.archive.public_edition.withheld import WithheldError
from postmortem_archive.archive.timings import Timings
from postmortem_archive.archive.today import today
from postmortem_archive.model.errors import ArchiveError

from ..messages import one_line
from .build_site import NotBuiltError, Order, Say, told
from .fresh_site import FreshSite, build_fresh
from .lock import only_build
from .public_folder import PublicFolder, public_folder
from .public_settings import options_of
from .target import Target, checked_target


class _Inside(NamedTuple):
    """Where the full archive is, and what its own site is built of, and where it is put."""

    project: Project
    folders: tuple[Path, ...]


def build_public(root: Path, order: Order, tell: Say, timings: Timings) -> Path:
    """Build the public edition of a project, and put it into its place if all of it may leave and is whole.

    Args:
        root: the project's root folder, which holds the folder ``public/``.
        order: what is to be built; its settings are those of the internal edition, which need not exist.
        tell: is told what the build has to say, one line each.
        timings: is told where the time goes.

    Returns:
        The site's folder.

    Raises:
        ArchiveError: there is no folder ``public/``, or the site's folder is no place for it.
        NotBuiltError: something must not leave, or the build failed; what was there is as it was.
        OSError: something cannot be written or read.
    """
    with told(tell, verbose=order.verbose):
        with timings.part("settings"):
            inside = _inside(root.resolve(), order.config_file)
            target = _target(inside, public_folder(inside.project.root, order.into))
            target.folder.parent.mkdir(parents=True, exist_ok=True)
        with only_build(target, inside.project, order.wait, tell):
            try:
                _build(inside.project, order, target, tell, timings)
            except WithheldError as error:
                raise NotBuiltError([one_line(reason) for reason in error.reasons]) from error
    return target.folder


def _build(project: Project, order: Order, target: Target, tell: Say, timings: Timings) -> None:
    with timings.part("texts that are due"):
        public = public_folder(project.root, target.folder)
        if public.faults:
            raise NotBuiltError(public.faults)
        edition = due_edition(project, today=today())
        made = tree_files(edition)
    with fresh_tree(project.root, made, public.files) as tree:
        build_fresh(FreshSite(tree, public, target, order.strict, status_page=True), tell, timings)


def _inside(root: Path, config_file: Path) -> _Inside:
    said: object = {}
    if config_file.is_file():
        try:
            with config_file.open("rb") as file:
                said = yaml_load(file, get_yaml_loader(config=MkDocsConfig()))
        except (OSError, ConfigurationError) as error:
            raise ArchiveError(f"{config_file} cannot be read: {one_line(str(error))}") from error
    settings = said if isinstance(said, dict) else {}
    named = [
        options.get("archive") for options in options_of(settings.get("plugins"), "postmortems")
    ]
    project = Project(root, root / str(next(filter(None, named), ARCHIVE_FOLDER)))
    if project.folder.resolve() != project.folder:
        raise ArchiveError(
            f"the archive's folder {project.folder} is a symbolic link, which is not followed",
            "put the folder itself there",
        )
    site = root / str(settings.get("site_dir") or "site")
    docs = root / str(settings.get("docs_dir") or "docs")
    return _Inside(project, (project.folder, site, docs, project.cache_folder, root / ".git"))


def _target(inside: _Inside, public: PublicFolder) -> Target:
    return checked_target(public.site, inside.project.root, [*inside.folders, *public.sources])
