"""The services and teams of a repository, gathered from whatever tells of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from postmortem_archive.model.settings import MAX_TERMS
from postmortem_archive.model.wording import count

from .catalog import CATALOG_NAMES, read_catalog
from .lists import CODEOWNERS_PATHS, LIST_PATH, read_code_owners, read_service_list
from .sources import UnreadableError, files_named, read_source
from .terms import FoundService

_MAX_SOURCES = 1_000
"""Most catalog files that are read."""


@dataclass(slots=True)
class Vocabulary:
    """What was found.

    Attributes:
        services: by ID.
        teams: IDs of teams, each once.
        origins: what told of them, in a few words each.
        problems: what could not be read, a line each.
    """

    services: dict[str, FoundService] = field(default_factory=dict)
    teams: dict[str, None] = field(default_factory=dict)
    origins: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def add(self, services: list[FoundService]) -> None:
        """Add services and their teams; the first that has an ID counts."""
        for service in services:
            if len(self.services) < MAX_TERMS:
                self.services.setdefault(service.id, service)
                if service.team:
                    self.teams.setdefault(service.team)


def vocabulary_of(root: Path) -> Vocabulary:
    """Gather the services and teams that catalog files, ``CODEOWNERS`` and a plain list tell of.

    Args:
        root: the repository's folder, resolved.
    """
    found = Vocabulary()
    _add_catalogs(root, found)
    _add_list(root, found)
    _add_code_owners(root, found)
    return found


def _add_catalogs(root: Path, found: Vocabulary) -> None:
    number = 0
    try:
        for path in files_named(root, CATALOG_NAMES):
            number += 1
            if number > _MAX_SOURCES:
                raise UnreadableError(f"only {_MAX_SOURCES:,} catalog files were read")
            _add_catalog(root, path, found)
    except UnreadableError as error:
        found.problems.append(str(error))
    if found.services:
        found.origins.append("catalog-info.yaml" if number == 1 else count(number, "catalog file"))


def _add_catalog(root: Path, path: str, found: Vocabulary) -> None:
    try:
        text = read_source(root, path)
    except UnreadableError as error:  # the others are read all the same
        found.problems.append(str(error))
        return
    services, problems = read_catalog(path, text or "")
    found.add(services)
    found.problems += problems


def _add_list(root: Path, found: Vocabulary) -> None:
    if text := _text(root, LIST_PATH, found):
        services, problems = read_service_list(text)
        found.add(services)
        found.problems += problems
        found.origins.append(LIST_PATH)


def _add_code_owners(root: Path, found: Vocabulary) -> None:
    for path in CODEOWNERS_PATHS:
        if text := _text(root, path, found):
            teams = read_code_owners(text)[:MAX_TERMS]
            found.teams |= dict.fromkeys(teams)
            found.origins += ["CODEOWNERS"] if teams else []
            return


def _text(root: Path, path: str, found: Vocabulary) -> str:
    try:
        return read_source(root, path) or ""
    except UnreadableError as error:
        found.problems.append(str(error))
        return ""
