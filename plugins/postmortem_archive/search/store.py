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
        # Scorable although lengths are taken from the facts, because those of replaced documents must
        # not count: without a column of lengths, Whoosh asks the disk for one at every posting.
        super().__init__(formats.Positions(), analyzer=None, scorable=True, stored=False)

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
    # Not one file for all: Whoosh would read it from end to end each time it is opened.
    writer = FileStorage(str(folder)).open_index().writer(compound=False)
    try:
        for path in removed:
            writer.delete_by_term("path", path)
        for path, terms, text in added:
            writer.add_document(path=path, terms=terms, text=text)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def numbers_of(folder: Path, paths: Sequence[str]) -> list[int]:
    """The numbers that the index has given to the documents with these paths.

    Raises:
        LookupError: the index holds other documents than these.
    """
    reader = FileStorage(str(folder)).open_index().reader()
    try:
        column = reader.column_reader("path") if reader.doc_count() else {}
        numbers = {column[number]: number for number in reader.all_doc_ids()}
    finally:
        reader.close()
    if numbers.keys() != set(paths) or len(numbers) != len(paths):
        raise LookupError("the index does not hold the documents that it should hold")
    return [numbers[path] for path in paths]


class Store:
    """Term lists of an index, by row: a document's number in the order of the facts.

    Args:
        folder: where the index is; it must have been checked.
        numbers: what :func:`numbers_of` said of the documents in the order of their rows.
    """

    def __init__(self, folder: Path, numbers: Sequence[int]) -> None:
        self._reader: Any = FileStorage(str(folder)).open_index().reader()
        self._rows = {number: row for row, number in enumerate(numbers)}
        self._numbers = numbers

    def postings(self, term: str) -> dict[int, float]:
        """The weight of a term in every document that has it, by row."""
        matcher = self._matcher(term)
        found: dict[int, float] = {}
        while matcher is not None and matcher.is_active():
            found[self._rows[matcher.id()]] = matcher.weight()
            matcher.next()
        return found

    def has(self, term: str) -> bool:
        """Whether any document has a term."""
        matcher = self._matcher(term)
        return matcher is not None and bool(matcher.is_active())

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
