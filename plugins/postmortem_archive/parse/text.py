"""Bytes to text: the first gate, which refuses what is no readable text file."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import NamedTuple

from postmortem_archive.model.diagnostic import Position, Problem, ProblemKind

MAX_BYTES = 1024 * 1024
"""Largest file that is read, in bytes."""

MAX_LINES = 20_000
"""Most lines of a file that is read: structure costs time per line, not per character."""

_TOP = Position()
_BOM = "\ufeff"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Decoded(NamedTuple):
    """What became of a file's bytes.

    Attributes:
        text: the text with LF line ends and without byte order mark. Where ``problem`` is given, it
            serves only for showing lines of the file and may be empty.
        problem: why the file is refused, or ``None``.
    """

    text: str
    problem: Problem | None = None


def decode(data: bytes) -> Decoded:
    """Read UTF-8, with or without byte order mark; CRLF and CR become LF, so line numbers stay."""
    if refusal := _refusal_of_bytes(data):
        return refusal
    try:
        text = _unify(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _refused(
            f"the file is not UTF-8: byte 0x{data[error.start]:02X} at offset {error.start:,}",
            "save it as UTF-8; older editors write Windows-1252 or Latin-1",
            _position(data[: error.start]),
            _unify(data.decode("utf-8", errors="replace")),
        )
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        return _refused(
            f"the file has {lines:,} lines; at most {MAX_LINES:,} are read",
            "keep logs and dumps in files of their own and link to them",
        )
    return Decoded(text)


def _refusal_of_bytes(data: bytes) -> Decoded | None:
    if len(data) > MAX_BYTES:
        return _refused(
            f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read",
            "keep logs and dumps in files of their own and link to them",
        )
    if not data.removeprefix(BOM_UTF8).strip():
        return _refused("the file is empty", "write it, or delete it")
    if data.startswith(_UTF16_MARKS):
        return _refused("the file is UTF-16, not UTF-8", "save it as UTF-8")
    nul = data.find(b"\0")
    if nul >= 0:
        return _refused(
            f"the file is binary: it has a NUL byte at offset {nul:,}",
            "only Markdown text belongs here; keep other files elsewhere and link to them",
            _position(data[:nul]),
        )
    return None


def _unify(text: str) -> str:
    return text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")


def _position(before: bytes) -> Position:
    text = _unify(before.decode("utf-8", errors="replace"))
    return Position(text.count("\n") + 1, len(text) - text.rfind("\n"))


def _refused(message: str, hint: str, position: Position = _TOP, text: str = "") -> Decoded:
    return Decoded(text, Problem(ProblemKind.UNREADABLE, message, position, hint))
