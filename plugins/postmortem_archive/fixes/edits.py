"""Edits of a text, made in the bytes of its file: nothing else of them changes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from .base import Edit, Span

_BOM = "\ufeff"


class OverlapError(ValueError):
    """Two edits want to replace the same characters; a bug of a fixer."""


def edited(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes of a file with edits made in its text.

    Args:
        data: the bytes of a file that :func:`~postmortem_archive.parse.text.decode` reads.
        edits: edits of the text that it reads, which has LF line ends and no byte order mark. A line
            end in new text becomes one like the first of the file; what is copied keeps its own.

    Raises:
        OverlapError: two edits overlap.
    """
    original = _Original(data.decode("utf-8"))
    ordered = sorted(edits, key=lambda edit: (edit.at.start, edit.at.end))
    pieces: list[str] = []
    done = 0
    for edit in ordered:
        if edit.at.start < done:
            raise OverlapError(f"an edit begins at {edit.at.start}, before {done}")
        pieces.append(original.text(Span(done, edit.at.start)))
        pieces.extend(original.new(piece) for piece in edit.new)
        done = edit.at.end
    whole = "".join(pieces) + original.rest(done)
    return (original.mark + whole).encode("utf-8")


class _Original:
    """A file's own characters, found by the index that they have in the text with LF line ends."""

    def __init__(self, written: str) -> None:
        self.mark = _BOM if written.startswith(_BOM) else ""
        self._written = written.removeprefix(_BOM)
        # where the LF that stands for a CRLF is in the text: each one before shifts by one character
        self._pairs: list[int] = []
        at = self._written.find("\r\n")
        while at >= 0:
            self._pairs.append(at - len(self._pairs))
            at = self._written.find("\r\n", at + 2)
        self._line_end = self._first_line_end()

    def text(self, span: Span) -> str:
        return self._written[self._index(span.start) : self._index(span.end)]

    def rest(self, start: int) -> str:
        return self._written[self._index(start) :]

    def new(self, piece: str | Span) -> str:
        if isinstance(piece, Span):
            return self.text(piece)
        return piece.replace("\n", self._line_end)

    def _index(self, offset: int) -> int:
        return offset + bisect_left(self._pairs, offset)

    def _first_line_end(self) -> str:
        ends = [at for sign in "\r\n" if (at := self._written.find(sign)) >= 0]
        if not ends:
            return "\n"
        first = min(ends)
        return "\r\n" if self._written.startswith("\r\n", first) else self._written[first]
