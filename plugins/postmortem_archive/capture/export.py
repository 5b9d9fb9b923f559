"""An export as it lies on disk, in a folder or in an archive: opened, looked at, and streamed.

Nothing is read as a whole: text comes line by line, JSON record by record, so that memory does not
grow with the size of an export.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

import ijson

from .errors import ExportError
from .json_stream import UTF16, encoding_of, first_values, readable_json

HEAD_BYTES = 65_536
"""As much of an export is looked at to tell what it is."""

MAX_LINE = 65_536
"""Longest line of text, in characters; what is behind is passed over."""

_MAX_NOTES = 5
_COMPRESSED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "zstd"}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"\x7fELF", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of an export, by which readers know their own.

    Attributes:
        text: its first characters.
        values: where it is JSON, the first value of each path (``alerts.item.labels.alertname``), as
            text; maps and lists are there with an empty text.
    """

    text: str
    values: dict[str, str]

    @property
    def is_json(self) -> bool:
        """Whether it reads as JSON as far as it goes."""
        return bool(self.values)

    def has(self, *paths: str) -> bool:
        """Whether all of these paths are there."""
        return all(path in self.values for path in paths)

    @property
    def lines(self) -> list[str]:
        """Its lines that are whole and not blank."""
        lines = self.text.split("\n")
        whole = lines if len(self.text) < HEAD_BYTES // 2 else lines[:-1]
        return [line.rstrip("\r") for line in whole if line.strip()]


@dataclass(slots=True)
class Export:
    """A file to capture from.

    Attributes:
        name: how it is named to people: its path, or its place in a folder or in an archive.
        opened: opens it anew.
        beside: opens a file beside it or in the folder above, by its name; ``None`` where there is
            none.
        notes: what a reader has to say about it, in the order in which it was found.
        records: how many records were read of it so far.
    """

    name: str
    opened: Callable[[], IO[bytes]]
    beside: Callable[[str], IO[bytes] | None] = lambda _: None
    notes: list[str] = field(default_factory=list)
    records: int = 0

    @property
    def folder(self) -> str:
        """The name of the folder that it lies in; empty where there is none."""
        parts = self.name.replace("\\", "/").split("/")
        return parts[-2] if len(parts) > 1 else ""

    def note(self, text: str) -> None:
        """Say something about it, once; of many different things only the first few."""
        if text not in self.notes and len(self.notes) < _MAX_NOTES:
            self.notes.append(text)

    def head(self) -> Head:
        """Its beginning.

        Raises:
            ExportError: it is empty, binary, or in no encoding that is read.
        """
        with self.opened() as file:
            data = file.read(HEAD_BYTES)
        _refuse_binary(data)
        text = _decoded(data)
        return Head(text, first_values(text))

    def items(self, prefix: str) -> Iterator[object]:
        """The values at a path of its JSON, such as ``alerts.item``, one after the other.

        Several JSON texts one after the other, as a log of webhooks holds them, are all read.

        Raises:
            ExportError: the JSON ends in the middle, or is broken.
        """
        with self.opened() as file:
            try:
                for item in ijson.items(
                    readable_json(file), prefix, use_float=True, multiple_values=True
                ):
                    self.records += 1
                    yield item
            except ijson.JSONError as error:
                raise self._broken(error) from error
            except UnicodeError as error:
                raise _not_text() from error

    def maps(self, prefix: str) -> Iterator[dict[str, object]]:
        """As :meth:`items`, without what is no JSON object."""
        for item in self.items(prefix):
            if isinstance(item, dict):
                yield item

    def lines(self) -> Iterator[str]:
        """Its lines without line ends; one that is too long is cut.

        Raises:
            ExportError: it turns out to be no text.
        """
        with self.opened() as file:
            text = io.TextIOWrapper(file, encoding=encoding_of(file), errors="replace")
            is_cut = False
            while line := text.readline(MAX_LINE):
                if "\0" in line:
                    raise _not_text()
                if not is_cut:
                    self.records += 1
                    yield line.rstrip("\r\n").removeprefix("\ufeff")
                is_cut = not line.endswith("\n")

    def rows(self) -> Iterator[dict[str, str]]:
        """Its rows of comma- or semicolon-separated values, by the lower-case words of the head."""
        lines = self.lines()
        first = next(lines, "")
        sign = max(",;\t", key=first.count)
        heads = [head.strip().casefold() for head in next(csv.reader([first], delimiter=sign), [])]
        try:
            for row in csv.reader(lines, delimiter=sign):
                yield dict(zip(heads, (cell.strip() for cell in row), strict=False))
        except csv.Error as error:
            raise ExportError(
                f"its table cannot be read: {error}", "export it again as CSV"
            ) from error

    def _broken(self, error: Exception) -> ExportError:
        read = f"after {self.records:,} records" if self.records else "before the first record ends"
        words = str(error).lower()
        if "premature" in words or "incomplete" in words:
            return ExportError(
                f"its JSON ends in the middle, {read}; nothing of it was taken",
                "the download or the copy was cut off: export it again",
            )
        return ExportError(
            f"its JSON is broken, {read}; nothing of it was taken", "export it again"
        )


def _refuse_binary(data: bytes) -> None:
    if not data.strip():
        raise ExportError("it is empty")
    for mark, name in _COMPRESSED.items():
        if data.startswith(mark):
            raise ExportError(f"it is compressed ({name})", "unpack it first")
    is_wide = data[:2] in UTF16
    if data.startswith(_PICTURES) or (b"\0" in data and not is_wide):
        raise _not_text()


def _not_text() -> ExportError:
    return ExportError(
        "it is a binary file, not text or JSON", "export the record as text, CSV or JSON"
    )


def _decoded(data: bytes) -> str:
    if data[:2] in UTF16:
        return data.decode("utf-16", "replace").removeprefix("\ufeff")
    return data.decode("utf-8", "replace").removeprefix("\ufeff")
