"""Rules about the whole archive: which are asked, where they are heard, how long they take."""

import random
import time
from collections.abc import Mapping
from datetime import datetime

import pytest

from example_archive import PATH, TODAY
from made_archive import SETTINGS as MADE
from made_archive import made_postmortem
from postmortem_archive.model.card import card_of
from postmortem_archive.model.postmortem import Document
from postmortem_archive.model.settings import Settings, SettingsDocument
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.rules.base import Context
from postmortem_archive.rules.run import CheckedFile, Checker, Shown
from time_bounds import PER_FILE

MANY = 3_000

DRAFT = """\
---
title: Login failed
status: draft
severity: sev1
services: [login]
causes: [capacity]
started: 2026-03-12T09:00Z
resolved: 2026-03-12T10:00Z
---
"""


def asks_git(settings: str) -> bool:
    """Whether a check under these settings asks git for first commits."""
    asked = []

    def first_commits() -> Mapping[str, datetime]:
        asked.append(True)
        return {}

    archive_yml = parse_settings(settings)
    assert not archive_yml.problems
    context = Context(archive_yml, TODAY, first_commits=first_commits)
    checker = Checker(context, Shown(str, "archive.yml", lambda *_: ""))
    document = parse_document(PATH, DRAFT.encode(), archive_yml.settings)
    checker.check_archive([checker.check_file(document)])
    return bool(asked)


def test_git_is_asked_for_what_needs_it() -> None:
    assert asks_git("")
    assert asks_git("rules: {levels: {PM801: error}}")
    assert asks_git('rules: {exceptions: [{reason: old, paths: ["old/*"], ignore: [PM801]}]}')


@pytest.mark.parametrize(
    "rules", ["ignore: {PM801: why}", "ignore: {PM8: why}", "select: [PM1]", "select: []"]
)
def test_git_is_not_asked_for_a_rule_that_is_off(rules: str) -> None:
    assert not asks_git(f"rules: {{{rules}}}")


def test_git_is_asked_where_an_exception_turns_the_rule_on() -> None:
    rules = 'select: [PM1], exceptions: [{reason: new, paths: ["2026/*"], levels: {PM801: hint}}]'
    assert asks_git(f"rules: {{{rules}}}")


def test_git_is_not_asked_where_nothing_could_be_late() -> None:
    archive_yml = SettingsDocument()
    context = Context(archive_yml, TODAY, first_commits=lambda: pytest.fail("git was asked"))
    checker = Checker(context, Shown(str, "archive.yml", lambda *_: ""))
    text = DRAFT.replace("resolved", "mitigated")
    document = parse_document(PATH, text.encode(), archive_yml.settings)
    checker.check_archive([checker.check_file(document)])


def made_files(crowded: bool) -> list[CheckedFile]:
    """Files made up; crowded ones are all about one service on one day, and say much the same."""
    files = []
    for number in range(MANY):
        item = made_postmortem(number, random.Random(f"7/{number}"))
        card = card_of(Document(item.path, item))
        if crowded:
            card = card._replace(
                services=("checkout", "login", f"only-{number}"),
                started=f"2024-01-01T09:00:00.{number:06}+00:00",
                signature=tuple(range(number, number + 32)),
            )
        files.append(CheckedFile(card, ()))
    return files


@pytest.mark.parametrize("crowded", [False, True], ids=["usual", "crowded"])
@pytest.mark.parametrize("settings", [MADE, Settings()], ids=["vocabulary", "none"])
def test_many_files_take_no_time(settings: Settings, crowded: bool) -> None:
    files = made_files(crowded)
    context = Context(SettingsDocument(settings), TODAY)
    checker = Checker(context, Shown(str, "archive.yml", lambda *_: ""))
    begun = time.process_time()
    checker.check_archive(files)
    assert time.process_time() - begun < PER_FILE
