"""What the public edition is made of: the texts that are due, if all of them may leave."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from postmortem_archive.edition.approvals import standing
from postmortem_archive.edition.text import PublicText, bound_digest, is_due, public_text
from postmortem_archive.model.diagnostic import Diagnostic, Level, Position
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.model.wording import quoted

from ..load import check_together, look
from ..project import Project
from ..reading import Asked, read_files, seldom_collecting
from .plain_image import ImageRefusedError, PlainImage, image_bytes, plain_image
from .withheld import WithheldError

GUARDS = tuple(f"PM{number}" for number in range(905, 914))
"""Codes of the rules whose errors in a due file keep the whole edition back."""


class Edition(NamedTuple):
    """The public edition: nothing else of an archive is read for it.

    Attributes:
        project: where the archive is.
        settings: what its ``archive.yml`` says.
        texts: every text that is due, in the order of the paths of their postmortems.
        images: what they show, by path relative to the archive's folder.
    """

    project: Project
    settings: Settings
    texts: tuple[PublicText, ...]
    images: Mapping[str, PlainImage]


@seldom_collecting()
def due_edition(project: Project, *, today: date) -> Edition:
    """The public edition of an archive; everything is read and checked anew.

    What the baseline knows is no excuse here.

    Args:
        project: where the archive is.
        today: the day to check against.

    Raises:
        ArchiveError: the archive's folder cannot be read.
        WithheldError: something that is due must not leave as it stands.
    """
    here = look(project, keep=False)
    if here.archive_yml.problems:
        raise WithheldError(
            [
                f"{project.shown_path(project.settings_path.name)}:{one.position.line}: {one.message}, so "
                "it is not clear what may be public"
                for one in here.archive_yml.problems
            ]
        )
    asked = Asked(project, here.archive_yml, keep=False, documents=True, checked_on=today)
    files = read_files(asked, here.found.values(), here.marks, None)
    outcome = check_together(project, here, files, today, keep=False)
    settings = here.archive_yml.settings
    found = (document.postmortem for document in files.documents)
    due = [postmortem for postmortem in found if postmortem and is_due(postmortem)]
    if reasons := list(_findings(project, due, outcome.diagnostics)):
        raise WithheldError(reasons)
    texts = tuple(public_text(postmortem, settings) for postmortem in due)
    images, digests, reasons = _images(project, texts)
    reasons = reasons or list(_not_approved(project, settings, due, texts, digests))
    if reasons:
        raise WithheldError(reasons)
    return Edition(project, settings, texts, images)


def _findings(
    project: Project, due: Sequence[Postmortem], diagnostics: Sequence[Diagnostic]
) -> Iterator[str]:
    paths = {project.shown_path(postmortem.path) for postmortem in due}
    for one in diagnostics:
        if one.code in GUARDS and one.level is Level.ERROR and one.path in paths:
            hint = f" ({one.hint})" if one.hint else ""
            yield f"{_place(one.path, one.position)} {one.code} {one.message}{hint}"


def _images(
    project: Project, texts: Sequence[PublicText]
) -> tuple[dict[str, PlainImage], dict[str, str], list[str]]:
    """Images written anew and digests of their files, by path, and why some cannot be shown."""
    images: dict[str, PlainImage] = {}
    digests: dict[str, str] = {}
    reasons: list[str] = []
    for text in texts:
        for shown in text.images:
            if shown.path in digests:
                continue
            try:
                data = image_bytes(project, shown.path)
                images[shown.path] = plain_image(data)
            except ImageRefusedError as error:
                place = _place(project.shown_path(text.path), shown.position)
                reasons.append(f"{place} the image {quoted(shown.path)} {error}")
            else:
                digests[shown.path] = hashlib.sha256(data).hexdigest()
    return images, digests, reasons


def _not_approved(
    project: Project,
    settings: Settings,
    due: Sequence[Postmortem],
    texts: Sequence[PublicText],
    digests: Mapping[str, str],
) -> Iterator[str]:
    """Texts that have changed since they were checked: of what is written, every image was just read."""
    for postmortem, text in zip(due, texts, strict=True):
        shown = [digests[image.path] for image in text.images]
        digest = bound_digest(text.mark, shown)
        stands = standing(postmortem.meta.approved_by, settings.public.approvals, digest)
        if not stands.is_approved:
            place = _place(project.shown_path(text.path), postmortem.position_of("approved_by"))
            yield f"{place} the public text is not approved by {', '.join(stands.missing)}"


def _place(path: str, position: Position) -> str:
    return f"{path}:{position.line}:{position.column}"
