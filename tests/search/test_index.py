"""The private index: built once, updated by content, not trusted when anything is unexpected."""

import json
import os
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from made_archive import SETTINGS, TODAY, made_archive
from postmortem_archive.archive import listing
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.seal import key_path, seal
from postmortem_archive.model.errors import ArchiveError
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.model.settings import Service, Settings
from postmortem_archive.search import manifest as manifest_module
from postmortem_archive.search.index import open_index
from postmortem_archive.search.search import search

pytestmark = pytest.mark.usefixtures("own_cache")


class Files:
    """The files of an archive, as the index asks for them; remembers which were read."""

    def __init__(self, root: Path, count: int = 12) -> None:
        (root / "postmortems").mkdir()
        self.project = Project(root, root / "postmortems")
        self.items = {item.path: item for item in made_archive(count).postmortems}
        self.listing = dict.fromkeys(self.items, "first")
        self.settings = SETTINGS
        self.read: list[str] = []

    def load(self, paths: Sequence[str]) -> list[Postmortem]:
        self.read = list(paths)
        return [self.items[path] for path in paths if path in self.items]

    def answers(self, *queries: str) -> list[list[tuple[str, float]]]:
        """Open the index and ask; ``self.read`` then tells what had to be read."""
        self.read = []
        with open_index(self.project, self.settings, self.listing, self.load) as index:
            found = [search(index, query, today=TODAY, limit=None) for query in queries]
        return [[(hit.path, hit.score) for hit in results.hits] for results in found]

    @property
    def folder(self) -> Path:
        return self.project.cache_folder / "search"


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


QUERIES = ("", "pool", "worker", '"connection pool"', "service:checkout", "us-east-1 -cached")


def test_it_is_built_once(files: Files) -> None:
    first = files.answers(*QUERIES)
    assert sorted(files.read) == sorted(files.items)
    assert files.answers(*QUERIES) == first
    assert files.read == []


def test_progress_is_told(files: Files) -> None:
    told: list[tuple[int, int]] = []
    open_index(
        files.project, SETTINGS, files.listing, files.load, lambda *pair: told.append(pair)
    ).close()
    assert told == [(number, 12) for number in range(1, 13)]


def test_only_what_changed_is_read_and_the_answers_are_those_of_a_new_index(
    files: Files, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files.answers()
    changed, gone, other_path = sorted(files.items)[:3]
    files.items[changed] = _renamed(files.items[other_path], changed)
    files.listing[changed] = "second"
    del files.listing[gone]
    new = _renamed(files.items.pop(gone), "2030/2030-01-01-new.md")
    files.items[new.path] = new
    files.listing[new.path] = "first"
    updated = files.answers(*QUERIES)
    assert sorted(files.read) == sorted([changed, new.path])

    other = Files(tmp_path_factory.mktemp("other"))
    other.items, other.listing = files.items, files.listing
    assert other.answers(*QUERIES) == updated


def test_a_file_that_cannot_be_understood_is_not_read_again(files: Files) -> None:
    files.listing["2024/broken.md"] = "first"
    assert len(files.answers("")[0]) == 12
    files.answers("")
    assert files.read == []


def test_other_settings_build_it_anew(files: Files) -> None:
    files.answers()
    services = {**(SETTINGS.services or {}), "login": Service(name="Sign-in")}
    files.settings = SETTINGS.model_copy(update={"services": services})
    assert files.answers("sign-in")[0]
    assert len(files.read) == 12


def test_another_version_builds_it_anew(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    files.answers()
    monkeypatch.setattr(manifest_module, "FORMAT", 999)
    files.answers()
    assert len(files.read) == 12


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("damage", ["flip", "cut", "remove", "empty", "flip unseen"])
def test_a_damaged_file_means_a_new_index(
    files: Files, damage: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "SETTLED_SECONDS", 0.0)  # files of before count as read at once
    before = files.answers(*QUERIES)
    assert files.answers(*QUERIES) == before
    path = sorted(path for path in files.folder.rglob("*") if path.suffix and path.is_file())[
        number
    ]
    data, about = path.read_bytes(), path.stat()
    if damage.startswith("flip"):
        place = len(data) // 2
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        if damage == "flip unseen":
            os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    elif damage == "remove":
        path.unlink()
    else:
        path.write_bytes(data[: len(data) // 2] if damage == "cut" else b"")
    assert files.answers(*QUERIES) == before
    assert len(files.read) == 12


def test_files_that_are_as_they_were_are_not_read_again(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their digests are taken from the manifest: one that is wrong is not noticed."""
    monkeypatch.setattr(listing, "SETTLED_SECONDS", 0.0)
    before = files.answers(*QUERIES)
    path = files.folder / "manifest.json"
    body = json.loads(path.read_text("utf-8").partition("\n")[2])
    body["files"] = {name: ("kept", stamp) for name, (_, stamp) in body["files"].items()}
    text = json.dumps(body)
    path.write_text(f"{seal(text.encode())}\n{text}", "utf-8")
    assert files.answers(*QUERIES) == before
    assert files.read == []


def test_stamps_are_noted_later_where_files_were_too_young(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.answers()
    young = json.loads((files.folder / "manifest.json").read_text("utf-8").partition("\n")[2])
    assert all(stamp is None for _, stamp in young["files"].values())
    monkeypatch.setattr(listing, "SETTLED_SECONDS", 0.0)
    files.answers()
    old = json.loads((files.folder / "manifest.json").read_text("utf-8").partition("\n")[2])
    assert all(stamp for _, stamp in old["files"].values())
    assert files.read == []


def test_a_file_too_many_means_a_new_index(files: Files) -> None:
    files.answers()
    (files.folder / "whoosh" / "_MAIN_99.toc").write_bytes(b"crafted")
    files.answers()
    assert len(files.read) == 12


def test_an_index_from_elsewhere_is_never_opened(
    files: Files, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's index has a manifest that fits its files, but not this person's seal."""
    files.answers()
    manifest = json.loads((files.folder / "manifest.json").read_text("utf-8").partition("\n")[2])
    assert manifest["files"]
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("other-user")))
    files.answers()
    assert len(files.read) == 12


def test_it_is_killed_half_way(files: Files) -> None:
    before = files.answers(*QUERIES)

    def killed(_: Sequence[str]) -> list[Postmortem]:
        raise KeyboardInterrupt

    files.listing[min(files.listing)] = "second"
    with pytest.raises(KeyboardInterrupt):
        open_index(files.project, SETTINGS, files.listing, killed)
    assert files.answers(*QUERIES) == before


def test_without_a_place_for_the_key_it_still_answers(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert files.answers("pool")[0]


@pytest.mark.parametrize("kind", ["cache is a file", "cache is a link to itself"])
def test_where_it_cannot_be_kept_it_is_built_for_this_once(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    if kind == "cache is a file":
        (tmp_path / ".cache").write_text("")
    else:
        (tmp_path / ".cache").symlink_to(".cache")
    for _ in range(2):
        with open_index(files.project, files.settings, files.listing, files.load) as index:
            assert str(files.project.cache_folder) in index.not_kept
            assert search(index, "pool", today=TODAY).total
            assert len(list(temporary.iterdir())) == 1
        assert list(temporary.iterdir()) == []
        assert len(files.read) == 12


def test_an_index_that_is_kept_says_nothing(files: Files) -> None:
    with open_index(files.project, files.settings, files.listing, files.load) as index:
        assert index.not_kept == ""


def test_nothing_is_left_behind_when_no_index_can_be_built(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    def full(_: Sequence[str]) -> list[Postmortem]:
        raise OSError(28, "No space left on device")

    with pytest.raises(ArchiveError, match="No space left on device"):
        open_index(files.project, files.settings, files.listing, full)
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
@pytest.mark.parametrize(
    "name",
    [
        "manifest.json",
        "facts.bin",
        "whoosh",
        "manifest.new",
        "write.lock",
        "whoosh/MAIN_WRITELOCK",
    ],
)
def test_what_is_no_regular_file_means_a_new_index(files: Files, name: str, kind: str) -> None:
    before = files.answers(*QUERIES)
    path = files.folder / name
    moved = files.folder / "moved"
    if path.exists():
        path.rename(moved)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
        (path / "inside").write_text("text")
    else:
        path.symlink_to(moved)
    files.listing[min(files.listing)] = "second"  # so that the index is written
    with open_index(files.project, files.settings, files.listing, files.load) as index:
        assert index.not_kept == ""
    assert files.answers(*QUERIES) == before
    assert files.read == []


@pytest.mark.parametrize("kind", ["empty", "short", "long", "pipe", "link"])
def test_a_key_that_is_none_is_made_anew(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    key = key_path()
    key.parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(key)
    elif kind == "link":
        (tmp_path / "other").write_bytes(b"k" * 32)
        key.symlink_to(tmp_path / "other")
    else:
        key.write_bytes({"empty": b"", "short": b"k" * 31, "long": b"k" * 33}[kind])
    assert files.answers("pool")[0]
    assert key.is_file()
    assert not key.is_symlink()
    assert key.stat().st_size == 32
    assert key.stat().st_mode & 0o077 == 0
    files.answers("pool")
    assert files.read == []


def test_a_relative_cache_folder_of_the_user_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert key_path() == tmp_path / ".cache" / "postmortem-archive" / "index.key"


def test_a_cache_folder_that_leads_away_is_refused(files: Files, tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    elsewhere.mkdir()
    (tmp_path / ".cache").symlink_to(elsewhere)
    with pytest.raises(ArchiveError, match="leads out of the project"):
        files.answers()
    assert list(elsewhere.iterdir()) == []


def test_an_empty_archive_is_searched(tmp_path: Path) -> None:
    files = Files(tmp_path, count=0)
    assert files.answers("", "pool", '"a b"', "service:checkout") == [[], [], [], []]


def test_what_is_late_depends_on_the_day(files: Files) -> None:
    with open_index(files.project, files.settings, files.listing, files.load) as index:
        long_ago = search(index, "is:overdue", today=TODAY - timedelta(days=3_650))
        much_later = search(index, "is:overdue", today=TODAY + timedelta(days=3_650))
    assert long_ago.total == 0
    assert much_later.total > 0


def _renamed(item: Postmortem, path: str) -> Postmortem:
    return Postmortem(path, item.meta, sections=item.sections, actions=item.actions)


def test_settings_without_vocabulary(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.settings = Settings()
    assert files.answers("service:checkout")[0]
