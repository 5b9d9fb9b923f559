"""``postmortem preview --open``: the public edition with one text alone, for those who are to approve it."""

from pathlib import Path

from postmortem_archive.archive.addresses import POSTMORTEMS, slug
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.public_edition.due import Edition
from postmortem_archive.archive.public_edition.plain_image import (
    ImageRefusedError,
    image_bytes,
    plain_image,
)
from postmortem_archive.archive.public_edition.tree import fresh_tree, tree_files
from postmortem_archive.archive.public_edition.withheld import WithheldError
from postmortem_archive.archive.timings import Timings
from postmortem_archive.edition.text import PublicText
from postmortem_archive.model.settings import Settings

from ..messages import one_line
from ..printing import built_page
from .build_site import NotBuiltError, Say, told
from .fresh_site import FreshSite, build_fresh
from .public_folder import public_folder
from .target import Target


def build_one_page(
    project: Project, settings: Settings, text: PublicText, folder: Path, tell: Say
) -> Path:
    """Build the public edition with one text alone, approved or not.

    Args:
        project: where the archive is, and the folder ``public/``.
        settings: of the archive.
        text: the text, which has no faults.
        folder: a private folder, outside of the project; the site is put below it.
        tell: is told what the build has to say, one line each.

    Returns:
        The page of the text.

    Raises:
        ArchiveError: there is no folder ``public/``, or it cannot be used.
        NotBuiltError: the build failed.
        OSError: something cannot be written or read.
    """
    public = public_folder(project.root)
    if public.faults:
        raise NotBuiltError(public.faults)
    target = Target(folder.resolve() / "site")
    try:
        images = {
            shown.path: plain_image(image_bytes(project, shown.path)) for shown in text.images
        }
        made = tree_files(Edition(project, settings, (text,), images))
        with told(tell, verbose=False), fresh_tree(project.root, made, public.files) as tree:
            build_fresh(FreshSite(tree, public, target), tell, Timings())
    except WithheldError as error:
        raise NotBuiltError([one_line(reason) for reason in error.reasons]) from error
    except ImageRefusedError as error:
        raise NotBuiltError([f"an image {error}"]) from error
    return built_page(target.folder, f"{POSTMORTEMS}/{slug(text.id)}")
