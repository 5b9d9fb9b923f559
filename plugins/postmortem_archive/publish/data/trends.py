"""The figures of the page of trends as comma-separated values, a file for each of its sections."""

from collections.abc import Iterator, Mapping
from functools import partial

from postmortem_archive.archive.addresses import TRENDS
from postmortem_archive.archive.statistics.rows import Row
from postmortem_archive.archive.statistics.rows_as_csv import rows_as_csv
from postmortem_archive.archive.statistics.sections import SECTIONS, Section, rows_by_section

from ..site import Site
from ..site_file import SiteFile
from .registry import DataFiles


def csv_address(section: Section) -> str:
    """Address of a section's file relative to the site's root: ``trends/detection.csv``."""
    return f"{TRENDS}/{section.key}.csv"


def trend_files(site: Site) -> Iterator[SiteFile]:
    """The files; none where the site has no such page.

    Together their rows are those of ``postmortem stats --format csv``, in the same order within each.
    """
    if not site.has("trends"):
        return
    for section in SECTIONS:
        yield SiteFile(csv_address(section), partial(_rows, site, section), site.marks.whole)


def _rows(site: Site, section: Section) -> bytes:
    rows = site.once(_sections)[section.key]
    return rows_as_csv(rows).encode("utf-8", "backslashreplace")


def _sections(site: Site) -> Mapping[str, list[Row]]:
    return {section.key: rows for section, rows in rows_by_section(site.overview)}


FILES = DataFiles("trends", trend_files)
