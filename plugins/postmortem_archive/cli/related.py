"""``postmortem related``: past postmortems like one, or like a draft."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from postmortem_archive.archive.discover import Found
from postmortem_archive.archive.listing import Listing, list_files
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.read import read_bytes, read_settings
from postmortem_archive.archive.reading import read_document
from postmortem_archive.archive.today import today
from postmortem_archive.model.diagnostic import ProblemKind
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.suggest import did_you_mean
from postmortem_archive.report.output import standard_output
from postmortem_archive.report.related import RELATED_FORMATS, RelatedHit
from postmortem_archive.search.excerpt import Excerpt
from postmortem_archive.search.features import Features, features_of
from postmortem_archive.search.fields import Fact, fact_of
from postmortem_archive.search.kept_features import features_in
from postmortem_archive.search.related import LEAST_ASKED_FOR, MAX_RELATED, Relations
from postmortem_archive.search.relation import Relation
from postmortem_archive.search.search import Hit, hit_of

from .options import archive_option, project_at
from .progress import shown_progress

NOTHING_FOUND = 1
"""Exit code where nothing in the archive is like it."""

_EMPTY_FRONT_MATTER = b"---\n---\n"


@click.command("related")
@click.argument("name", metavar="FILE_OR_ID")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=MAX_RELATED,
    show_default=True,
    help="Most of them; those that an author names come first.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(RELATED_FORMATS)),
    default="text",
    show_default=True,
    help="How they are written.",
)
@archive_option
def command(name: str, limit: int, form: str, archive_folder: Path | None) -> None:
    """Find past postmortems like one of the archive, or like a draft anywhere.

    They are like it by causes, services and trigger, and by telling words of title, summary, timeline
    and root cause; what is rare in the archive counts most. A draft may be any Markdown file.

    \b
    Examples:
      postmortem related 2026-03-12-connection-pool
      postmortem related postmortems/2026/2026-03-12-connection-pool.md --limit 3
      postmortem related ~/notes.md --archive postmortems --format json

    Exit codes: 0 something was found, 1 nothing is like it, 2 misuse.
    """
    project = project_at(archive_folder)
    settings = read_settings(project).settings
    listing = list_files(project)
    with shown_progress("Reading") as progress:
        features = features_in(project, settings, listing, progress)
    own = _features(name, project, settings, features)
    relations = Relations(features).of(own, limit, LEAST_ASKED_FOR)[:limit]
    here = Path.cwd()
    RELATED_FORMATS[form](
        _hits(relations, listing, settings),
        standard_output(),
        lambda path: Path(os.path.relpath(project.folder / path, here)).as_posix(),
    )
    if not relations:
        raise SystemExit(NOTHING_FOUND)


def _features(
    name: str, project: Project, settings: Settings, features: Sequence[Features]
) -> Features:
    """The features of what is named: a file, of the archive or not, or an ID."""
    place = Path(name)
    if not place.is_file():
        return _by_id(name, features)
    location = place.resolve()
    if location.is_relative_to(project.folder):
        path = location.relative_to(project.folder).as_posix()
        kept = [item for item in features if item.path == path]
        if kept:
            return kept[0]
    elif Path(os.path.abspath(place)).is_relative_to(project.folder):  # noqa: PTH100 - no link is followed
        raise ArchiveError(
            f"{place} leads out of the archive by a symbolic link, which is not followed",
            "name the file itself",
        )
    return features_of(_draft(Found(location.as_posix(), location), settings))


def _by_id(name: str, features: Sequence[Features]) -> Features:
    found = [item for item in features if item.id == name]
    if not found:
        hint = did_you_mean(name, [item.id for item in features]).strip()
        raise ArchiveError(
            f"there is no file {name}, and no postmortem has this ID",
            hint or "name a file, or a postmortem by its ID (postmortem search finds it)",
        )
    return min(found, key=lambda item: item.path)


def _draft(found: Found, settings: Settings) -> Postmortem:
    """A file that is not of the archive; notes without front matter are a draft, too."""
    data = read_bytes(found)
    document = read_document(found.path, data, settings)
    missing = [problem.kind for problem in document.problems] == [ProblemKind.FRONT_MATTER_MISSING]
    if missing and isinstance(data, bytes):
        document = read_document(found.path, _EMPTY_FRONT_MATTER + data, settings)
    if document.postmortem is None:
        problem = document.problems[0]
        raise ArchiveError(f"{found.path} cannot be read: {problem.message}", problem.hint)
    return document.postmortem


def _hits(relations: Sequence[Relation], listing: Listing, settings: Settings) -> list[RelatedHit]:
    found = []
    for relation in relations:
        data = read_bytes(listing.found[relation.path])
        item = read_document(relation.path, data, settings).postmortem
        if item:  # it may be changed or gone since the files were listed
            found.append(RelatedHit(_hit(fact_of(item, settings, 0), relation), relation))
    return found


def _hit(fact: Fact, relation: Relation) -> Hit:
    return hit_of(fact, relation.likeness, today(), Excerpt(fact.title), Excerpt(""))
