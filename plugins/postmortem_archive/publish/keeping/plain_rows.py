"""The form in which rows of plain data are kept."""

import json
from collections.abc import Mapping

from postmortem_archive.archive.kept_rows import Form, Row


def _dumps(rows: Mapping[str, Row]) -> bytes:
    return json.dumps(rows).encode()


PLAIN = Form(_dumps, json.loads)
