"""What a reader of documents is: what it is asked, and what it answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import PurePosixPath
from typing import ClassVar

from .words import Words


class Sureness(IntEnum):
    """How sure a reader is that a document is its own."""

    NO = 0
    GENERIC = 1  # a text that may be a postmortem
    LIKELY = 2
    CERTAIN = 3  # signs that only this product leaves


@dataclass(frozen=True, slots=True)
class Source:
    """A document that exists.

    Attributes:
        path: POSIX path by which it is known again.
        data: its bytes.
        text: the same as text with LF line ends; ``None`` where it is none.
        refusal: why it is no text; empty where it is.
    """

    path: str
    data: bytes
    text: str | None
    refusal: str = ""

    @property
    def name(self) -> str:
        """The name of the file."""
        return PurePosixPath(self.path).name

    @property
    def extension(self) -> str:
        """What follows the first dot that ends the name proper, in lower case: ``.html.md.erb``, or nothing."""
        return extension_of(self.name)

    @property
    def stem(self) -> str:
        """The name without its extension."""
        return self.name[: len(self.name) - len(self.extension)]


@dataclass(frozen=True, slots=True)
class Read:
    """A document as fields and Markdown.

    Attributes:
        fields: what its front matter says: texts, lists and maps of texts.
        body: its text as Markdown.
        words: the words of the document that its body must have.
        comments: comments of its front matter, a line each.
        unread_front: front matter that is not to be read as fields; empty where there is none.
        title: what the document calls itself outside of front matter and headings; may be empty.
        files: files that were inside of the document, by the path that its body names them by.
        notes: what a person should know.
    """

    fields: Mapping[str, object]
    body: str
    words: Words
    comments: tuple[str, ...] = ()
    unread_front: str = ""
    title: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Reader(ABC):
    """A reader of one kind of document, found by itself in :mod:`.readers`.

    Attributes:
        name: the kind of document, as people know it.
        reads: what of it is read, for the list of readers.
        extensions: those of its files; the import looks into a folder's files for these alone.
    """

    name: ClassVar[str]
    reads: ClassVar[str]
    extensions: ClassVar[tuple[str, ...]]

    @abstractmethod
    def sureness(self, source: Source) -> Sureness:
        """How sure it is that a document is its own."""

    @abstractmethod
    def read(self, source: Source) -> Read:
        """What the document says.

        Raises:
            RefusedError: it cannot be read.
        """


_DOUBLE = (".html.md.erb", ".html.md", ".md.erb", ".html.markdown")


def extension_of(name: str) -> str:
    """The extension of a file's name in lower case, with that of a template around it."""
    folded = name.casefold()
    for double in _DOUBLE:
        if folded.endswith(double):
            return double
    suffix = PurePosixPath(folded).suffix
    # "PM7 - Bad v1.14 upgrade" has a dot and no extension
    return suffix if suffix[1:].isalnum() and len(suffix) <= 10 and " " not in suffix else ""
