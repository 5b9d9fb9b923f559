"""The JSON Schemas of the files for other programs."""

import json
from collections.abc import Iterator

from ..site import Site
from .records import DOCUMENT_SCHEMA, INDEX_SCHEMA, document_schema, index_schema
from .registry import DataFiles


def schema_files(_site: Site) -> Iterator[tuple[str, bytes]]:
    """The schema of the list and that of a postmortem."""
    for name, schema in ((INDEX_SCHEMA, index_schema()), (DOCUMENT_SCHEMA, document_schema())):
        yield name, f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n".encode()


FILES = DataFiles("schemas", schema_files)
