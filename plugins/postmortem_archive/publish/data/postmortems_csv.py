"""``postmortems.csv``: every postmortem with its main facts, a row each, for spreadsheets."""

import csv
import io
from collections.abc import Iterator
from functools import partial

from postmortem_archive.model.cells import safe_cell

from ..site import Site
from ..site_file import SiteFile
from .facts import entry
from .records import TABLE, Entry
from .registry import DataFiles

COLUMNS = (
    *("id", "title", "status", "kind", "severity", "services", "teams", "causes", "trigger"),
    *("detected_by", "started", "detected", "acknowledged", "mitigated", "resolved"),
    *("minutes_to_detect", "minutes_to_acknowledge", "minutes_to_mitigate", "minutes_to_resolve"),
    *("tags", "url", "first_committed"),
)
"""Columns with fields of the same name in ``postmortems.json``."""

ACTION_COLUMNS = ("open", "overdue", "done", "wont_do")
"""Counts of action items; their columns are called ``actions_open`` and so on."""

_HEAD = (*COLUMNS, *(f"actions_{name}" for name in ACTION_COLUMNS))


def table_files(site: Site) -> Iterator[SiteFile]:
    """The table of all postmortems."""
    yield SiteFile(TABLE, partial(_table, site), site.marks.whole)


def _table(site: Site) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD)
    for item in site.archive.postmortems:
        writer.writerow(_row(entry(site, item)))
    return out.getvalue().encode()


def _row(one: Entry) -> list[str | float]:
    values = one.model_dump(mode="json", include=set(COLUMNS))
    cells = [_cell(values[name]) for name in COLUMNS]
    return [*cells, *(getattr(one.actions, name) for name in ACTION_COLUMNS)]


def _cell(value: object) -> str | float:
    """A number as it is, a list with semicolons, nothing for what is not recorded."""
    if isinstance(value, int | float):
        return value
    if isinstance(value, list):
        return safe_cell("; ".join(value))
    return safe_cell(str(value)) if value is not None else ""


FILES = DataFiles("table", table_files)
