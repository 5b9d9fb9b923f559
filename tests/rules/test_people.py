"""Who is the subject of what is said, and who is called by name."""

import pytest

from example_archive import SETTINGS, Change
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.rules.shared.people import Person, is_handle, names_of_people, person_before

NAMES = frozenset(["Ana"])


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("The on-call engineer ", Person.YES),
        ("@ana has also ", Person.YES),
        ("After the alert, Ana ", Person.YES),
        ("On Friday the team ", Person.YES),
        ("Someone from the payments team ", Person.YES),
        ("the engineers who ", Person.YES),
        ("You simply ", Person.YES),
        ("We ", Person.WE),
        ("The pods stopped, but they ", Person.MAYBE),
        ("The Kubernetes operator ", Person.MAYBE),
        ("John ", Person.CAPITALISED),
        ("Terraform ", Person.CAPITALISED),
        ("It ", Person.NO),
        ("The server ", Person.NO),
        ("The page to the on-call engineer ", Person.NO),
        ("Mails for engineers ", Person.NO),
        ("The engineer left. The server ", Person.NO),
        ("The engineer waited, ", Person.NO),
        ("", Person.NO),
    ],
)
def test_person_before(before: str, expected: Person) -> None:
    assert person_before(before, len(before), NAMES) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *(("@ana", True), ("@ana-silva", True), ("@AnaSilva", True), ("ana", False)),
        *(("@here", False), ("@Channel", False), ("@payments-team", False), ("@db-oncall", False)),
        *(("@ana/core", False), ("@", False), ("@web_devs", False), ("@shop-maintainers", False)),
    ],
)
def test_is_handle(word: str, expected: bool) -> None:
    assert is_handle(word) is expected


def test_names_of_people() -> None:
    settings = parse_settings(
        SETTINGS + "people: {cleo: {name: Cleo Ito}, dan: {}}\nteams: {checkout: {}}\n"
    ).settings
    text = Change(
        fields="authors: [cleo, checkout]\nparticipants: ['@ben', payments-oncall]\n"
    ).archive()["2026/2026-03-12-checkout-pool-exhausted.md"]
    assert isinstance(text, str)
    postmortem = parse_document("a.md", text.encode(), settings).postmortem
    assert postmortem
    # the owner @ana is a person; payments-team, without a sign before it, may be a team
    assert names_of_people(postmortem, settings) == {"Cleo Ito", "Ben", "Ana"}
