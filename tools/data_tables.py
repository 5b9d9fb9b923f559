"""Tables of the fields of the files for other programs, from the records that these are made of."""

from collections.abc import Callable, Mapping
from typing import Any

from postmortem_archive.publish.data.records import Facts, document_schema, index_schema


def facts_table() -> str:
    """The fields that the list of all postmortems and the file of each have in common."""
    schema = document_schema()
    return _data_table(schema, schema["$defs"], lambda name: name in Facts.model_fields)


def index_tables() -> str:
    """The fields of the list of all postmortems, then what an entry has beside the facts."""
    schema = index_schema()
    records = schema["$defs"]
    further = _data_table(records["Entry"], records, lambda name: name not in Facts.model_fields)
    counts = _data_table(records["ActionCounts"], records)
    return "\n\n".join(
        [
            _data_table(schema, records),
            f"**Entry**: the facts, and these fields:\n\n{further}",
            f"**ActionCounts**: {records['ActionCounts']['description']}\n\n{counts}",
        ]
    )


def document_tables() -> str:
    """The fields of a whole postmortem beside the facts, then those of the records in it."""
    schema = document_schema()
    records = schema["$defs"]
    parts = [_data_table(schema, records, lambda name: name not in Facts.model_fields)]
    for name, record in records.items():
        if "properties" in record:
            parts.append(f"**{name}**: {record['description']}\n\n{_data_table(record, records)}")
    return "\n\n".join(parts)


def _data_table(
    record: Mapping[str, Any], records: Mapping[str, Any], wanted: Callable[[str], bool] = bool
) -> str:
    """The wanted fields of a record; each is always there, and says so where it can be ``null``."""
    rows = [
        f"| `{name}` | {_data_form(field, records)} | {field['description']} |"
        for name, field in record["properties"].items()
        if wanted(name)
    ]
    return "\n".join(["| Field | Form | Meaning |", "|---|---|---|", *rows])


def _data_form(field: Mapping[str, Any], records: Mapping[str, Any]) -> str:
    """What a value looks like, in words, from its JSON Schema."""
    if reference := field.get("$ref"):
        name = str(reference).rpartition("/")[2]
        return _data_form(records[name], records) if "enum" in records[name] else name
    if options := field.get("anyOf"):
        return " or ".join(_data_form(option, records) for option in options)
    if values := field.get("enum", [field["const"]] if "const" in field else []):
        return ", ".join(f"`{value}`" for value in values)
    if field["type"] == "array":
        return f"list of {_data_form(field['items'], records)}"
    if field["type"] == "object":
        return f"map of text to {_data_form(field['additionalProperties'], records)}"
    form = field.get("format", field["type"])
    names = {"null": "`null`", "string": "text", "integer": "whole number", "uri-reference": "URL"}
    return names.get(form, form)
