"""The texts that an archive begins with, made from the templates of this package."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import jinja2
import yaml

from postmortem_archive import __version__

from .terms import FoundService
from .tool import Tool
from .vocabulary import Vocabulary

_TEMPLATES = Path(__file__).parent / "templates"
_ANY_SERVICE = "example-service"
_ANY_OWNER = "@example"
_EXAMPLE_SLUG = "example-connection-pool-ran-dry"


def site_text(site_name: str, docs_folder: str, site_folder: str, edit_uri: str) -> str:
    """``mkdocs.yml``; ``edit_uri`` may be empty."""
    return _made(
        "mkdocs.yml",
        site_name=site_name,
        docs_folder=docs_folder,
        site_folder=site_folder,
        edit_uri=edit_uri,
    )


def settings_text(site_name: str, found: Vocabulary) -> str:
    """``archive.yml``, with what was found of services and teams, each in the order of its IDs."""
    services = [
        {"id": service.id, "terms": _terms(service)}
        for _, service in sorted(found.services.items())
    ]
    return _made("archive.yml", site_name=site_name, services=services, teams=sorted(found.teams))


def front_page_text() -> str:
    """``index.md`` of the site."""
    return _made("index.md")


def ignored_text(site_folder: str) -> str:
    """The lines that keep out of git what is built: one folder each."""
    return _made("gitignore", site_folder=site_folder)


def github_text(tool: Tool | None) -> str:
    """The check as a workflow of GitHub; with words to be replaced where the tool's place is not known."""
    return _made("github.yml", tool=tool, version=__version__)


def gitlab_text(tool: Tool | None, server: str) -> str:
    """The check as a job of GitLab, from the component of that server; else as :func:`github_text`."""
    return _made("gitlab.yml", tool=tool, server=server)


def example_path(today: date) -> str:
    """Path of the example below the archive's folder; it tells of the day before."""
    day = today - timedelta(days=1)
    return f"{day.year:04}/{day.isoformat()}-{_EXAMPLE_SLUG}.md"


def example_text(today: date, shown_path: str, found: Vocabulary) -> str:
    """The example: a draft about the first service that was found, and its team.

    Args:
        today: the day on which it is written.
        shown_path: where it will be, relative to the root.
        found: the archive's services and teams.
    """
    service = min(found.services.values(), default=FoundService(_ANY_SERVICE))
    return _made(
        "example.md",
        day=(today - timedelta(days=1)).isoformat(),
        due=today.isoformat(),
        path=shown_path,
        service=service.id,
        owner=service.team or min(found.teams, default=_ANY_OWNER),
    )


def _terms(service: FoundService) -> Mapping[str, str]:
    terms = {"name": service.name, "team": service.team, "description": service.description}
    return {key: value for key, value in terms.items() if value}


def _made(name: str, **values: object) -> str:
    return _environment().get_template(name).render(values)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(  # noqa: S701 - the texts are YAML and Markdown, no HTML
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["yaml"] = _yaml
    return environment


def _yaml(value: object) -> str:
    """One line of YAML that reads back as ``value``."""
    text = yaml.safe_dump(
        value, allow_unicode=True, default_flow_style=True, sort_keys=False, width=1_000_000
    )
    return text.removesuffix("\n").removesuffix("\n...")
