"""Records of any tool, as CSV or JSON, by the names that their fields usually have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .base import text_of
from .export import Export, Head


def record_fields(head: Head, lists: Sequence[str]) -> tuple[str, frozenset[str]]:
    """Where the records of an export are, and the lower-case names of their fields.

    Args:
        head: the beginning of the export.
        lists: names of lists that JSON may keep its records in.

    Returns:
        The path of the records (empty for CSV), and the names; no names where there are no records.
    """
    if not head.is_json:
        first = head.lines[0] if head.lines else ""
        sign = max(",;\t", key=first.count)
        names = [name.strip(' "\t').casefold() for name in first.split(sign)]
        return "", frozenset(names) if len(names) > 1 else frozenset()
    for prefix in ("item", *(f"{name}.item" for name in lists)):
        start = f"{prefix}."
        names = [path[len(start) :] for path in head.values if path.startswith(start)]
        if names:
            return prefix, frozenset(name.casefold() for name in names if "." not in name)
    return "", frozenset()


def records(export: Export, prefix: str) -> Iterator[dict[str, object]]:
    """The records at a path of JSON, or the rows of CSV; names of fields in lower case."""
    if not prefix:
        for row in export.rows():
            yield dict(row)
        return
    for record in export.maps(prefix):
        yield {name.casefold(): value for name, value in record.items()}


def field(record: Mapping[str, object], names: Sequence[str]) -> str:
    """The text of the first of these fields that has one; of a map its name, or its login."""
    for name in names:
        value = record.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("login") or value.get("summary")
        if text := text_of(value):
            return text
    return ""
