"""What the actions board finds is what ``postmortem actions`` finds."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from action_archive import DAY
from actions_board import texts, write_board
from places import ROOT
from postmortem_archive.cli.main import main
from postmortem_archive.search.plain import plain_text

pytestmark = pytest.mark.browser

Command = Callable[..., dict[str, Any]]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Calls ``postmortem actions`` on the board's day; what it prints as JSON."""

    def call(folder: Path, *words: str) -> dict[str, Any]:
        asked = ["actions", "--format", "json", "--archive", str(folder), *words]
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780300000")  # DAY
        monkeypatch.setattr(sys, "argv", ["postmortem", *asked])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        found = json.loads(capsys.readouterr().out)
        assert found["today"] == DAY.isoformat()
        return dict(found)

    return call


def matches(page: Page, found: dict[str, Any]) -> None:
    """Check that the board shows what the command found, in the same order."""
    numbers = found["counts"]
    expected = {
        "open": numbers["open"],
        "overdue": numbers["overdue"],
        "without a due date": numbers["without_due_date"],
    }
    if numbers["closed"]:
        expected["closed"] = numbers["closed"]
    words = ", ".join(f"{number:,} {name}" for name, number in expected.items())
    expect(page.get_by_role("status")).to_have_text(words)
    items = [" ".join(plain_text(action["action"]).split()) for action in found["actions"]]
    assert texts(page) == items


@pytest.mark.parametrize(
    "case",
    [
        ({}, []),
        ({"overdue": "1"}, ["--overdue"]),
        ({"status": "all"}, ["--all"]),
        ({"status": "done"}, ["--status", "done"]),
        ({"status": "in-progress"}, ["--status", "in-progress"]),
        ({"status": "wont-do", "overdue": "1"}, ["--status", "wont-do", "--overdue"]),
        ({"type": "detect", "status": "all"}, ["--type", "detect", "--all"]),
        ({"team": "payments"}, ["--team", "payments"]),
        ({"team": "Pay"}, ["--team", "Pay"]),
        ({"owner": "ana"}, ["--owner", "ana"]),
        ({"owner": "@Ana"}, ["--owner", "@Ana"]),
        ({"owner": "BO LIND"}, ["--owner", "BO LIND"]),
        ({"owner": "@acme/payments"}, ["--owner", "@acme/payments"]),
        ({"team": "payments", "owner": "dörte"}, ["--team", "payments", "--owner", "dörte"]),
        ({"service": "login"}, ["--service", "login"]),
        ({"service": "Cart", "team": "pay"}, ["--service", "Cart", "--team", "pay"]),
        ({"sort": "owner"}, ["--sort", "owner"]),
        ({"sort": "owner", "status": "all"}, ["--sort", "owner", "--all"]),
        ({"sort": "started", "status": "all"}, ["--sort", "started", "--all"]),
    ],
)
def test_it_finds_what_the_command_finds(
    browser_page: Page,
    board: Path,
    action_folder: Path,
    command: Command,
    case: tuple[dict[str, str], list[str]],
) -> None:
    asked, words = case
    browser_page.goto(f"{(board / 'actions.html').as_uri()}?{urlencode(asked)}")
    found = command(action_folder, *words)
    assert found["actions"] or "wont-do" in words
    matches(browser_page, found)


def test_a_postmortem_alone(
    browser_page: Page, board: Path, action_folder: Path, command: Command
) -> None:
    name = command(action_folder)["actions"][0]["postmortem"]
    browser_page.goto(f"{(board / 'actions.html').as_uri()}?postmortem={name}&status=all")
    matches(browser_page, command(action_folder, "--all", "--postmortem", name))
    browser_page.get_by_role("button", name="Show all postmortems").click()
    matches(browser_page, command(action_folder, "--all"))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", []),
        ("overdue=1", ["--overdue"]),
        ("status=all&sort=started", ["--all", "--sort", "started"]),
        ("team=cloudflare&type=detect", ["--team", "cloudflare", "--type", "detect"]),
        ("service=aws-ec2&status=all", ["--service", "aws-ec2", "--all"]),
    ],
)
def test_so_it_does_in_the_own_archive(
    browser_page: Page,
    own_board: Path,
    command: Command,
    asked: str,
    words: list[str],
) -> None:
    browser_page.goto(f"{own_board.as_uri()}?{asked}")
    found = command(ROOT / "postmortems", *words)
    assert found["actions"]
    matches(browser_page, found)


@pytest.fixture(scope="module")
def own_board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The board of the project's own archive."""
    return write_board(ROOT / "postmortems", tmp_path_factory.mktemp("own-board")) / "actions.html"
