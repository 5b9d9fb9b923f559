"""The project's own archive: enough of it, varied, and held to the rules."""

from datetime import date

import pytest

from places import ROOT
from postmortem_archive.archive.archive import Archive
from postmortem_archive.archive.load import load_archive
from postmortem_archive.archive.project import find_project
from postmortem_archive.archive.public_texts import offered_texts
from postmortem_archive.model.front_matter import Status
from postmortem_archive.model.settings import DEFAULT_REQUIREMENTS, VOCABULARIES


@pytest.fixture(scope="module")
def archive() -> Archive:
    return load_archive(find_project(ROOT), today=date(2026, 11, 21))


def test_nothing_is_to_be_said_about_it(archive: Archive) -> None:
    assert [
        f"{item.path}:{item.position.line} {item.message}" for item in archive.diagnostics
    ] == []


def test_no_rule_is_softened_without_a_reason(archive: Archive) -> None:
    rules = archive.settings.rules
    assert set(rules.ignore) <= {"PM307", "PM308", "PM310", "PM510", "PM803"}
    assert all(len(reason.split()) > 5 for reason in rules.ignore.values())
    assert (rules.levels, rules.exceptions, rules.select, rules.baseline) == ({}, (), None, None)
    assert archive.settings.require == DEFAULT_REQUIREMENTS


def test_there_is_enough_of_it_and_it_is_varied(archive: Archive) -> None:
    items = archive.postmortems
    assert len(items) >= 24
    assert all(item.meta.status is Status.PUBLISHED for item in items)
    years = {item.year for item in items}
    assert {2011, 2026} <= years
    assert len(years) >= 12
    assert sum(item.is_near_miss for item in items) >= 2
    assert sum("malicious-actor" in item.meta.causes for item in items) >= 3
    assert {item.meta.severity for item in items} == set(archive.settings.severities or ())


def test_every_word_of_the_vocabulary_is_explained(archive: Archive) -> None:
    for name in VOCABULARIES:
        terms = archive.settings.vocabulary(name)
        assert terms
        assert [key for key, term in terms.items() if not term.name or not term.description] == []
    causes = archive.settings.causes or {}
    assert {cause.kind for cause in causes.values()} >= {
        "process",
        "architecture",
        "human",
        "external",
        "technology",
    }


def test_every_postmortem_is_filled_and_sourced(archive: Archive) -> None:
    for item in archive.postmortems:
        assert item.timeline, item.id
        assert item.actions, item.id
        assert len(item.whys) >= 3, item.id
        assert item.meta.references, item.id
        assert item.section("references"), item.id
        teams = archive.settings.teams or {}
        assert all(set(action.owners) <= set(teams) for action in item.actions), item.id


def test_its_public_texts_are_whole_and_approved_and_keep_something_inside(
    archive: Archive,
) -> None:
    offered = list(offered_texts(archive))
    assert len(offered) >= 4
    assert archive.settings.public.approvals
    for one in offered:
        assert (one.faults, one.standing.void, one.standing.missing) == ((), (), ()), one.id
        assert 1 <= one.text.sections[0].body.count("\n\n") + 1 <= 3, one.id
        assert one.text.services, one.id
        assert "<!-- internal -->" in one.postmortem.body, one.id
