"""What the rules about action items share."""

from collections.abc import Sequence
from functools import lru_cache

from postmortem_archive.model.postmortem import ActionItem, Postmortem
from postmortem_archive.model.settings import Settings
from postmortem_archive.parse.prose import PassageKind, passages


def written_actions(postmortem: Postmortem) -> tuple[ActionItem, ...]:
    """The action items that say what is to be done, in the order of the file."""
    return tuple(item for item in postmortem.actions if item.text.strip())


def open_actions(postmortem: Postmortem) -> tuple[ActionItem, ...]:
    """Those of them that are still to be done."""
    return tuple(item for item in written_actions(postmortem) if not item.status.is_closed)


def owner_key(owner: str) -> str:
    """An owner as owners are compared: *@Ana* is ``ana``, *Payments team* is ``payments``.

    So is the handle of that team on a code host, ``@acme/payments``.
    """
    word = owner.strip().casefold().removeprefix("@").rpartition("/")[2]
    return word.removesuffix("team").removeprefix("team ").strip(" -_") or word


def is_honest_unknown(text: str, settings: Settings) -> bool:
    """Whether a fact is given in a word by which the archive says that it was not recorded."""
    said = text.strip().casefold()
    return bool(said) and said in _folded(settings.unknown_words)


@lru_cache(maxsize=4)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def says_what_is_unknown(postmortem: Postmortem, settings: Settings) -> bool:
    """Whether a paragraph among the action items says that something about them was not recorded.

    Such a list is as complete as its author could make it: nothing is asked of it as a whole.
    """
    words = [word.casefold() for word in settings.unknown_words]
    return any(
        word in passage.text.casefold()
        for section in postmortem.sections
        if section.key == "actions" and _holds_any(section.body, words)
        for passage in passages(section)
        if passage.kind is PassageKind.PARAGRAPH
        for word in words
    )


def _holds_any(text: str, words: Sequence[str]) -> bool:
    """Whether any of the words stands anywhere in a text: most have none, and need no closer look."""
    folded = text.casefold()
    return any(word in folded for word in words)
