"""Typing mistakes and rare right words, and the archive in which they are looked for."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from made_archive import TODAY, index_of
from places import ROOT
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project, project_in
from postmortem_archive.model.diagnostic import Position
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import Document, Postmortem, Section
from postmortem_archive.search.index import Index
from postmortem_archive.search.search import Results

CASES: dict[str, Any] = yaml.safe_load((ROOT / "tests/search/cases/typos.yml").read_text("utf-8"))
PARTS = ("tuning", "kept")
"""Parts of the cases; the figure that counts is that of the last one."""


@cache
def typo_archive(folder: Path) -> Archive:
    """The postmortems of this repository and made-up ones, as if they lay in ``folder``."""
    own = load_archive(project_in(ROOT), today=TODAY)
    made = [_postmortem(number, text) for number, text in enumerate(CASES["filler"])]
    documents = (*(Document(item.path, item) for item in made), *own.documents)
    digests = own.digests | {item.path: item.title for item in made}
    return Archive(Project(folder.parent, folder), own.settings, documents, (), digests)


def open_typo_index(folder: Path) -> Index:
    """The terminal's index of that archive."""
    return index_of(typo_archive(folder))


def taken_for(results: Results) -> str:
    """The query that was answered instead of the one that was asked; empty where there is none."""
    messages = " ".join(notice.message for notice in results.notices)
    match = re.search("; showing results for '(.*)'[.]", messages)
    return match[1] if match else ""


def _postmortem(number: int, text: str) -> Postmortem:
    title, _, rest = text.partition(". ")
    started = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
    summary = Section("summary", "Summary", Position(), rest, 1, is_empty=False, is_template=False)
    meta = FrontMatter(title=title, started=Moment(started))
    return Postmortem(f"2026/{started:%Y-%m-%d}-made-{number}.md", meta, sections=(summary,))
