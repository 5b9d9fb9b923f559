"""The public texts of an archive: what would be read outside, and whether it may leave as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from postmortem_archive.edition.approvals import Standing, standing
from postmortem_archive.edition.text import PublicText, bound_digest, is_offered, public_text
from postmortem_archive.model.diagnostic import Diagnostic, Level, Problem
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.postmortem import Document, Postmortem, stem_of
from postmortem_archive.model.settings import Settings, SettingsDocument
from postmortem_archive.model.suggest import did_you_mean
from postmortem_archive.model.wording import quoted

from .archive import Archive
from .discover import Found, discover
from .project import Project
from .read import read_bytes, read_settings
from .reading import read_document
from .surroundings import file_digest

CONFIDENTIAL = ("PM905", "PM909", "PM912", "PM913")
"""Rules about public texts that the text alone does not answer: what they find stops an approval."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a public text must not be approved: one line, how to mend it, and the line of the file."""

    message: str
    hint: str
    line: int


@dataclass(frozen=True, slots=True)
class Examined:
    """A public text, and how it stands.

    Attributes:
        path: of the file, as people are shown it.
        postmortem: the whole of it.
        text: what is read outside.
        standing: who has approved it.
        absent: images that it shows and that are not there.
    """

    path: str
    postmortem: Postmortem
    text: PublicText
    standing: Standing
    absent: tuple[Reason, ...]

    @property
    def id(self) -> str:
        """The ID of the postmortem."""
        return self.postmortem.id

    @property
    def is_offered(self) -> bool:
        """Whether the postmortem is meant to be read outside."""
        return is_offered(self.postmortem)

    @property
    def faults(self) -> tuple[Reason, ...]:
        """What is wrong with the text itself."""
        found = [Reason(one.message, one.hint, one.position.line) for one in self.text.faults]
        return tuple(sorted([*found, *self.absent], key=lambda reason: reason.line))


@dataclass(frozen=True, slots=True)
class PublicFile:
    """The file of a public text.

    Attributes:
        found: where it is.
        data: the bytes that were read of it.
        document: what they say.
        examined: what of it is read outside.
        odd_images: images that the text shows and that cannot be shown outside.
    """

    found: Found
    data: bytes
    document: Document
    examined: Examined
    odd_images: tuple[Reason, ...] = ()

    @property
    def faults(self) -> tuple[Reason, ...]:
        """What is wrong with the text and its images."""
        found = [*self.examined.faults, *self.odd_images]
        return tuple(sorted(found, key=lambda reason: reason.line))


def understood_settings(project: Project) -> SettingsDocument:
    """What ``archive.yml`` says, on which every public text depends.

    Raises:
        ArchiveError: something of it cannot be understood, so nobody knows what may be public.
    """
    read = read_settings(project)
    if read.problems:
        problem = read.problems[0]
        place = f"{project.settings_path.name}:{problem.position.line}"
        raise ArchiveError(
            f"{place}: {problem.message}, so it is not known what may be public",
            problem.hint or "mend it; postmortem check shows all that is wrong with it",
        )
    return read


def places_of(project: Project) -> Mapping[str, Found]:
    """The file of every ID; of two with the same ID the first path counts."""
    found = [item for item in discover(project.folder) if not item.refusal]
    return {stem_of(item.path): item for item in reversed(found)}


def public_file(project: Project, settings: Settings, name: str) -> PublicFile:
    """The public text of a postmortem, offered or not.

    Args:
        project: where the archive is.
        settings: of the archive.
        name: ID of the postmortem.

    Raises:
        ArchiveError: there is none, or its file cannot be understood.
    """
    places = places_of(project)
    if name not in places:
        hint = did_you_mean(name, places).strip()
        raise ArchiveError(
            f"no postmortem has the ID {name}",
            hint or "postmortem search finds it and shows its file",
        )
    found = places[name]
    data = read_bytes(found)
    document = read_document(found.path, data, settings)
    if document.postmortem is None or isinstance(data, Problem):
        problem = document.problems[0]
        shown = f"{project.shown_path(found.path)}:{problem.position.line}"
        raise ArchiveError(f"{shown}: {problem.message}", problem.hint)
    examined = examine(project, settings, document.postmortem)
    odd = tuple(_odd_images(project, examined)) if examined.text.images else ()
    return PublicFile(found, data, document, examined, odd)


def examine(project: Project, settings: Settings, postmortem: Postmortem) -> Examined:
    """The public text of a postmortem, offered or not, and how it stands.

    Args:
        project: where the archive is, for the images that the text shows.
        settings: of the archive.
        postmortem: the whole of it.
    """
    text = public_text(postmortem, settings)
    digests = [file_digest(project, image.path) for image in text.images]
    absent = tuple(
        Reason(
            f"the image {quoted(image.path)} is not there, or too large",
            "put it beside the postmortem, in a size for the screen, or leave it out",
            image.position.line,
        )
        for image, digest in zip(text.images, digests, strict=True)
        if not digest
    )
    digest = bound_digest(text.mark, digests)
    how = standing(postmortem.meta.approved_by, settings.public.approvals, digest)
    return Examined(project.shown_path(postmortem.path), postmortem, text, how, absent)


def offered_texts(archive: Archive) -> Iterator[Examined]:
    """All public texts that are offered, in the order of their paths."""
    for document in archive.documents:
        if document.postmortem and is_offered(document.postmortem):
            yield examine(archive.project, archive.settings, document.postmortem)


def confidential(diagnostics: Sequence[Diagnostic], path: str) -> tuple[Reason, ...]:
    """What the checker found in a file that must not be read outside.

    Args:
        diagnostics: all that was found in the archive.
        path: of the file, as people are shown it.
    """
    return tuple(
        Reason(f"{one.code} {one.message}", one.hint, one.position.line)
        for one in diagnostics
        if one.path == path and one.code in CONFIDENTIAL and one.level is Level.ERROR
    )


def _odd_images(project: Project, examined: Examined) -> Iterator[Reason]:
    """Images that are there, but cannot be written anew, as they are for readers outside."""
    from .public_edition.plain_image import (  # noqa: PLC0415 - most texts show no image
        ImageRefusedError,
        image_bytes,
        plain_image,
    )

    for image in examined.text.images:
        if not file_digest(project, image.path):
            continue  # told already
        try:
            plain_image(image_bytes(project, image.path))
        except ImageRefusedError as error:
            message = f"the image {quoted(image.path)} {error}"
            yield Reason(message, "show a still picture, as a .png", image.position.line)
