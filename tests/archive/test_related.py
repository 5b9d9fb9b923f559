from pathlib import Path

from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.project import Project
from postmortem_archive.archive.related import MAX_RELATED, Relations
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import Document, Postmortem
from postmortem_archive.model.settings import Settings


def test_what_is_named_comes_first_in_both_directions() -> None:
    one = _item("a", related=("b", "gone", "a"))
    other = _item("b")
    relations = Relations(_archive(one, other))
    assert [(found.postmortem.id, found.named) for found in relations.of(one)] == [("b", True)]
    assert [(found.postmortem.id, found.named) for found in relations.of(other)] == [("a", True)]


def test_one_shared_value_is_not_enough() -> None:
    one = _item("a", causes=("bug",), services=("shop",))
    other = _item("b", causes=("bug",), services=("mail",))
    assert Relations(_archive(one, other)).of(one) == ()


def test_what_shares_more_and_rarer_values_comes_first_with_its_reasons() -> None:
    common = [_item(f"c{number}", causes=("bug", "network")) for number in range(4)]
    one = _item("a", causes=("bug", "network", "leap-day"), services=("shop",))
    rare = _item("r", causes=("leap-day",), services=("shop",))
    found = Relations(_archive(*common, one, rare)).of(one)
    assert found[0].postmortem.id == "r"
    assert (found[0].causes, found[0].services) == (("leap-day",), ("shop",))
    assert [relation.postmortem.id for relation in found[1:]] == ["c0", "c1", "c2", "c3"]
    assert found[1].causes == ("bug", "network")


def test_a_list_is_short_but_what_is_named_is_all_there() -> None:
    others = [_item(f"o{number:02}", causes=("bug", "dns")) for number in range(30)]
    named = tuple(other.id for other in others[:8])
    one = _item("a", causes=("bug", "dns"), related=named)
    found = Relations(_archive(*others, one)).of(one)
    assert [relation.postmortem.id for relation in found if relation.named] == list(named)
    assert len(found) == len(named) + MAX_RELATED


def _item(
    name: str,
    causes: tuple[str, ...] = (),
    services: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
) -> Postmortem:
    meta = FrontMatter(causes=causes, services=services, related=related)
    return Postmortem(f"{name}.md", meta)


def _archive(*items: Postmortem) -> Archive:
    project = Project(Path("/p"), Path("/p/postmortems"))
    return Archive(project, Settings(), tuple(Document(item.path, item) for item in items))
