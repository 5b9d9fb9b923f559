"""What is confidential does not get into a postmortem, and people get in as the archive wants it."""

from datetime import UTC, datetime

import pytest

from captures import EVENING, SETTINGS, asked
from postmortem_archive.capture.event import CapturedEvent
from postmortem_archive.capture.gather import gather
from postmortem_archive.capture.privacy import Privacy
from postmortem_archive.model.settings import Settings

TOKEN = "ghp_" + "Zx81kQpLw02VbNm93RtYuIoPaSdFgHjKl4Qe"
PHONE = "(masked phone number)"


@pytest.mark.parametrize(
    ("text", "masked", "said"),
    [
        (f"used {TOKEN}, rotating it", "used (masked token), rotating it", "1 token"),
        (
            "mail carla.jimenez@gmail.com now",
            "mail (masked e-mail address) now",
            "1 e-mail address",
        ),
        ("call +34 612 345 678", "call (masked phone number)", "1 phone number"),
        (
            "call +49 170 5550 1234 or tel:+4917055501235",
            "call (masked phone number) or (masked phone number)",
            "2 phone numbers",
        ),
        ("card 4539 5787 6362 1486 fails", "card (masked card number) fails", "1 card number"),
        (
            f"{TOKEN} of ana.li@web.de",
            "(masked token) of (masked e-mail address)",
            "1 token, 1 e-mail address",
        ),
        ("8.5 % of 1,200 requests at 10.0.0.7:5432 +2 more", None, ""),
        ("commit 9e8d7c6b5a49382716054f3e2d1c0b9a8f7e6d5c at 1773340262", None, ""),
        ("write to oncall@acme-shop.com", None, ""),
    ],
)
def test_masks(text: str, masked: str | None, said: str) -> None:
    privacy = Privacy(Settings())
    assert privacy.text(text) == (masked or text)
    assert privacy.said() == said


def test_a_link_that_holds_a_token_is_left_out() -> None:
    event = CapturedEvent(
        datetime(2026, 3, 12, tzinfo=UTC), "x", "CI", f"https://ci.example/?key={TOKEN}"
    )
    assert Privacy(Settings()).event(event).link == ""


@pytest.mark.parametrize(
    ("capture", "names", "called"),
    [
        ({}, ["Mira Okafor"], "a responder"),
        ({"roles": {"mira": "the on-call engineer"}}, ["Mira Okafor"], "the on-call engineer"),
        (
            {"roles": {"@mira": "the on-call engineer"}},
            ["mira.okafor@acme.example"],
            "the on-call engineer",
        ),
        ({"roles": {"U77": "the commander"}}, ["U77", "Somebody Else"], "the commander"),
        ({"people": "handles"}, ["Mira Okafor"], "@mira"),
        ({"people": "handles"}, ["jonas"], "@jonas"),
        ({"people": "handles"}, ["Jonas Weber"], "a responder"),
        ({"people": "handles", "roles": {"mira": "the lead"}}, ["mira"], "the lead"),
        ({}, ["github-actions[bot]"], "github-actions[bot]"),
        ({}, ["ci"], "ci"),
        ({}, [], "a responder"),
        ({}, [None, 7], "a responder"),
    ],
)
def test_people_are_called_as_the_archive_wants(
    capture: dict[str, object], names: list[object], called: str
) -> None:
    people = {"mira": {"name": "Mira Okafor", "aliases": ["mira.okafor"]}}
    settings = Settings.model_validate({"people": people, "capture": capture})
    assert Privacy(settings).person(*names) == called


def test_full_names_and_mentions_in_texts_become_roles() -> None:
    text = Privacy(SETTINGS).text("Mira Okafor asked @jonas and @everyone, not @unknown")
    assert text == "the on-call engineer asked the author of the change and @everyone, not @unknown"


def test_nobody_of_the_evening_gets_into_the_timeline() -> None:
    question = asked()
    found = gather([EVENING], question)
    said = " ".join(
        f"{event.text} {event.source} {event.link}" for event in found.events
    ).casefold()
    for name in ("mira", "okafor", "jonas", "weber", "leila", "haddad", "carla", "612 345", "ghp_"):
        assert name not in said
    assert question.privacy.said() == "1 token, 1 e-mail address, 1 phone number"
