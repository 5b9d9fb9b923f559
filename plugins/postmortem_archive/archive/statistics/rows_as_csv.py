"""Figures as comma-separated values, the same in the terminal and on the site."""

import csv
import io
from collections.abc import Iterable

from postmortem_archive.model.cells import safe_cell

from .rows import SPREAD, Row

_HEAD = ("figure", "value", "part", "n", "not_recorded", *SPREAD, "unit", "postmortems")


def rows_as_csv(rows: Iterable[Row]) -> str:
    """A figure a row, below a head; no cell can be taken for a formula by a spreadsheet.

    IDs stand in one cell, apart by semicolons; what is not known is an empty cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD)
    for row in rows:
        spread = row.spread or (None,) * len(SPREAD)
        words = (safe_cell(word) for word in (row.figure, row.value, row.part))
        numbers = ("" if value is None else value for value in (row.n, row.unrecorded, *spread))
        writer.writerow([*words, *numbers, row.unit, safe_cell("; ".join(row.ids))])
    return out.getvalue()
