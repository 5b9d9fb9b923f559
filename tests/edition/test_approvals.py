"""Who has approved a text, and whether it is still the text that was approved."""

import pytest

from postmortem_archive.edition.approvals import ANYBODY, standing
from postmortem_archive.model.front_matter import Approval
from postmortem_archive.model.moment import Moment


def approval(said: str) -> Approval:
    """An approval, from `role text`."""
    role, text = said.split()
    return Approval(role=role, by="@ana", on=Moment.from_text("2026-03-12"), text=text)


@pytest.mark.parametrize(
    ("approvals", "roles", "given", "void", "missing"),
    [
        ([], [], [], [], [ANYBODY]),
        ([], ["legal", "press"], [], [], ["legal", "press"]),
        (["legal now"], [], ["legal now"], [], []),
        (["legal old"], [], [], ["legal old"], [ANYBODY]),
        (["legal now"], ["legal"], ["legal now"], [], []),
        (["legal now"], ["legal", "press"], ["legal now"], [], ["press"]),
        (["legal now", "press old"], ["legal", "press"], ["legal now"], ["press old"], ["press"]),
        (["legal old", "legal now"], ["legal"], ["legal now"], [], []),
        (["legal now", "legal old"], ["legal"], ["legal now"], [], []),
        (["legal old", "legal older"], ["legal"], [], ["legal old", "legal older"], ["legal"]),
        (["chef now"], ["legal"], ["chef now"], [], ["legal"]),
        (["Legal now"], ["legal"], ["Legal now"], [], ["legal"]),
        (["legal now1"], ["legal"], [], ["legal now1"], ["legal"]),
        (["legal NOW"], ["legal"], [], ["legal NOW"], ["legal"]),
    ],
)
def test_standing(
    approvals: list[str], roles: list[str], given: list[str], void: list[str], missing: list[str]
) -> None:
    found = standing([approval(one) for one in approvals], roles, "now")
    assert [f"{one.role} {one.text}" for one in found.given] == given
    assert [f"{one.role} {one.text}" for one in found.void] == void
    assert list(found.missing) == missing
    assert found.is_approved is (not missing)
    assert found.digest == "now"
