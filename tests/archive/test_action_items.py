"""The action items of a whole archive, read for them alone or with everything else."""

from pathlib import Path

import pytest

from action_archive import DAY, write_action_archive
from postmortem_archive.archive.action_choices import Choice, choices
from postmortem_archive.archive.actions import Wanted, actions_of, archive_actions, choose
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import Project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = write_action_archive(tmp_path_factory.mktemp("items"), 30)
    (folder / "broken.md").write_text("---\ntitle: a: b\n---\n", "utf-8")
    return Project(folder.parent, folder)


def test_the_site_and_the_command_list_the_same_items(project: Project) -> None:
    read = archive_actions(project, DAY)
    assert read == actions_of(load_archive(project, today=DAY), DAY)
    assert len(read.actions) > 100
    assert (read.refused, len(read.postmortems)) == (1, 30)


def test_each_owner_is_one_choice_however_written(project: Project) -> None:
    found = choices(archive_actions(project, DAY))
    assert found.teams == (Choice("payments", "Payments", ("payments", "pay")),)
    assert [choice.label for choice in found.people] == ["ana", "Bo Lind", "Dörte", "zoë", "سارة"]
    assert found.people[1] == Choice("bo", "Bo Lind", ("bo", "bo lind"))
    assert [choice.name for choice in found.services] == ["checkout", "login", "mail"]
    assert found.services[0].words == ("checkout", "cart")


def test_each_choice_chooses_the_items_that_have_one_of_its_words(project: Project) -> None:
    every = archive_actions(project, DAY)
    found = choices(every)
    owned = 0
    for choice in found.people:
        items = choose(every, Wanted(owners=(choice.name,)))
        assert items
        owned += len(items)
    owned += len(choose(every, Wanted(teams=tuple(team.name for team in found.teams))))
    assert owned == sum(len(one.item.owners) for one in every.actions)


def test_an_archive_without_items_has_no_choices(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    found = choices(archive_actions(Project(tmp_path, tmp_path / "postmortems"), DAY))
    assert (found.teams, found.people, found.services) == ((), (), ())
