"""What an archive begins with in a repository: the files to be written, and what is left to a person."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from postmortem_archive.model.wording import count

from ..discover import discover, printable
from ..project import ARCHIVE_FOLDER, SETTINGS_FILE
from . import texts
from .ignored import missing_lines, with_lines
from .place import refuse_detours
from .recipes import Recipe, recipe_for
from .remote import Host, Repository, repository_at
from .site_settings import SITE_PATHS, SiteSettings, site_settings
from .sources import UnreadableError, read_source
from .vocabulary import Vocabulary, vocabulary_of

_EXAMPLE = "an example of a postmortem, to be deleted"
_FRONT_PAGE = "index.md"
_IGNORED = ".gitignore"
_OWN_DOCS = "postmortem-docs"
"""The folder of the site's own pages where ``docs`` holds pages of something else."""
_OWN_SITE = "postmortem-site"
"""The folder that the site is built in where ``site`` is something else."""


class Planned(NamedTuple):
    """A file that is to be written.

    Attributes:
        path: POSIX path relative to the root.
        before: its bytes now; ``None`` where it is not there yet.
        after: its bytes then.
        about: what it is, in a few words.
    """

    path: str
    before: bytes | None
    after: bytes
    about: str


@dataclass(slots=True)
class Plan:
    """What is to be done.

    Attributes:
        root: the project's folder, resolved.
        files: what is to be written, in the order of the paths.
        kept: paths of what is there already and stays as it is.
        advice: what a person has to know or to do, a sentence each; lines to be copied are indented.
        problems: what could not be read, a line each.
        example: path of the example; empty where none is written.
    """

    root: Path
    files: list[Planned] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    example: str = ""

    def create(self, path: str, text: str, about: str) -> None:
        """Plan a new file, unless something is there."""
        if os.path.lexists(self.root / path):
            self.kept.append(path)
        else:
            self.files.append(Planned(path, None, text.encode(), about))


def plan_archive(root: Path, host: Host | None, today: date) -> Plan:
    """Look at a folder, and decide what an archive in it begins with.

    Args:
        root: the folder, resolved; it need not be there.
        host: the code host whose recipe is wanted; ``None`` for the one that the repository shows.
        today: the day on which the archive begins.

    Raises:
        ArchiveError: something is in the way.
    """
    plan = Plan(root)
    repository = repository_at(root)
    recipe = recipe_for(root, repository, host)
    settings = site_settings(root)
    name = printable(repository.remote.name if repository.remote else root.name)
    _plan_site(plan, settings, repository, recipe.host, f"Postmortems of {name}")
    _plan_archive_folder(plan, settings, f"Postmortems of {name}", today)
    _plan_recipe(plan, recipe)
    if not repository.is_there:
        plan.advice.append("This folder is in no git repository yet: git init makes it one.")
    plan.files.sort(key=lambda file: file.path)
    refuse_detours(root, [file.path for file in plan.files])
    return plan


def _plan_site(
    plan: Plan, settings: SiteSettings | None, repository: Repository, host: Host, site_name: str
) -> None:
    site_folder = "site"
    if settings is None:
        docs_folder = _docs_folder(plan)
        site_folder = _site_folder(plan)
        edit_uri = _edit_uri(repository, host, docs_folder)
        text = texts.site_text(site_name, docs_folder, site_folder, edit_uri)
        plan.create(SITE_PATHS[0], text, "the settings of the site")
    else:
        plan.kept.append(settings.path)
        docs_folder = settings.docs_folder
        if not settings.has_archive:
            plan.advice.append(_plugin_advice(settings))
    # MkDocs needs the folder; in one that is there, a front page is its owner's
    if docs_folder and (settings is None or not (plan.root / docs_folder).exists()):
        page = f"{docs_folder}/{_FRONT_PAGE}"
        plan.create(page, texts.front_page_text(), "the front page of the site")
    _plan_ignored(plan, texts.ignored_text(site_folder))


def _docs_folder(plan: Plan) -> str:
    """``docs``, unless it holds pages of something else, which would become a part of the site."""
    usual = plan.root / "docs"
    is_folder = usual.is_dir() and not usual.is_symlink()
    is_ours = "<!-- postmortems:" in _readable(plan.root, f"docs/{_FRONT_PAGE}")
    if not os.path.lexists(usual) or is_ours or (is_folder and not _visible_names(usual)):
        return "docs"
    plan.advice.append(f"docs/ is something else's, so the site's own pages are in {_OWN_DOCS}/.")
    return _OWN_DOCS


def _visible_names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir() if not entry.name.startswith(".")]


def _site_folder(plan: Plan) -> str:
    """``site``, unless there is a folder of that name which git keeps: a build replaces what is in its own."""
    is_taken = (plan.root / "site").exists()
    if is_taken and missing_lines(_readable(plan.root, _IGNORED), ["site/"]):
        plan.advice.append(f"site/ is there already, so the site is built in {_OWN_SITE}/.")
        return _OWN_SITE
    return "site"


def _readable(root: Path, path: str) -> str:
    """The text of a file as far as there is one."""
    try:
        return read_source(root, path) or ""
    except UnreadableError:
        return ""


def _edit_uri(repository: Repository, host: Host, docs_folder: str) -> str:
    """The address at which the host edits a page; empty where that is not known."""
    edit = {Host.GITHUB: "edit", Host.GITLAB: "-/edit"}.get(host)
    if edit is None or repository.remote is None:
        return ""
    server, path = repository.remote
    folder = quote(f"{repository.prefix}{docs_folder}", errors="surrogateescape")
    return f"https://{server}/{path}/{edit}/{repository.branch}/{folder}/"


def _plugin_advice(settings: SiteSettings) -> str:
    lines = "    - postmortems" if settings.has_plugins else "  plugins:\n    - postmortems"
    where = "to its plugins" if settings.has_plugins else "to it"
    return f"{settings.path} does not have the archive's pages yet. Add {where}:\n{lines}"


def _plan_archive_folder(
    plan: Plan, settings: SiteSettings | None, site_name: str, today: date
) -> None:
    folder = settings.archive_folder if settings else ARCHIVE_FOLDER
    words = f"{folder}/{SETTINGS_FILE}"
    place = plan.root / folder
    if os.path.lexists(plan.root / words):
        plan.kept.append(words)
        return
    if place.is_dir() and discover(place):
        # words that are not theirs would make errors of what they say
        plan.advice.append(f"{folder}/ has postmortems already, so {words} is left to you.")
        return
    found = vocabulary_of(plan.root)
    plan.problems += found.problems
    plan.create(words, texts.settings_text(site_name, found), _about(found))
    plan.example = f"{folder}/{texts.example_path(today)}"
    plan.create(plan.example, texts.example_text(today, plan.example, found), _EXAMPLE)


def _about(found: Vocabulary) -> str:
    if not found.origins:
        return "its words; write in what your services are called"
    services = count(len(found.services), "service")
    teams = count(len(found.teams), "team")
    return f"its words: {services} and {teams}, from {' and '.join(found.origins)}"


def _plan_ignored(plan: Plan, wanted: str) -> None:
    try:
        text = read_source(plan.root, _IGNORED)
    except UnreadableError as error:
        plan.advice.append(f"{error}. What is built: {', '.join(wanted.split())}")
        return
    lines = missing_lines(text or "", wanted.split())
    if text is None:
        plan.create(_IGNORED, wanted, "what is built stays out of git")
    elif lines:
        before = (plan.root / _IGNORED).read_bytes()
        about = f"{count(len(lines), 'line')} more: {', '.join(lines)}"
        plan.files.append(Planned(_IGNORED, before, with_lines(before, lines), about))
    else:
        plan.kept.append(_IGNORED)


def _plan_recipe(plan: Plan, recipe: Recipe) -> None:
    if recipe.path:
        before = len(plan.files)
        plan.create(recipe.path, recipe.text, "the check where people review")
        if len(plan.files) == before:
            plan.advice += recipe.advice_if_kept
            return
    plan.advice += recipe.advice
