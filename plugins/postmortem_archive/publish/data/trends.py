"""The figures of the page of trends as comma-separated values, a file for each of its sections."""

from collections.abc import Iterator

from postmortem_archive.archive.addresses import TRENDS
from postmortem_archive.archive.statistics.rows_as_csv import rows_as_csv
from postmortem_archive.archive.statistics.sections import Section, rows_by_section

from ..site import Site
from .registry import DataFiles


def csv_address(section: Section) -> str:
    """Address of a section's file relative to the site's root: ``trends/detection.csv``."""
    return f"{TRENDS}/{section.key}.csv"


def trend_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The files; none where the site has no such page.

    Together their rows are those of ``postmortem stats --format csv``, in the same order within each.
    """
    if not site.has("trends"):
        return
    for section, rows in rows_by_section(site.overview):
        yield csv_address(section), rows_as_csv(rows).encode("utf-8", "backslashreplace")


FILES = DataFiles("trends", trend_files)
