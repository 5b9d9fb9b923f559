"""Files that are as they were are not read again; whatever is in doubt is."""

import hashlib
import marshal
import os
import sys
import time
from pathlib import Path

import pytest

from postmortem_archive.archive import listing
from postmortem_archive.archive.listing import list_files, settled_stamp
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.seal import seal

KEPT = "kept"  # stands for a digest, so that what was not read again can be told


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "postmortems" / "2026").mkdir(parents=True)
    for name in ("a.md", "b.md"):
        (tmp_path / "postmortems" / "2026" / name).write_text(name)
    return Project(tmp_path, tmp_path / "postmortems")


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times are trusted at once, as if the files had been there for long."""
    monkeypatch.setattr(listing, "SETTLED_SECONDS", 0.0)


def digests(project: Project) -> dict[str, str]:
    return dict(list_files(project).digests)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def kept_file(project: Project) -> Path:
    return project.cache_folder / "search" / "listing.bin"


def mark_kept(project: Project, *, sealed: bool = True, version: str = sys.version) -> None:
    """Put the mark in the place of every digest that is kept."""
    _, _, body = kept_file(project).read_bytes().partition(b"\n")
    rows = marshal.loads(body.partition(b"\0")[2])  # noqa: S302 - our own
    rows = {path: (KEPT, stamp) for path, (_, stamp) in rows.items()}
    body = version.encode() + b"\0" + marshal.dumps(rows)
    claimed = seal(body) if sealed else "0" * 64
    kept_file(project).write_bytes(claimed.encode() + b"\n" + body)


def test_digests_are_those_of_the_bytes(project: Project) -> None:
    assert digests(project) == {"2026/a.md": sha("a.md"), "2026/b.md": sha("b.md")}


@pytest.mark.usefixtures("settled")
def test_what_is_as_it_was_is_not_read_again(project: Project) -> None:
    digests(project)
    mark_kept(project)
    assert digests(project) == {"2026/a.md": KEPT, "2026/b.md": KEPT}


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("times", ["new", "set back"])
@pytest.mark.parametrize("by", ["writing", "another file in its place"])
def test_what_has_changed_is_read(project: Project, times: str, by: str) -> None:
    path = project.folder / "2026" / "a.md"
    before = path.stat()
    digests(project)
    mark_kept(project)
    time.sleep(0.02)  # more than a tick of the clock that files are stamped with
    if by == "writing":
        path.write_text("A.md")  # as long as before
    else:
        (project.root / "new").write_text("A.md")
        (project.root / "new").replace(path)
    if times == "set back":
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert digests(project) == {"2026/a.md": sha("A.md"), "2026/b.md": KEPT}


def test_what_was_written_just_now_is_read_again(project: Project) -> None:
    assert settled_stamp(project.folder / "2026" / "a.md") is None
    digests(project)
    assert not kept_file(project).exists()
    (project.folder / "2026" / "a.md").write_text("A.md")
    assert digests(project)["2026/a.md"] == sha("A.md")


@pytest.mark.usefixtures("settled")
def test_files_come_and_go(project: Project) -> None:
    digests(project)
    mark_kept(project)
    (project.folder / "2026" / "a.md").rename(project.folder / "2026" / "c.md")
    assert digests(project) == {"2026/b.md": KEPT, "2026/c.md": sha("a.md")}
    (project.folder / "2026" / "link.md").symlink_to("b.md")
    assert "2026/link.md" not in digests(project)


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("doubt", ["no seal", "another Python", "cut short", "empty", "a folder"])
def test_what_is_in_doubt_is_not_used(project: Project, doubt: str) -> None:
    digests(project)
    place = kept_file(project)
    if doubt == "no seal":
        mark_kept(project, sealed=False)
    elif doubt == "another Python":
        mark_kept(project, version="3.0")
    elif doubt == "a folder":
        place.unlink()
        place.mkdir()
    else:
        mark_kept(project)
        place.write_bytes(place.read_bytes()[:-1] if doubt == "cut short" else b"")
    assert digests(project) == {"2026/a.md": sha("a.md"), "2026/b.md": sha("b.md")}


@pytest.mark.usefixtures("settled")
def test_without_a_place_to_keep_it_the_answer_is_the_same(project: Project) -> None:
    (project.root / ".cache").write_text("")
    assert digests(project) == {"2026/a.md": sha("a.md"), "2026/b.md": sha("b.md")}
