"""The runner: settings, order, one finding a mistake, a new draft that is merely unfinished."""

from datetime import date

import pytest

from example_archive import PATH, SETTINGS_PATH, TODAY, Change, check
from postmortem_archive.archive.scaffold import Start, scaffold, scaffold_path
from postmortem_archive.model.diagnostic import Level
from postmortem_archive.model.front_matter import Kind
from postmortem_archive.model.moment import Moment
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.run import Checker, Shown

LATE = "detected: 2026-03-12T13:55Z\n"


def late(settings: str) -> list[tuple[str, Level]]:
    """Findings in a postmortem whose `detected` is too early, under the given settings."""
    change = Change(files={SETTINGS_PATH: settings}, fields=LATE, body="## Timeline\n\nNone.\n")
    return [(item.code, item.level) for item in check(change.archive()) if item.code == "PM108"]


def test_the_default_level() -> None:
    assert late("") == [("PM108", Level.ERROR)]


@pytest.mark.parametrize("name", ["PM108", "moments-out-of-order"])
def test_another_level(name: str) -> None:
    assert late(f"rules: {{levels: {{{name}: hint}}}}") == [("PM108", Level.HINT)]


@pytest.mark.parametrize("name", ["PM108", "moments-out-of-order"])
def test_ignored(name: str) -> None:
    assert late(f"rules: {{ignore: {{{name}: our clocks are odd}}}}") == []


def test_an_ignored_rule_still_answers_for_those_that_require_it() -> None:
    settings = "rules: {ignore: {time-without-offset: all in UTC}}"
    files = Change(files={SETTINGS_PATH: settings}, fields="resolved: 2026-03-12 15:10\n").archive()
    assert check(files) == ()


def test_a_raised_level_does_not_raise_what_is_gentle_in_a_draft() -> None:
    fields = "status: draft\ncauses: []\n"
    levels = {
        level: [
            item.level
            for item in check(
                Change(
                    files={SETTINGS_PATH: f"rules: {{levels: {{PM203: {level}}}}}"}, fields=fields
                ).archive()
            )
        ]
        for level in Level
    }
    assert levels == {
        Level.ERROR: [Level.WARNING],
        Level.WARNING: [Level.WARNING],
        Level.HINT: [Level.HINT],
    }


def test_reading_order() -> None:
    files = Change(fields="title:\nreview_on: soon\nrelated: [zebra]\n").archive()
    files |= {"2025/a.md": "", SETTINGS_PATH: "rules: {ignore: {zebra: why}}\n"}
    found = check(files)
    assert [(item.path, item.code) for item in found] == [
        ("2025/a.md", "PM001"),
        (PATH, "PM203"),
        (PATH, "PM103"),
        (PATH, "PM504"),
        (SETTINGS_PATH, "PM502"),
    ]
    assert list(found) == sorted(found, key=lambda item: item.sort_key)


def test_paths_are_shown_as_the_project_names_them() -> None:
    shown = Shown(lambda path: f"incidents/{path}", "incidents/archive.yml", lambda *_: "")
    found = Checker(Context(parse_settings("sevices: 1"), TODAY), shown).check_archive([])
    assert {item.path for item in found} == {"incidents/archive.yml"}
    assert found[0].source == "sevices: 1"


def test_nothing_to_check() -> None:
    assert check({}) == ()


SETTINGS = """\
severities: {sev1: {}}
services: {checkout: {}}
causes: {capacity: {}}
unknown_words: [not published]
"""


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    "started", [None, Moment.from_text("2026-03-12T14:05Z")], ids=["open", "started"]
)
@pytest.mark.parametrize(
    "require", ["", "require: [{fields: [detected_by, trigger], sections: [lucky, lessons]}]"]
)
def test_a_new_draft_is_merely_not_filled_in(
    kind: Kind, started: Moment | None, require: str
) -> None:
    text = SETTINGS + require
    archive_yml = parse_settings(text)
    assert not archive_yml.problems
    start = Start("It was: down", "sev1", ("checkout",), started=started, kind=kind)
    path = scaffold_path(start, date(2026, 3, 12))
    found = check({SETTINGS_PATH: text, path: scaffold(start, archive_yml.settings)})
    assert {item.code for item in found} == {"PM203"}
    if not require:
        assert {item.level for item in found} == {Level.WARNING}
    assert any("causes" in item.message for item in found)
    assert any("section" in item.message for item in found)
