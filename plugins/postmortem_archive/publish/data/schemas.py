"""The JSON Schemas of the files for other programs."""

import json
from collections.abc import Iterator, Mapping
from functools import partial

from ..site import Site
from ..site_file import SiteFile
from .records import DOCUMENT_SCHEMA, INDEX_SCHEMA, document_schema, index_schema
from .registry import DataFiles


def schema_files(_site: Site) -> Iterator[SiteFile]:
    """The schema of the list and that of a postmortem."""
    for name, schema in ((INDEX_SCHEMA, index_schema()), (DOCUMENT_SCHEMA, document_schema())):
        yield SiteFile(name, partial(_text, schema))


def _text(schema: Mapping[str, object]) -> bytes:
    return f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n".encode()


FILES = DataFiles("schemas", schema_files)
