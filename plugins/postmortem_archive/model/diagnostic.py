"""What the tool has to say about a place in a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How much a diagnostic matters; errors alone make a check fail by default."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """Sort key: 0 for the gravest level."""
        return list(Level).index(self)


class Position(NamedTuple):
    """A place in a file: line and column, both counted from 1 in characters."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, ready to be reported.

    Attributes:
        code: the rule's code, such as ``PM201``.
        level: error, warning or hint, after the archive's settings were applied.
        path: POSIX path of the file, relative to the project's root folder.
        position: where in the file.
        message: what is wrong, without the place, in one line.
        hint: how to fix it, in one line; may be empty.
        source: the text of that line, for display; empty where there is none.
        is_guess: the rule is a heuristic and may be wrong about this.
    """

    code: str
    level: Level
    path: str
    position: Position
    message: str
    hint: str = ""
    source: str = ""
    is_guess: bool = False

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of reading: by file, then by place, then by code; a rule's own order stays."""
        return (self.path, self.position.line, self.position.column, self.code)


class ProblemKind(StrEnum):
    """What reading a file can run into. Each kind is reported by the rule that names it."""

    UNREADABLE = "unreadable"  # not text, too large, a link, a device
    FRONT_MATTER_MISSING = "front-matter-missing"
    FRONT_MATTER_BROKEN = "front-matter-broken"  # not YAML, duplicate key, out of bounds
    WRONG_TYPE = "wrong-type"  # a field's value has another form than the format asks for
    TIME_WITHOUT_OFFSET = "time-without-offset"
    UNKNOWN_FIELD = "unknown-field"
    CUT_BY_COMMENT = "cut-by-comment"  # a value ends at ` #word`, which YAML takes for a comment
    TIMELINE_UNREADABLE = "timeline-unreadable"  # a timeline entry whose time cannot be read
    ACTION_UNREADABLE = "action-unreadable"  # a row or an item that cannot be read as an action
    DUPLICATE_SECTION = "duplicate-section"
    COMMENT_NOT_CLOSED = "comment-not-closed"  # everything below it is hidden


class Problem(NamedTuple):
    """Something the parser could not take as it stands; rules turn problems into diagnostics.

    Attributes:
        kind: what went wrong.
        message: one line, complete in itself.
        position: where.
        hint: how to fix it, in one line; may be empty.
        field: the front matter field or section key concerned; empty where none is.
    """

    kind: ProblemKind
    message: str
    position: Position = Position()
    hint: str = ""
    field: str = ""
