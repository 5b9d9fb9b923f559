"""The Whoosh side of the index: its schema, writing to it and reading term lists from it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from whoosh import fields, formats
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermNotFound

from .fields import Terms

TERMS = "terms"  # name of the field that holds a document's terms


class TermsField(fields.FieldType):  # type: ignore[misc]
    """A field whose terms come ready from our analyzer, with positions and weights."""

    def __init__(self) -> None:
        # Not scorable: lengths are facts, because those of replaced documents must not count.
        super().__init__(formats.Positions(), analyzer=None, scorable=False, stored=False)

    def index(self, value: Terms, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yields (term, frequency, weight, encoded positions) for every term."""
        for term, positions in value.positions.items():
            encoded: bytes = self.format.encode(positions)
            yield term.encode(), len(positions), float(value.weights[term]), encoded


def create(folder: Path) -> None:
    """Make an empty index in an empty folder."""
    schema = fields.Schema(
        path=fields.ID(unique=True, stored=True, sortable=True),
        text=fields.STORED(),
        terms=TermsField(),
    )
    FileStorage(str(folder)).create_index(schema)


def write(folder: Path, removed: Iterable[str], added: Iterable[tuple[str, Terms, str]]) -> None:
    """Take documents out of the index and put others in.

    Args:
        folder: where the index is.
        removed: paths of documents to take out.
        added: (path, terms, shown text) of each document to put in.
    """
    writer = FileStorage(str(folder)).open_index().writer()
    try:
        for path in removed:
            writer.delete_by_term("path", path)
        for path, terms, text in added:
            writer.add_document(path=path, terms=terms, text=text)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


class Store:
    """Term lists of an index, by row: a document's number in the order of the facts.

    Args:
        folder: where the index is; it must have been checked.
        paths: the documents' paths in the order of their rows.

    Raises:
        LookupError: the index holds other documents than these.
    """

    def __init__(self, folder: Path, paths: Sequence[str]) -> None:
        self._reader: Any = FileStorage(str(folder)).open_index().reader()
        rows = {path: row for row, path in enumerate(paths)}
        column = self._reader.column_reader("path") if self._reader.doc_count() else {}
        self._rows = {number: rows[column[number]] for number in self._reader.all_doc_ids()}
        self._numbers = {row: number for number, row in self._rows.items()}
        if len(self._numbers) != len(paths):
            raise LookupError("the index does not hold the documents that it should hold")

    def postings(self, term: str) -> dict[int, float]:
        """The weight of a term in every document that has it, by row."""
        matcher = self._matcher(term)
        found: dict[int, float] = {}
        while matcher is not None and matcher.is_active():
            found[self._rows[matcher.id()]] = matcher.weight()
            matcher.next()
        return found

    def positions(self, term: str, wanted: set[int]) -> dict[int, list[int]]:
        """Where a term stands in those of the ``wanted`` documents that have it, by row."""
        matcher = self._matcher(term)
        found: dict[int, list[int]] = {}
        while matcher is not None and matcher.is_active():
            row = self._rows[matcher.id()]
            if row in wanted:
                found[row] = matcher.value_as("positions")
            matcher.next()
        return found

    def completions(self, prefix: str) -> list[str]:
        """Every term that starts with ``prefix``."""
        return [term.decode() for term in self._reader.expand_prefix(TERMS, prefix)]

    def vocabulary(self) -> Iterator[str]:
        """Every term."""
        return (term.decode() for term in self._reader.lexicon(TERMS))

    def text(self, row: int) -> str:
        """The text of a document from which excerpts are taken."""
        text: str = self._reader.stored_fields(self._numbers[row])["text"]
        return text

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def _matcher(self, term: str) -> Any:  # noqa: ANN401 - Whoosh has no types
        try:
            return self._reader.postings(TERMS, term.encode())
        except TermNotFound:
            return None
