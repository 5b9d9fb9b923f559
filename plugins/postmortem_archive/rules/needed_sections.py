"""What the rules about sections share."""

from postmortem_archive.model.postmortem import Postmortem, Section
from postmortem_archive.model.sections import SECTION_BY_KEY, SECTIONS
from postmortem_archive.model.settings import Settings

from .fields import requirement_for


def required_sections(postmortem: Postmortem, settings: Settings) -> tuple[str, ...]:
    """Keys of the sections this postmortem needs, in their canonical order."""
    needed = requirement_for(postmortem, settings).sections
    return tuple(kind.key for kind in SECTIONS if kind.key in needed)


def unfilled_section(postmortem: Postmortem, key: str) -> Section | None:
    """The first section of that key if nothing is written in any of them, else ``None``."""
    found = [section for section in postmortem.sections if section.key == key]
    if found and all(section.is_empty for section in found):
        return found[0]
    return None


def guidance(key: str) -> str:
    """What belongs into a section, in a sentence."""
    return SECTION_BY_KEY[key].guidance
