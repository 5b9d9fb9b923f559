"""An archive, and what the site says of its trends."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from page_tables import PageTables
from plain_figures import Plain, plain_archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.unchecked import read_archive
from postmortem_archive.publish.data.trends import trend_files
from postmortem_archive.publish.pages.trends import write_trends
from postmortem_archive.publish.site import Site

TODAY = date(2026, 3, 14)


@dataclass(frozen=True)
class Told:
    """An archive as plain loops know it, and what the site says of it."""

    plain: list[Plain]
    commits: dict[str, datetime]
    site: Site
    page: PageTables
    rows: list[dict[str, str]]
    sections: dict[str, list[dict[str, str]]]

    def labels(self, facet: str) -> dict[str, str]:
        """The ID of each value of a facet by how it is shown."""
        return {self.site.label(facet, value): value for value in self.site.groups[facet]}


def told_of(root: Path, commits: dict[str, datetime]) -> Told:
    """What the site says of the trends of a project's archive.

    Args:
        root: of the project.
        commits: when each postmortem was first committed, where the test knows that.
    """
    project = Project(root, root / "postmortems")
    site = Site(read_archive(project), TODAY)
    files = {file.path: file.make().decode() for file in trend_files(site)}
    sections = {
        Path(name).stem: list(csv.DictReader(io.StringIO(text))) for name, text in files.items()
    }
    return Told(
        plain_archive(project.folder),
        commits,
        site,
        PageTables(write_trends(site).html),
        [row for rows in sections.values() for row in rows],
        sections,
    )
