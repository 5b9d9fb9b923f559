"""What became of each file that was to be imported."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from postmortem_archive.importing.guess import Guess


class State(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    KNOWN = "imported before"
    PASSED_OVER = "passed over"
    FAILED = "not imported"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of a file.

    Attributes:
        source: its path, by which it is known again.
        state: whether it was imported.
        path: the postmortem, relative to the archive's folder; empty where there is none.
        error: why it was not imported; empty where it was.
        hint: what to do about that.
        read_as: the kind of document.
        guesses: what was found, how sure it is, and why.
        sections: keys of the sections that were understood, in the order of the file.
        own_headings: headings of sections that stay what they are.
        entries: entries of the timeline.
        actions: action items.
        words: words that were compared, and are all there.
        attachments: files that came along.
        fill_in: fields and sections that a person must fill in.
        notes: what else a person should know.
    """

    source: str
    state: State
    path: str = ""
    error: str = ""
    hint: str = ""
    read_as: str = ""
    guesses: tuple[Guess, ...] = ()
    sections: tuple[str, ...] = ()
    own_headings: tuple[str, ...] = ()
    entries: int = 0
    actions: int = 0
    words: int = 0
    attachments: int = 0
    fill_in: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def guess(self, what: str) -> Guess | None:
        """The first thing found about a field or a section that is no proposal."""
        return next((one for one in self.guesses if one.what == what and not one.is_proposed), None)
