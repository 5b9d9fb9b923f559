"""JSON read record by record: its encoding, its beginning, and a bound on its nesting.

What the JSON reader keeps of a path grows with the square of its depth; so texts that are nested more
deeply than any export are refused before it sees them.
"""

from __future__ import annotations

import codecs
import io
import re
from itertools import accumulate
from typing import IO, Protocol

import ijson

from postmortem_archive.model.lazy_pattern import lazy_pattern

from .errors import ExportError

MAX_DEPTH = 200
"""Deepest nesting that is read."""

UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""Byte order marks of encodings beside UTF-8, which some systems write by themselves."""

_BEGIN = lazy_pattern(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")
"""How JSON with records begins, and no line of a log does: ``[2026-03-12 18:31]``."""

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_MAX_PATHS = 2_000


class Readable(Protocol):
    """What the JSON reader reads from."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to so many bytes."""


def readable_json(file: IO[bytes]) -> Readable:
    """A file that was just opened in UTF-8 without a byte order mark, and of bounded depth."""
    encoding = encoding_of(file)
    if encoding != "utf-8":
        return _Shallow(_InUtf8(codecs.getreader(encoding)(file)))
    if file.read(3) != codecs.BOM_UTF8:
        file.seek(0)
    return _Shallow(file)


def encoding_of(file: IO[bytes]) -> str:
    """The encoding of a file that was just opened; its mark is left for the decoder."""
    mark = file.read(2)
    file.seek(0)
    return UTF16.get(mark, "utf-8")


def first_values(text: str) -> dict[str, str]:
    """The first value of each path, as far as a text is JSON; nothing where it does not begin so.

    Paths are written as ``alerts.item.labels.alertname``; maps and lists are there with an empty text.
    """
    values: dict[str, str] = {}
    if not _BEGIN.match(text):
        return values
    path: list[str] = []
    data = io.BytesIO(text.encode("utf-8", "replace"))
    try:
        for event, value in ijson.basic_parse(data, multiple_values=True):
            if event == "map_key":
                path[-1] = str(value)
                continue
            if event in ("end_map", "end_array"):
                path.pop()
                continue
            values.setdefault(".".join(path), "" if event.startswith("start") else str(value)[:200])
            if event in ("start_map", "start_array"):
                path.append("item" if event == "start_array" else "")
            if len(values) >= _MAX_PATHS or len(path) > MAX_DEPTH:
                break
    except ijson.JSONError:
        return values  # the beginning of a larger file ends in the middle
    return values


class _InUtf8:
    """A text in UTF-8, whatever the encoding of its file is."""

    def __init__(self, text: codecs.StreamReader) -> None:
        self._text = text

    def read(self, size: int = -1, /) -> bytes:
        """As many characters as so many bytes hold, in UTF-8."""
        return self._text.read(size).encode("utf-8", "replace")


class _Shallow:
    """Hands on what it reads as long as its brackets, those in strings aside, are nested as they may."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self._depth = 0
        self._open = b""  # the beginning of a string that goes on

    def read(self, size: int = -1, /) -> bytes:
        """Up to so many bytes.

        Raises:
            ExportError: they are nested too deeply.
        """
        data = self._file.read(size)
        bare, quote, rest = _STRING.sub(b"", self._open + data).partition(b'"')
        is_escaped = (len(rest) - len(rest.rstrip(b"\\"))) % 2 == 1
        self._open = quote + (b"\\" if is_escaped else b"")
        steps = (_STEP[sign] for sign in bare.translate(None, _NO_BRACKETS))
        depths = list(accumulate(steps, initial=self._depth))
        self._depth = depths[-1]
        if max(depths) > MAX_DEPTH:
            raise ExportError(
                f"its JSON is nested more than {MAX_DEPTH} levels deep", "export it again"
            )
        return data
