"""Files of public texts that were never on a disk, and approvals of them."""

from datetime import date
from pathlib import Path

from offered_postmortem import ID
from postmortem_archive.archive.approving import approval_of, with_approval
from postmortem_archive.archive.discover import Found
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.public_texts import PublicFile, examine
from postmortem_archive.model.front_matter import Approval
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.document import parse_document

DAY = date(2026, 3, 14)
PROJECT = Project(Path("/p"), Path("/p/postmortems"))
SETTINGS = Settings.model_validate(
    {"public": {"sections": ["impact"], "approvals": ["communications", "legal"]}}
)
PATH = f"2026/{ID}.md"


def file_of(text: str | bytes) -> PublicFile:
    """The file of a text that was never on a disk; it shows no image."""
    data = text if isinstance(text, bytes) else text.encode()
    document = parse_document(PATH, data, SETTINGS)
    assert document.postmortem, document.problems
    examined = examine(PROJECT, SETTINGS, document.postmortem)
    return PublicFile(Found(PATH, PATH), data, document, examined)


def approval(file: PublicFile, role: str = "legal", handle: str = "ana") -> Approval:
    """The approval of the text of a file, as it is now."""
    return approval_of(role, handle, DAY, file.examined.standing.digest)


def approved(text: str | bytes, role: str = "legal", handle: str = "ana") -> bytes:
    """The bytes of a file, once its text is approved."""
    file = file_of(text)
    return with_approval(file, approval(file, role, handle), SETTINGS)
