"""``postmortem rules``: list the rules, as they are in force."""

from pathlib import Path

import click
from rich.console import Console

from postmortem_archive.archive.discover import Found
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.read import read_bytes, read_settings
from postmortem_archive.archive.reading import read_document
from postmortem_archive.model.card import Card, card_of
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.settings import Settings
from postmortem_archive.report.rules import RULE_FORMATS, RuleLine
from postmortem_archive.rules.explain import explain
from postmortem_archive.rules.registry import FAMILIES, RULES
from postmortem_archive.rules.selection import Selection

from .options import archive_option, project_at, project_of


@click.command("rules")
@click.argument(
    "path", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(RULE_FORMATS)),
    default="text",
    show_default=True,
    help="How they are written.",
)
@archive_option
def command(path: Path | None, form: str, archive_folder: Path | None) -> None:
    """List the rules: for PATH, for the whole archive, or as they are without one.

    Each with its level in force, and the reason where archive.yml changes it. A rule that guesses
    is marked; `postmortem explain CODE` says more.

    \b
    Examples:
      postmortem rules
      postmortem rules postmortems/2026/2026-03-12-checkout-pool-exhausted.md
      postmortem rules --format json

    Exit codes: 0 fine, 2 misuse.
    """
    project = _project(path, archive_folder)
    settings = read_settings(project).settings if project else Settings()
    selection = Selection(settings.rules)
    card = _card(project, path, settings) if project and path else None
    forces = selection.of(card) if card else selection.everywhere
    lines = [
        RuleLine(
            code=rule.code,
            alias=rule.alias,
            family=FAMILIES[rule.code[:3]],
            summary=explain(rule).summary,
            default=rule.level,
            level=forces[rule.code].level,
            reason=forces[rule.code].reason,
            confidence=rule.confidence.value,
            is_fixed=rule.is_fixed,
        )
        for rule in RULES
    ]
    RULE_FORMATS[form](lines, Console())


def _project(path: Path | None, archive_folder: Path | None) -> Project | None:
    """The archive to list for; ``None`` where there is none and none was named."""
    if path:
        return project_of(archive_folder, (path,))
    try:
        return project_at(archive_folder)
    except ArchiveError:
        if archive_folder:
            raise
        return None


def _card(project: Project, path: Path, settings: Settings) -> Card:
    place = path.resolve()
    relative = place.relative_to(project.folder).as_posix()
    return card_of(read_document(relative, read_bytes(Found(relative, place)), settings))
