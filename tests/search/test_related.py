"""What an archive's postmortems have to do with each other, and how that is told."""

import time
from pathlib import Path

import pytest

from good_postmortem import GOOD
from made_archive import SETTINGS, made_archive
from postmortem_archive.archive.listing import list_files
from postmortem_archive.archive.project import Project
from postmortem_archive.model.front_matter import FrontMatter
from postmortem_archive.model.postmortem import Postmortem
from postmortem_archive.search.features import features_of
from postmortem_archive.search.kept_features import features_in
from postmortem_archive.search.related import MAX_RELATED, Relations
from postmortem_archive.search.relation import Relation, reason


def item(path: str, **fields: object) -> Postmortem:
    """A postmortem that has these fields and no others."""
    return Postmortem(path, FrontMatter.model_validate(fields))


def related(one: Postmortem, *others: Postmortem) -> tuple[Relation, ...]:
    """What is related to ``one`` in an archive of all of these, in this order."""
    items = others if one in others else (one, *others)
    return Relations([features_of(each) for each in items]).of(features_of(one))


def names(relations: tuple[Relation, ...]) -> list[str]:
    return [Path(relation.path).stem for relation in relations]


def test_what_is_named_comes_first_in_both_directions() -> None:
    one = item("a.md", related=("b", "gone", "a"))
    other = item("b.md")
    for seen, found in ((one, "b"), (other, "a")):
        relations = related(seen, one, other)
        assert [(Path(each.path).stem, each.named) for each in relations] == [(found, True)]


def test_one_shared_value_is_not_enough() -> None:
    one = item("a.md", causes=("bug",), services=("shop",))
    assert related(one, item("b.md", causes=("bug",), services=("mail",))) == ()
    assert related(item("a.md", trigger="deploy"), item("b.md", trigger="deploy")) == ()


def test_what_shares_more_and_rarer_values_comes_first_with_its_reasons() -> None:
    common = [item(f"c{number}.md", causes=("bug", "network")) for number in range(4)]
    one = item("a.md", causes=("bug", "network", "leap-day"), services=("shop",))
    rare = item("r.md", causes=("leap-day",), services=("shop",))
    found = related(one, *common, one, rare)
    assert names(found) == ["r", "c0", "c1", "c2", "c3"]
    assert (found[0].causes, found[0].services) == (("leap-day",), ("shop",))
    assert found[1].causes == ("bug", "network")


def test_a_list_is_short_but_what_is_named_is_all_there() -> None:
    others = [item(f"o{number:02}.md", causes=("bug", "dns")) for number in range(30)]
    named = tuple(other.id for other in others[:8])
    one = item("a.md", causes=("bug", "dns"), related=named)
    found = related(one, *others, one)
    assert [Path(each.path).stem for each in found if each.named] == list(named)
    assert len(found) == len(named) + MAX_RELATED


def test_the_same_trigger_brings_one_before_another() -> None:
    fields = {"causes": ("bug", "dns")}
    others = [item("o1.md", **fields), item("o2.md", **fields, trigger="leap-second")]
    found = related(item("a.md", **fields, trigger="leap-second"), *others)
    assert names(found) == ["o2", "o1"]
    assert [each.trigger for each in found] == ["leap-second", ""]


def test_a_rare_word_is_enough_where_no_value_is_shared() -> None:
    title = "Conntrack table full: nf_conntrack_max never raised on the gateways"
    filler = [item(f"f{number}.md", title=f"Mail was late, case {number}") for number in range(20)]
    found = related(item("a.md", title=title), *filler, item("b.md", title=title))
    assert names(found) == ["b"]
    assert "nf_conntrack_max" in found[0].words


def test_a_draft_that_is_not_of_the_archive_has_relations() -> None:
    archive = Relations(
        [features_of(item(f"{name}.md", causes=("bug", name))) for name in ("dns", "mail", "tls")]
    )
    draft = item("/elsewhere/draft.md", causes=("tls", "bug"))
    assert names(archive.of(features_of(draft))) == ["tls"]
    assert archive.of(features_of(item("/elsewhere/empty.md"))) == ()


def test_relations_of_a_postmortem_do_not_hang_on_others_being_asked_for() -> None:
    items = made_archive(80).postmortems
    features = [features_of(each) for each in items]
    one, other = Relations(features), Relations(features)
    backwards = {each.path: one.of(each) for each in reversed(features)}
    assert {each.path: other.of(each) for each in features} == backwards


def test_the_work_is_linear_in_the_archive() -> None:
    """Twice the archive takes about twice as long, although each value is on every sixth page."""
    features = [features_of(each) for each in made_archive(1_600).postmortems]
    seconds = []
    for size in (400, 1_600):
        start = time.process_time()
        relations = Relations(features[:size])
        for each in features[:size]:
            relations.of(each)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 3 * 4 * seconds[0]


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        ({"causes": ("dns",), "services": ("shop",)}, "same cause dns in shop"),
        ({"causes": ("dns", "bug")}, "same causes dns, bug"),
        ({"services": ("shop", "mail")}, "same services shop, mail"),
        ({"trigger": "deploy", "words": ("quorum",)}, "same trigger deploy; also quorum"),
        ({"words": ("max_connections", "quorum")}, "both have max_connections, quorum"),
        ({"named": True}, "linked by its author"),
        (
            {"named": True, "causes": ("dns",), "words": ("quorum",)},
            "linked by its author; same cause dns; also quorum",
        ),
        ({}, ""),
    ],
)
def test_reasons_read_well(relation: dict[str, object], said: str) -> None:
    nothing = Relation("a.md", False, (), (), "", (), 1.0)
    assert reason(nothing._replace(**relation), lambda _, value: value) == said


def test_features_are_kept_and_only_what_has_changed_is_read_again(tmp_path: Path) -> None:
    project = Project(tmp_path, tmp_path / "postmortems")
    project.folder.mkdir()
    for day in ("11", "12"):
        text = GOOD.replace("2026-03-12", f"2026-03-{day}")
        (project.folder / f"2026-03-{day}-pool.md").write_text(text, "utf-8")
    (project.folder / "2026-03-13-broken.md").write_bytes(b"---\ntitle: a: b\n---\n")
    told: list[tuple[int, int]] = []

    def found() -> list[str]:
        told.clear()
        features = features_in(
            project, SETTINGS, list_files(project), lambda *done: told.append(done)
        )
        assert [each.services for each in features] == [("checkout",)] * len(features)
        return [each.path for each in features]

    both = ["2026-03-12-pool.md", "2026-03-11-pool.md"]
    assert found() == both
    assert told[-1] == (3, 3)
    assert found() == both
    assert told == []
    changed = project.folder / both[1]
    changed.write_text(changed.read_text("utf-8").replace("pool", "queue"), "utf-8")
    assert found() == both
    assert told == [(1, 1)]
    changed.unlink()
    assert found() == both[:1]
    assert told == []


def test_kept_features_are_those_that_are_made_anew(tmp_path: Path) -> None:
    project = Project(tmp_path, tmp_path / "postmortems")
    project.folder.mkdir()
    (project.folder / "2026-03-12-pool.md").write_text(GOOD, "utf-8")
    anew = features_in(project, SETTINGS, list_files(project))
    assert anew[0].terms
    assert features_in(project, SETTINGS, list_files(project)) == anew
    (kept,) = tmp_path.rglob("features.bin")
    kept.write_bytes(kept.read_bytes().replace(b"checkout", b"chequers"))
    assert features_in(project, SETTINGS, list_files(project)) == anew
