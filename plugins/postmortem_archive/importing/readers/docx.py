"""Documents of a word processor, or saved from a wiki, as DOCX."""

from __future__ import annotations

import io
import zipfile

from ..base import Read, Reader, Source, Sureness
from ..errors import RefusedError
from ..fields import split_front
from ..pandoc import refuse_lost_words, to_markdown
from ..words import words_of

_MAX_UNPACKED = 200 * 1024 * 1024
_TEXT = "word/document.xml"


class DocxReader(Reader):
    """DOCX files, through pandoc (its manual, section "General options": ``--from=docx --to=gfm``).

    The words are compared with those of ``word/document.xml``, the main document part of ECMA-376:
    the text of its runs, ``w:t``. Headers, footers and comments belong to other parts, and are not read.
    """

    name = "DOCX"
    reads = "documents with their pictures, through pandoc"
    extensions = (".docx",)

    def sureness(self, source: Source) -> Sureness:
        """Sure of the extension."""
        return Sureness.LIKELY if source.extension in self.extensions else Sureness.NO

    def read(self, source: Source) -> Read:
        """The document as Markdown, with its pictures."""
        text = _document(source.data)
        body, files = to_markdown(source.data, "docx")
        refuse_lost_words(text, body, "w:t")
        front = split_front(body)
        return Read(
            front.fields,
            front.body,
            words_of(front.body),
            front.comments,
            front.unread,
            files=files,
            notes=("headers, footers and comments of the document were not read",),
        )


def _document(data: bytes) -> str:
    """The XML of the document's text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
                raise RefusedError(
                    f"it holds more than {_MAX_UNPACKED // 1024**2} MiB", "take out large pictures"
                )
            return archive.read(_TEXT).decode()
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError) as error:
        raise RefusedError("it is no DOCX document, or a broken one", "save it again") from error
