from postmortem_archive.archive.related import MAX_RELATED, Relations
from small_archive import archive_of, item


def test_what_is_named_comes_first_in_both_directions() -> None:
    one = item("a.md", related=("b", "gone", "a"))
    other = item("b.md")
    relations = Relations(archive_of(one, other))
    assert [(found.postmortem.id, found.named) for found in relations.of(one)] == [("b", True)]
    assert [(found.postmortem.id, found.named) for found in relations.of(other)] == [("a", True)]


def test_one_shared_value_is_not_enough() -> None:
    one = item("a.md", causes=("bug",), services=("shop",))
    other = item("b.md", causes=("bug",), services=("mail",))
    assert Relations(archive_of(one, other)).of(one) == ()


def test_what_shares_more_and_rarer_values_comes_first_with_its_reasons() -> None:
    common = [item(f"c{number}.md", causes=("bug", "network")) for number in range(4)]
    one = item("a.md", causes=("bug", "network", "leap-day"), services=("shop",))
    rare = item("r.md", causes=("leap-day",), services=("shop",))
    found = Relations(archive_of(*common, one, rare)).of(one)
    assert found[0].postmortem.id == "r"
    assert (found[0].causes, found[0].services) == (("leap-day",), ("shop",))
    assert [relation.postmortem.id for relation in found[1:]] == ["c0", "c1", "c2", "c3"]
    assert found[1].causes == ("bug", "network")


def test_a_list_is_short_but_what_is_named_is_all_there() -> None:
    others = [item(f"o{number:02}.md", causes=("bug", "dns")) for number in range(30)]
    named = tuple(other.id for other in others[:8])
    one = item("a.md", causes=("bug", "dns"), related=named)
    found = Relations(archive_of(*others, one)).of(one)
    assert [relation.postmortem.id for relation in found if relation.named] == list(named)
    assert len(found) == len(named) + MAX_RELATED
