"""One archive as two search indexes: ours and Pagefind's, beside the same pages."""

import gc
import html
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from many_postmortems import write_archive
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.discover import discover
from postmortem_archive.archive.facets import FACETS
from postmortem_archive.archive.project import project_in
from postmortem_archive.archive.read import read_bytes, read_settings
from postmortem_archive.archive.reading import read_document, seldom_collecting
from postmortem_archive.model.postmortem import Document
from postmortem_archive.search.export import export_files
from postmortem_archive.search.fields import body_of, shown_text


@dataclass(frozen=True)
class Cost:
    """What making an index took: CPU seconds, megabytes of memory at its height, bytes on disk."""

    seconds: float
    megabytes: float
    size: int


@dataclass(frozen=True)
class Built:
    """A site with both indexes: its folder, what reading the archive took, what each index took."""

    project: Path
    site: Path
    parsing: float
    ours: Cost
    pagefind: Cost


def build(scratch: Path, size: int) -> Built:
    """Write an archive of ``size`` postmortems, pages of it, and both indexes."""
    project, site = scratch / "project", scratch / "site"
    write_archive(project / "postmortems", size)
    start = time.process_time()
    archive = _parsed(project)
    parsing = time.process_time() - start
    ours = _in_child(lambda: _write_index(archive, site), site / "search")
    _write_pages(archive, site)
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--glob", "pages/*.html"]
    pagefind = _in_child(lambda: _call([*command, "--silent"]), site / "pagefind")
    return Built(project, site, parsing, ours, pagefind)


def _parsed(project: Path) -> Archive:
    """The archive, read but not checked."""
    where = project_in(project)
    settings = read_settings(where).settings
    documents = []
    for item in discover(where.folder):
        read = read_document(item.path, read_bytes(item), settings)
        documents.append(Document(item.path, read.postmortem))
    return Archive(where, settings, tuple(documents))


def _in_child(act: Callable[[], object], folder: Path) -> Cost:
    """What ``act`` takes in a process of its own, and the size of the folder that it fills."""
    gc.collect()
    child = os.fork()
    if child == 0:
        Path("/proc/self/clear_refs").write_text("5")  # counts the height of memory from here on
        before = _megabytes("VmRSS")
        act()
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        grown = max(_megabytes("VmHWM") - before, children)
        (folder / ".memory").write_text(str(grown))
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"an index could not be built: {status}")
    grown = float((folder / ".memory").read_text())
    (folder / ".memory").unlink()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Cost(usage.ru_utime + usage.ru_stime, grown, size)


def _megabytes(name: str) -> float:
    found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) / 1024


def _call(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@seldom_collecting()  # as in a build
def _write_index(archive: Archive, site: Path) -> None:
    for name, data in export_files(archive):
        _write(site / "search" / name, data)


def _write_pages(archive: Archive, site: Path) -> None:
    """A plain page for each postmortem, with what Pagefind wants to be told."""
    for item in archive.postmortems:
        filters = "".join(
            f'<span data-pagefind-filter="{facet.name}">{html.escape(value)}</span>'
            for facet in FACETS
            for value in facet.values(item, archive.settings)
        )
        text = "".join(
            f"<p>{html.escape(line)}</p>" for line in shown_text(body_of(item)).split("\n")
        )
        page = (
            f'<!doctype html><html lang="en"><meta charset="utf-8"><body>'
            f"<p hidden>{filters}</p><main data-pagefind-body><h1>{html.escape(item.title)}</h1>{text}</main>"
        )
        _write(site / "pages" / f"{item.id}.html", page.encode())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
