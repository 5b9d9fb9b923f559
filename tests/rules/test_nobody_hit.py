"""Whether a text says that nobody was affected, and not only some."""

import pytest

from example_archive import SETTINGS, Change
from postmortem_archive.parse.document import parse_document
from postmortem_archive.parse.settings import parse_settings
from postmortem_archive.rules.shared.nobody_hit import nobody_was_hit


def says_nobody(text: str) -> bool:
    body = Change(body=f"## Impact\n\n{text}\n").archive()[
        "2026/2026-03-12-checkout-pool-exhausted.md"
    ]
    assert isinstance(body, str)
    postmortem = parse_document("a.md", body.encode(), parse_settings(SETTINGS).settings).postmortem
    assert postmortem
    return nobody_was_hit(postmortem)


@pytest.mark.parametrize(
    "text",
    [
        "No users were affected.",
        "Nobody was affected.",
        "There was no customer impact.",
        "There was no user-facing downtime.",
        "No impact on our customers.",
        "Though it was long, there was no loss of production service.",
        "Although some companies had trouble, we were not affected.",
        "The failover did not affect customers.",
        "No impact.",
        "It was a noop.",
        "It seems that nobody used it.",
        "User Impact: None (the site stayed up)",
    ],
)
def test_nobody(text: str) -> None:
    assert says_nobody(text)


@pytest.mark.parametrize(
    "text",
    [
        "Users who were logged in were not affected.",
        "No users in Europe were affected, all others were.",
        "No customers were affected in the other region.",
        "The restart had no effect.",
        "There was no impact on other parts.",
        "Nobody could pay.",
        "No customer could pay.",
        "It did not affect users that had a token.",
        "However, users using local evaluation were not affected.",
        "No data was lost.",
    ],
)
def test_some(text: str) -> None:
    assert not says_nobody(text)
