"""Whatever is done to an archive, and to what is kept of it: the outcome is that of a first build."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from made_archive import SETTINGS, made_postmortem
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.project import Project
from postmortem_archive.model.moment import Moment
from postmortem_archive.model.postmortem import Document, Postmortem
from postmortem_archive.model.settings import Settings, Term
from postmortem_archive.search import holders, kept_blocks, kept_relations, likeness
from postmortem_archive.search.export import ENTRY, exported
from postmortem_archive.search.kept_relations import related_in

SEQUENCES = 50
STEPS = 3


@dataclass
class Edited:
    """An archive that changes at random.

    Attributes:
        project: where what is kept lies.
        chance: what happens.
        settings: what its ``archive.yml`` says.
        items: its postmortems by path, each with a text that stands for its content.
    """

    project: Project
    chance: random.Random
    settings: Settings
    items: dict[str, tuple[Postmortem, str]]

    def archive(self) -> Archive:
        documents = [Document(path, self.items[path][0]) for path in sorted(self.items)]
        digests = {path: digest for path, (_, digest) in self.items.items()}
        return Archive(self.project, self.settings, tuple(documents), (), digests)

    def put(self, item: Postmortem) -> None:
        self.items[item.path] = (item, f"{self.chance.random()}")

    def comes(self) -> None:
        item = made_postmortem(self.chance.randrange(1_000), self.chance)
        others = [other.id for other, _ in self.items.values()]
        names = tuple(
            self.chance.sample(others, min(len(others), self.chance.choice((0, 0, 1, 2))))
        )
        self.put(replace(item, meta=item.meta.model_copy(update={"related": names})))

    def goes(self) -> None:
        self.items.pop(self.any(), None)

    def is_retold(self) -> None:
        item = self.items[self.any()][0]
        self.put(replace(made_postmortem(0, self.chance), path=item.path))

    def gets_another_title(self) -> None:
        item = self.items[self.any()][0]
        title = f"{item.title} {self.chance.choice(('quorum', 'zookeeper', 'max_connections'))}"
        self.put(replace(item, meta=item.meta.model_copy(update={"title": title})))

    def gets_another_day(self) -> None:
        item = self.items[self.any()][0]
        assert item.meta.started
        moment = item.meta.started.utc + timedelta(days=self.chance.randrange(-300, 300))
        self.put(replace(item, meta=item.meta.model_copy(update={"started": Moment(moment)})))

    def is_renamed(self) -> None:
        item, digest = self.items.pop(self.any())
        path = item.path.replace("incident", self.chance.choice(("case", "outage", "page")))
        self.items[path] = (replace(item, path=path), digest)

    def is_moved(self) -> None:
        """Two files may then have the same ID."""
        item, digest = self.items[self.any()]
        self.items[f"x/{item.path}"] = (replace(item, path=f"x/{item.path}"), digest)

    def is_only_touched(self) -> None:
        self.put(self.items[self.any()][0])

    def speaks_otherwise(self) -> None:
        name = self.chance.choice(("Deployment", "Rollout"))
        self.settings = self.settings.model_copy(update={"triggers": {"deploy": Term(name=name)}})

    def is_damaged(self) -> None:
        """What is kept is cut short, taken away or put in another's place."""
        kept = sorted(path for path in self.project.cache_folder.rglob("*") if path.is_file())
        for path in self.chance.sample(kept, min(len(kept), 3)):
            content = path.read_bytes()
            path.write_bytes(self.chance.choice((content[:-1], b"", kept[0].read_bytes())))
        for path in self.chance.sample(kept, min(len(kept), 1)):
            path.unlink()

    def any(self) -> str:
        return self.chance.choice(sorted(self.items))


CHANGES = (
    *(Edited.comes, Edited.comes, Edited.goes, Edited.is_retold, Edited.gets_another_title),
    *(Edited.gets_another_title, Edited.gets_another_day, Edited.is_renamed, Edited.is_moved),
    *(Edited.is_only_touched, Edited.speaks_otherwise, Edited.is_damaged),
)


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a small archive reaches."""
    for module, name, value in (
        (holders, "MOST_WITH_VALUE", 5),
        (holders, "MOST_WITH_TERM", 3),
        (likeness, "_TERMS_LOOKED_UP", 8),
        (likeness, "_COMPARED", 4),
        (kept_blocks, "FOLDER_SIZE", 4),
        (kept_blocks, "BLOCK_SIZE", 8),
        (kept_blocks, "MAX_FOLDER", 6),
        (kept_relations, "_OPEN", 4),
    ):
        monkeypatch.setattr(module, name, value)


def edited(folder: Path, seed: int) -> Iterator[Archive]:
    """An archive as it is at first, and after each of some steps."""
    project = Project(folder, folder / "postmortems")
    project.folder.mkdir()
    found = Edited(project, random.Random(seed), SETTINGS, {})
    for _ in range(found.chance.randrange(2, 20)):
        found.comes()
    yield found.archive()
    for _ in range(STEPS):
        for _ in range(found.chance.choice((1, 1, 1, 2, 4))):
            if not found.items:
                found.comes()
            found.chance.choice(CHANGES)(found)
        yield found.archive()


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_relations_are_those_of_a_first_build(tmp_path: Path, seed: int) -> None:
    for archive in edited(tmp_path, seed):
        found = related_in(archive, keep=True)
        expected = related_in(archive, keep=False)
        assert found == expected
        assert list(found) == [item.path for item in archive.postmortems]


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_the_index_is_that_of_a_first_build(tmp_path: Path, seed: int) -> None:
    site: dict[str, bytes] = {}
    for archive in edited(tmp_path, seed):
        first = {file.name: file.content for file in exported(archive)}
        made = list(exported(archive, keep=True, there=site.__contains__))
        assert [file.name for file in made] == list(first)
        assert made[-1].name == ENTRY
        assert made[-1].content is not None
        site |= {file.name: file.content for file in made if file.content is not None}
        assert {name: site[name] for name in first} == first
        again = exported(archive, keep=True, there=site.__contains__)
        assert [file.name for file in again if file.content is not None] == [ENTRY]
