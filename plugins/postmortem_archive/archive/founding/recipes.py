"""The check in the CI of a code host: the recipe that the guide for reviewers has, filled in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from . import texts
from .remote import Host, Repository
from .sources import UnreadableError, read_source
from .tool import Tool, installed_tool

_WORKFLOWS = ".github/workflows"
_GITHUB_PATH = f"{_WORKFLOWS}/postmortems.yml"
_GITLAB_PATH = ".gitlab-ci.yml"
_MOST_WORKFLOWS = 200
_TOOL = "postmortem-archive"
"""What a recipe that is there already has in it."""

_UNKNOWN_HOST = (
    "No code host was recognised, so there is no check of pull requests yet: "
    "--host github or --host gitlab adds it."
)
_BELOW = (
    "A check of pull requests belongs at the root of the repository, which this folder is not; "
    "the guide for reviewers has it, with the input archive for this folder."
)
_SERVER = "SERVER"


class Recipe(NamedTuple):
    """A file for the CI of a host.

    Attributes:
        host: the host that it is for.
        path: of the file relative to the root; empty where there is none to be written.
        text: of the file.
        advice: what a person has to know or to do beside.
        advice_if_kept: the same where the file is there already and stays as it is.
    """

    host: Host
    path: str = ""
    text: str = ""
    advice: tuple[str, ...] = ()
    advice_if_kept: tuple[str, ...] = ()


def recipe_for(root: Path, repository: Repository, wanted: Host | None) -> Recipe:
    """The recipe of the host that is wanted, or else of the one that the repository shows.

    Args:
        root: the project's folder, resolved.
        repository: what git tells about it.
        wanted: a host, or ``None``.
    """
    host = wanted or _seen_host(root, repository)
    if host is Host.NONE:
        return Recipe(host, advice=() if wanted or not repository.is_there else (_UNKNOWN_HOST,))
    if repository.prefix:
        return Recipe(host, advice=(_BELOW,))
    tool = _tool_at(repository)
    return _github(root, tool) if host is Host.GITHUB else _gitlab(root, repository, tool)


def _seen_host(root: Path, repository: Repository) -> Host:
    if repository.remote and repository.remote.host is not Host.NONE:
        return repository.remote.host
    if (root / ".github").is_dir():
        return Host.GITHUB
    return Host.GITLAB if os.path.lexists(root / _GITLAB_PATH) else Host.NONE


def _tool_at(repository: Repository) -> Tool | None:
    """The copy of this tool on the repository's own server, where a recipe can name it."""
    tool = installed_tool()
    is_near = tool and repository.remote and tool.remote.server == repository.remote.server
    return tool if is_near else None


def _github(root: Path, tool: Tool | None) -> Recipe:
    if _has_workflow(root):
        return Recipe(Host.GITHUB)
    advice = f"Before you push, replace OWNER and COMMIT in {_GITHUB_PATH}: they name your copy of this tool."
    return Recipe(Host.GITHUB, _GITHUB_PATH, texts.github_text(tool), () if tool else (advice,))


def _has_workflow(root: Path) -> bool:
    """Whether another workflow runs the check already."""
    folder = root / _WORKFLOWS
    if not folder.is_dir():
        return False
    names = sorted(os.listdir(folder))[:_MOST_WORKFLOWS]  # noqa: PTH208 - names are all that is needed
    return any(_names_the_tool(root, f"{_WORKFLOWS}/{name}") for name in names)


def _gitlab(root: Path, repository: Repository, tool: Tool | None) -> Recipe:
    text = texts.gitlab_text(tool, repository.remote.server if repository.remote else _SERVER)
    words = "GROUP and COMMIT" if repository.remote else "SERVER, GROUP and COMMIT"
    fill_in = (
        f"Before you push, replace {words} in {_GITLAB_PATH}: they name your copy of this tool."
    )
    lines = "".join(f"  {line}\n" for line in text.splitlines() if not line.startswith("#"))
    by_hand = f"{_GITLAB_PATH} does not have the check yet. Add to it:\n{lines}".rstrip("\n")
    is_there = _names_the_tool(root, _GITLAB_PATH)
    return Recipe(
        Host.GITLAB,
        _GITLAB_PATH,
        text,
        () if tool else (fill_in,),
        () if is_there else (by_hand,),
    )


def _names_the_tool(root: Path, path: str) -> bool:
    try:
        return _TOOL in (read_source(root, path) or "")
    except UnreadableError:
        return False
