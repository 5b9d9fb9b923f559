"""Pages saved from a wiki or a browser as HTML."""

from __future__ import annotations

from ..base import Read, Reader, Source, Sureness
from ..errors import RefusedError
from ..pandoc import flat_cells, refuse_lost_words, title_of, to_markdown
from ..words import words_of


class HtmlReader(Reader):
    """HTML files, through pandoc (its manual, section "General options": ``--from=html --to=gfm``)."""

    name = "HTML"
    reads = "pages saved from a wiki, through pandoc"
    extensions = (".html", ".htm")

    def sureness(self, source: Source) -> Sureness:
        """Sure of the extension."""
        return Sureness.LIKELY if source.extension in self.extensions else Sureness.NO

    def read(self, source: Source) -> Read:
        """The page as Markdown; the title in its head is kept as a field."""
        try:
            page = source.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise RefusedError(
                f"it is not UTF-8: byte 0x{source.data[error.start]:02X} at offset {error.start:,}",
                "save it as UTF-8",
            ) from error
        if "\0" in page:
            raise RefusedError("it is binary: it has a NUL byte", "save the page as HTML again")
        body, files = to_markdown(flat_cells(page).encode(), "html")
        refuse_lost_words(page, body)
        title = title_of(page)
        fields = {"page_title": title} if title else {}
        return Read(fields, body, words_of(body), title=title, files=files)
